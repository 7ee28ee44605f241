import type { Finding } from "../dialect.ts";
import { type CallNode, type Node, nodesOf } from "../tree.ts";
import { callOf, finding, givenAt, type Rule } from "./findings.ts";
import { spellFunction } from "./signatures.ts";
import { UNDOCUMENTED } from "./undocumented.ts";

const TESTS = ["IsPresent", "IsNull", "IsNullOrEmpty"] as const;

/** What Microsoft documents as not supported, or as a bug, though it is evaluated here all the same. */
export const checkProduct: Rule = ({ node }) => {
  const iif = callOf(node, "IIF");
  if (iif !== undefined) return checkCondition(iif);
  const choice = callOf(node, "Switch");
  return choice === undefined ? [] : checkSwitchSource(choice);
};

function checkCondition(node: CallNode): readonly Finding[] {
  const condition = givenAt(node, 0);
  if (condition === undefined) return [];
  if (callOf(condition, ...TESTS) !== undefined || isComparedWithEmpty(condition)) {
    const message =
      "Microsoft lists this condition as unsupported (`IIF` on an attribute that is null or empty), though its own guides use it; here it is evaluated.";
    return [finding("warning", "EXPRESSION_IIF_UNSUPPORTED", condition, message)];
  }
  const attribute = [...nodesOf(condition)].find(({ kind }) => kind === "reference");
  if (condition.kind !== "operation" || attribute?.kind !== "reference") return [];
  const message = `Where \`[${attribute.name}]\` is null the condition fails, as documented; what comes then is not stated. Here: the third argument.`;
  return [finding("info", "EXPRESSION_IIF_NULL", condition, message)];
}

function isComparedWithEmpty(condition: Node): boolean {
  return condition.kind === "operation" && [condition.left, condition.right].some(isEmptyText);
}

function isEmptyText(node: Node): boolean {
  return node.kind === "literal" && node.value === "";
}

function checkSwitchSource(node: CallNode): readonly Finding[] {
  const source = givenAt(node, 0);
  if (source === undefined) return [];
  const test = callOf(source, ...TESTS);
  if (test !== undefined) {
    const message = `Microsoft says not to use \`${test.name}\` as the source of \`Switch\`, though its own pages do; here it is evaluated.`;
    return [finding("warning", "EXPRESSION_SWITCH_SOURCE", source, message)];
  }
  if (source.kind === "reference" && source.name === "manager") {
    const message = "`Switch` does not work on references such as `manager`.";
    return [finding("warning", "EXPRESSION_SWITCH_SOURCE", source, message)];
  }
  return hasAttribute(source) ? [deltaBug(node)] : [];
}

function hasAttribute(node: Node): boolean {
  return [...nodesOf(node)].some(({ kind }) => kind === "reference");
}

function deltaBug(node: CallNode): Finding {
  const message =
    "Known bug: when another mapped attribute changed but not this source, Entra may write null; Microsoft advises `IIF` instead. A setting evaluates it so.";
  return finding("info", "EXPRESSION_SWITCH_DELTA", node.nameSpan, message);
}

/** What the documentation does not say, once for each function. */
export function checkUndocumented(root: Node): readonly Finding[] {
  const told = new Set<string>();
  const found: Finding[] = [];
  for (const node of nodesOf(root)) {
    if (node.kind !== "call") continue;
    const name = spellFunction(node.name) ?? "";
    const entry = UNDOCUMENTED.find((each) => each.name === name);
    if (entry === undefined || told.has(name) || entry.applies?.(node) === false) continue;
    told.add(name);
    found.push(finding("info", "EXPRESSION_NOT_DOCUMENTED", node.nameSpan, `\`${name}\`: ${entry.message}`));
  }
  return found;
}
