import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { conditionSchema } from "../mapping/condition.ts";
import { evaluateCondition } from "../mapping/evaluate-condition.ts";
import { buildPersonWorld, type ExpressionWorld } from "../mapping/person-world.ts";
import { noteSchema } from "../note.ts";

/** A rule that puts people into groups while a condition holds for them (okta-expressions.md, section 8). */
export const groupRuleSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1),
  active: z.boolean(),
  /** `claim` names an attribute of the person. */
  when: conditionSchema,
  /** Whom it passes over. */
  except: z.exactOptional(z.strictObject({ users: z.array(z.string().min(1)) })),
  /** Ids of the groups; those that are not in the directory are passed over. */
  groups: z.array(z.string().min(1)),
  /** The rule as its file has it: an export gives back whatever nobody here understands. */
  imported: z.exactOptional(z.json()),
  note: z.exactOptional(noteSchema),
});

export type GroupRule = z.infer<typeof groupRuleSchema>;

/** The rules of an identity provider. */
export const groupRulesSchema = z.strictObject({
  rules: z.array(groupRuleSchema),
  /**
   * What becomes of somebody whom a rule put into a group and for whom no active rule holds any more. That Okta takes
   * them out is known from memory only. A group that no active rule gives is nobody's business either way: its members
   * stay.
   */
  whoStopsMatching: z.enum(["leaves", "stays"]),
});

export type GroupRules = z.infer<typeof groupRulesSchema>;

/** What rules make of a person. */
export interface RuledPerson {
  /** The very same where nothing changes. */
  readonly user: DirectoryUser;
  /** Ids of groups. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
  /** Rules that cannot be worked out for the person: what they gave stays as it is. */
  readonly problems: readonly { readonly rule: GroupRule; readonly why: string }[];
}

/** Whom a rule holds for: `undefined` where it cannot be told, with why. */
export interface RuleResult {
  readonly holds: boolean | undefined;
  readonly why: string;
}

/** Works out a rule for one person, whether it is active or not. */
export function evaluateGroupRule(rule: GroupRule, directory: Directory, user: DirectoryUser, now: number): RuleResult {
  return evaluateIn(rule, user, buildPersonWorld({ directory, user, now }));
}

function evaluateIn({ when, except }: GroupRule, user: DirectoryUser, world: ExpressionWorld): RuleResult {
  if (except?.users.includes(user.id) === true) return { holds: false, why: "The rule passes over this person." };
  const { holds, clauses } = evaluateCondition(when, lookupInUser(user), world, false);
  const problem = clauses.find((clause) => clause.problem !== undefined)?.problem;
  const why = clauses.map((clause) => `${clause.text}: ${clause.why}`).join("; ");
  return problem === undefined ? { holds, why } : { holds: undefined, why: problem };
}

/** A rule may ask for groups that another gives; beyond so many rounds, rules chase each other. */
const MOST_ROUNDS = 5;

/** Whether any rule puts anybody anywhere. */
export function hasActiveRule({ groupRules }: { readonly groupRules?: GroupRules }): boolean {
  return groupRules?.rules.some(({ active }) => active) === true;
}

/**
 * Puts a person into the groups that active rules give, and takes them out of those that rules gave and give no more. A
 * group that no active rule gives is left as it is: whoever deactivates a rule moves nobody
 * (https://support.okta.com/help/s/article/what-happens-if-group-rules-are-deactivated-and-deleted).
 */
export function applyGroupRules(
  settings: GroupRules,
  directory: Directory,
  user: DirectoryUser,
  now: number,
): RuledPerson {
  let last = applyOnce(settings, directory, user, now);
  for (let round = 1; round < MOST_ROUNDS; round += 1) {
    const { user: before } = last;
    if (before === user) break;
    last = applyOnce(settings, directory, before, now);
    if (last.user === before) break;
  }
  return {
    user: last.user,
    joined: last.user.groups.filter((id) => !user.groups.includes(id)),
    left: user.groups.filter((id) => !last.user.groups.includes(id)),
    problems: last.problems,
  };
}

function applyOnce(
  { rules, whoStopsMatching }: GroupRules,
  directory: Directory,
  user: DirectoryUser,
  now: number,
): Pick<RuledPerson, "user" | "problems"> {
  if (user.deletedAt !== undefined) return { user, problems: [] };
  const active = rules.filter((rule) => rule.active);
  const world = buildPersonWorld({ directory, user, now });
  const results = active.map((rule) => ({ rule, ...evaluateIn(rule, user, world) }));
  const given = groupsOf(results.filter(({ holds }) => holds === true));
  const joined = [...given].filter((id) => !user.groups.includes(id) && isGroup(directory, id));
  const left = whoStopsMatching === "stays" ? [] : endedFor(user, results);
  const problems = results.flatMap(({ rule, holds, why }) => (holds === undefined ? [{ rule, why }] : []));
  return { problems, user: withGroups(user, joined, left) };
}

function isGroup({ groups }: Directory, id: string): boolean {
  return groups.some((group) => group.id === id);
}

/** The groups that rules put somebody into, and that every active rule which gives them gives no more. */
function endedFor(
  { groups, groupsByRule = [] }: DirectoryUser,
  results: readonly (RuleResult & { readonly rule: GroupRule })[],
): readonly string[] {
  if (groupsByRule.length === 0) return [];
  const managed = groupsOf(results);
  const kept = groupsOf(results.filter(({ holds }) => holds !== false));
  return groupsByRule.filter((id) => groups.includes(id) && managed.has(id) && !kept.has(id));
}

function groupsOf(results: readonly { readonly rule: GroupRule }[]): ReadonlySet<string> {
  return new Set(results.flatMap(({ rule }) => rule.groups));
}

function withGroups(user: DirectoryUser, joined: readonly string[], left: readonly string[]): DirectoryUser {
  if (joined.length === 0 && left.length === 0) return user;
  const { groupsByRule = [], ...others } = user;
  const byRule = [...groupsByRule.filter((id) => user.groups.includes(id) && !left.includes(id)), ...joined];
  const groups = [...user.groups.filter((id) => !left.includes(id)), ...joined];
  return { ...others, groups, ...(byRule.length === 0 ? {} : { groupsByRule: byRule }) };
}

/**
 * The settings once somebody was taken out of groups by hand: a rule that would put them back passes over them from now
 * on, as in Okta
 * (https://support.okta.com/help/s/article/How-to-add-and-remove-users-from-groups-using-group-rules-and-exceptions).
 */
export function exceptTakenOut(
  settings: GroupRules,
  directory: Directory,
  { before, after, now }: { readonly before: DirectoryUser; readonly after: DirectoryUser; readonly now: number },
): GroupRules {
  const taken = (before.groupsByRule ?? []).filter(
    (id) => before.groups.includes(id) && !after.groups.includes(id) && isGroup(directory, id),
  );
  if (taken.length === 0) return settings;
  const putsBack = (rule: GroupRule): boolean =>
    rule.active &&
    rule.groups.some((id) => taken.includes(id)) &&
    evaluateGroupRule(rule, directory, after, now).holds === true;
  if (!settings.rules.some(putsBack)) return settings;
  return { ...settings, rules: settings.rules.map((rule) => (putsBack(rule) ? withException(rule, after.id) : rule)) };
}

function withException(rule: GroupRule, person: string): GroupRule {
  return { ...rule, except: { users: [...(rule.except?.users ?? []), person] } };
}
