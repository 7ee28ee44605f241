import type { Evaluation } from "../trace/step.ts";
import type { Lookup, NamedValue } from "./evaluate.ts";
import { type ConditionResult, describeCondition, evaluateCondition } from "./evaluate-condition.ts";
import type { ExpressionWorld } from "./person-world.ts";
import type { RoleRule } from "./role-rule.ts";

/** A role that rules may grant. */
export interface GrantableRole {
  readonly id: string;
  readonly name: string;
}

/** A role that a rule grants: the first rule in order that holds and names it. */
export interface RuleGrant {
  readonly role: string;
  /** Id of the rule. */
  readonly rule: string;
  /** Why, in one sentence. */
  readonly why: string;
}

/** What the role rules of an application give for one login. */
export interface RuleGrants {
  /** Each role once, in the order of the rules. */
  readonly grants: readonly RuleGrant[];
  /** One per rule; those that did not hold say which tests failed and what was found. */
  readonly evaluations: readonly Evaluation[];
}

/**
 * Tries every role rule in order; each that holds grants its role. A rule that names a role twice granted is
 * `skipped`, one whose role the application does not know `failed`.
 * `settingPath` is where the rules are in the workspace: each evaluation's `setting` is that, `/` and the rule's id.
 * `world` is what an expression may ask beside the claims: the application knows the clock, and by SCIM its own groups.
 */
export function evaluateRoleRules(
  rules: readonly RoleRule[],
  roles: readonly GrantableRole[],
  lookup: Lookup,
  settingPath: string,
  world?: ExpressionWorld,
): RuleGrants {
  const grants: RuleGrant[] = [];
  const evaluations = rules.map((rule): Evaluation => {
    const condition = evaluateCondition(rule.when, lookup, world);
    const role = roles.find((entry) => entry.id === rule.role);
    const earlier = grants.find((grant) => grant.role === rule.role);
    const verdict = judge(rule, condition, role, earlier);
    if (verdict.result === "applied") grants.push({ role: rule.role, rule: rule.id, why: verdict.why });
    return {
      id: rule.id,
      target: rule.role,
      rule: `${role?.name ?? rule.role} when ${describeCondition(rule.when)}`,
      inputs: distinctClaims(condition),
      intermediate: condition.clauses.map((clause) => ({ text: `${clause.text}: ${clause.why}`, value: clause.holds })),
      result: verdict.result,
      why: verdict.why,
      value: condition.holds,
      setting: `${settingPath}/${rule.id}`,
    };
  });
  return { grants, evaluations };
}

function judge(
  rule: RoleRule,
  condition: ConditionResult,
  role: GrantableRole | undefined,
  earlier: RuleGrant | undefined,
): Pick<Evaluation, "result" | "why"> {
  const problem = condition.clauses.find((clause) => clause.problem !== undefined);
  if (role === undefined) return { result: "failed", why: `The application has no role \`${rule.role}\`.` };
  if (!condition.holds) {
    return { result: problem === undefined ? "absent" : "failed", why: `Not granted: ${whyNot(condition)}.` };
  }
  if (earlier !== undefined) {
    return { result: "skipped", why: `Holds too, but rule \`${earlier.rule}\` grants ${role.name} already.` };
  }
  return { result: "applied", why: `Rule \`${rule.id}\` grants ${role.name}: ${describeCondition(rule.when)}.` };
}

/** The tests that failed, each with what was found. */
function whyNot(condition: ConditionResult): string {
  return condition.blocking.map((clause) => `${clause.text}, but ${clause.why}`).join("; ");
}

function distinctClaims(condition: ConditionResult): readonly NamedValue[] {
  const byName = new Map<string, NamedValue>();
  for (const { claims } of condition.clauses) for (const claim of claims) byName.set(claim.name, claim);
  return [...byName.values()];
}
