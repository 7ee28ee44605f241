import type { Run } from "../compile.ts";
import type { ExpressionSettings } from "../dialect.ts";
import type { OperationNode } from "../tree.ts";
import { type ExpressionValue, isList } from "../value.ts";
import { describe, fail, isNothing } from "./values.ts";

/**
 * `==` and `!=`. Values of different JSON types clash (section 9): newer versions of SpEL call them unequal, older ones
 * fail; the setting `oktaMixedEquality` says which.
 */
export function buildEquality(node: OperationNode, left: Run, right: Run, settings: ExpressionSettings): Run {
  const equal = node.operator === "=";
  const lenient = settings.oktaMixedEquality === "unequal";
  const literal = node.right.kind === "literal" ? node.right.value : undefined;
  if (literal === null) return (session) => isNothing(left(session)) === equal;
  if (typeof literal === "string") {
    return (session) => {
      const value = left(session);
      return (typeof value === "string" ? value === literal : isEqual(value, literal, lenient, node)) === equal;
    };
  }
  return (session) => isEqual(left(session), right(session), lenient, node) === equal;
}

function isEqual(left: ExpressionValue, right: ExpressionValue, lenient: boolean, node: OperationNode): boolean {
  if (left === right) return true;
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (isList(left) && isList(right)) return haveEqualValues(left, right);
  if (isMoment(left) && isMoment(right)) return left.epochMs === right.epochMs;
  if (typeof left === typeof right || lenient) return false;
  return clash(left, right, node);
}

function haveEqualValues(left: readonly ExpressionValue[], right: readonly ExpressionValue[]): boolean {
  return left.length === right.length && left.every((value, index) => isSame(value, right[index]));
}

function isSame(left: ExpressionValue, right: ExpressionValue): boolean {
  return left === right || (isList(left) && isList(right) && haveEqualValues(left, right));
}

function isMoment(value: ExpressionValue): value is Extract<ExpressionValue, { kind: "moment" }> {
  return typeof value === "object" && value !== null && !isList(value) && value.kind === "moment";
}

/** `<`, `<=`, `>`, `>=`: numbers, texts by their characters, moments; null is smaller than everything, as in SpEL. */
export function buildOrder(node: OperationNode, left: Run, right: Run): Run {
  switch (node.operator) {
    case "<":
      return (session) => order(left(session), right(session), node) < 0;
    case "<=":
      return (session) => order(left(session), right(session), node) <= 0;
    case ">":
      return (session) => order(left(session), right(session), node) > 0;
    default:
      return (session) => order(left(session), right(session), node) >= 0;
  }
}

function order(left: ExpressionValue, right: ExpressionValue, node: OperationNode): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return orderOf(left, right);
  if (isNothing(left) || isNothing(right)) return Number(isNothing(right)) - Number(isNothing(left));
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (isMoment(left) && isMoment(right)) return left.epochMs - right.epochMs;
  return clash(left, right, node);
}

function orderOf(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function clash(left: ExpressionValue, right: ExpressionValue, node: OperationNode): never {
  const message = `\`${node.written}\` compares values of one type; these are ${describe(left)} and ${describe(right)}.`;
  return fail("EXPRESSION_TYPE_CLASH", message, node);
}
