import { nearestName } from "../../errors.ts";
import type { Finding } from "../dialect.ts";
import { type MapNode, type Node, nodesOf } from "../tree.ts";
import { error, info, type Rule } from "./finding.ts";
import { CRITERIA, NAME_OPERATORS } from "./group-criteria.ts";
import { isUser } from "./language.ts";

/** Criteria of `user.getGroups` and `user.isMemberOf` (okta-expressions.md, section 3). */
export const checkCriteria: Rule = (node, { language }) => {
  if (node.kind !== "method" || !isUser(node.of, language)) return [];
  return node.args.flatMap((criterion) => (criterion.kind === "map" ? checkCriterion(criterion) : []));
};

function checkCriterion(criterion: MapNode): readonly Finding[] {
  const keys = criterion.entries.flatMap(({ key }) => literalIn(key) ?? []);
  const unknown = criterion.entries.flatMap(({ key, value }) => checkEntry(key, value));
  return keys.includes("group.profile.name") && unknown.length === 0 ? checkName(criterion, keys) : unknown;
}

function literalIn(node: Node): string | undefined {
  return node.kind === "literal" && typeof node.value === "string" ? node.value : undefined;
}

/** A key that there is not, or an operator that there is not. */
function checkEntry(key: Node, value: Node): readonly Finding[] {
  const name = literalIn(key);
  if (name === "operator") return checkOperator(value);
  if (name === undefined || CRITERIA.includes(name)) return [];
  const message = `There is no criterion \`${name}\`: ${CRITERIA.join(", ")}.`;
  return [error("EXPRESSION_UNKNOWN_CRITERION", key, message, nearestName(name, CRITERIA))];
}

function checkOperator(value: Node): readonly Finding[] {
  const operator = literalIn(value);
  if (operator === undefined || NAME_OPERATORS.includes(operator)) return [];
  return [error("EXPRESSION_UNKNOWN_CRITERION", value, `\`operator\` is ${NAME_OPERATORS.join(" or ")}.`)];
}

/** Names are looked for at the start, unless `EXACT` is said. */
function checkName(criterion: MapNode, keys: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  if (!keys.includes("operator")) {
    const message = "Without `'operator': 'EXACT'` the name needs only to start so.";
    findings.push(info("EXPRESSION_ODDITY", criterion, message));
  }
  if ([...nodesOf(criterion)].some((node) => literalIn(node)?.endsWith(".*") === true)) {
    const message = "This is no pattern: a `.*` at the end is passed over, as in Okta's samples.";
    findings.push(info("EXPRESSION_NOT_DOCUMENTED", criterion, message));
  }
  return findings;
}
