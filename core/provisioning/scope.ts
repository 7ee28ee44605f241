import type { DirectoryUser } from "../directory/directory.ts";
import { lookupInUser } from "../mapping/claims.ts";
import type { Condition } from "../mapping/condition.ts";
import { type ClauseResult, evaluateCondition } from "../mapping/evaluate-condition.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import type { Check } from "../trace/step.ts";

/** Whether a person is to have an account, and if not, for which reason. */
export type ScopeReason =
  | "inScope"
  /** Not there any more, not even in the recycle bin. */
  | "gone"
  | "notAssigned"
  | "conditionFails"
  | "deleted"
  | "disabled"
  | "suspended";

/** The outcome of the scope moment for one person. */
export interface ScopeResult {
  readonly reason: ScopeReason;
  readonly inScope: boolean;
  /** One sentence: "Ada is not assigned to Slack." */
  readonly text: string;
  /** Every question that was asked, in order. */
  readonly checks: readonly Check[];
}

/** What scope is decided from. */
export interface ScopeFacts {
  /** Undefined: gone from the directory for good. */
  readonly user: DirectoryUser | undefined;
  /** What the person is called in sentences. */
  readonly userName: string;
  readonly applicationName: string;
  /** How the person is assigned, in words such as "directly"; undefined: not at all. */
  readonly assigned: string | undefined;
  readonly condition?: Condition | undefined;
  /** What the condition may ask beside the person's attributes. */
  readonly world?: ExpressionWorld | undefined;
  /** Where the connection stands in the workspace: `identityProviders/<id>/connections/<application>`. */
  readonly connectionPath: string;
  /** Being suspended makes no difference: Okta sends nothing then. */
  readonly ignoresSuspension?: boolean;
}

/**
 * Decides whether a person is in scope: there, assigned, of those for whom the scoping condition holds, and active. What
 * takes somebody out of scope comes before what merely disables them, for it ends the management of the account (F39).
 */
export function decideScope(facts: ScopeFacts): ScopeResult {
  const asked = QUESTIONS.map((ask) => ask(facts));
  const first = asked.find(({ check }) => check.result === "failed");
  const checks = asked.flatMap(({ check, details = [] }) => [check, ...details]);
  if (first === undefined) {
    return { reason: "inScope", inScope: true, text: `${facts.userName} is in scope.`, checks };
  }
  return { reason: first.reason, inScope: false, text: first.text, checks };
}

/** What {@link decideScope} comes to, for whoever does not want to know why. */
export function isInScope({
  user,
  assigned,
  condition,
  world,
  ignoresSuspension,
}: Omit<ScopeFacts, "userName" | "applicationName" | "connectionPath">): boolean {
  if (user?.active !== true || user.deletedAt !== undefined || assigned === undefined) return false;
  if (user.suspended === true && ignoresSuspension !== true) return false;
  return condition === undefined || evaluateCondition(condition, lookupInUser(user), world, false).holds;
}

/** Reasons that end the management of an account, other than those of a person who is not at work. */
export function isOutOfScope({ reason }: Pick<ScopeResult, "reason">): boolean {
  return reason === "notAssigned" || reason === "conditionFails";
}

/**
 * A person's values by name for rows: `id`, `userName`, an attribute, and `active`, which is false too for whoever is out
 * of scope.
 */
export function lookupForProvisioning(user: DirectoryUser, inScope: boolean) {
  const lookup = lookupInUser(user);
  return (name: string) => (name === "active" ? inScope : lookup(name));
}

/**
 * The condition as Entra reads it: a test of an attribute without a value never holds, not even that it differs from
 * something.
 */
export function withoutAbsent(condition: Condition): Condition {
  if ("all" in condition) return { all: condition.all.map(withoutAbsent) };
  if ("any" in condition) return { any: condition.any.map(withoutAbsent) };
  // What is in the words of a product goes by its rules as it is.
  if (!("operator" in condition)) return condition;
  if (condition.operator !== "notEquals") return condition;
  return { all: [{ operator: "isPresent", claim: condition.claim }, condition] };
}

/** A question of the scope moment, answered. */
interface Answered {
  readonly reason: ScopeReason;
  readonly text: string;
  readonly check: Check;
  /** What the answer is made of, where a product lists that. */
  readonly details?: readonly Check[];
}

type Question = (facts: ScopeFacts) => Answered;

