import { describe, expect, test } from "vitest";
import type { Account } from "../accounts/account.ts";
import { buildTestAccount } from "../accounts/test-account.ts";
import type { Attributes } from "../attribute-value.ts";
import { decideJit } from "./decision.ts";
import { gatherFacts, type JitTarget } from "./gather.ts";
import type { VerifiedIdentity } from "./identity.ts";
import type { JitPolicy } from "./policy.ts";
import type { JitRefusalCode, JitResultName } from "./rule.ts";
import { ADA, ADA_LINK, AT, buildTarget } from "./test-target.ts";

const EMAIL = "ada@acme.test";
const OTHER_LINK = { ...ADA_LINK, subject: "eve@acme.test" };
const FINANCE = { role: "finance", writer: "jit", at: AT, why: "Before." } as const;

/** Found by its link, and with everything that Ada's login brings. */
const SETTLED: Partial<Account> = {
  links: [ADA_LINK],
  attributes: { email: EMAIL, department: "Finance" },
  roles: [FINANCE],
};
const BY_UPN = { account: "email", from: { claim: "upn" }, compare: "ignoreCase" } as const;
const BY_SCIM = { writer: "scim", at: "2026-02-01T00:00:00.000Z", why: "Left." } as const;

interface DecisionCase {
  readonly title: string;
  readonly policy?: Partial<JitPolicy>;
  /** Accounts by userName. */
  readonly accounts?: Readonly<Record<string, Partial<Account>>>;
  readonly identity?: Partial<VerifiedIdentity>;
  readonly claims?: Attributes;
  readonly target?: Partial<JitTarget>;
  readonly result: JitResultName;
  readonly account?: string;
  readonly code?: JitRefusalCode;
  readonly rule: string;
  readonly reason: string;
}

