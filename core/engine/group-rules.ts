import { isDeepStrictEqual } from "node:util";
import type {
  GroupRuleChange,
  GroupRuleItem,
  GroupRulePlan,
  GroupRuleSettings,
  ProviderGroupRules,
} from "../contract/group-rules.ts";
import type { Method } from "../contract/methods.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import { countMoves } from "../idp/count-moves.ts";
import { evaluateGroupRule, type GroupRule, type GroupRules } from "../idp/group-rules.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { rulePeople, withPeople } from "../idp/rule-people.ts";
import { describeCondition } from "../mapping/evaluate-condition.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import type { Pace } from "../pace.ts";
import { formatPath, type Problem } from "../store/problem.ts";
import type { Workspace } from "../store/workspace.ts";
import { checkEdit, type PathNames, problemsAbout } from "./check-edit.ts";
import type { Handlers } from "./context.ts";
import { applyEdit, type Replacement } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { createPace } from "./pace.ts";
import { ProblemsError } from "./problems-error.ts";

/** What is to be done to the rules of an identity provider. */
interface RuleWish {
  readonly provider: string;
  readonly change: GroupRuleChange;
}

/** The rules that put people into groups. */
export const groupRuleHandlers: Handlers<Extract<Method, `groupRules.${string}`>> = {
  "groupRules.read": async ({ sessions }, args) => {
    const { workspace } = await sessions.open(args.workspace);
    return { providers: workspace.identityProviders.map((provider) => describeRules(workspace, provider)) };
  },
  "groupRules.plan": async (context, { workspace: id, ...wish }) =>
    planRules((await context.sessions.open(id)).workspace, wish, createPace(context)),
  "groupRules.change": async (context, { workspace: id, ...wish }) =>
    (await context.sessions.open(id)).edit((now) => ruleEdit(now, wish), createPace(context)),
};

const NO_RULES: GroupRules = { rules: [], whoStopsMatching: "leaves" };

function describeRules(
  workspace: Workspace,
  { id, name, groupRules = NO_RULES }: IdentityProvider,
): ProviderGroupRules {
  const { rules, whoStopsMatching } = groupRules;
  return { id, name, whoStopsMatching, rules: rules.map((rule) => describeRule(workspace, id, rule)) };
}

function describeRule(workspace: Workspace, provider: string, { imported, ...rule }: GroupRule): GroupRuleItem {
  const problems = problemsAbout(workspace, new Map([[placeOf(workspace, provider, rule.id), "rule"]]));
  const given = new Set(rule.groups);
  return {
    rule,
    condition: describeCondition(rule.when),
    imported: imported !== undefined,
    members: workspace.directory.users.filter(({ groups, groupsByRule = [] }) =>
      groupsByRule.some((group) => given.has(group) && groups.includes(group)),
    ).length,
    problems: problems.filter(({ path }) => path.startsWith("rule")).map(inRule),
  };
}

function inRule(problem: Problem): Problem {
  return { ...problem, path: problem.path.replace(/^rule\.?/, "") };
}

/** Where a rule stands in the workspace, or will stand. */
function placeOf({ identityProviders }: Workspace, provider: string, rule: string): string {
  const index = identityProviders.findIndex(({ id }) => id === provider);
  const rules = identityProviders[index]?.groupRules?.rules ?? [];
  const place = rules.findIndex(({ id }) => id === rule);
  return formatPath(["identityProviders", index, "groupRules", "rules", place < 0 ? rules.length : place]);
}

/**
 * The edit that a change of rules is, and what follows it: everybody is put into the groups that active rules give.
 * @throws RehearsalError `PROVIDER_UNKNOWN`, `GROUP_RULE_UNKNOWN`, `GROUP_RULE_ACTIVE`
 */
