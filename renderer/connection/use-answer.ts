import { useEffect, useRef } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { Arguments, Method } from "../../core/contract/methods.ts";
import type { Result } from "../../core/contract/results.ts";
import { type Answer, ask, questionKey, useAnswers } from "./answers.ts";
import { useEngine } from "./engine-context.ts";

/** An answer as a screen uses it: `value` stays while it is asked again. */
export interface ScreenAnswer<Value> {
  readonly value: Value | undefined;
  readonly error: ContractError | undefined;
  /** Being asked, or out of date and about to be. */
  readonly pending: boolean;
}

const NOT_ASKED: Answer = { pending: false, stale: false };

/** Asks the engine and keeps the answer up to date as the workspace changes. `args` undefined: there is nothing to ask yet. */
export function useAnswer<M extends Method>(method: M, args: Arguments<M> | undefined): ScreenAnswer<Result<M>> {
  const engine = useEngine();
  const key = args === undefined ? undefined : questionKey(method, args);
  const answer = useAnswers((answers) => (key === undefined ? NOT_ASKED : (answers[key] ?? UNKNOWN)));
  // What was saved while an answer was on its way leaves that answer stale: it is asked again once it has come.
  const isDue = answer.stale && !answer.pending;
  // The latest arguments under the key that stands for them: an object made anew at every render asks nothing anew.
  const question = useRef(args);
  question.current = args;
  useEffect(() => {
    if (key !== undefined && question.current !== undefined && isDue) void ask(engine, method, question.current);
  }, [engine, method, key, isDue]);
  const pending = answer.pending || isDue;
  return { value: answer.value as Result<M> | undefined, error: answer.error, pending };
}

const UNKNOWN: Answer = { pending: false, stale: true };
