import { useCallback, useRef } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import { useCommand } from "../connection/use-command.ts";

/** A run about many people, carried out once more for one of them. */
export interface RunOfPerson {
  /** `person`: an id. Undefined where it was given up, or could not be: `error` then says why. */
  readonly derive: (person: string) => Promise<RunDetail | undefined>;
  readonly busy: boolean;
  readonly error: ContractError | undefined;
  readonly cancel: () => void;
}

/** Finds the steps of one person again, of a run that kept what came of them alone. Nothing is saved. */
export function useRunOfPerson(workspace: string, of: string): RunOfPerson {
  const { run, busy, error } = useCommand("runs.person");
  const call = useRef<AbortController>(undefined);
  const derive = useCallback(
    (person: string) => {
      call.current?.abort();
      call.current = new AbortController();
      return run({ workspace, run: of, person }, { signal: call.current.signal });
    },
    [run, workspace, of],
  );
  const cancel = useCallback(() => call.current?.abort(), []);
  return { derive, busy, error: error?.code === "CANCELLED" ? undefined : error, cancel };
}
