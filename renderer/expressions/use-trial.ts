import { useEffect, useMemo, useState } from "react";
import type { ExpressionTrial } from "../../core/contract/expression-results.ts";
import type { Arguments } from "../../core/contract/methods.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";

export type Written = Arguments<"expressions.try">["expression"];

/** What came of an expression: `of` is the text that it is about. */
export interface TrialState {
  readonly trial: { readonly of: string; readonly result: ExpressionTrial } | undefined;
  /** Why nothing came of the last question. */
  readonly failure: string | undefined;
}

const PAUSE_MS = 150;

/** A provisioning row: with its application, and with its target a person is looked at as a cycle would. */
export type TriedRow = Pick<Arguments<"expressions.try">, "application" | "target">;

/** What is asked. `fresh`: another object asks anew, as when the workspace has changed. */
export interface Question {
  readonly workspace: string;
  readonly person: string | undefined;
  readonly expression: Written;
  readonly saved: Written | undefined;
  /** The provisioning row that it is of. */
  readonly row: TriedRow | undefined;
  readonly fresh: unknown;
}

/**
 * Asks what becomes of an expression for somebody, shortly after the last letter. What was answered before stays meanwhile.
 * Without a question nothing is asked.
 */
export function useTrial(question: Question | undefined): TrialState {
  const engine = useEngine();
  const [state, setState] = useState<TrialState>({ trial: undefined, failure: undefined });
  const key =
    question &&
    JSON.stringify([question.workspace, question.person, question.expression, question.saved, question.row]);
  const fresh = question?.fresh;
  const asked = useMemo(() => ({ key, fresh }), [key, fresh]);
  useEffect(() => {
    if (asked.key === undefined) return;
    const controller = new AbortController();
    const args = buildArguments(asked.key);
    const ask = async (): Promise<void> => {
      try {
        const result = await engine.call("expressions.try", args, { signal: controller.signal });
        if (!controller.signal.aborted) setState({ trial: { of: args.expression.text, result }, failure: undefined });
      } catch (failure) {
        const { message } = describeFailure(failure);
        if (!controller.signal.aborted) setState(({ trial }) => ({ trial, failure: message }));
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [engine, asked]);
  return state;
}

function buildArguments(key: string): Arguments<"expressions.try"> {
  const [workspace, person, expression, saved, row] = JSON.parse(key) as readonly [
    string,
    string | null,
    Written,
    Written | null,
    TriedRow | null,
  ];
  return {
    workspace,
    expression,
    ...(person === null ? {} : { person }),
    ...(saved === null ? {} : { saved }),
    ...row,
  };
}
