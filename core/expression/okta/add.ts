import type { Run } from "../compile.ts";
import type { ExpressionSettings } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import type { OperationNode } from "../tree.ts";
import type { ExpressionValue } from "../value.ts";
import { describe, fail, isNothing, toText } from "./values.ts";

/** What null becomes when it is added to a text: SpEL's word `null`, or nothing (the setting `oktaNullInText`). */
export function addNull({ oktaNullInText }: ExpressionSettings): string {
  return oktaNullInText === "empty" ? "" : "null";
}

/**
 * `a + b`: numbers are added; as soon as one is a text, the other one becomes a text too, as in SpEL. An
 * ExpressionError for everything else.
 */
export function buildAdd(node: OperationNode, left: Run, right: Run, settings: ExpressionSettings): Run {
  const nothing = addNull(settings);
  const literal = node.right.kind === "literal" ? node.right.value : undefined;
  if (typeof literal === "string") {
    return (session) => {
      const value = left(session);
      return typeof value === "string" ? value + literal : add(value, literal, nothing, node);
    };
  }
  return (session) => {
    const first = left(session);
    const second = right(session);
    return typeof first === "string" && typeof second === "string" ? first + second : add(first, second, nothing, node);
  };
}

function add(left: ExpressionValue, right: ExpressionValue, nothing: string, node: OperationNode): ExpressionValue {
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (typeof left === "string" || typeof right === "string" || areBothNothing(left, right, nothing)) {
    return textOf(left, nothing, node.left) + textOf(right, nothing, node.right);
  }
  const message = `\`+\` adds two numbers, or something to a text; these are ${describe(left)} and ${describe(right)}.`;
  return fail("EXPRESSION_TYPE_CLASH", message, node);
}

/** Where null is nothing, two of them are nothing too; SpEL cannot add them. */
function areBothNothing(left: ExpressionValue, right: ExpressionValue, nothing: string): boolean {
  return nothing === "" && isNothing(left) && isNothing(right);
}

function textOf(value: ExpressionValue, nothing: string, at: Span): string {
  return isNothing(value) ? nothing : toText(value, at);
}
