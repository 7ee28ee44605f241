import type { Account, Role, RoleGrant } from "../accounts/account.ts";
import type { ValueWrite } from "../accounts/apply-values.ts";
import { decideJit, type JitDecision } from "../jit/decision.ts";
import type { Draft } from "../jit/draft.ts";
import { accountMeant, type JitFacts } from "../jit/facts.ts";
import { whyLeftAlone } from "../jit/later-logins.ts";
import type { Finding } from "../jit/match.ts";
import type { JitPolicy } from "../jit/policy.ts";
import { planRoles, type RolePlan } from "../jit/roles.ts";

/** A policy with what it needs to know of its application. */
export interface PolicySubject {
  readonly application: { readonly id: string; readonly name: string };
  readonly policy: JitPolicy;
  readonly roles: readonly Role[];
}

/** What becomes of one kind of login under a policy. */
export interface PolicyOutcome {
  /** Stable: `new`, `matched`, `emailVerified`, `emailUnverified`, `deactivated`, `noRule`, `noRuleLater`. */
  readonly id: string;
  /** The login in words: "Somebody new". */
  readonly login: string;
  /** What {@link decideJit} decided, with its reason. */
  readonly decision: JitDecision;
  /** What is written of a department that differs; absent where nobody gets in, or there is no account. */
  readonly values?: "written" | "left";
  /** Names of the roles afterwards; absent where the login is refused. */
  readonly roles?: readonly string[];
}

/** One kind of login: whom it finds, and whether a role rule holds for it. */
interface Login {
  readonly id: string;
  readonly login: string;
  readonly finding: Finding;
  readonly ruleHolds: boolean;
  readonly emailVerified?: boolean;
}

/** The role that the imagined rule grants; an application's own roles stand beside it. */
const RULE_ROLE: Role = { id: "role of the rule", name: "the role of the rule" };
const HELD_ROLE: Role = { id: "role of before", name: "the role of before" };

const AT = "2026-01-01T00:00:00.000Z";
const PRESENT_DEPARTMENT = "Sales";
const BROUGHT_DEPARTMENT = "Finance";

/**
 * What becomes of each kind of login under a policy: facts are made up for each (one person, at most one account, a
 * department that differs, a role of before) and decided on by the very decision that real logins meet. Pure.
 */
export function policyOutcomes(subject: PolicySubject): readonly PolicyOutcome[] {
  return buildLogins(subject.policy).map((login) => decideOn(subject, login));
}

function buildLogins(policy: JitPolicy): readonly Login[] {
  const nobody: Finding = { by: "nothing" };
  const linked: Finding = { by: "link", account: buildAccount({}) };
  const closed: Finding = { by: "link", account: buildAccount({ active: false }) };
  const byEmail = findByEmail(policy);
  const emailMatters = byEmail !== undefined && policy.emailOnlyMatch === "linkIfVerified";
  return [
    { id: "new", login: "Somebody new", finding: nobody, ruleHolds: true },
    { id: "matched", login: "An account is found", finding: linked, ruleHolds: true },
    {
      id: "emailVerified",
      login: emailMatters ? "Only the email matches, and is verified" : "Only the email matches",
      finding: byEmail ?? nobody,
      ruleHolds: true,
      emailVerified: true,
    },
    ...(emailMatters
      ? [{ id: "emailUnverified", login: "Only the email matches, unverified", finding: byEmail, ruleHolds: true }]
      : []),
    { id: "deactivated", login: "The account is deactivated", finding: closed, ruleHolds: true },
    { id: "noRule", login: "Somebody new, and no role rule holds", finding: nobody, ruleHolds: false },
    { id: "noRuleLater", login: "An account is found, and no role rule holds", finding: linked, ruleHolds: false },
  ];
}

/** An account that only the email finds; undefined where no row of the policy compares the email. */
function findByEmail({ match }: JitPolicy): Finding | undefined {
  const row = match.find(({ account }) => account === "email");
  if (row === undefined) return undefined;
  const byEmailClaim = row.from !== "subject" && row.from.claim === "email";
  return {
    by: "match",
    account: buildAccount({ links: [] }),
    attribute: "email",
    emailOnly: true,
    byEmailClaim,
  };
}

function decideOn({ application, policy, roles }: PolicySubject, login: Login): PolicyOutcome {
  const known = [...roles, RULE_ROLE, HELD_ROLE];
  const account = accountMeant(policy, login.finding);
  const draft = policy.enabled ? draftFor(policy, known, account, login.ruleHolds) : undefined;
  const facts: JitFacts = {
    application,
    policy,
    protocol: "saml",
    subject: { value: "person@example.test", transient: false },
    ...(login.emailVerified === undefined ? {} : { emailVerified: login.emailVerified }),
    missingClaims: [],
    email: `person@${policy.allowedEmailDomains[0] ?? "example.test"}`,
    search: { linked: login.finding.by === "link" ? [login.finding.account] : [], matches: [], finding: login.finding },
    ...(draft === undefined ? {} : { draft }),
  };
  const decision = decideJit(facts);
  const { id, login: words } = login;
  return { id, login: words, decision, ...whatIsLeft(decision, draft, account, known) };
}

/** What an account that exists keeps, and the roles afterwards; nothing of it where the login is refused. */
function whatIsLeft(
  decision: JitDecision,
  draft: Draft | undefined,
  account: Account | undefined,
  roles: readonly Role[],
): Pick<PolicyOutcome, "values" | "roles"> {
  if (decision.result === "deny") return {};
  const held = draft?.roles.next ?? account?.roles ?? [];
  const names = held.map(({ role }) => roles.find(({ id }) => id === role)?.name ?? role);
  if (account === undefined) return { roles: names };
  const written = draft !== undefined && draft.writes.length > 0;
  return { values: written ? "written" : "left", roles: names };
}

function draftFor(policy: JitPolicy, roles: readonly Role[], account: Account | undefined, ruleHolds: boolean): Draft {
  const grants = ruleHolds ? [{ role: RULE_ROLE.id, rule: "rule", why: "The rule holds." }] : [];
  const plan: RolePlan = planRoles(policy, roles, grants, account, AT);
  const write: ValueWrite = {
    name: "department",
    value: BROUGHT_DEPARTMENT,
    written: { writer: "jit", at: AT, why: "The login brings it." },
  };
  const why =
    account === undefined ? undefined : whyLeftAlone("always", policy.laterLogins, account.attributes.department);
  return {
    writes: why === undefined ? [write] : [],
    roles: plan,
    unused: why === undefined ? [] : [{ row: "department", why }],
    saysInactive: false,
  };
}

/** The imagined account: it signed in before, and somebody gave it a role by hand. */
function buildAccount(differs: Partial<Account>): Account {
  const held: RoleGrant = { role: HELD_ROLE.id, writer: "jit", at: AT, why: "An earlier login granted it." };
  return {
    id: "account",
    userName: "the account",
    active: true,
    attributes: { department: PRESENT_DEPARTMENT },
    roles: [held],
    links: [{ issuer: "https://idp.example.test", subject: "person@example.test", linkedAt: AT }],
    written: {},
    createdAt: AT,
    lastSignInAt: AT,
    ...differs,
  };
}