const QUESTIONS: readonly Question[] = [
  askThere,
  askAssigned,
  askCondition,
  askNotDeleted,
  askEnabled,
  askNotSuspended,
];

/** These checks stand in no specification. */
const SPEC = "The settings of provisioning";

function askThere({ user, userName }: ScopeFacts): Answered {
  return answer("gone", `${userName} is gone from the directory.`, {
    code: "PROVISIONING_PERSON",
    name: "The person is in the directory",
    result: user === undefined ? "failed" : "passed",
    expected: "there",
    actual: user === undefined ? "gone for good" : "there",
  });
}

function askAssigned({ user, userName, applicationName, assigned, connectionPath }: ScopeFacts): Answered {
  return answer("notAssigned", `${userName} is not assigned to ${applicationName}.`, {
    code: "PROVISIONING_ASSIGNED",
    name: `The person is assigned to ${applicationName}`,
    result: askedOf(user, assigned !== undefined),
    expected: "assigned",
    actual: assigned ?? "not assigned",
    setting: `${connectionPath}/assignment`,
  });
}

function askCondition({ user, userName, condition, connectionPath, world }: ScopeFacts): Answered {
  const check = { code: "PROVISIONING_CONDITION", name: "The scoping condition holds", expected: "it holds" } as const;
  const setting = `${connectionPath}/provisioning/scope`;
  if (condition === undefined || user === undefined) {
    const actual = condition === undefined ? "there is none" : "nobody to ask about";
    return answer("conditionFails", "", { ...check, result: "notApplicable", actual, setting });
  }
  const { holds, clauses, blocking } = evaluateCondition(condition, lookupInUser(user), world);
  const shown = (holds ? clauses : blocking).map(({ text, why }) => `${inPerson(text)}: ${inPerson(why)}`).join("; ");
  const text = `${userName} is not among those whom the scoping condition takes: ${withoutStop(shown)}.`;
  const answered = answer("conditionFails", text, {
    ...check,
    result: holds ? "passed" : "failed",
    actual: shown,
    setting,
  });
  if (!("entraFilters" in condition)) return answered;
  return { ...answered, details: clauses.map((clause) => describeFilter(clause, setting)) };
}

/** A clause of a scoping filter as Entra lists it in provision on demand: `{title} {attribute} {operator} {value}`. */
function describeFilter({ text, why, holds }: ClauseResult, setting: string): Check {
  const result = holds ? "passed" : "failed";
  return { code: "PROVISIONING_FILTER", name: text, result, expected: "it holds", actual: why, setting, spec: SPEC };
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}

function askNotDeleted({ user, userName }: ScopeFacts): Answered {
  const at = user?.deletedAt;
  return answer("deleted", `${userName} was deleted, and is in the recycle bin.`, {
    code: "PROVISIONING_NOT_DELETED",
    name: "The person is not deleted",
    result: askedOf(user, at === undefined),
    expected: "not deleted",
    actual: at === undefined ? "not deleted" : `in the recycle bin since ${at.slice(0, 10)}`,
  });
}

function askEnabled({ user, userName }: ScopeFacts): Answered {
  return answer("disabled", `${userName} is disabled in the directory.`, {
    code: "PROVISIONING_ACTIVE",
    name: "The person is active in the directory",
    result: askedOf(user, user?.active === true),
    expected: "active",
    actual: user?.active === true ? "active" : "disabled",
  });
}

function askNotSuspended({ user, userName, ignoresSuspension }: ScopeFacts): Answered {
  const isSuspended = user?.suspended === true;
  return answer("suspended", `${userName} is suspended.`, {
    code: "PROVISIONING_NOT_SUSPENDED",
    name: "The person is not suspended",
    result: ignoresSuspension === true ? "notApplicable" : askedOf(user, !isSuspended),
    expected: "not suspended",
    actual: isSuspended ? "suspended" : "not suspended",
  });
}

function askedOf(user: DirectoryUser | undefined, holds: boolean): Check["result"] {
  if (user === undefined) return "notReached";
  return holds ? "passed" : "failed";
}

function answer(reason: ScopeReason, text: string, check: Omit<Check, "spec">): Answered {
  return { reason, text, check: { ...check, spec: SPEC } };
}

/** Conditions are written in the words of a login; here they are about a person's attributes. */
function inPerson(text: string): string {
  return text
    .replace(/^claim `/, "attribute `")
    .replace(/^the claim did not come$/, "the person has no such attribute");
}