function ruleEdit(workspace: Workspace, { provider: id, change }: RuleWish): PlannedEdit {
  const provider = findProvider(workspace, id);
  const { groupRules: before = NO_RULES } = provider;
  const after = changeRules(before, change);
  if (change.kind === "save" && change.rule.active) checkWorkable(change.rule);
  const members = change.kind === "remove" ? withoutRule(workspace, before, change) : [];
  const names: PathNames =
    change.kind === "save" ? new Map([[placeOf(workspace, id, change.rule.id), "change.rule"]]) : new Map();
  const isSame = isDeepStrictEqual(before, after);
  const rules: readonly Replacement[] = isSame ? [] : [{ part: "groupRules", id, value: after }];
  const what = describeChange(provider, before, change);
  return {
    edit: { what, replacements: [...rules, ...members] },
    names,
    ...(movesPeople(after, change) ? { follow: { type: "applyGroupRules", identityProvider: id } } : {}),
  };
}

function findProvider({ identityProviders }: Workspace, id: string): IdentityProvider {
  const provider = identityProviders.find((each) => each.id === id);
  if (provider !== undefined) return provider;
  const ids = identityProviders.map((each) => each.id);
  const message = `There is no identity provider with the id ${JSON.stringify(id)}.${didYouMean(id, ids)}`;
  throw new RehearsalError("PROVIDER_UNKNOWN", message, { path: "provider" });
}

function findRule({ rules }: GroupRules, id: string): GroupRule {
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined) return rule;
  const ids = rules.map((each) => each.id);
  const message = `There is no group rule with the id ${JSON.stringify(id)}.${didYouMean(id, ids)}`;
  throw new RehearsalError("GROUP_RULE_UNKNOWN", message, { path: "change.rule" });
}

function changeRules(settings: GroupRules, change: GroupRuleChange): GroupRules {
  switch (change.kind) {
    case "save":
      return { ...settings, rules: saveRule(settings.rules, change.rule) };
    case "remove": {
      checkInactive(findRule(settings, change.rule), "removed");
      return { ...settings, rules: settings.rules.filter(({ id }) => id !== change.rule) };
    }
    case "whoStopsMatching":
      return { ...settings, whoStopsMatching: change.value };
  }
}

/** The document that a rule was imported from stays with it. */
function saveRule(rules: readonly GroupRule[], rule: GroupRuleSettings): GroupRule[] {
  const present = rules.find(({ id }) => id === rule.id);
  if (present === undefined) return [...rules, rule];
  const { imported, ...before } = present;
  if (!isDeepStrictEqual({ ...before, active: rule.active }, rule)) checkInactive(present, "changed");
  const next = { ...rule, ...(imported === undefined ? {} : { imported }) };
  return rules.map((each) => (each === present ? next : each));
}

/** Only what is inactive can be edited (reference: okta-expressions.md, section 8). */
function checkInactive({ name, active }: GroupRule, verb: string): void {
  if (!active) return;
  const message = `The rule ${name} is active. Deactivate it first; then it can be ${verb}.`;
  throw new RehearsalError("GROUP_RULE_ACTIVE", message, { path: "change.rule" });
}

/**
 * A rule that nobody can work out may be kept, as an import does, but never made active.
 * @throws ProblemsError `EDIT_INVALID`
 */
function checkWorkable({ when }: GroupRuleSettings): void {
  if (!("expression" in when)) return;
  const findings = checkExpression({ ...when.expression, place: "groupRule" });
  const problems = findings.flatMap(({ severity, code, message }): readonly Problem[] =>
    severity === "error" ? [{ code, message, severity, path: "change.rule.when.expression.text" }] : [],
  );
  if (problems.length > 0) throw new ProblemsError("EDIT_INVALID", problems);
}

/** Nobody moves because a rule is deactivated or removed. */
function movesPeople({ rules }: GroupRules, change: GroupRuleChange): boolean {
  if (change.kind === "save") return change.rule.active;
  return change.kind === "whoStopsMatching" && rules.some(({ active }) => active);
}

