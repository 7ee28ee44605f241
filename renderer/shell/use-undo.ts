import { useCallback } from "react";
import { describeFailure, outdate } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tell, tellError } from "../connection/told.ts";

/** Takes the last edit of this workspace back, or makes it again, and says which it was. */
export function useUndo(workspace: string): { readonly undo: () => void; readonly redo: () => void } {
  const engine = useEngine();
  const call = useCallback(
    (method: "history.undo" | "history.redo") => {
      engine.call(method, { workspace }).then(
        ({ what }) => {
          outdate(workspace);
          tell(`${method === "history.undo" ? "Undone" : "Made again"}: ${what}`);
        },
        (error: unknown) => tellError(describeFailure(error)),
      );
    },
    [engine, workspace],
  );
  return {
    undo: useCallback(() => call("history.undo"), [call]),
    redo: useCallback(() => call("history.redo"), [call]),
  };
}
