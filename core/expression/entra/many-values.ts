import type { Run } from "../compile.ts";
import type { CallNode } from "../tree.ts";
import { type ExpressionValue, isList } from "../value.ts";
import { type Call, callError, type FunctionTable, slot } from "./call.ts";
import { integerOf, isNothing, refuseIfEffect, showEntraValue, textOf } from "./coerce.ts";

/** Functions on many values and on numbers (entra-expressions.md, section 2, "Multi-value, numbers, roles"). */
export const MANY_VALUE_FUNCTIONS: FunctionTable = {
  Count: buildCount,
  Item: buildItem,
  RemoveDuplicates: buildRemoveDuplicates,
  BitAnd: buildBitAnd,
  CStr: buildText,
};

/** The values as a list: nothing gives an empty one, one value a list of one. */
function valuesOf(value: ExpressionValue, node: CallNode): readonly ExpressionValue[] {
  refuseIfEffect(value, node);
  if (isList(value)) return value;
  return isNothing(value) ? [] : [value];
}

function buildCount({ node, args: [source] }: Call): Run {
  return (session) => valuesOf(source?.(session), node).length;
}

/** Beyond the last value there is nothing; an index below 1 must not be used. */
function buildItem(call: Call): Run {
  const { node } = call;
  const [source, index] = [slot(call, 0), slot(call, 1)];
  return (session) => {
    const values = valuesOf(source(session), node);
    const wanted = integerOf(index(session), "index", node);
    if (wanted >= 1) return values[wanted - 1];
    const message = `\`Item\` counts from 1; the index is ${wanted}.`;
    throw callError("EXPRESSION_OUT_OF_RANGE", message, node);
  };
}

/** Values are the same where they are so as texts, case and all; the first of each stays. */
function buildRemoveDuplicates(call: Call): Run {
  const source = slot(call, 0);
  return (session) => {
    const value = source(session);
    if (!isList(value)) return value;
    const seen = new Set<string>();
    return value.filter((entry) => {
      const text = showEntraValue(entry);
      return !seen.has(text) && seen.add(text);
    });
  };
}

function buildBitAnd(call: Call): Run {
  const { node } = call;
  const [first, second] = [slot(call, 0), slot(call, 1)];
  return (session) => {
    const left = first(session);
    const right = second(session);
    if (isSmall(left) && isSmall(right)) return left & right;
    return fromBits(bitsOf(left, "value1", node) & bitsOf(right, "value2", node));
  };
}

/** A number that JavaScript's own operator is right for. */
function isSmall(value: ExpressionValue): value is number {
  return typeof value === "number" && (value | 0) === value;
}

function bitsOf(value: ExpressionValue, what: string, node: CallNode): bigint {
  const text = textOf(value, node)?.trim() ?? "";
  if (/^-?[0-9]{1,20}$/.test(text)) return BigInt.asIntN(64, BigInt(text));
  if (/^&[Hh][0-9A-Fa-f]{1,16}$/.test(text)) return BigInt.asIntN(64, BigInt(`0x${text.slice(2)}`));
  return BigInt(integerOf(value, what, node));
}

/** A text where the number is too large to be exact. */
function fromBits(bits: bigint): number | string {
  const number = Number(bits);
  return Number.isSafeInteger(number) ? number : String(bits);
}

function buildText(call: Call): Run {
  const source = slot(call, 0);
  return (session) => textOf(source(session), call.node);
}
