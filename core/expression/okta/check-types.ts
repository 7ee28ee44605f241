import type { Finding, ParameterType } from "../dialect.ts";
import type { Node, OperationNode } from "../tree.ts";
import { error, type Scope, warning } from "./finding.ts";
import { typeOfNode } from "./node-type.ts";

/** Types that clash, and conditions that are none (okta-expressions.md, sections 1 and 9). */
export function checkTypes(node: Node, scope: Scope): readonly Finding[] {
  switch (node.kind) {
    case "operation":
      return checkOperation(node, scope);
    case "negation":
      return node.operator === "not" ? checkCondition(node.of, scope) : checkNumber(node.of, scope);
    case "conditional":
      return node.then === undefined ? [] : checkCondition(node.condition, scope);
    default:
      return [];
  }
}

/** The whole expression: a group rule must be true or false. */
export function checkResult(node: Node, scope: Scope): readonly Finding[] {
  const { place } = scope.context;
  return place === "groupRule" || place === "scoping" ? checkCondition(node, scope) : [];
}

function checkOperation(node: OperationNode, scope: Scope): readonly Finding[] {
  const { left, right } = node;
  switch (node.operator) {
    case "and":
    case "or":
      return [...checkCondition(left, scope), ...checkCondition(right, scope)];
    case "+":
      return checkSum(node, scope);
    case "-":
    case "*":
    case "/":
    case "%":
      return [...checkNumber(left, scope), ...checkNumber(right, scope)];
    case "matches":
      return checkPatternText(right, scope);
    default:
      return checkComparison(node, scope);
  }
}

function checkCondition(node: Node, { language }: Scope): readonly Finding[] {
  const type = typeOfNode(node, language);
  if (type === "boolean" || (type === "any" && !isNull(node))) return [];
  const found = isNull(node) ? "null" : `a ${type}`;
  return [error("EXPRESSION_NOT_A_BOOLEAN", node, `A condition must be true or false; this is ${found}.`)];
}

function isNull(node: Node): boolean {
  return node.kind === "literal" && node.value === null;
}

function checkNumber(node: Node, { language }: Scope): readonly Finding[] {
  const type = typeOfNode(node, language);
  if (type === "number" || type === "any") return [];
  return [error("EXPRESSION_TYPE_CLASH", node, `A number is needed here; this is a ${type}.`)];
}

function checkPatternText(node: Node, { language }: Scope): readonly Finding[] {
  const type = typeOfNode(node, language);
  if (type === "text" || type === "any") return [];
  return [error("EXPRESSION_TYPE_CLASH", node, `\`matches\` needs a pattern in a text; this is a ${type}.`)];
}

function checkSum(node: OperationNode, { language }: Scope): readonly Finding[] {
  const types = [typeOfNode(node.left, language), typeOfNode(node.right, language)];
  const strange = types.find((type) => type === "boolean" || type === "list" || type === "object" || type === "moment");
  if (strange === undefined || types.includes("text") || types.includes("any")) return [];
  const message = `\`+\` adds two numbers, or something to a text; here is a ${strange}.`;
  return [error("EXPRESSION_TYPE_CLASH", node, message)];
}

function checkComparison(node: OperationNode, { language }: Scope): readonly Finding[] {
  const [left, right] = [typeOfNode(node.left, language), typeOfNode(node.right, language)];
  if (left === "any" || right === "any") return [];
  if (left !== right) return [clash(node, left, right)];
  const isOrder = node.operator !== "=" && node.operator !== "<>";
  if (!isOrder || !["list", "object"].includes(left)) return [];
  return [error("EXPRESSION_TYPE_CLASH", node, `\`${node.written}\` has no order for a ${left}.`)];
}

/** Newer versions of SpEL take `==` between types as false, so that it is no more than a warning. */
function clash(node: OperationNode, left: ParameterType, right: ParameterType): Finding {
  const message = `\`${node.written}\` compares values of one type; these are a ${left} and a ${right}.`;
  const isEquality = node.operator === "=" || node.operator === "<>";
  return (isEquality ? warning : error)("EXPRESSION_TYPE_CLASH", node, message);
}
