import { useCallback } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Happening } from "../../core/contract/methods.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { useCommand } from "../connection/use-command.ts";
import { showActing } from "./acting.ts";
import { tellRun } from "./tell-run.tsx";

/** Something that can be let happen. */
export interface Act {
  /** Lets it happen, and says in passing what came of it. Undefined where it could not: `error` then says why. */
  readonly act: (action: Happening) => Promise<RunDetail | undefined>;
  readonly busy: boolean;
  /** `CANCELLED` where it was given up. */
  readonly error: ContractError | undefined;
}

/** Lets something happen in a workspace. What comes of it is a run, which the message leads to. */
export function useAct(workspace: string): Act {
  const { run, busy, error } = useCommand("runs.act");
  const act = useCallback(
    async (action: Happening) => {
      const detail = await showActing(action.type, (options) => run({ workspace, action }, options));
      if (detail !== undefined) tellRun(workspace, detail);
      return detail;
    },
    [run, workspace],
  );
  return { act, busy, error };
}