const CASES: readonly DecisionCase[] = [
  // Nobody is found.
  {
    title: "no match: create",
    result: "create",
    rule: "jit.noMatch.create",
    reason: "No account matches, so Acme makes one.",
  },
  {
    title: "no match: hold",
    policy: { noMatch: "hold" },
    result: "hold",
    rule: "jit.noMatch.hold",
    reason: "No account matches, so Acme makes one and holds it for approval.",
  },
  {
    title: "no match: refuse",
    policy: { noMatch: "refuse" },
    result: "deny",
    code: "JIT_CREATE_OFF",
    rule: "jit.noMatch.refuse",
    reason: "Refused, as Acme is set: no match, and creation is off. Nothing changed.",
  },
  {
    title: "no match while off",
    policy: { enabled: false },
    result: "deny",
    code: "JIT_DISABLED_NO_ACCOUNT",
    rule: "jit.enabled.off",
    reason:
      "Refused, as Acme is set: there is no account for this login, and just-in-time provisioning is off. Nothing changed.",
  },
  {
    title: "no match, off, and creation refused: off is said",
    policy: { enabled: false, noMatch: "refuse" },
    result: "deny",
    code: "JIT_DISABLED_NO_ACCOUNT",
    rule: "jit.enabled.off",
    reason:
      "Refused, as Acme is set: there is no account for this login, and just-in-time provisioning is off. Nothing changed.",
  },

  // Scope.
  {
    title: "a required claim is missing",
    policy: { requiredClaims: ["email", "title"] },
    result: "deny",
    code: "JIT_REQUIRED_CLAIM",
    rule: "jit.requiredClaims",
    reason: "Refused, as Acme is set: the login did not bring `title`, which is required. Nothing changed.",
  },
  {
    title: "several required claims are missing",
    policy: { requiredClaims: ["phone", "title"] },
    result: "deny",
    code: "JIT_REQUIRED_CLAIM",
    rule: "jit.requiredClaims",
    reason:
      "Refused, as Acme is set: the login did not bring `phone` and `title`, which are required. Nothing changed.",
  },
  {
    title: "a required claim is blank",
    policy: { requiredClaims: ["title"] },
    claims: { title: "" },
    result: "deny",
    code: "JIT_REQUIRED_CLAIM",
    rule: "jit.requiredClaims",
    reason: "Refused, as Acme is set: the login did not bring `title`, which is required. Nothing changed.",
  },
  {
    title: "a required claim is missing for an account that exists",
    policy: { requiredClaims: ["title"] },
    accounts: { [EMAIL]: SETTLED },
    result: "deny",
    code: "JIT_REQUIRED_CLAIM",
    rule: "jit.requiredClaims",
    reason: "Refused, as Acme is set: the login did not bring `title`, which is required. Nothing changed.",
  },
  {
    title: "required claims are not asked for while off",
    policy: { enabled: false, requiredClaims: ["title"] },
    accounts: { [EMAIL]: SETTLED },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test is used as it is, since just-in-time provisioning is off. Nothing changed.",
  },
  {
    title: "an allowed domain, whatever its case",
    policy: { allowedEmailDomains: ["ACME.test"] },
    result: "create",
    rule: "jit.noMatch.create",
    reason: "No account matches, so Acme makes one.",
  },
  {
    title: "a domain that is not allowed",
    policy: { allowedEmailDomains: ["corp.test", "corp.example"] },
    result: "deny",
    code: "JIT_EMAIL_DOMAIN",
    rule: "jit.allowedEmailDomains",
    reason:
      "Refused, as Acme is set: `ada@acme.test` is of the domain `acme.test`, and only `corp.test` and `corp.example` are allowed. Nothing changed.",
  },
  {
    title: "a subdomain of an allowed domain",
    policy: { allowedEmailDomains: ["test"] },
    result: "deny",
    code: "JIT_EMAIL_DOMAIN",
    rule: "jit.allowedEmailDomains",
    reason:
      "Refused, as Acme is set: `ada@acme.test` is of the domain `acme.test`, and only `test` is allowed. Nothing changed.",
  },
  {
    title: "an allowed domain before the last @",
    policy: { allowedEmailDomains: ["acme.test"] },
    claims: { email: "ada@acme.test@evil.test" },
    result: "deny",
    code: "JIT_EMAIL_DOMAIN",
    rule: "jit.allowedEmailDomains",
    reason:
      "Refused, as Acme is set: `ada@acme.test@evil.test` is of the domain `evil.test`, and only `acme.test` is allowed. Nothing changed.",
  },
  {
    title: "no email where a domain is asked for",
    policy: { allowedEmailDomains: ["acme.test"] },
    claims: { email: null },
    result: "deny",
    code: "JIT_EMAIL_DOMAIN",
    rule: "jit.allowedEmailDomains",
    reason:
      "Refused, as Acme is set: no mapping gives an email address, and only `acme.test` is allowed. Nothing changed.",
  },

  // Whose account it is.
  {
    title: "the link, with nothing to change",
    accounts: { [EMAIL]: SETTLED },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test has everything already. Nothing changed.",
  },
  {
    title: "the link, though another account has the userName",
    accounts: { renamed: { ...SETTLED, attributes: { email: "ada@acme.test", department: "Finance" } }, [EMAIL]: {} },
    result: "unchanged",
    account: "renamed",
    rule: "jit.unchanged",
    reason: "renamed has everything already. Nothing changed.",
  },
  {
    title: "a match by userName, ignoring case",
    accounts: { "Ada@Acme.test": {} },
    result: "link",
    account: "Ada@Acme.test",
    rule: "jit.storeLink",
    reason: "`userName` finds Ada@Acme.test, which is linked from now on.",
  },
  {
    title: "a match while off: linked, and nothing else",
    policy: { enabled: false },
    accounts: { [EMAIL]: {} },
    result: "link",
    account: EMAIL,
    rule: "jit.storeLink",
    reason: "`userName` finds ada@acme.test, which is linked from now on.",
  },
  {
    title: "exact comparison misses another case",
    policy: { match: [{ account: "userName", from: "subject", compare: "exact" }] },
    accounts: { ADA: {} },
    identity: { subject: { value: "ada", transient: false } },
    result: "deny",
    code: "JIT_VALUE_TAKEN",
    rule: "jit.uniqueValues",
    reason: 'Refused, as Acme is set: `userName` "ada" is taken by ADA. Nothing changed.',
  },
  {
    title: "a case-exact attribute never ignores case",
    policy: { match: [{ account: "externalId", from: { claim: "uid" }, compare: "ignoreCase" }] },
    accounts: { eve: { attributes: { externalId: "AB1" } } },
    claims: { uid: "ab1" },
    result: "create",
    rule: "jit.noMatch.create",
    reason: "No account matches, so Acme makes one.",
  },
  {
    title: "two rows, of which the first that finds anything decides",
    policy: {
      match: [
        { account: "externalId", from: { claim: "uid" }, compare: "exact" },
        { account: "userName", from: "subject", compare: "exact" },
      ],
    },
    accounts: { eve: { attributes: { externalId: "x1" } }, [EMAIL]: {} },
    claims: { uid: "x1" },
    result: "link",
    account: "eve",
    rule: "jit.storeLink",
    reason: "`externalId` finds eve, which is linked from now on.",
  },
  {
    title: "a blank claim finds nobody",
    policy: { match: [{ account: "externalId", from: { claim: "uid" }, compare: "exact" }] },
    accounts: { eve: { attributes: { externalId: "" } } },
    claims: { uid: "" },
    result: "create",
    rule: "jit.noMatch.create",
    reason: "No account matches, so Acme makes one.",
  },
  {
    title: "two accounts by one attribute",
    accounts: { "ADA@acme.test": {}, "Ada@acme.test": {} },
    result: "deny",
    code: "JIT_SEVERAL_MATCHES",
    rule: "jit.match",
    reason: "Refused, as Acme is set: 2 accounts match by `userName`: ADA@acme.test, Ada@acme.test. Nothing changed.",
  },
  {
    title: "two accounts by one attribute, while off",
    policy: { enabled: false },
    accounts: { "ADA@acme.test": {}, "Ada@acme.test": {} },
    result: "deny",
    code: "JIT_SEVERAL_MATCHES",
    rule: "jit.match",
    reason: "Refused, as Acme is set: 2 accounts match by `userName`: ADA@acme.test, Ada@acme.test. Nothing changed.",
  },
  {
    title: "seven accounts, five of them named",
    policy: { match: [{ account: "department", from: { claim: "department" }, compare: "exact" }] },
    accounts: Object.fromEntries(
      ["a", "b", "c", "d", "e", "f", "g"].map((name) => [name, { attributes: { department: "Finance" } }]),
    ),
    result: "deny",
    code: "JIT_SEVERAL_MATCHES",
    rule: "jit.match",
    reason: "Refused, as Acme is set: 7 accounts match by `department`: a, b, c, d, e and 2 more. Nothing changed.",
  },
  {
    title: "two accounts with one link",
    accounts: { a: { links: [ADA_LINK] }, b: { links: [ADA_LINK] } },
    result: "deny",
    code: "JIT_SEVERAL_MATCHES",
    rule: "jit.link",
    reason: "Refused, as Acme is set: 2 accounts are linked to this subject: a, b. Nothing changed.",
  },
  {
    title: "the email finds one and the userName another",
    policy: {
      match: [
        { account: "email", from: { claim: "email" }, compare: "exact" },
        { account: "userName", from: "subject", compare: "exact" },
      ],
    },
    accounts: { eve: { attributes: { email: EMAIL } }, [EMAIL]: {} },
    result: "deny",
    code: "JIT_SEVERAL_MATCHES",
    rule: "jit.match",
    reason: "Refused, as Acme is set: 2 accounts match by `email` and `userName`: eve, ada@acme.test. Nothing changed.",
  },
  {
    title: "the email first, confirmed by the userName",
    policy: {
      match: [
        { account: "email", from: { claim: "email" }, compare: "exact" },
        { account: "userName", from: "subject", compare: "exact" },
      ],
    },
    accounts: { [EMAIL]: { attributes: { email: EMAIL } } },
    result: "link",
    account: EMAIL,
    rule: "jit.storeLink",
    reason: "`email` finds ada@acme.test, which is linked from now on.",
  },

  // The email alone.
  {
    title: "email only: refuse",
    accounts: { eve: { attributes: { email: EMAIL } } },
    result: "deny",
    account: "eve",
    code: "JIT_EMAIL_ONLY_MATCH",
    rule: "jit.emailOnlyMatch.refuse",
    reason: "Refused, as Acme is set: only the email finds eve, which is not enough. Nothing changed.",
  },
  {
    title: "email only: link, unverified",
    policy: { emailOnlyMatch: "link" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    identity: { emailVerified: false },
    result: "link",
    account: "eve",
    rule: "jit.storeLink",
    reason: "`email` finds eve, which is linked from now on.",
  },
  {
    title: "email only: link if verified, and it is",
    policy: { emailOnlyMatch: "linkIfVerified" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    identity: { emailVerified: true },
    result: "link",
    account: "eve",
    rule: "jit.storeLink",
    reason: "`email` finds eve, which is linked from now on.",
  },
  {
    title: "email only: link if verified, and it is not",
    policy: { emailOnlyMatch: "linkIfVerified" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    identity: { emailVerified: false },
    result: "deny",
    account: "eve",
    code: "JIT_EMAIL_UNVERIFIED",
    rule: "jit.emailOnlyMatch.linkIfVerified",
    reason:
      "Refused, as Acme is set: only the email finds eve, and the identity provider says that it is not verified. Nothing changed.",
  },
  {
    title: "email only: link if verified, and nobody says",
    policy: { emailOnlyMatch: "linkIfVerified" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    result: "deny",
    account: "eve",
    code: "JIT_EMAIL_UNVERIFIED",
    rule: "jit.emailOnlyMatch.linkIfVerified",
    reason:
      "Refused, as Acme is set: only the email finds eve, and the identity provider does not say whether it is verified. Nothing changed.",
  },
  {
    title: "email only: link if verified, but another claim brought the address",
    policy: { emailOnlyMatch: "linkIfVerified", match: [BY_UPN] },
    accounts: { eve: { attributes: { email: "eve@acme.test" } } },
    identity: { emailVerified: true },
    claims: { upn: "eve@acme.test" },
    result: "deny",
    account: "eve",
    code: "JIT_EMAIL_UNVERIFIED",
    rule: "jit.emailOnlyMatch.linkIfVerified",
    reason:
      "Refused, as Acme is set: only the email finds eve, and the identity provider vouches for the claim `email` at most, which is not what found it. Nothing changed.",
  },
  {
    title: "email only: link if verified, but the subject is the address",
    policy: {
      emailOnlyMatch: "linkIfVerified",
      match: [{ account: "email", from: "subject", compare: "exact" }],
    },
    accounts: { eve: { attributes: { email: EMAIL } } },
    identity: { emailVerified: true },
    result: "deny",
    account: "eve",
    code: "JIT_EMAIL_UNVERIFIED",
    rule: "jit.emailOnlyMatch.linkIfVerified",
    reason:
      "Refused, as Acme is set: only the email finds eve, and the identity provider vouches for the claim `email` at most, which is not what found it. Nothing changed.",
  },
  {
    title: "email only: a second claim with the same address confirms nothing",
    policy: { match: [BY_UPN, { account: "email", from: { claim: "mail" }, compare: "exact" }] },
    accounts: { eve: { attributes: { email: "eve@acme.test" } } },
    claims: { upn: "eve@acme.test", mail: "eve@acme.test" },
    result: "deny",
    account: "eve",
    code: "JIT_EMAIL_ONLY_MATCH",
    rule: "jit.emailOnlyMatch.refuse",
    reason: "Refused, as Acme is set: only the email finds eve, which is not enough. Nothing changed.",
  },
  {
    title: "email only: link if verified, where the claim `email` finds it too",
    policy: {
      emailOnlyMatch: "linkIfVerified",
      match: [BY_UPN, { account: "email", from: { claim: "email" }, compare: "exact" }],
    },
    accounts: { eve: { attributes: { email: EMAIL } } },
    identity: { emailVerified: true },
    claims: { upn: EMAIL },
    result: "link",
    account: "eve",
    rule: "jit.storeLink",
    reason: "`email` finds eve, which is linked from now on.",
  },
  {
    title: "email only: a second account, where the email need not be unique",
    policy: { emailOnlyMatch: "createSecond" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    target: { accountAttributes: [{ name: "email" }, { name: "department" }] },
    result: "create",
    rule: "jit.emailOnlyMatch.createSecond",
    reason: "Only the email finds eve, so Acme leaves it alone and makes a second account.",
  },
  {
    title: "email only: a second account, where the email must be unique",
    policy: { emailOnlyMatch: "createSecond" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    result: "deny",
    code: "JIT_VALUE_TAKEN",
    rule: "jit.uniqueValues",
    reason: 'Refused, as Acme is set: `email` "ada@acme.test" is taken by eve. Nothing changed.',
  },
  {
    title: "email only: a second account, though creation is refused elsewhere",
    policy: { emailOnlyMatch: "createSecond", noMatch: "refuse" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    target: { accountAttributes: [{ name: "email" }, { name: "department" }] },
    result: "create",
    rule: "jit.emailOnlyMatch.createSecond",
    reason: "Only the email finds eve, so Acme leaves it alone and makes a second account.",
  },
  {
    title: "email only: a second account cannot be made while off",
    policy: { enabled: false, emailOnlyMatch: "createSecond" },
    accounts: { eve: { attributes: { email: EMAIL } } },
    result: "deny",
    code: "JIT_DISABLED_NO_ACCOUNT",
    rule: "jit.enabled.off",
    reason:
      "Refused, as Acme is set: there is no account for this login, and just-in-time provisioning is off. Nothing changed.",
  },

  // Somebody else's account.
  {
    title: "the account is linked to another subject",
    accounts: { [EMAIL]: { links: [OTHER_LINK] } },
    result: "deny",
    account: EMAIL,
    code: "JIT_LINKED_TO_ANOTHER",
    rule: "jit.linkedToAnother",
    reason:
      "Refused, as Acme is set: ada@acme.test matches, but is linked to another subject, `eve@acme.test` of https://idp.test (emailAddress); if that is the same person, somebody must remove the link first. Nothing changed.",
  },
  {
    title: "the account is linked to another subject, and the email alone finds it",
    policy: { emailOnlyMatch: "link" },
    accounts: { eve: { links: [OTHER_LINK], attributes: { email: EMAIL } } },
    result: "deny",
    account: "eve",
    code: "JIT_LINKED_TO_ANOTHER",
    rule: "jit.linkedToAnother",
    reason:
      "Refused, as Acme is set: eve matches, but is linked to another subject, `eve@acme.test` of https://idp.test (emailAddress); if that is the same person, somebody must remove the link first. Nothing changed.",
  },
  {
    title: "the account is linked to another subject, while off",
    policy: { enabled: false },
    accounts: { [EMAIL]: { links: [OTHER_LINK] } },
    result: "deny",
    account: EMAIL,
    code: "JIT_LINKED_TO_ANOTHER",
    rule: "jit.linkedToAnother",
    reason:
      "Refused, as Acme is set: ada@acme.test matches, but is linked to another subject, `eve@acme.test` of https://idp.test (emailAddress); if that is the same person, somebody must remove the link first. Nothing changed.",
  },
  {
    title: "the account is linked to a subject of another issuer",
    accounts: { [EMAIL]: { ...SETTLED, links: [{ ...ADA_LINK, issuer: "https://old.test" }] } },
    result: "link",
    account: EMAIL,
    rule: "jit.storeLink",
    reason: "`userName` finds ada@acme.test, which is linked from now on.",
  },

  // A transient NameID.
  {
    title: "transient: never a key, though a link has its value",
    identity: { subject: { ...ADA.subject, transient: true } },
    policy: { match: [{ account: "userName", from: "subject", compare: "exact" }] },
    accounts: { eve: { links: [ADA_LINK] } },
    result: "create",
    rule: "jit.noMatch.create",
    reason: "No account matches, so Acme makes one.",
  },
  {
    title: "transient: never linked",
    identity: { subject: { ...ADA.subject, transient: true } },
    policy: { emailOnlyMatch: "link" },
    accounts: { eve: { ...SETTLED, links: [] } },
    result: "unchanged",
    account: "eve",
    rule: "jit.unchanged",
    reason: "eve has everything already. Nothing changed.",
  },
  {
    title: "transient: the account that its email finds is linked to a subject of this issuer",
    identity: { subject: { ...ADA.subject, transient: true } },
    policy: { emailOnlyMatch: "link" },
    accounts: { eve: { ...SETTLED, links: [OTHER_LINK] } },
    result: "deny",
    account: "eve",
    code: "JIT_LINKED_TO_ANOTHER",
    rule: "jit.linkedToAnother",
    reason:
      "Refused, as Acme is set: eve matches, but is linked to `eve@acme.test` of https://idp.test (emailAddress), and a transient NameID cannot show that it is the same subject. Nothing changed.",
  },
  {
    title: "transient: the same while off, and though the link has its value",
    identity: { subject: { ...ADA.subject, transient: true } },
    policy: { enabled: false, emailOnlyMatch: "link" },
    accounts: { eve: SETTLED },
    result: "deny",
    account: "eve",
    code: "JIT_LINKED_TO_ANOTHER",
    rule: "jit.linkedToAnother",
    reason:
      "Refused, as Acme is set: eve matches, but is linked to `ada@acme.test` of https://idp.test (emailAddress), and a transient NameID cannot show that it is the same subject. Nothing changed.",
  },
  {
    title: "transient: a link of another issuer is in nobody's way",
    identity: { subject: { ...ADA.subject, transient: true } },
    policy: { emailOnlyMatch: "link" },
    accounts: { eve: { ...SETTLED, links: [{ ...ADA_LINK, issuer: "https://old.test" }] } },
    result: "unchanged",
    account: "eve",
    rule: "jit.unchanged",
    reason: "eve has everything already. Nothing changed.",
  },

  // The account's state.
  {
    title: "held",
    accounts: { [EMAIL]: { ...SETTLED, held: true } },
    result: "deny",
    account: EMAIL,
    code: "JIT_HELD",
    rule: "jit.held",
    reason: "Refused, as Acme is set: ada@acme.test waits for approval since 2026-01-05. Nothing changed.",
  },
  {
    title: "held, while off",
    policy: { enabled: false },
    accounts: { [EMAIL]: { ...SETTLED, held: true } },
    result: "deny",
    account: EMAIL,
    code: "JIT_HELD",
    rule: "jit.held",
    reason: "Refused, as Acme is set: ada@acme.test waits for approval since 2026-01-05. Nothing changed.",
  },
  {
    title: "deactivated: refuse",
    accounts: { [EMAIL]: { ...SETTLED, active: false, written: { active: BY_SCIM } } },
    result: "deny",
    account: EMAIL,
    code: "JIT_ACCOUNT_DEACTIVATED",
    rule: "jit.deactivated.refuse",
    reason: "Refused, as Acme is set: ada@acme.test is deactivated (by `scim` on 2026-02-01). Nothing changed.",
  },
  {
    title: "deactivated: reactivate",
    policy: { deactivated: "reactivate" },
    accounts: { [EMAIL]: { ...SETTLED, active: false, written: { active: BY_SCIM } } },
    result: "reactivate",
    account: EMAIL,
    rule: "jit.deactivated.reactivate",
    reason: "ada@acme.test is deactivated (by `scim` on 2026-02-01), and Acme reactivates it.",
  },
  {
    title: "deactivated: reactivate, found by a match",
    policy: { deactivated: "reactivate" },
    accounts: { [EMAIL]: { active: false, written: {} } },
    result: "reactivate",
    account: EMAIL,
    rule: "jit.deactivated.reactivate",
    reason: "ada@acme.test is deactivated, and Acme reactivates it.",
  },
  {
    title: "deactivated: nothing is reactivated while off",
    policy: { enabled: false, deactivated: "reactivate" },
    accounts: { [EMAIL]: { ...SETTLED, active: false, written: {} } },
    result: "deny",
    account: EMAIL,
    code: "JIT_ACCOUNT_DEACTIVATED",
    rule: "jit.deactivated.reactivate",
    reason: "Refused, as Acme is set: ada@acme.test is deactivated. Nothing changed.",
  },
  {
    title: "deactivated: not against the login's own word",
    policy: { deactivated: "reactivate" },
    accounts: { [EMAIL]: { ...SETTLED, active: false, written: {} } },
    target: { mappings: [{ id: "on", target: "active", source: { kind: "constant", value: false }, apply: "always" }] },
    result: "deny",
    account: EMAIL,
    code: "JIT_ACCOUNT_DEACTIVATED",
    rule: "jit.deactivated.reactivate",
    reason:
      "Refused, as Acme is set: ada@acme.test is deactivated, and the login itself says that it shall be. Nothing changed.",
  },

  // What stands in the way of writing.
  {
    title: "no role rule holds: refuse a new account",
    policy: { noRoleRuleMatches: "refuse" },
    claims: { department: "IT" },
    result: "deny",
    code: "JIT_NO_ROLE",
    rule: "jit.noRoleRuleMatches.refuse",
    reason: "Refused, as Acme is set: no role rule holds, so there is no role to give. Nothing changed.",
  },
  {
    title: "no role rule holds: refuse an account that exists",
    policy: { noRoleRuleMatches: "refuse" },
    claims: { department: "IT" },
    accounts: { [EMAIL]: SETTLED },
    result: "deny",
    account: EMAIL,
    code: "JIT_NO_ROLE",
    rule: "jit.noRoleRuleMatches.refuse",
    reason: "Refused, as Acme is set: no role rule holds, so there is no role to give. Nothing changed.",
  },
  {
    title: "a role rule holds where one must",
    policy: { noRoleRuleMatches: "refuse" },
    result: "create",
    rule: "jit.noMatch.create",
    reason: "No account matches, so Acme makes one.",
  },
  {
    title: "a required attribute does not come",
    target: {
      mappings: [
        ...buildTarget().mappings,
        {
          id: "uid",
          target: "externalId",
          source: { kind: "attribute", attribute: "uid" },
          apply: "always",
          required: true,
        },
      ],
    },
    result: "deny",
    code: "JIT_REQUIRED_ATTRIBUTE",
    rule: "jit.requiredAttributes",
    reason:
      "Refused, as Acme is set: there is no `externalId`: row `uid` is required, and nothing came from claim `uid`. Nothing changed.",
  },
  {
    title: "a required attribute does not come, but is for creation only",
    accounts: { [EMAIL]: SETTLED },
    target: {
      mappings: [
        {
          id: "uid",
          target: "externalId",
          source: { kind: "attribute", attribute: "uid" },
          apply: "create",
          required: true,
        },
      ],
    },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test has everything already. Nothing changed.",
  },
  {
    title: "a required attribute does not come, but later logins write nothing",
    policy: { laterLogins: "nothing" },
    accounts: { [EMAIL]: SETTLED },
    target: {
      mappings: [
        {
          id: "uid",
          target: "externalId",
          source: { kind: "attribute", attribute: "uid" },
          apply: "always",
          required: true,
        },
      ],
    },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test has everything already. Nothing changed.",
  },
  {
    title: "the userName is longer than the application holds",
    target: { accountAttributes: [{ name: "userName", maxLength: 5 }] },
    result: "deny",
    code: "JIT_REQUIRED_ATTRIBUTE",
    rule: "jit.requiredAttributes",
    reason:
      "Refused, as Acme is set: there is no `userName`: the value has 13 characters; the attribute holds at most 5. Nothing changed.",
  },
  {
    title: "nothing gives a userName",
    target: { mappings: [] },
    result: "deny",
    code: "JIT_REQUIRED_ATTRIBUTE",
    rule: "jit.requiredAttributes",
    reason:
      "Refused, as Acme is set: there is no `userName`: no mapping gives the new account a userName. Nothing changed.",
  },
  {
    title: "the userName is taken",
    policy: { match: [] },
    accounts: { "ADA@acme.test": {} },
    result: "deny",
    code: "JIT_VALUE_TAKEN",
    rule: "jit.uniqueValues",
    reason: 'Refused, as Acme is set: `userName` "ada@acme.test" is taken by ADA@acme.test. Nothing changed.',
  },
  {
    title: "an update would take another account's email",
    accounts: {
      [EMAIL]: { ...SETTLED, attributes: { email: "old@acme.test", department: "Finance" } },
      eve: { attributes: { email: EMAIL } },
    },
    result: "deny",
    account: EMAIL,
    code: "JIT_VALUE_TAKEN",
    rule: "jit.uniqueValues",
    reason: 'Refused, as Acme is set: `email` "ada@acme.test" is taken by eve. Nothing changed.',
  },

  {
    title: "a value of its own in another case is no clash",
    accounts: { [EMAIL]: { ...SETTLED, attributes: { email: "ADA@acme.test", department: "Finance" } } },
    result: "update",
    account: EMAIL,
    rule: "jit.laterLogins.updateAll",
    reason: "The login brings another `email`, and Acme updates ada@acme.test.",
  },

  // Later logins.
  {
    title: "update all: another value",
    accounts: { [EMAIL]: { ...SETTLED, attributes: { email: EMAIL, department: "IT" } } },
    result: "update",
    account: EMAIL,
    rule: "jit.laterLogins.updateAll",
    reason: "The login brings another `department`, and Acme updates ada@acme.test.",
  },
  {
    title: "fill empty: only what is empty",
    policy: { laterLogins: "fillEmpty" },
    accounts: { [EMAIL]: { ...SETTLED, attributes: { email: "", department: "IT" } } },
    result: "update",
    account: EMAIL,
    rule: "jit.laterLogins.fillEmpty",
    reason: "The login brings another `email`, and Acme updates ada@acme.test.",
  },
  {
    title: "fill empty: nothing is",
    policy: { laterLogins: "fillEmpty" },
    accounts: { [EMAIL]: { ...SETTLED, attributes: { email: "old", department: "IT" } } },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test has everything already. Nothing changed.",
  },
  {
    title: "nothing: other values",
    policy: { laterLogins: "nothing" },
    accounts: { [EMAIL]: { ...SETTLED, attributes: { email: "old" } } },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test has everything already. Nothing changed.",
  },
  {
    title: "other values while off",
    policy: { enabled: false },
    accounts: { [EMAIL]: { ...SETTLED, attributes: {} } },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test is used as it is, since just-in-time provisioning is off. Nothing changed.",
  },
  {
    title: "other roles only",
    accounts: { [EMAIL]: { ...SETTLED, roles: [{ ...FINANCE, role: "member" }] } },
    result: "update",
    account: EMAIL,
    rule: "jit.roles.replace",
    reason: "The roles of ada@acme.test differ: Acme starts `finance` and ends `member`.",
  },
  {
    title: "roles are only added",
    policy: { roles: "add" },
    accounts: { [EMAIL]: { ...SETTLED, roles: [{ ...FINANCE, role: "member" }] } },
    result: "update",
    account: EMAIL,
    rule: "jit.roles.add",
    reason: "The roles of ada@acme.test differ: Acme starts `finance`.",
  },
  {
    title: "roles at the first login only, at a later one",
    policy: { roles: "firstLogin" },
    accounts: { [EMAIL]: { ...SETTLED, roles: [], lastSignInAt: AT } },
    result: "unchanged",
    account: EMAIL,
    rule: "jit.unchanged",
    reason: "ada@acme.test has everything already. Nothing changed.",
  },
];

function decide(entry: DecisionCase) {
  const accounts = Object.entries(entry.accounts ?? {}).map(([name, parts]) => buildTestAccount(name, parts));
  const target = { ...buildTarget(entry.policy, accounts), ...entry.target };
  const identity = { ...ADA, ...entry.identity, claims: { ...ADA.claims, ...entry.claims } };
  return decideJit(gatherFacts(target, identity, AT).facts);
}

describe("decides", () => {
  test.each(CASES)("$title", (entry) => {
    const { result, code, reason, account, rule } = decide(entry);
    expect({ result, code, reason, account, rule: rule.rule }).toEqual({
      result: entry.result,
      code: entry.code,
      reason: entry.reason,
      account: entry.account === undefined ? undefined : `acc-${entry.account}`,
      rule: entry.rule,
    });
  });
});

test("the table reaches every refusal and every result", () => {
  const codes: readonly JitRefusalCode[] = [
    "JIT_REQUIRED_CLAIM",
    "JIT_EMAIL_DOMAIN",
    "JIT_SEVERAL_MATCHES",
    "JIT_EMAIL_ONLY_MATCH",
    "JIT_EMAIL_UNVERIFIED",
    "JIT_LINKED_TO_ANOTHER",
    "JIT_HELD",
    "JIT_ACCOUNT_DEACTIVATED",
    "JIT_DISABLED_NO_ACCOUNT",
    "JIT_CREATE_OFF",
    "JIT_NO_ROLE",
    "JIT_REQUIRED_ATTRIBUTE",
    "JIT_VALUE_TAKEN",
  ];
  const results: readonly JitResultName[] = ["create", "hold", "update", "link", "reactivate", "unchanged", "deny"];
  expect(new Set(CASES.flatMap(({ code }) => code ?? []))).toEqual(new Set(codes));
  expect(new Set(CASES.map(({ result }) => result))).toEqual(new Set(results));
});

test("lists the rules that did not decide, in their order, each with its reason", () => {
  const [first] = CASES;
  if (first === undefined) throw new Error("The table is empty.");
  const { rule, considered } = decide(first);
  expect(rule).toEqual({
    rule: "jit.noMatch.create",
    text: "When a login arrives and no account matches: create one.",
    why: "No account matches.",
    setting: "applications/acme/jit/noMatch",
  });
  expect(considered.map((entry) => `${entry.rule}: ${entry.why}`)).toEqual([
    "jit.requiredClaims: None is required.",
    "jit.allowedEmailDomains: Every domain is allowed.",
    "jit.link: No account is linked to it.",
    'jit.match: No account has `userName` "ada@acme.test". No account has `email` "ada@acme.test".',
    "jit.emailOnlyMatch.refuse: No account was found by its email alone.",
    "jit.linkedToAnother: No account that exists is used.",
    "jit.held: No account that exists is used.",
    "jit.deactivated.refuse: No account that exists is used.",
    "jit.enabled.on: It is on.",
    "jit.noRoleRuleMatches.keepDefault: It refuses nobody.",
    "jit.requiredAttributes: Nothing required is missing.",
    "jit.uniqueValues: Every value that must be unique is free.",
    "jit.storeLink: No account that exists is used.",
    "jit.laterLogins.updateAll: No account that exists is used.",
    "jit.roles.replace: No account that exists is used.",
  ]);
});

test("says the risk where a policy takes one", () => {
  const risky = CASES.filter(
    ({ title }) => title === "email only: link, unverified" || title === "deactivated: reactivate",
  );
  expect(risky.map((entry) => decide(entry).risk)).toEqual([
    "Whoever gets an identity provider to send that address, even unverified, takes the account over.",
    "An account that somebody closed on purpose opens again by one login.",
  ]);
});
