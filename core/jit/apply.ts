import type { Account } from "../accounts/account.ts";
import { applyValues, buildAccount, type ValueWrite } from "../accounts/apply-values.ts";
import { type ChangeReason, diffAccount, recordedReason } from "../accounts/changes.ts";
import { withRoles } from "../accounts/role-grants.ts";
import type { Random } from "../random.ts";
import type { Change } from "../trace/step.ts";
import type { JitAction } from "./decision.ts";
import type { Draft } from "./draft.ts";
import { accountMeant, type JitFacts } from "./facts.ts";
import type { VerifiedIdentity } from "./identity.ts";
import { subjectKey } from "./match.ts";
import type { EndedGrant } from "./roles.ts";

/** When a decision is carried out, and where a new id comes from. */
export interface Moment {
  /** An ISO instant. */
  readonly at: string;
  readonly random: Random;
}

/** An account after a decision was carried out, and what changed in it. */
export interface AppliedDecision {
  readonly account: Account;
  readonly changes: readonly Change[];
}

/**
 * Carries a decision out: the account as it is afterwards, with the provenance of every value and grant. A random id is
 * drawn for a new account only.
 */
export function applyDecision(
  decision: JitAction,
  facts: JitFacts,
  identity: VerifiedIdentity,
  moment: Moment,
): AppliedDecision {
  const before = accountMeant(facts.policy, facts.search.finding);
  if (before !== undefined && decision.result === "unchanged") return { account: before, changes: [] };
  const account =
    before === undefined
      ? makeAccount(decision, facts, identity, moment)
      : writeAccount(before, decision, facts, identity, moment);
  const changes = diffAccount(facts.application.id, before, account, (path) =>
    reasonFor(path, account, decision, facts),
  );
  return { account, changes };
}

function makeAccount(decision: JitAction, facts: JitFacts, identity: VerifiedIdentity, moment: Moment): Account {
  const writes = facts.draft?.writes ?? [];
  const userName = writes.find((write) => write.name === "userName")?.value ?? identity.subject.value;
  return buildAccount({
    id: `acc-${moment.random.bytes(8).toString("hex")}`,
    userName: String(userName),
    at: moment.at,
    written: { ...because(decision), at: moment.at },
    values: writes,
    roles: facts.draft?.roles.next ?? [],
    links: newLinks(identity, moment.at),
    held: decision.result === "hold",
  });
}

function writeAccount(
  before: Account,
  decision: JitAction,
  facts: JitFacts,
  identity: VerifiedIdentity,
  { at }: Moment,
): Account {
  const written = { ...because(decision), at };
  const reactivation: readonly ValueWrite[] =
    decision.result === "reactivate" ? [{ name: "active", value: true, written }] : [];
  const account = applyValues(before, [...(facts.draft?.writes ?? []), ...reactivation]);
  const links = facts.search.finding.by === "match" ? newLinks(identity, at) : [];
  const linked: Account = { ...account, links: [...account.links, ...links] };
  const plan = facts.draft?.roles;
  if (plan === undefined) return linked;
  return withRoles(linked, plan.next, (grant) => ({ ...reasonOfEnd(grant.role, plan.ended), at }));
}

function reasonOfEnd(role: string, ended: readonly EndedGrant[]): ChangeReason {
  const why = ended.find(({ grant }) => grant.role === role)?.why ?? "";
  return { writer: "jit", why, cause: "jit.roles.replace" };
}

/** The link to store: none for a transient NameID. */
function newLinks(identity: VerifiedIdentity, at: string): Account["links"] {
  const key = subjectKey(identity);
  return key === undefined ? [] : [{ ...key, linkedAt: at }];
}

function reasonFor(path: string, account: Account, decision: JitAction, { draft }: JitFacts): ChangeReason {
  if (path === "links") {
    return {
      writer: "jit",
      why: "Later logins of this subject find the account by this link.",
      cause: "jit.storeLink",
    };
  }
  return recordedReason(account, path) ?? reasonOfRemoval(path, draft) ?? because(decision);
}

/** What was taken away has no provenance in the account any more. */
function reasonOfRemoval(path: string, draft: Draft | undefined): ChangeReason | undefined {
  const ended = draft?.roles.ended.find(({ grant }) => path === `roles.${grant.role}`);
  if (ended !== undefined) return reasonOfEnd(ended.grant.role, [ended]);
  const written = draft?.writes.find((write) => path === `attributes.${write.name}`)?.written;
  if (written === undefined) return undefined;
  const { writer, why, cause } = written;
  return { writer, why, ...(cause === undefined ? {} : { cause }) };
}

function because({ reason, rule }: JitAction): ChangeReason {
  return { writer: "jit", why: reason, cause: rule.rule };
}
