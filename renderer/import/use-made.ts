import { useCallback, useEffect, useRef, useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Exported } from "../../core/contract/exports.ts";
import type { Arguments } from "../../core/contract/methods.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import type { Counted } from "./use-preview.ts";

/** An export on its way, or what came of it. */
export interface Made {
  readonly value?: Exported;
  readonly error?: ContractError;
  readonly far?: Counted;
}

/** Has the engine write an export, anew with every other object of arguments. */
export function useMade(args: Arguments<"exports.make">): { readonly made: Made; readonly cancel: () => void } {
  const engine = useEngine();
  const [made, setMade] = useState<Made>({});
  const stop = useRef<AbortController>(undefined);
  useEffect(() => {
    const stopping = new AbortController();
    stop.current = stopping;
    const show = (now: Made): void => {
      if (stop.current === stopping) setMade(now);
    };
    show({});
    engine.call("exports.make", args, { signal: stopping.signal, progress: (far) => show({ far }) }).then(
      (value) => show({ value }),
      (failure: unknown) => show({ error: describeFailure(failure) }),
    );
    return () => {
      stop.current = undefined;
      stopping.abort();
    };
  }, [engine, args]);
  return { made, cancel: useCallback(() => stop.current?.abort(), []) };
}
