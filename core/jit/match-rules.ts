import { describeLink } from "../accounts/identity-link.ts";
import { showValue } from "../attribute-value.ts";
import { accountMeant, type JitFacts } from "./facts.ts";
import type { MatchResult } from "./match.ts";
import {
  accountPath,
  buildChoice,
  buildMember,
  buildRefusal,
  buildRule,
  type LookedAtRule,
  NO_ACCOUNT,
  nameAccounts,
  riskOf,
  type Verdict,
} from "./rule.ts";
import { describeRow, listNames } from "./sentences.ts";

/** Refuses a subject that several accounts are linked to. */
export function lookLink(facts: JitFacts): LookedAtRule {
  const { finding, linked } = facts.search;
  const text = "The account that is linked to this subject is the one.";
  const looked = (why: string, verdict?: Verdict): LookedAtRule => buildRule("jit.link", text, why, undefined, verdict);
  if (finding.by === "several" && finding.through === "link") {
    const reason = `${finding.accounts.length} accounts are linked to this subject: ${nameAccounts(finding.accounts)}`;
    return looked(`${reason}.`, buildRefusal(facts, "JIT_SEVERAL_MATCHES", reason));
  }
  if (linked === undefined) return looked("The NameID is transient, another one at every login, and so never a key.");
  return looked(finding.by === "link" ? `It finds ${nameAccounts([finding.account])}.` : "No account is linked to it.");
}

/** Refuses a login that several accounts match, and names them. */
export function lookMatch(facts: JitFacts): LookedAtRule {
  const { finding, matches } = facts.search;
  if (finding.by === "link") {
    return buildMember(facts, "match", "jit.match", "Not looked at: the link found the account.");
  }
  const why = matches.length === 0 ? "There is nothing to match by." : matches.map(explainMatch).join(" ");
  if (finding.by !== "several") return buildMember(facts, "match", "jit.match", why);
  const attributes = matches.filter((match) => match.found.length > 0).map((match) => match.row.account);
  const reason = `${finding.accounts.length} accounts match by ${listNames([...new Set(attributes)])}: ${nameAccounts(finding.accounts)}`;
  return buildMember(facts, "match", "jit.match", why, buildRefusal(facts, "JIT_SEVERAL_MATCHES", reason));
}

/** What is to be done about an account that was found by its email alone. */
export function lookEmailOnlyMatch(facts: JitFacts): LookedAtRule {
  const { policy, search } = facts;
  const { finding } = search;
  const looked = (why: string, verdict?: Verdict): LookedAtRule => buildChoice(facts, "emailOnlyMatch", why, verdict);
  if (finding.by !== "match" || !finding.emailOnly) return looked("No account was found by its email alone.");
  const name = nameAccounts([finding.account]);
  const found = `Only the email finds ${name}`;
  switch (policy.emailOnlyMatch) {
    case "refuse":
      return looked(
        `${found}.`,
        buildRefusal(
          facts,
          "JIT_EMAIL_ONLY_MATCH",
          `only the email finds ${name}, which is not enough`,
          finding.account,
        ),
      );
    case "linkIfVerified": {
      const says = sayVerified(facts.emailVerified, finding.byEmailClaim);
      if (says === VERIFIED) return looked(`${found}, and the identity provider ${says}.`);
      const reason = `only the email finds ${name}, and the identity provider ${says}`;
      return looked(
        `${found}, and the identity provider ${says}.`,
        buildRefusal(facts, "JIT_EMAIL_UNVERIFIED", reason, finding.account),
      );
    }
    case "link":
      return looked(`${found}, and that is enough. ${riskOf(policy, "emailOnlyMatch")}`);
    case "createSecond":
      if (!policy.enabled) return looked(`${found}, and that account is left alone.`);
      return looked(`${found}.`, {
        result: "create",
        reason: `Only the email finds ${name}, so ${facts.application.name} leaves it alone and makes a second account.`,
        risk: riskOf(policy, "emailOnlyMatch"),
      });
  }
}

const VERIFIED = "says that it is verified";

/** `email_verified` vouches for the claim `email` and for no other (OpenID Connect Core, section 5.1). */
function sayVerified(emailVerified: boolean | undefined, byEmailClaim: boolean): string {
  if (!byEmailClaim) return "vouches for the claim `email` at most, which is not what found it";
  if (emailVerified === undefined) return "does not say whether it is verified";
  return emailVerified ? VERIFIED : "says that it is not verified";
}

/** Refuses an account that belongs to another subject: nobody takes over what matching happens to find. */
export function lookLinkedToAnother(facts: JitFacts): LookedAtRule {
  const { finding } = facts.search;
  const account = accountMeant(facts.policy, finding);
  const looked = (why: string, verdict?: Verdict): LookedAtRule => {
    const text = "An account that is linked to another subject of the same identity provider is somebody else's.";
    return buildRule(
      "jit.linkedToAnother",
      text,
      why,
      account === undefined ? undefined : accountPath(facts, account),
      verdict,
    );
  };
  if (account === undefined) return looked(NO_ACCOUNT);
  if (finding.by !== "match") return looked("It is linked to this subject.");
  if (finding.otherLink === undefined) return looked("It is linked to no other subject of this identity provider.");
  const other = describeLink(finding.otherLink);
  const name = nameAccounts([account]);
  const reason = facts.subject.transient
    ? `${name} matches, but is linked to ${other}, and a transient NameID cannot show that it is the same subject`
    : `${name} matches, but is linked to another subject, ${other}; if that is the same person, somebody must remove the link first`;
  return looked(`It is linked to ${other}.`, buildRefusal(facts, "JIT_LINKED_TO_ANOTHER", reason, account));
}

function explainMatch({ row, value, compare, found }: MatchResult): string {
  const where = describeRow({ ...row, compare });
  if (value === undefined) return `Nothing came to look for ${where}.`;
  const what = `\`${row.account}\` ${showValue(value)}`;
  return found.length === 0 ? `No account has ${what}.` : `${what} finds ${nameAccounts(found)}.`;
}
