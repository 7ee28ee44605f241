import type { Account } from "../accounts/account.ts";
import { createSeededRandom } from "../random.ts";
import { isoInstant } from "../time.ts";
import type { NewStep } from "../trace/step.ts";
import type { JitTarget } from "./gather.ts";
import type { VerifiedIdentity } from "./identity.ts";
import type { JitPolicy } from "./policy.ts";
import { type JitResult, provisionJustInTime } from "./provision.ts";

/** An application and a login for the tests of this folder: data that a case overrides where it differs. */

export const NOW = Date.UTC(2026, 2, 2, 9);

/** The same as an ISO instant. */
export const AT = isoInstant(NOW);

export const ISSUER = "https://idp.test";

export const POLICY: JitPolicy = {
  enabled: true,
  match: [
    { account: "userName", from: "subject", compare: "ignoreCase" },
    { account: "email", from: { claim: "email" }, compare: "ignoreCase" },
  ],
  noMatch: "create",
  emailOnlyMatch: "refuse",
  deactivated: "refuse",
  laterLogins: "updateAll",
  requiredClaims: [],
  allowedEmailDomains: [],
  roles: "replace",
  defaultRole: "member",
  noRoleRuleMatches: "keepDefault",
};

export const ADA: VerifiedIdentity = {
  protocol: "saml",
  issuer: ISSUER,
  subject: {
    value: "ada@acme.test",
    format: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    transient: false,
  },
  claims: { email: "ada@acme.test", department: "Finance", groups: ["App-Approvers", "Staff"] },
};

/** Acme: three rows of mappings, two role rules, nobody in it. */
export function buildTarget(policy: Partial<JitPolicy> = {}, accounts: readonly Account[] = []): JitTarget {
  return {
    id: "acme",
    name: "Acme",
    accounts,
    accountAttributes: [
      { name: "email", unique: true },
      { name: "department" },
      { name: "externalId", caseExact: true },
    ],
    roles: [
      { id: "member", name: "Member" },
      { id: "finance", name: "Finance User" },
      { id: "admin", name: "Administrator", privileged: true },
    ],
    mappings: [
      { id: "name", target: "userName", source: { kind: "attribute", attribute: "subject" }, apply: "create" },
      { id: "mail", target: "email", source: { kind: "attribute", attribute: "email" }, apply: "always" },
      { id: "dept", target: "department", source: { kind: "attribute", attribute: "department" }, apply: "always" },
    ],
    roleRules: [
      { id: "in-finance", role: "finance", when: { operator: "equals", claim: "department", value: "Finance" } },
      { id: "admins", role: "admin", when: { operator: "isMemberOf", claim: "groups", value: "App-Admins" } },
    ],
    jit: { ...POLICY, ...policy },
  };
}

/** Ada's link as her login leaves it. */
export const ADA_LINK: Account["links"][number] = {
  issuer: ISSUER,
  subject: ADA.subject.value,
  ...(ADA.subject.format === undefined ? {} : { format: ADA.subject.format }),
  linkedAt: AT,
};

/** A login, and the steps that it recorded. */
export function logIn(
  target: JitTarget,
  identity: VerifiedIdentity,
  now: number = NOW,
): { readonly result: JitResult; readonly steps: readonly NewStep[] } {
  const steps: NewStep[] = [];
  const random = createSeededRandom(`login at ${now}`);
  const result = provisionJustInTime(target, identity, { now, random, record: (step) => void steps.push(step) });
  return { result, steps };
}
