import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { conditionSchema } from "../mapping/condition.ts";
import { evaluateCondition } from "../mapping/evaluate-condition.ts";
import { buildPersonWorld } from "../mapping/person-world.ts";
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
   * What becomes of somebody whom a rule put into a group and for whom none holds any more. That Okta takes them out is
   * known from memory only.
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
export function evaluateGroupRule(
  { when, except }: GroupRule,
  directory: Directory,
  user: DirectoryUser,
  now: number,
): RuleResult {
  if (except?.users.includes(user.id) === true) return { holds: false, why: "The rule passes over this person." };
  const { holds, clauses } = evaluateCondition(when, lookupInUser(user), buildPersonWorld({ directory, user, now }));
  const problem = clauses.find((clause) => clause.problem !== undefined)?.problem;
  const why = clauses.map((clause) => `${clause.text}: ${clause.why}`).join("; ");
  return problem === undefined ? { holds, why } : { holds: undefined, why: problem };
}

/** A rule may ask for groups that another gives; beyond so many rounds, rules chase each other. */
const MOST_ROUNDS = 5;

/** Puts a person into the groups that rules give, and takes them out of those that rules gave and give no more. */
export function applyGroupRules(
  settings: GroupRules,
  directory: Directory,
  user: DirectoryUser,
  now: number,
): RuledPerson {
  let last = applyOnce(settings, directory, user, now);
  for (let round = 1; round < MOST_ROUNDS; round += 1) {
    const next = applyOnce(settings, directory, last.user, now);
    if (next.user === last.user) break;
    last = next;
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
  const active = rules.filter((rule) => rule.active && user.deletedAt === undefined);
  const results = active.map((rule) => ({ rule, ...evaluateGroupRule(rule, directory, user, now) }));
  const given = groupsOf(results.filter(({ holds }) => holds === true));
  const open = groupsOf(results.filter(({ holds }) => holds === undefined));
  const known = new Set(directory.groups.map(({ id }) => id));
  const before = (user.groupsByRule ?? []).filter((id) => user.groups.includes(id));
  const stays = (id: string) => given.has(id) || open.has(id) || user.deletedAt !== undefined;
  const left = whoStopsMatching === "stays" ? [] : before.filter((id) => !stays(id));
  const joined = [...given].filter((id) => known.has(id) && !user.groups.includes(id));
  const problems = results.flatMap(({ rule, holds, why }) => (holds === undefined ? [{ rule, why }] : []));
  return { problems, user: withGroups(user, joined, left) };
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
