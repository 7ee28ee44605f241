import { showValue } from "../attribute-value.ts";
import { accountMeant, type JitFacts } from "./facts.ts";
import {
  buildChoice,
  buildRefusal,
  buildRule,
  type DecidingRule,
  jitPath,
  type LookedAtRule,
  lowerFirst,
  NO_ACCOUNT,
  nameAccounts,
  OFF,
  riskOf,
  type Verdict,
} from "./rule.ts";
import { listNames } from "./sentences.ts";

/** Refuses a login for which no role rule holds, where the policy wants one. */
export function lookNoRoleRule(facts: JitFacts): LookedAtRule {
  const { draft, policy, search } = facts;
  if (draft === undefined) return buildChoice(facts, "noRoleRuleMatches", OFF);
  if (!draft.roles.refused) {
    const why = policy.noRoleRuleMatches === "refuse" ? "A role rule holds." : "It refuses nobody.";
    return buildChoice(facts, "noRoleRuleMatches", draft.roles.unused ?? why);
  }
  const account = accountMeant(policy, search.finding);
  const verdict = buildRefusal(facts, "JIT_NO_ROLE", "no role rule holds, so there is no role to give", account);
  return buildChoice(facts, "noRoleRuleMatches", "No role rule holds.", verdict);
}

/** Refuses a login that does not bring what an account must have. */
export function lookRequiredAttributes(facts: JitFacts): LookedAtRule {
  const { draft, application, policy, search } = facts;
  const missing = draft?.missing;
  const setting = `applications/${application.id}/mappings${missing?.mapping === undefined ? "" : `/${missing.mapping}`}`;
  const looked = (why: string, verdict?: Verdict): LookedAtRule =>
    buildRule("jit.requiredAttributes", "What an account cannot do without must come.", why, setting, verdict);
  if (draft === undefined) return looked(OFF);
  if (missing === undefined) return looked("Nothing required is missing.");
  const account = accountMeant(policy, search.finding);
  const reason = `there is no \`${missing.target}\`: ${lowerFirst(missing.why.replace(/\.$/, ""))}`;
  return looked(missing.why, buildRefusal(facts, "JIT_REQUIRED_ATTRIBUTE", reason, account));
}

/** Refuses a login whose values would clash with another account. */
export function lookUniqueValues(facts: JitFacts): LookedAtRule {
  const { draft, application, policy, search } = facts;
  const clash = draft?.clash;
  const setting = `applications/${application.id}/accountAttributes${clash === undefined ? "" : `/${clash.attribute}`}`;
  const looked = (why: string, verdict?: Verdict): LookedAtRule =>
    buildRule(
      "jit.uniqueValues",
      "No two accounts hold the same value where it must be unique.",
      why,
      setting,
      verdict,
    );
  if (draft === undefined) return looked(OFF);
  if (clash === undefined) return looked("Every value that must be unique is free.");
  const taken = `\`${clash.attribute}\` ${showValue(clash.value)} is taken by ${nameAccounts([clash.account])}`;
  return looked(`${taken}.`, buildRefusal(facts, "JIT_VALUE_TAKEN", taken, accountMeant(policy, search.finding)));
}

/**
 * Has the account linked to the subject. A link is identity, not provisioning: it is stored whether just-in-time
 * provisioning is on or off.
 */
export function lookStoreLink(facts: JitFacts): LookedAtRule {
  const { finding } = facts.search;
  const account = accountMeant(facts.policy, finding);
  const looked = (why: string, verdict?: Verdict): LookedAtRule =>
    buildRule(
      "jit.storeLink",
      "At the first match the account is linked to the subject.",
      why,
      `${jitPath(facts)}/match`,
      verdict,
    );
  if (account === undefined) return looked(NO_ACCOUNT);
  if (finding.by !== "match") return looked("The account is linked to it already.");
  if (facts.subject.transient) return looked("A transient NameID is never stored as a link.");
  const risk = finding.emailOnly ? riskOf(facts.policy, "emailOnlyMatch") : undefined;
  return looked(`\`${finding.attribute}\` finds the account, and it has no link to this subject yet.`, {
    result: "link",
    account: account.id,
    reason: `\`${finding.attribute}\` finds ${nameAccounts([account])}, which is linked from now on.`,
    ...(risk === undefined ? {} : { risk }),
  });
}

/** Has the account updated where the login brings other values. */
export function lookLaterLogins(facts: JitFacts): LookedAtRule {
  const { draft, policy, search, application } = facts;
  const account = accountMeant(policy, search.finding);
  if (draft === undefined) return buildChoice(facts, "laterLogins", OFF);
  if (account === undefined) return buildChoice(facts, "laterLogins", NO_ACCOUNT);
  const names = draft.writes.map((write) => write.name);
  if (names.length === 0) return buildChoice(facts, "laterLogins", "There is nothing to write.");
  const why = `The login brings another ${listNames(names)}.`;
  const reason = `The login brings another ${listNames(names)}, and ${application.name} updates ${nameAccounts([account])}.`;
  return buildChoice(facts, "laterLogins", why, { result: "update", account: account.id, reason });
}

/** Has the account updated where the rules grant other roles. */
export function lookRoles(facts: JitFacts): LookedAtRule {
  const { draft, policy, search, application } = facts;
  const account = accountMeant(policy, search.finding);
  if (draft === undefined) return buildChoice(facts, "roles", OFF);
  if (account === undefined) return buildChoice(facts, "roles", NO_ACCOUNT);
  const { started, ended, unused } = draft.roles;
  if (started.length + ended.length === 0) {
    return buildChoice(facts, "roles", unused ?? "The account holds just these roles.");
  }
  const granted = started.length === 0 ? [] : [`starts ${listNames(started.map((grant) => grant.role))}`];
  const taken = ended.length === 0 ? [] : [`ends ${listNames(ended.map(({ grant }) => grant.role))}`];
  const what = [...granted, ...taken].join(" and ");
  return buildChoice(facts, "roles", `It ${what}.`, {
    result: "update",
    account: account.id,
    reason: `The roles of ${nameAccounts([account])} differ: ${application.name} ${what}.`,
  });
}

/** What remains where no rule refuses or proposes anything: an account that has everything already. */
export function lookUnchanged(facts: JitFacts): DecidingRule {
  const account = accountMeant(facts.policy, facts.search.finding);
  const why = facts.policy.enabled ? "Every other rule leaves the account as it is." : OFF;
  const name = account === undefined ? "the account" : nameAccounts([account]);
  const still = facts.policy.enabled
    ? "has everything already"
    : "is used as it is, since just-in-time provisioning is off";
  return {
    rule: {
      rule: "jit.unchanged",
      text: "An account that needs no change stays as it is.",
      why,
      setting: `${jitPath(facts)}/${facts.policy.enabled ? "laterLogins" : "enabled"}`,
    },
    verdict: {
      result: "unchanged",
      reason: `${name} ${still}. Nothing changed.`,
      ...(account === undefined ? {} : { account: account.id }),
    },
  };
}
