import type { ExpressionPlace, Finding } from "../dialect.ts";
import { type CallNode, isGiven, type MemberNode, type MethodNode, type Node } from "../tree.ts";
import { error, info, type Rule, type Scope, warning } from "./finding.ts";
import { isUser } from "./language.ts";
import { MANAGER_SOURCE } from "./people.ts";

const WRONG_CONTEXT = "EXPRESSION_WRONG_CONTEXT";

/** What may not be used everywhere, and what behaves otherwise in some places (okta-expressions.md, sections 1 to 8). */
export const checkPlace: Rule = (node, scope) => {
  if (node.kind === "call") return checkCallPlace(node, scope);
  if (node.kind === "method") return checkMethodPlace(node, scope);
  return node.kind === "member" ? checkRootPlace(node, scope) : [];
};

/** Identity Engine's language is not the one of profile mappings and user names. */
export function checkLanguagePlace(node: Node, scope: Scope): readonly Finding[] {
  if (scope.language.id !== "okta-ie" || !isIn(scope, "mapping", "userName", "groupRule")) return [];
  const place = PLACE_NAMES[scope.context.place];
  const message = `The Identity Engine's language is for sign-in policies, certifications, entitlements and federated claims; ${place} take the classic one.`;
  return [warning(WRONG_CONTEXT, node, message)];
}

function checkCallPlace(node: CallNode, scope: Scope): readonly Finding[] {
  if (scope.language.id !== "okta" || !scope.language.functions.has(node.name)) return [];
  return [
    ...checkGroupClaim(node, scope),
    ...checkLimit(node, scope),
    ...checkGroupRule(node, scope),
    ...checkConditionFunction(node, scope),
    ...checkMemberships(node, scope),
    ...checkManager(node),
  ];
}

function isIn({ context }: Scope, ...places: readonly ExpressionPlace[]): boolean {
  return places.includes(context.place);
}

/** `Groups.*` are for group claims. */
function checkGroupClaim({ name, nameSpan }: CallNode, scope: Scope): readonly Finding[] {
  if (!name.startsWith("Groups.") || isIn(scope, "claim")) return [];
  const message = `\`${name}\` works in group claims only, not in ${PLACE_NAMES[scope.context.place]}.`;
  return [error(WRONG_CONTEXT, nameSpan, message)];
}

const PLACE_NAMES: Readonly<Record<ExpressionPlace, string>> = {
  mapping: "profile mappings",
  matching: "matching",
  scoping: "scoping",
  claim: "claims",
  groupRule: "group rules",
  userName: "user names",
  objectFilter: "filters",
};

/** Where several functions give groups, the third argument says how many they may be. */
function checkLimit({ name, args }: CallNode, scope: Scope): readonly Finding[] {
  if (name !== "getFilteredGroups" && !name.startsWith("Groups.")) return [];
  const limit = args[2];
  const findings: Finding[] = [];
  if (limit?.kind === "literal" && typeof limit.value === "number" && (limit.value < 1 || limit.value > 100)) {
    const message = "The limit is a number from 1 to 100; Okta takes others in authorization code flows only.";
    findings.push(warning("EXPRESSION_LIMIT", limit, message));
  }
  if (limit !== undefined && isIn(scope, "claim")) {
    const message = "More groups than the limit make the whole claim fail: Okta does not shorten the list.";
    findings.push(info("EXPRESSION_LIMIT", limit, message));
  }
  return findings;
}

const RULE_FUNCTIONS = /^(?:String\.|Arrays\.|isMemberOf|toUpperCase$|toLowerCase$|substring)/;

/** Group rules know `String`, `Arrays` and `user`, and in practice memberships; `Convert.toInt` is named as refused. */
function checkGroupRule({ name, nameSpan }: CallNode, scope: Scope): readonly Finding[] {
  if (!isIn(scope, "groupRule") || RULE_FUNCTIONS.test(name) || name.startsWith("Groups.")) return [];
  const message = `Group rules take \`String\`, \`Arrays\` and \`user\` expressions only: \`${name}\` is refused.`;
  return [error(WRONG_CONTEXT, nameSpan, message)];
}

/** Okta says no, and does it in its own samples of group rules: a contradiction in its documentation. */
function checkConditionFunction({ name, nameSpan }: CallNode, scope: Scope): readonly Finding[] {
  if (!scope.inCondition || !/^(?:Convert|Arrays|Time)\./.test(name)) return [];
  if (isIn(scope, "groupRule") && !name.startsWith("Arrays.")) return [];
  const message = `Okta's page says that conditions do not support \`${name}\`, though its group rules show \`Arrays.contains\` in one; it is evaluated here.`;
  const say = isIn(scope, "groupRule") ? info : warning;
  return [say("EXPRESSION_CONDITION_FUNCTION", nameSpan, message)];
}

