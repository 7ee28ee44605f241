import type { Decision } from "../trace/step.ts";
import { lookDeactivated, lookEnabled, lookHeld, lookNoMatch } from "./account-rules.ts";
import type { JitFacts } from "./facts.ts";
import { lookEmailOnlyMatch, lookLink, lookLinkedToAnother, lookMatch } from "./match-rules.ts";
import type { DecidingRule, Denial, JitRule, LookedAtRule, Proposal } from "./rule.ts";
import { lookAllowedEmailDomains, lookRequiredClaims } from "./scope-rules.ts";
import {
  lookLaterLogins,
  lookNoRoleRule,
  lookRequiredAttributes,
  lookRoles,
  lookStoreLink,
  lookUnchanged,
  lookUniqueValues,
} from "./write-rules.ts";

/** The decision on one login, with the rule that made it and the rules that did not. */
export type JitDecision = JitAction | JitDenial;

/** A decision to do something, or to leave everything as it is. */
export type JitAction = Decision & Proposal;

/** A decision to refuse the login, with the code that says why. */
export type JitDenial = Decision & Denial;

/**
 * The rules in the order in which they are looked at: who may come in at all (scope), whose account it is (match),
 * whether that account may be used or one be made, what stands in the way of writing, and what is to be done.
 * {@link lookUnchanged} comes last, where none of them has anything to say.
 */
const RULES: readonly JitRule[] = [
  lookRequiredClaims,
  lookAllowedEmailDomains,
  lookLink,
  lookMatch,
  lookEmailOnlyMatch,
  lookLinkedToAnother,
  lookHeld,
  lookDeactivated,
  lookEnabled,
  lookNoMatch,
  lookNoRoleRule,
  lookRequiredAttributes,
  lookUniqueValues,
  lookStoreLink,
  lookLaterLogins,
  lookRoles,
];

/**
 * Decides on one login. Pure: the same facts give the same decision, and it never throws.
 *
 * The first rule that refuses ends it. Other rules propose what to do, and the first proposal stands once no rule has
 * refused. `considered` lists the rules that were looked at and did not make the decision, in their order.
 *
 * With just-in-time provisioning off, claims, domains and roles are not asked for and nothing is written. The account
 * is still found by link and match rows, with all that guards against taking the wrong one; a link is stored at the
 * first match, being identity and not provisioning; deactivated and held accounts stay shut.
 */
export function decideJit(facts: JitFacts): JitDecision {
  const looked: LookedAtRule[] = [];
  let proposal: DecidingRule | undefined;
  for (const look of RULES) {
    const rule = look(facts);
    looked.push(rule);
    if (!isDeciding(rule)) continue;
    if (rule.verdict.result === "deny") return conclude(rule, looked);
    proposal ??= rule;
  }
  return conclude(proposal ?? lookUnchanged(facts), looked);
}

function isDeciding(rule: LookedAtRule): rule is DecidingRule {
  return rule.verdict !== undefined;
}

function conclude(rule: DecidingRule, looked: readonly LookedAtRule[]): JitDecision {
  const considered = looked.filter((entry) => entry !== rule).map((entry) => entry.rule);
  return Object.assign({}, rule.verdict, { rule: rule.rule, considered });
}
