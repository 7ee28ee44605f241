import type { Account } from "../accounts/account.ts";
import type { Call } from "../party/party.ts";
import { isoInstant } from "../time.ts";
import type { NewStep } from "../trace/step.ts";
import { type AppliedDecision, applyDecision } from "./apply.ts";
import { buildApplySteps } from "./apply-steps.ts";
import { decideJit, type JitDecision, type JitDenial } from "./decision.ts";
import { type GatheredFacts, gatherFacts, type JitTarget } from "./gather.ts";
import type { VerifiedIdentity } from "./identity.ts";
import { buildMatchStep } from "./match-step.ts";
import type { JitRefusalCode } from "./rule.ts";
import { buildDecisionStep, buildImportStep, buildMappingStep, buildRolesStep, buildScopeStep } from "./steps.ts";

/** The clock, the random source and the recorder of a call. */
export type JitCall = Pick<Call, "now" | "random" | "record">;

/** Why the person is not let in. */
export interface JitRefusal {
  readonly code: JitRefusalCode;
  /** One sentence a person can act on. */
  readonly reason: string;
  /** The setting to show or change, as a path in the workspace. */
  readonly setting?: string;
}

/** What just-in-time provisioning came to: somebody is signed in, or a refusal says why not. */
export type JitResult = SignedIn | KeptOut;

interface SignedIn {
  readonly decision: JitDecision;
  /** The accounts afterwards. */
  readonly accounts: readonly Account[];
  /** The account that was used or made. */
  readonly account: Account;
  readonly signIn: true;
  readonly refusal?: never;
}

interface KeptOut {
  readonly decision: JitDecision;
  /** The accounts afterwards; the very same list where nothing changed. */
  readonly accounts: readonly Account[];
  /** The account that was made or changed although nobody signs in to it. */
  readonly account?: Account;
  readonly signIn: false;
  readonly refusal: JitRefusal;
}

/**
 * Turns a proved identity into an account, or says why not. Records the five moments of provisioning: import, scope,
 * match, decide (with the mappings and role rules that it rests on) and apply. A sign-in also sets the account's
 * `lastSignInAt`, which is no change in the sense of the trace.
 */
export function provisionJustInTime(target: JitTarget, identity: VerifiedIdentity, call: JitCall): JitResult {
  const at = isoInstant(call.now);
  const gathered = gatherFacts(target, identity, at);
  const decided = decideJit(gathered.facts);
  const record = (decision: JitDecision, applied?: AppliedDecision): void => {
    for (const step of buildSteps(target, identity, gathered, decision, applied)) call.record(step);
  };
  if (decided.result === "deny") {
    record(decided);
    return { decision: decided, accounts: target.accounts, signIn: false, refusal: refusalOf(decided) };
  }
  const applied = applyDecision(decided, gathered.facts, identity, { at, random: call.random });
  const decision = { ...decided, account: applied.account.id };
  record(decision, applied);
  return conclude(target, decision, applied.account, at);
}

/** A moment that was not reached leaves no step: out of scope, nobody looks for an account. */
function buildSteps(
  target: JitTarget,
  identity: VerifiedIdentity,
  { facts, lookup, mapped, granted, inScope }: GatheredFacts,
  decision: JitDecision,
  applied: AppliedDecision | undefined,
): readonly NewStep[] {
  return [
    buildImportStep(facts, identity),
    buildScopeStep(facts, lookup),
    ...(inScope ? [buildMatchStep(facts, identity)] : []),
    ...(mapped.evaluations.length > 0 ? [buildMappingStep(facts, mapped, decision)] : []),
    ...(granted.evaluations.length > 0 ? [buildRolesStep(facts, granted, decision)] : []),
    buildDecisionStep(facts, decision),
    ...buildApplySteps(facts, decision, applied, target.roles),
  ];
}

/** An account that was just made or changed may still not be signed in to. */
function conclude(target: JitTarget, decision: JitDecision, account: Account, at: string): JitResult {
  const refusal = whyShut(target, account);
  if (refusal !== undefined) {
    return { decision, accounts: storeAccount(target.accounts, account), account, signIn: false, refusal };
  }
  const used = { ...account, lastSignInAt: at };
  return { decision, accounts: storeAccount(target.accounts, used), account: used, signIn: true };
}

/** In its place where it was there before, else at the end. */
function storeAccount(accounts: readonly Account[], account: Account): readonly Account[] {
  const index = accounts.findIndex((entry) => entry.id === account.id);
  return index < 0 ? [...accounts, account] : accounts.with(index, account);
}

function refusalOf({ code, reason, rule: { setting } }: JitDenial): JitRefusal {
  return { code, reason, ...(setting === undefined ? {} : { setting }) };
}

/** Why nobody signs in to an account: it is held, or its own values make it deactivated. */
function whyShut({ id, name }: JitTarget, account: Account): JitRefusal | undefined {
  if (account.held === true) {
    const reason = `Refused for now: ${name} made the account ${account.userName} and holds it until somebody approves it.`;
    return { code: "JIT_HELD", reason, setting: `applications/${id}/jit/noMatch` };
  }
  if (account.active) return undefined;
  const reason = `Refused, as ${name} is set: the login's own value of \`active\` leaves ${account.userName} deactivated.`;
  const row = account.written.active?.cause;
  const setting = `applications/${id}/mappings${row === undefined ? "" : `/${row}`}`;
  return { code: "JIT_ACCOUNT_DEACTIVATED", reason, setting };
}
