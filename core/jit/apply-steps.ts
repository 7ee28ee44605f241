import type { Account, Role } from "../accounts/account.ts";
import type { Change, NewStep, StepStatus } from "../trace/step.ts";
import type { AppliedDecision } from "./apply.ts";
import type { JitDecision } from "./decision.ts";
import type { JitFacts } from "./facts.ts";
import { listNames } from "./sentences.ts";

/**
 * Apply: one step each for the account and its values, its link, roles that start, and roles that end; or one that says
 * that nothing changed. `applied` is undefined where the login is refused.
 */
export function buildApplySteps(
  facts: JitFacts,
  decision: JitDecision,
  applied: AppliedDecision | undefined,
  roles: readonly Role[],
): readonly NewStep[] {
  if (applied === undefined || applied.changes.length === 0) return [buildNothingStep(facts, decision)];
  const { account, changes } = applied;
  const of = sortChanges(changes);
  const application = facts.application.name;
  const granted = rolesOf(of.granted, roles);
  const privileged = granted.filter((role) => role.privileged === true);
  const steps = [
    change(facts, of.values, describeValues(facts, decision, account.userName, of.values), whyValues(decision)),
    change(facts, of.links, `${application} links ${account.userName} to the subject`, whyLink(facts, account)),
    change(
      facts,
      of.granted,
      `${application} grants ${joinNames(granted)}`,
      [...of.granted.map((entry) => entry.why), ...privileged.map(warnPrivileged)].join(" "),
      privileged.length > 0 ? "warning" : "ok",
    ),
    change(
      facts,
      of.ended,
      `${application} takes away ${joinNames(rolesOf(of.ended, roles))}`,
      of.ended.map((entry) => entry.why).join(" "),
    ),
  ];
  return steps.filter((step) => step.changes.length > 0);
}

type ChangeStep = Extract<NewStep, { kind: "change" }>;

interface SortedChanges {
  readonly values: readonly Change[];
  readonly links: readonly Change[];
  readonly granted: readonly Change[];
  readonly ended: readonly Change[];
}

function sortChanges(changes: readonly Change[]): SortedChanges {
  const roles = changes.filter((entry) => entry.path.startsWith(ROLES));
  return {
    values: changes.filter((entry) => entry.path !== "links" && !roles.includes(entry)),
    links: changes.filter((entry) => entry.path === "links"),
    granted: roles.filter((entry) => entry.after !== undefined),
    ended: roles.filter((entry) => entry.after === undefined),
  };
}

const ROLES = "roles.";

/** SAML core, section 8.3.7. */
const PERSISTENT_FORMAT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

/** How long a link holds depends on what the subject is (SAML core, section 8.3; OpenID Connect Core, sections 2 and 5.7). */
function whyLink({ protocol, subject: { value, format } }: JitFacts, { userName }: Account): string {
  const found = "The link is the issuer and the subject as they came: later logins find the account by it.";
  const breaks =
    "if it changes at the identity provider, the link no longer fits, and a later login may make a second account.";
  if (format === PERSISTENT_FORMAT)
    return `${found} A persistent NameID stays the same, whatever becomes of names and addresses.`;
  const isAddress = value.includes("@");
  if (protocol === "oidc" && !isAddress)
    return `${found} A \`sub\` stays the same, whatever becomes of names and addresses.`;
  if (isAddress || value.toLowerCase() === userName.toLowerCase())
    return `${found} But this subject is an address or a user name: ${breaks}`;
  return `${found} Its format does not promise that it stays the same: ${breaks}`;
}

function change(
  { application }: JitFacts,
  changes: readonly Change[],
  title: string,
  why: string,
  status: StepStatus = "ok",
): ChangeStep {
  const [from, to] = [`app:${application.id}`, `accounts:${application.id}`];
  return { kind: "change", from, to, phase: "apply", status, title, why, changes };
}

function buildNothingStep({ application }: JitFacts, decision: JitDecision): NewStep {
  const actor = `app:${application.id}`;
  const why = decision.result === "deny" ? "A refused login writes nothing." : "The account has everything already.";
  return { kind: "notice", from: actor, to: actor, phase: "apply", status: "skipped", title: "Nothing changed", why };
}

function describeValues(
  { application }: JitFacts,
  decision: JitDecision,
  userName: string,
  changes: readonly Change[],
): string {
  switch (decision.result) {
    case "create":
      return `${application.name} creates the account ${userName}`;
    case "hold":
      return `${application.name} creates the account ${userName} and holds it`;
    case "reactivate":
      return `${application.name} reactivates ${userName}`;
    default: {
      const names = changes.map((entry) => entry.path.replace(/^attributes\./, ""));
      return `${application.name} updates ${listNames(names)} of ${userName}`;
    }
  }
}

function whyValues(decision: JitDecision): string {
  if (decision.result === "hold") return "Nobody signs in to it until somebody approves it.";
  return "Every value remembers which mapping row wrote it, and when.";
}

function rolesOf(changes: readonly Change[], roles: readonly Role[]): readonly Role[] {
  return changes.map(({ path }) => {
    const id = path.slice(ROLES.length);
    return roles.find((role) => role.id === id) ?? { id, name: id };
  });
}

function joinNames(roles: readonly Role[]): string {
  return roles.map((role) => role.name).join(", ");
}

function warnPrivileged(role: Role): string {
  return `${role.name} is a privileged role: check who can bring about what its rule asks for.`;
}
