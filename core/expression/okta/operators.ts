import type { Node, Operator } from "../tree.ts";

/** An operator with two operands: how it is written, how tightly it binds, and whether Okta's pages show it. */
export interface WrittenOperator {
  readonly operator: Operator;
  /** 1 binds least. */
  readonly binding: number;
  /** Okta's documentation has it; otherwise only SpEL's does. */
  readonly documented: boolean;
}

/** Comparisons: `a < b < c` is none, as in SpEL. */
export const COMPARISON_BINDING = 3;

/** How tightly `!`, `not` and a minus sign bind. */
export const PREFIX_BINDING = 6;

/** How tightly `.member`, `[index]` and calls bind. */
export const POSTFIX_BINDING = 7;

/**
 * All of them, words in lower case: the documented spellings, and SpEL's twins of them, which are read without regard to
 * case (okta-expressions.md, section 1).
 */
const OPERATORS: ReadonlyMap<string, WrittenOperator> = new Map([
  ...spelled("or", 1, true, ["or", "||"]),
  ...spelled("and", 2, true, ["and", "&&"]),
  ...spelled("=", COMPARISON_BINDING, true, ["=="]),
  ...spelled("=", COMPARISON_BINDING, false, ["eq"]),
  ...spelled("<>", COMPARISON_BINDING, true, ["!="]),
  ...spelled("<>", COMPARISON_BINDING, false, ["ne"]),
  ...spelled("<", COMPARISON_BINDING, true, ["<"]),
  ...spelled("<", COMPARISON_BINDING, false, ["lt"]),
  ...spelled("<=", COMPARISON_BINDING, true, ["<="]),
  ...spelled("<=", COMPARISON_BINDING, false, ["le"]),
  ...spelled(">", COMPARISON_BINDING, true, [">"]),
  ...spelled(">", COMPARISON_BINDING, false, ["gt"]),
  ...spelled(">=", COMPARISON_BINDING, true, [">="]),
  ...spelled(">=", COMPARISON_BINDING, false, ["ge"]),
  ...spelled("matches", COMPARISON_BINDING, true, ["matches"]),
  ...spelled("+", 4, true, ["+"]),
  ...spelled("-", 4, true, ["-"]),
  ...spelled("*", 5, false, ["*"]),
  ...spelled("/", 5, false, ["/", "div"]),
  ...spelled("%", 5, false, ["%", "mod"]),
]);

function spelled(
  operator: Operator,
  binding: number,
  documented: boolean,
  spellings: readonly string[],
): readonly (readonly [string, WrittenOperator])[] {
  return spellings.map((spelling) => [spelling, { operator, binding, documented }] as const);
}

/** The operator that is written so; undefined where it is none. */
export function operatorOf(written: string): WrittenOperator | undefined {
  return OPERATORS.get(written.toLowerCase());
}

/** Tells whether a word is an operator, so that no name may stand so. */
export function isOperatorWord(word: string): boolean {
  const lower = word.toLowerCase();
  return lower === "not" || OPERATORS.has(lower);
}

/** How tightly a node binds, for who writes it: a number as above, 0 for `? :`. */
export function bindingOf(node: Node): number {
  if (node.kind === "conditional") return 0;
  if (node.kind === "negation") return PREFIX_BINDING;
  return node.kind === "operation" ? (operatorOf(node.written)?.binding ?? 1) : POSTFIX_BINDING;
}
