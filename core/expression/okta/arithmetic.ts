import type { Run } from "../compile.ts";
import type { Span } from "../expression-error.ts";
import type { NegationNode, OperationNode } from "../tree.ts";
import type { ExpressionValue } from "../value.ts";
import { matchesWhole, readTextPattern } from "./text-match.ts";
import { describe, fail, isNothing, toText } from "./values.ts";

/** `-`, `*`, `/`, `%`: of numbers only. Whole numbers divide to a whole one, as in SpEL. */
export function buildArithmetic(node: OperationNode, left: Run, right: Run): Run {
  const apply = arithmeticOf(node);
  return (session) => {
    const first = left(session);
    const second = right(session);
    if (typeof first === "number" && typeof second === "number") return apply(first, second);
    const message = `\`${node.written}\` needs two numbers; these are ${describe(first)} and ${describe(second)}.`;
    return fail("EXPRESSION_NOT_A_NUMBER", message, node);
  };
}

function arithmeticOf(node: OperationNode): (left: number, right: number) => number {
  switch (node.operator) {
    case "-":
      return (left, right) => left - right;
    case "*":
      return (left, right) => left * right;
    case "%":
      return (left, right) => left % notZero(right, node);
    default:
      return (left, right) => divide(left, notZero(right, node));
  }
}

function divide(left: number, right: number): number {
  return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
}

function notZero(divisor: number, at: Span): number {
  return divisor === 0 ? fail("EXPRESSION_DIVISION_BY_ZERO", "Nothing can be divided by 0.", at) : divisor;
}

/** `AND`, `OR`: the right side is asked only where the left one does not decide. */
export function buildLogic(node: OperationNode, left: Run, right: Run): Run {
  if (node.operator === "and") {
    return (session) => truthOf(left(session), node.left) && truthOf(right(session), node.right);
  }
  return (session) => truthOf(left(session), node.left) || truthOf(right(session), node.right);
}

/** A condition's value: true or false, and nothing that only looks like it. An ExpressionError otherwise. */
export function truthOf(value: ExpressionValue, at: Span): boolean {
  if (typeof value === "boolean") return value;
  return fail("EXPRESSION_NOT_A_BOOLEAN", `A condition must be true or false; this is ${describe(value)}.`, at);
}

/** `!a` and `-a` */
export function buildNegation(node: NegationNode, of: Run): Run {
  if (node.operator === "not") return (session) => !truthOf(of(session), node.of);
  return (session) => {
    const value = of(session);
    if (typeof value === "number") return -value;
    return fail("EXPRESSION_NOT_A_NUMBER", `A minus sign needs a number; this is ${describe(value)}.`, node);
  };
}

/** `a matches 'pattern'`: whether the whole text matches, as in SpEL; null cannot be asked. */
export function buildMatches(node: OperationNode, left: Run, right: Run): Run {
  const pattern = readTextPattern(node.right, right);
  return (session) => {
    const value = left(session);
    const ready = pattern(session);
    if (typeof value === "string") return matchesWhole(ready, value, node);
    if (!isNothing(value)) return matchesWhole(ready, toText(value, node.left), node);
    return fail("EXPRESSION_TYPE_CLASH", "`matches` needs a text before it; this is null.", node.left);
  };
}
