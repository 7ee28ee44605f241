import { useCallback } from "react";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tell, tellError } from "../connection/told.ts";

/** Goes back to a moment that was named, or to the end of a branch; what came after it stays as a branch. */
export function useReturn(workspace: string): { readonly goBackTo: (record: string, name: string) => void } {
  const engine = useEngine();
  const goBackTo = useCallback(
    (record: string, name: string) => {
      engine.call("checkpoints.return", { workspace, record }).then(
        () => tell(`Back to “${name}”. What came after it is kept as a branch, under Runs.`),
        (error: unknown) => tellError(describeFailure(error)),
      );
    },
    [engine, workspace],
  );
  return { goBackTo };
}
