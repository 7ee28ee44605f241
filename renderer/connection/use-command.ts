import { useCallback, useState } from "react";
import type { CallOptions, ContractError } from "../../core/contract/contract.ts";
import type { Arguments, Method } from "../../core/contract/methods.ts";
import type { Result } from "../../core/contract/results.ts";
import { describeFailure } from "./answers.ts";
import { useEngine } from "./engine-context.ts";

/** A command on its way: `run` gives what came of it, or undefined where it failed, and `error` then says why. */
export interface Command<M extends Method> {
  readonly run: (args: Arguments<M>, options?: CallOptions) => Promise<Result<M> | undefined>;
  readonly busy: boolean;
  readonly error: ContractError | undefined;
  readonly clear: () => void;
}

/** Something that a person asks the engine to do, with its error kept beside the control that asked. */
export function useCommand<M extends Method>(method: M): Command<M> {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ContractError>();
  const run = useCallback(
    async (args: Arguments<M>, options?: CallOptions) => {
      setBusy(true);
      setError(undefined);
      try {
        return await engine.call(method, args, options);
      } catch (failure) {
        setError(describeFailure(failure));
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [engine, method],
  );
  return { run, busy, error, clear: useCallback(() => setError(undefined), []) };
}
