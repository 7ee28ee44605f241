import type { Run } from "../compile.ts";
import type { ExpressionSettings } from "../dialect.ts";
import { ExpressionError } from "../expression-error.ts";
import { type Argument, type CallNode, isGiven } from "../tree.ts";

/** A call whose arguments are compiled already. */
export interface Call {
  readonly node: CallNode;
  /** Undefined where a slot is not given. */
  readonly args: readonly (Run | undefined)[];
  readonly settings: ExpressionSettings;
  /** Whether it is the whole expression. */
  readonly isRoot: boolean;
}

/** Makes a call ready to run. What can be decided before any person is seen is decided here. */
export type BuildCall = (call: Call) => Run;

/** Functions by their names. */
export type FunctionTable = Readonly<Record<string, BuildCall>>;

const runNothing: Run = () => undefined;

/** An argument; one that is not given is nothing. */
export function slot({ args }: Call, index: number): Run {
  return args[index] ?? runNothing;
}

/** A text or number that stands in the expression itself, as text; undefined where the argument is anything else. */
export function constantText({ node }: Call, index: number): string | undefined {
  return literalText(node.args[index]);
}

/** What a literal is as a text; undefined for anything else. A number too large to be exact is taken as it is written. */
export function literalText(argument: Argument | undefined): string | undefined {
  if (argument === undefined || !isGiven(argument) || argument.kind !== "literal") return undefined;
  const { value, raw } = argument;
  if (typeof value === "number" && !Number.isSafeInteger(value)) return raw;
  return value === null ? undefined : String(value);
}

/** No value of a directory is longer; without an end, functions within each other could fill the memory. */
const LONGEST_VALUE = 1_000_000;

/** Refuses a text that would become too long, before it is made where that can be told. */
export function checkLength(length: number, node: CallNode): void {
  if (length <= LONGEST_VALUE) return;
  const message = `\`${node.name}\` would give a text of more than ${LONGEST_VALUE} characters.`;
  throw callError("EXPRESSION_TEXT_TOO_LONG", message, node);
}

/** What went wrong in a call, for this person. */
export function callError(code: string, message: string, { from, to }: CallNode): ExpressionError {
  return new ExpressionError(code, message, { from, to });
}
