import { useCallback } from "react";
import type { Happening } from "../../core/contract/methods.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellError } from "../connection/told.ts";

/** Lets something small happen that a menu asks for: where there is no form to say why it could not, a message does. */
export function useLetHappen(workspace: string): (action: Happening) => Promise<RunDetail | undefined> {
  const engine = useEngine();
  return useCallback(
    async (action) => {
      try {
        return await engine.call("runs.act", { workspace, action });
      } catch (failure) {
        tellError(describeFailure(failure));
        return undefined;
      }
    },
    [engine, workspace],
  );
}