/** A mapping is worked out again when it is applied or somebody is assigned, not when memberships change. */
function checkMemberships({ name, nameSpan }: CallNode, scope: Scope): readonly Finding[] {
  const isAboutGroups = name.startsWith("isMemberOf") || name === "getFilteredGroups";
  return isAboutGroups ? staleMemberships(nameSpan, scope) : [];
}

function staleMemberships(span: CallNode["nameSpan"], scope: Scope): readonly Finding[] {
  if (!isIn(scope, "mapping", "userName")) return [];
  const message =
    "A change of groups does not evaluate the mapping again: only an assignment does, or applying the mappings.";
  return [info("EXPRESSION_NOT_REEVALUATED", span, message)];
}

function checkManager({ name, nameSpan, args }: CallNode): readonly Finding[] {
  if (!/^get(?:Manager|Assistant)(?:App)?User$/.test(name)) return [];
  const [source] = args;
  const pushed = info(
    "EXPRESSION_NOT_PUSHED_AGAIN",
    nameSpan,
    "Another manager or assistant does not update the profile, and several Active Directory instances are not supported.",
  );
  if (source?.kind !== "literal" || source.value === MANAGER_SOURCE) return [pushed];
  const message = `"${MANAGER_SOURCE}" is the only source that Okta supports.`;
  return [pushed, error("EXPRESSION_UNKNOWN_SOURCE", source, message, `"${MANAGER_SOURCE}"`)];
}

function checkMethodPlace(node: MethodNode, scope: Scope): readonly Finding[] {
  if (!isUser(node.of, scope.language)) return [];
  if (node.name === "getGroups" || node.name === "isMemberOf") return staleMemberships(node.nameSpan, scope);
  return node.name === "getInternalProperty" ? checkInternalName(node) : [];
}

function checkInternalName({ args }: MethodNode): readonly Finding[] {
  const [name] = args;
  if (name === undefined || !isGiven(name) || name.kind !== "literal") return [];
  if (name.value === "id" || name.value === "status") return [];
  return [error("EXPRESSION_UNKNOWN_ATTRIBUTE", name, '`getInternalProperty` gives "id" or "status".')];
}

/** `user.status` in group rules, and roots that only some places have. */
function checkRootPlace(node: MemberNode, scope: Scope): readonly Finding[] {
  const { of } = node;
  if (of.kind !== "reference" || scope.inElement) return [];
  if (isUser(of, scope.language)) return checkStatus(node, scope);
  const allowed = ROOT_PLACES.get(of.name);
  if (isIn(scope, "groupRule") && scope.language.id === "okta") {
    return [error(WRONG_CONTEXT, of, `Group rules know \`user\` only; \`${of.name}\` is refused.`)];
  }
  if (allowed !== undefined && !allowed.includes(scope.context.place)) {
    const places = allowed.map((place) => PLACE_NAMES[place]).join(" and ");
    return [warning(WRONG_CONTEXT, of, `\`${of.name}\` is known in ${places} only.`)];
  }
  return checkInstanceInClaim(of, scope);
}

/** By root: where Okta knows it. */
const ROOT_PLACES: ReadonlyMap<string, readonly ExpressionPlace[]> = new Map<string, readonly ExpressionPlace[]>([
  ["idpuser", ["userName"]],
  ["session", ["claim"]],
  ["access", ["claim"]],
]);

/** An application's instance by its name is not known in OpenID Connect claims. */
function checkInstanceInClaim(of: Extract<Node, { kind: "reference" }>, scope: Scope): readonly Finding[] {
  const { id, roots } = scope.language;
  if (id !== "okta" || !isIn(scope, "claim") || roots.has(of.name)) return [];
  const message = `OpenID Connect claims do not know an application's profile by its name, such as \`${of.name}\`; \`appuser\` is the one in context.`;
  return [warning(WRONG_CONTEXT, of, message, "appuser")];
}

const STATUS = 'user.getInternalProperty("status")';

function checkStatus({ name, nameSpan }: MemberNode, scope: Scope): readonly Finding[] {
  if (name !== "status" || !isIn(scope, "groupRule")) return [];
  return [error(WRONG_CONTEXT, nameSpan, `Group rules do not know \`user.status\`; write \`${STATUS}\`.`, STATUS)];
}
