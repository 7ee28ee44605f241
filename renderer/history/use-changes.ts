import { useCallback, useEffect, useRef, useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { HistoryChanges } from "../../core/contract/results.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { useAnswer } from "../connection/use-answer.ts";

/** The history as far as it was read. */
export interface ReadChanges {
  readonly changes: HistoryChanges | undefined;
  readonly error: ContractError | undefined;
  /** How far reading is, where it takes a while. */
  readonly reading: { readonly done: number; readonly total: number; readonly cancel: () => void } | undefined;
  /** Reads it, or reads it again. */
  readonly read: () => void;
}

/** Reads the history, and again whenever something was added to it. A long journal tells how far it is. */
export function useChanges(workspace: string): ReadChanges {
  const engine = useEngine();
  // What was added is known by the list of records, which is asked again after every save.
  const { value: history } = useAnswer("history.list", { workspace });
  const [state, setState] = useState<Omit<ReadChanges, "read">>(NOTHING);
  const latest = useRef<AbortController>(undefined);
  const read = useCallback(() => {
    latest.current?.abort();
    if (history === undefined) return;
    const controller = new AbortController();
    latest.current = controller;
    const settle = (change: (now: typeof state) => typeof state): void => {
      if (latest.current === controller) setState(change);
    };
    const cancel = (): void => controller.abort();
    const progress = ({ done, total }: { readonly done: number; readonly total: number }): void =>
      settle((now) => ({ ...now, reading: done === total ? undefined : { done, total, cancel } }));
    engine.call("history.changes", { workspace }, { signal: controller.signal, progress }).then(
      (changes) => settle(() => ({ ...NOTHING, changes })),
      (failure: unknown) => settle((now) => ({ ...now, error: describeFailure(failure), reading: undefined })),
    );
  }, [engine, workspace, history]);
  useEffect(() => {
    read();
    return () => {
      latest.current?.abort();
      latest.current = undefined;
    };
  }, [read]);
  return { ...state, read };
}

const NOTHING: Omit<ReadChanges, "read"> = { changes: undefined, error: undefined, reading: undefined };
