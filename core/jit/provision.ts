import type { Account } from "../accounts/account.ts";
import type { Call } from "../party/party.ts";
import { isoInstant } from "../time.ts";
import type { NewStep } from "../trace/step.ts";
import { type AppliedDecision, applyDecision } from "./apply.ts";
import { buildApplySteps } from "./apply-steps.ts";
import { decideJit, type JitDecision } from "./decision.ts";
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

/** What just-in-time provisioning came to. */
export interface JitResult {
  readonly decision: JitDecision;
  /** The accounts afterwards; the very same list where nothing changed and nobody signs in. */
  readonly accounts: readonly Account[];
  /** The account that was used or made; absent for a refusal. */
  readonly account?: Account;
  readonly signIn: boolean;
  /** Present where `signIn` is false. */
  readonly refusal?: JitRefusal;
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
  const applied = applyDecision(decided, gathered.facts, identity, { at, random: call.random });
  const decision = applied === undefined ? decided : { ...decided, account: applied.account.id };
  for (const step of buildSteps(target, identity, gathered, decision, applied)) call.record(step);
  return conclude(target, decision, applied, at);
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

function conclude(
  target: JitTarget,
  decision: JitDecision,
  applied: AppliedDecision | undefined,
  at: string,
): JitResult {
  const refusal = refusalOf(target, decision, applied);
  if (applied === undefined) return { decision, accounts: target.accounts, signIn: false, ...refusalMember(refusal) };
  const account = refusal === undefined ? { ...applied.account, lastSignInAt: at } : applied.account;
  const accounts = storeAccount(target.accounts, account);
  return { decision, accounts, account, signIn: refusal === undefined, ...refusalMember(refusal) };
}

function refusalMember(refusal: JitRefusal | undefined): { readonly refusal?: JitRefusal } {
  return refusal === undefined ? {} : { refusal };
}

/** In its place where it was there before, else at the end. */
function storeAccount(accounts: readonly Account[], account: Account): readonly Account[] {
  const index = accounts.findIndex((entry) => entry.id === account.id);
  return index < 0 ? [...accounts, account] : accounts.with(index, account);
}

/** An account that was just made may still not be signed in to: it is held, or its own values make it deactivated. */
function refusalOf(
  { id, name }: JitTarget,
  decision: JitDecision,
  applied: AppliedDecision | undefined,
): JitRefusal | undefined {
  if (decision.code !== undefined) {
    const { setting } = decision.rule;
    return { code: decision.code, reason: decision.reason, ...(setting === undefined ? {} : { setting }) };
  }
  const account = applied?.account;
  if (account?.held === true) {
    const reason = `Refused for now: ${name} made the account ${account.userName} and holds it until somebody approves it.`;
    return { code: "JIT_HELD", reason, setting: `applications/${id}/jit/noMatch` };
  }
  if (account?.active === false) {
    const reason = `Refused, as ${name} is set: the login's own value of \`active\` leaves ${account.userName} deactivated.`;
    const row = account.written.active?.cause;
    return {
      code: "JIT_ACCOUNT_DEACTIVATED",
      reason,
      setting: `applications/${id}/mappings${row === undefined ? "" : `/${row}`}`,
    };
  }
  return undefined;
}
