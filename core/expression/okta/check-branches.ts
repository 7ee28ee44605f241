import type { Finding } from "../dialect.ts";
import { type CallNode, type ConditionalNode, isGiven, type Node } from "../tree.ts";
import { type Rule, type Scope, warning } from "./finding.ts";
import { printExpression } from "./print.ts";

const UNREACHABLE = "EXPRESSION_UNREACHABLE";

/** Branches that can never be taken. */
export const checkBranches: Rule = (node, scope) => {
  if (node.kind === "call") return node.name === "String.stringSwitch" ? checkSwitch(node) : [];
  return node.kind === "conditional" ? checkConditional(node, scope) : [];
};

function checkConditional(node: ConditionalNode, scope: Scope): readonly Finding[] {
  const { condition, then, otherwise } = node;
  if (then === undefined) return checkElvis(condition, otherwise);
  if (condition.kind === "literal" && typeof condition.value === "boolean") {
    const unreachable = condition.value ? otherwise : then;
    return [warning(UNREACHABLE, unreachable, `The condition is always ${condition.value}: this is never reached.`)];
  }
  // Further conditions in the chain see that this one is false. Each chain is looked at once, from its start.
  return scope.inChain ? [] : repeatedConditions(node);
}

/** `'x' ?: b` */
function checkElvis(first: Node, otherwise: Node): readonly Finding[] {
  const isConstant = first.kind === "list" || (first.kind === "literal" && first.value !== null && first.value !== "");
  return isConstant ? [warning(UNREACHABLE, otherwise, "What stands before `?:` always has a value.")] : [];
}

/** `a ? x : a ? y : z`: y is never reached. */
function repeatedConditions(node: ConditionalNode): readonly Finding[] {
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (let at: Node = node; at.kind === "conditional" && at.then !== undefined; at = at.otherwise) {
    const text = printExpression(at.condition);
    if (seen.has(text)) {
      found.push(warning(UNREACHABLE, at.then, "The same condition was asked before: this is never reached."));
    }
    seen.add(text);
  }
  return found;
}

/** A key is never reached where an earlier one is a part of it. */
function checkSwitch(node: CallNode): readonly Finding[] {
  const keys = node.args.filter((argument, slot) => slot >= 2 && slot % 2 === 0 && isGiven(argument));
  const seen: string[] = [];
  const found: Finding[] = [];
  for (const key of keys) {
    if (key.kind !== "literal" || typeof key.value !== "string") continue;
    const text = key.value;
    const earlier = seen.find((each) => text.includes(each));
    if (earlier !== undefined) {
      const message = `The key ${JSON.stringify(earlier)} comes first and is a part of this one: it always wins.`;
      found.push(warning(UNREACHABLE, key, message));
    }
    seen.push(text);
  }
  return found;
}