/** Whoever is in groups by a rule that is removed, and by no other, leaves with it, or is there by nobody's rule. */
function withoutRule(
  { directory }: Workspace,
  before: GroupRules,
  { rule: id, members }: Extract<GroupRuleChange, { kind: "remove" }>,
): readonly Replacement[] {
  const others = new Set(before.rules.filter((rule) => rule.id !== id).flatMap(({ groups }) => groups));
  const given = new Set(findRule(before, id).groups.filter((group) => !others.has(group)));
  return directory.users.flatMap((user): readonly Replacement[] => {
    const { groupsByRule = [], ...rest } = user;
    if (!groupsByRule.some((group) => given.has(group))) return [];
    const gone = new Set(groupsByRule.filter((group) => given.has(group)));
    const byRule = groupsByRule.filter((group) => !gone.has(group));
    const groups = members === "stay" ? user.groups : user.groups.filter((group) => !gone.has(group));
    const value = { ...rest, groups, ...(byRule.length === 0 ? {} : { groupsByRule: byRule }) };
    return [{ part: "person", id: user.id, value }];
  });
}

function describeChange({ name }: IdentityProvider, before: GroupRules, change: GroupRuleChange): string {
  if (change.kind === "whoStopsMatching")
    return `Whoever matches no group rule of ${name} any more ${change.value} from now on`;
  if (change.kind === "remove") return `Removed the group rule ${findRule(before, change.rule).name}`;
  const present = before.rules.find(({ id }) => id === change.rule.id);
  if (present === undefined) return `Added the group rule ${change.rule.name}`;
  if (present.active !== change.rule.active)
    return `${change.rule.active ? "Activated" : "Deactivated"} the group rule ${change.rule.name}`;
  return `Changed the group rule ${change.rule.name}`;
}

/** So many people are named for each group. */
const SAMPLES = 10;

async function planRules(workspace: Workspace, wish: RuleWish, pace: Pace): Promise<GroupRulePlan> {
  const planned = ruleEdit(workspace, wish);
  const { workspace: after } = applyEdit(workspace, planned.edit.replacements);
  checkEdit(workspace, after, planned.names ?? new Map());
  const now = Date.parse(after.clock.now);
  const identityProviders = after.identityProviders.filter(({ id }) => id === wish.provider);
  const facts = { directory: after.directory, identityProviders, now };
  const ruled = planned.follow === undefined ? [] : await rulePeople(facts, pace);
  const changed = ruled.filter((each) => each.before !== each.after).map((each) => each.after);
  const moves = countMoves(pairPeople(workspace, withPeople(after.directory, changed).users));
  return {
    people: workspace.directory.users.length,
    ...(wish.change.kind === "save" ? await countHolds(wish.change.rule, after, pace) : {}),
    moves: [...moves].map(([group, { joins, leaves }]) => ({
      group,
      joins: joins.length,
      leaves: leaves.length,
      joining: joins.slice(0, SAMPLES),
      leaving: leaves.slice(0, SAMPLES),
    })),
  };
}

/** Rules neither add people nor take them away. */
function pairPeople({ directory }: Workspace, users: readonly DirectoryUser[]) {
  return directory.users.map((before, index) => ({ before, after: users[index] ?? before }));
}

async function countHolds(
  rule: GroupRule,
  { directory, clock }: Workspace,
  pace: Pace,
): Promise<Pick<GroupRulePlan, "holds" | "open">> {
  const now = Date.parse(clock.now);
  let [holds, open, why] = [0, 0, ""];
  for (const [done, user] of directory.users.entries()) {
    if (pace.isDue()) await pace.rest({ done, total: directory.users.length, what: "people" });
    const result = evaluateGroupRule(rule, directory, user, now);
    if (result.holds === true) holds += 1;
    if (result.holds !== undefined) continue;
    open += 1;
    if (open === 1) why = result.why;
  }
  return { holds, ...(open === 0 ? {} : { open: { count: open, why } }) };
}
