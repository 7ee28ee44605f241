import { useCallback } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { PassTimeAction } from "../../core/contract/model.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellRun } from "./tell-run.tsx";
import { useActing } from "./use-act.ts";

/** Lets time pass, and says in passing what came of it, or why it could not. */
export function usePassTime(
  workspace: string,
  onError: (error: ContractError) => void,
): (by: PassTimeAction["by"]) => void {
  const engine = useEngine();
  return useCallback(
    (by) => {
      useActing.setState({ what: "Time passes" });
      engine
        .call("runs.act", { workspace, action: { type: "passTime", by } })
        .then(
          (detail) => tellRun(workspace, detail),
          (failure: unknown) => onError(describeFailure(failure)),
        )
        .finally(() => useActing.setState({ what: undefined }));
    },
    [engine, workspace, onError],
  );
}
