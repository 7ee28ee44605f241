import { useCallback } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { PassTimeAction } from "../../core/contract/model.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tell } from "../connection/told.ts";
import { showActing } from "./acting.ts";
import { tellRun } from "./tell-run.tsx";

/** Lets time pass, and says in passing what came of it, that it was given up, or why it could not. */
export function usePassTime(
  workspace: string,
  onError: (error: ContractError) => void,
): (by: PassTimeAction["by"]) => void {
  const engine = useEngine();
  return useCallback(
    (by) => {
      const action = { type: "passTime", by } as const;
      showActing("passTime", (options) => engine.call("runs.act", { workspace, action }, options)).then(
        (detail) => tellRun(workspace, detail),
        (failure: unknown) => {
          const error = describeFailure(failure);
          if (error.code === "CANCELLED") tell("Cancelled. No time has passed; everything is as it was.", "note");
          else onError(error);
        },
      );
    },
    [engine, workspace, onError],
  );
}
