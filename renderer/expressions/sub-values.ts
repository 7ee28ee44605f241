import type { ExpressionTrial } from "../../core/contract/expression-results.ts";

export type Evaluated = NonNullable<ExpressionTrial["evaluated"]>;
export type LoggedValue = NonNullable<Evaluated["log"]>[number];

/** A sub-expression's value in the chain from the inputs to the result: `depth` is how far within the others it stands. */
export interface ChainStep extends LoggedValue {
  readonly depth: number;
}

/** More steps than this nobody reads. */
export const MOST_STEPS = 200;

/**
 * The values in the order in which they were worked out, each with how many others it stands within. What is its own
 * value, such as `3`, is left out.
 */
export function buildChain(log: readonly LoggedValue[], text: string): readonly ChainStep[] {
  const shown = log.filter((step) => !isItsOwnValue(step, text)).slice(-MOST_STEPS);
  return shown.map((step) => ({ ...step, depth: shown.filter((other) => isWithin(step, other)).length }));
}

function isItsOwnValue({ from, to, text: value }: LoggedValue, text: string): boolean {
  const written = text.slice(from, to);
  return value !== undefined && [value, `"${value}"`, `'${value}'`].includes(written);
}

function isWithin({ from, to }: LoggedValue, other: LoggedValue): boolean {
  return other.from <= from && to <= other.to && (other.from < from || to < other.to);
}

/** A value as a person reads it; what is not there is told apart from what is empty. */
export function showLogged({ type, text }: LoggedValue): string {
  if (type === "absent") return "nothing";
  if (type === "null") return "null";
  if (type === "effect") return "no value";
  if (text === "") return type === "list" ? "an empty list" : "an empty text";
  return type === "text" ? `"${text ?? ""}"` : (text ?? "");
}
