import { emailDomain, isAllowedDomain, type JitFacts } from "./facts.ts";
import { buildChoice, buildRefusal, type LookedAtRule, lowerFirst, OFF } from "./rule.ts";
import { listNames } from "./sentences.ts";

/** Refuses a login that lacks a required claim. */
export function lookRequiredClaims(facts: JitFacts): LookedAtRule {
  const { policy, missingClaims } = facts;
  if (!policy.enabled) return buildChoice(facts, "requiredClaims", OFF);
  if (missingClaims.length === 0) {
    return buildChoice(
      facts,
      "requiredClaims",
      policy.requiredClaims.length === 0 ? "None is required." : "All of them came.",
    );
  }
  const why = `The login did not bring ${listNames(missingClaims)}.`;
  const reason = `the login did not bring ${listNames(missingClaims)}, which ${missingClaims.length === 1 ? "is" : "are"} required`;
  return buildChoice(facts, "requiredClaims", why, buildRefusal(facts, "JIT_REQUIRED_CLAIM", reason));
}

/** Refuses a login whose mapped email is of another domain than those allowed, or that has none. */
export function lookAllowedEmailDomains(facts: JitFacts): LookedAtRule {
  const { policy, email } = facts;
  const { allowedEmailDomains: allowed } = policy;
  if (!policy.enabled) return buildChoice(facts, "allowedEmailDomains", OFF);
  if (allowed.length === 0) return buildChoice(facts, "allowedEmailDomains", "Every domain is allowed.");
  const domain = emailDomain(email);
  if (isAllowedDomain(allowed, domain)) return buildChoice(facts, "allowedEmailDomains", `\`${domain}\` is allowed.`);
  const why =
    domain === undefined ? "No mapping gives an email address" : `\`${email}\` is of the domain \`${domain}\``;
  const reason = `${lowerFirst(why)}, and only ${listNames(allowed)} ${allowed.length === 1 ? "is" : "are"} allowed`;
  return buildChoice(facts, "allowedEmailDomains", `${why}.`, buildRefusal(facts, "JIT_EMAIL_DOMAIN", reason));
}
