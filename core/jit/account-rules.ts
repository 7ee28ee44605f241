import type { Account } from "../accounts/account.ts";
import { accountMeant, type JitFacts } from "./facts.ts";
import {
  accountPath,
  buildChoice,
  buildMember,
  buildRefusal,
  buildRule,
  type LookedAtRule,
  NO_ACCOUNT,
  nameAccounts,
  OFF,
  riskOf,
  type Verdict,
} from "./rule.ts";

/** Refuses an account that waits for approval. */
export function lookHeld(facts: JitFacts): LookedAtRule {
  const account = accountMeant(facts.policy, facts.search.finding);
  const looked = (why: string, verdict?: Verdict): LookedAtRule => {
    const setting = account === undefined ? undefined : accountPath(facts, account);
    return buildRule("jit.held", "Nobody signs in to an account that waits for approval.", why, setting, verdict);
  };
  if (account === undefined) return looked(NO_ACCOUNT);
  if (account.held !== true) return looked("The account does not wait for approval.");
  const reason = `${nameAccounts([account])} waits for approval since ${account.createdAt.slice(0, 10)}`;
  return looked("The account waits for approval.", buildRefusal(facts, "JIT_HELD", reason, account));
}

/** Refuses a deactivated account, or has it reactivated. */
export function lookDeactivated(facts: JitFacts): LookedAtRule {
  const { policy, search, draft } = facts;
  const account = accountMeant(policy, search.finding);
  if (account === undefined) return buildChoice(facts, "deactivated", NO_ACCOUNT);
  if (account.active) return buildChoice(facts, "deactivated", "The account is active.");
  const why = `The account is deactivated${byWhom(account)}.`;
  const refused = `${nameAccounts([account])} is deactivated${byWhom(account)}`;
  if (!policy.enabled || policy.deactivated === "refuse") {
    return buildChoice(facts, "deactivated", why, buildRefusal(facts, "JIT_ACCOUNT_DEACTIVATED", refused, account));
  }
  if (draft?.saysInactive === true) {
    const reason = `${refused}, and the login itself says that it shall be`;
    return buildChoice(facts, "deactivated", why, buildRefusal(facts, "JIT_ACCOUNT_DEACTIVATED", reason, account));
  }
  return buildChoice(facts, "deactivated", why, {
    result: "reactivate",
    account: account.id,
    reason: `${nameAccounts([account])} is deactivated${byWhom(account)}, and ${facts.application.name} reactivates it.`,
    risk: riskOf(policy, "deactivated"),
  });
}

/** Refuses a login without an account where just-in-time provisioning is off. */
export function lookEnabled(facts: JitFacts): LookedAtRule {
  const { policy, search } = facts;
  if (policy.enabled) return buildMember(facts, "enabled", "jit.enabled.on", "It is on.");
  const account = accountMeant(policy, search.finding);
  if (account !== undefined) {
    return buildMember(facts, "enabled", "jit.enabled.off", "It is off, but there is an account.");
  }
  const reason = "there is no account for this login, and just-in-time provisioning is off";
  return buildMember(
    facts,
    "enabled",
    "jit.enabled.off",
    "It is off, and there is no account.",
    buildRefusal(facts, "JIT_DISABLED_NO_ACCOUNT", reason),
  );
}

/** What is to be done where no account was found: make one, hold it for approval, or refuse. */
export function lookNoMatch(facts: JitFacts): LookedAtRule {
  const { policy, search, application } = facts;
  if (!policy.enabled) return buildChoice(facts, "noMatch", OFF);
  if (search.finding.by !== "nothing") return buildChoice(facts, "noMatch", "An account was found.");
  const why = "No account matches.";
  switch (policy.noMatch) {
    case "create":
      return buildChoice(facts, "noMatch", why, {
        result: "create",
        reason: `No account matches, so ${application.name} makes one.`,
      });
    case "hold": {
      const reason = `No account matches, so ${application.name} makes one and holds it for approval.`;
      return buildChoice(facts, "noMatch", why, { result: "hold", reason });
    }
    case "refuse":
      return buildChoice(facts, "noMatch", why, buildRefusal(facts, "JIT_CREATE_OFF", "no match, and creation is off"));
  }
}

function byWhom(account: Account): string {
  const written = account.written.active;
  return written === undefined ? "" : ` (by \`${written.writer}\` on ${written.at.slice(0, 10)})`;
}
