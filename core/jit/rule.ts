import type { Account } from "../accounts/account.ts";
import type { ConsideredRule } from "../trace/step.ts";
import type { JitFacts } from "./facts.ts";
import type { JitPolicy } from "./policy.ts";
import { describeMember } from "./sentences.ts";

/** What a login does to an account. */
export type JitResultName = "create" | "hold" | "update" | "link" | "reactivate" | "unchanged" | "deny";

/** Why a login was refused; stable. */
export type JitRefusalCode =
  | "JIT_REQUIRED_CLAIM"
  | "JIT_EMAIL_DOMAIN"
  | "JIT_SEVERAL_MATCHES"
  | "JIT_EMAIL_ONLY_MATCH"
  | "JIT_EMAIL_UNVERIFIED"
  | "JIT_LINKED_TO_ANOTHER"
  | "JIT_HELD"
  | "JIT_ACCOUNT_DEACTIVATED"
  | "JIT_DISABLED_NO_ACCOUNT"
  | "JIT_CREATE_OFF"
  | "JIT_NO_ROLE"
  | "JIT_REQUIRED_ATTRIBUTE"
  | "JIT_VALUE_TAKEN";

/** What a rule wants done. */
export type Verdict = Proposal | Denial;

/** Something that is to be done for the login. */
export interface Proposal {
  readonly result: Exclude<JitResultName, "deny">;
  readonly reason: string;
  /** Id of the account it is about, if there is one. */
  readonly account?: string;
  readonly code?: never;
  /** What can go wrong with it, as the policy is set. */
  readonly risk?: string;
}

/** The login is refused. */
export interface Denial {
  readonly result: "deny";
  readonly reason: string;
  /** Id of the account it is about; absent where it is about none, or several. */
  readonly account?: string;
  readonly code: JitRefusalCode;
  readonly risk?: never;
}

/** A rule that was looked at. Without a verdict it has nothing to say about this login, and its `why` says why. */
export interface LookedAtRule {
  readonly rule: ConsideredRule;
  readonly verdict?: Verdict;
}

/** A rule with a verdict. */
export interface DecidingRule extends LookedAtRule {
  readonly verdict: Verdict;
}

/** Looks at the facts for one rule. */
export type JitRule = (facts: JitFacts) => LookedAtRule;

/** Why most rules have nothing to say where just-in-time provisioning is off. */
export const OFF = "Just-in-time provisioning is off, so this is not asked.";

/** Why the rules about an account have nothing to say where none is used. */
export const NO_ACCOUNT = "No account that exists is used.";

/** A rule that is one choice of the policy, named after it: `jit.noMatch.create`. */
export function buildChoice(facts: JitFacts, id: keyof JitPolicy, why: string, verdict?: Verdict): LookedAtRule {
  const choice = facts.policy[id];
  return buildMember(facts, id, typeof choice === "string" ? `jit.${id}.${choice}` : `jit.${id}`, why, verdict);
}

/** A rule that is one member of the policy, under a name of its own. */
export function buildMember(
  facts: JitFacts,
  id: keyof JitPolicy,
  rule: string,
  why: string,
  verdict?: Verdict,
): LookedAtRule {
  return buildRule(rule, describeMember(facts.policy, id).text, why, `${jitPath(facts)}/${id}`, verdict);
}

/** A rule that holds whatever the policy says. `setting` is where to look in the workspace, if anywhere. */
export function buildRule(
  name: string,
  text: string,
  why: string,
  setting: string | undefined,
  verdict?: Verdict,
): LookedAtRule {
  const rule = setting === undefined ? { rule: name, text, why } : { rule: name, text, why, setting };
  return verdict === undefined ? { rule } : { rule, verdict };
}

/** A refusal. `why` is half a sentence: "no match, and creation is off". */
export function buildRefusal(facts: JitFacts, code: JitRefusalCode, why: string, account?: Account): Denial {
  return {
    result: "deny",
    code,
    reason: `Refused, as ${facts.application.name} is set: ${why}. Nothing changed.`,
    ...(account === undefined ? {} : { account: account.id }),
  };
}

/** Accounts by their userNames, at most five. */
export function nameAccounts(accounts: readonly Account[]): string {
  const names = accounts.slice(0, 5).map((account) => account.userName);
  return accounts.length > 5 ? `${names.join(", ")} and ${accounts.length - 5} more` : names.join(", ");
}

/** The risk of a member of the policy, as it is set; empty where it has none. */
export function riskOf(policy: JitPolicy, id: keyof JitPolicy): string {
  return describeMember(policy, id).risk ?? "";
}

/** Where the policy is in the workspace. */
export function jitPath(facts: JitFacts): string {
  return `applications/${facts.application.id}/jit`;
}

/** Where an account is in the workspace. */
export function accountPath(facts: JitFacts, account: Account): string {
  return `applications/${facts.application.id}/accounts/${account.id}`;
}

/** A sentence as the rest of another. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
