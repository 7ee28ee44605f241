import {
  type Argument,
  type IndexNode,
  isGiven,
  type ListNode,
  type MapNode,
  type MemberNode,
  type MethodNode,
  type Node,
  type ProjectionNode,
} from "../tree.ts";
import { bindingOf, COMPARISON_BINDING, POSTFIX_BINDING, PREFIX_BINDING } from "./operators.ts";

/** Writes a tree of the classic or the Identity Engine language; parentheses stand where they are needed only. */
export function printExpression(node: Node): string {
  return print(node, 0);
}

/** Writes a node so that it can stand where something must bind at least so tightly. */
function print(node: Node, least: number): string {
  const text = printBare(node);
  return bindingOf(node) < least ? `(${text})` : text;
}

function printBare(node: Node): string {
  switch (node.kind) {
    case "literal":
      return node.raw;
    case "reference":
    case "keyword":
      return node.name;
    case "call":
      return `${node.name}(${printAll(node.args)})`;
    case "negation":
      return printNegation(node.written, print(node.of, PREFIX_BINDING));
    case "operation":
      return printOperation(node.written, bindingOf(node), node.left, node.right);
    case "conditional":
      return printConditional(node.condition, node.then, node.otherwise);
    case "template":
      return node.parts.map((part) => print(part, 0)).join("");
    default:
      return printPostfixOrBraces(node);
  }
}

function printPostfixOrBraces(node: MethodNode | MemberNode | IndexNode | ProjectionNode | ListNode | MapNode) {
  switch (node.kind) {
    case "method":
      return printMethod(node);
    case "member":
      return `${print(node.of, POSTFIX_BINDING)}.${node.name}`;
    case "index":
      return `${print(node.of, POSTFIX_BINDING)}[${print(node.index, 0)}]`;
    case "projection":
      return `${print(node.of, POSTFIX_BINDING)}.![${print(node.each, 0)}]`;
    case "list":
      return `{${printAll(node.items)}}`;
    case "map":
      return printMap(node.entries);
  }
}

function printMethod({ of, name, args }: MethodNode): string {
  return `${print(of, POSTFIX_BINDING)}.${name}(${printAll(args)})`;
}

function printMap(entries: readonly { readonly key: Node; readonly value: Node }[]): string {
  if (entries.length === 0) return "{:}";
  return `{${entries.map(({ key, value }) => `${print(key, 1)}: ${print(value, 0)}`).join(", ")}}`;
}

/** Between two minus signs stands a blank: `--` would be SpEL's decrement. */
function printNegation(written: string, of: string): string {
  const apart = written.toLowerCase() === "not" || (written === "-" && of.startsWith("-"));
  return `${written}${apart ? " " : ""}${of}`;
}

/** Operators bind to the left; a comparison's operands are never bare comparisons. */
function printOperation(written: string, binding: number, left: Node, right: Node): string {
  const leftBinding = binding === COMPARISON_BINDING ? binding + 1 : binding;
  return `${print(left, leftBinding)} ${written} ${print(right, binding + 1)}`;
}

function printConditional(condition: Node, then: Node | undefined, otherwise: Node): string {
  const rest = print(otherwise, 0);
  return then === undefined
    ? `${print(condition, 1)} ?: ${rest}`
    : `${print(condition, 1)} ? ${print(then, 0)} : ${rest}`;
}

function printAll(args: readonly Argument[]): string {
  return args.map((argument) => (isGiven(argument) ? print(argument, 0) : "")).join(", ");
}
