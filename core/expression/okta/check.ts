import type { CheckContext, Finding } from "../dialect.ts";
import { childrenOf, type Node } from "../tree.ts";
import { checkBranches } from "./check-branches.ts";
import { checkCall } from "./check-call.ts";
import { checkCriteria } from "./check-criteria.ts";
import { checkNames } from "./check-names.ts";
import { checkOddities } from "./check-oddities.ts";
import { checkPatterns } from "./check-patterns.ts";
import { checkLanguagePlace, checkPlace } from "./check-place.ts";
import { checkResult, checkTypes } from "./check-types.ts";
import type { Rule, Scope } from "./finding.ts";
import type { OktaLanguage } from "./language.ts";

const RULES: readonly Rule[] = [
  ...[checkNames, checkCall, checkTypes, checkPatterns, checkPlace, checkBranches, checkCriteria, checkOddities],
];

/** Everything that can be told of an expression without any person, in the order of the text. */
export function checkOkta(node: Node, language: OktaLanguage, context: CheckContext): readonly Finding[] {
  const isCondition = CONDITIONS.has(context.place);
  const scope = { language, context, inCondition: isCondition, guarded: false, inChain: false, inElement: false };
  const found = [...checkLanguagePlace(node, scope), ...checkResult(node, scope), ...visit(node, scope)];
  return found.toSorted((left, right) => left.from - right.from || left.to - right.to);
}

/** Places whose expression is a condition as a whole. */
const CONDITIONS: ReadonlySet<string> = new Set(["groupRule", "scoping"]);

function visit(node: Node, scope: Scope): readonly Finding[] {
  const own = RULES.flatMap((rule) => rule(node, scope));
  return [...own, ...visitedChildren(node).flatMap((child) => visit(child, scopeOf(child, node, scope)))];
}

/** A name before a dot says nothing alone: the rules look at it together with what follows the dot. */
function visitedChildren(node: Node): readonly Node[] {
  const children = childrenOf(node);
  const hasBase = (node.kind === "member" || node.kind === "method") && node.of.kind === "reference";
  if (node.kind === "map") return children.filter((child) => child.kind !== "reference" || !isKey(node, child));
  return hasBase ? children.slice(1) : children;
}

/** A bare name as a key of a map is the name itself. */
function isKey(node: Extract<Node, { kind: "map" }>, child: Node): boolean {
  return node.entries.some(({ key }) => key === child);
}

function scopeOf(child: Node, parent: Node, given: Scope): Scope {
  const scope = given.inChain ? { ...given, inChain: false } : given;
  if (parent.kind === "projection") return child === parent.each ? { ...scope, inElement: true } : scope;
  if (parent.kind !== "conditional") return scope;
  if (child === parent.condition) return parent.then === undefined ? scope : { ...scope, inCondition: true };
  return { ...scope, guarded: true, inChain: child === parent.otherwise };
}
