import { type ProvisioningFailure, putInEscrow } from "../../provisioning/escrow.ts";
import type { ProvisioningDecision, ProvisioningResult } from "../../provisioning/rule.ts";
import { isOutOfScope, type ScopeResult } from "../../provisioning/scope.ts";
import type { ProvisioningLink } from "../../provisioning/state.ts";
import type { ScimObject } from "../../scim/resource.ts";
import { type ClientRequest, userPath } from "./dialect.ts";
import type { Halt, Refusal, Reply } from "./exchange.ts";
import { idOf } from "./match.ts";
import { buildApplyStep } from "./person-steps.ts";
import { type ClientRun, GONE, PENDING, type Subject } from "./run.ts";
import { buildUserResource } from "./targets.ts";
import { type AccountPlan, buildUpdate, knownValues, readActive, type SentValues, toProfile } from "./update.ts";
import type { PersonResult } from "./world.ts";

/** The last of the five moments: what was decided is sent, and what came of it remembered. */

/** What came of one person, but for the requests, which are counted outside. */
export interface Applied {
  readonly result: Omit<PersonResult, "requests" | "user" | "userName">;
  /** Why there is no point in going on with anybody else. */
  readonly halt?: Halt;
}

/** Makes an account. */
export async function createAccount(
  run: ClientRun,
  subject: Subject,
  plan: AccountPlan,
  decision: ProvisioningDecision,
): Promise<Applied> {
  const { application } = run.world;
  const { reference } = run.targets;
  const values = new Map([...plan.values].filter(([text]) => text !== reference?.text));
  const body = run.dialect.buildUser(buildUserResource(run.targets, values, plan.active));
  const title = `${run.dialect.name} makes an account for ${subject.userName} in ${application.name}`;
  run.call.record(buildApplyStep(run, title, describeFields(body), "ok", true));
  const reply = await run.exchange.send({ method: "POST", path: "/Users", body });
  if (!reply.ok) return fail(run, subject, reply, decision.result, undefined);
  const target = idOf(reply.body);
  if (target === undefined) return fail(run, subject, withoutId(run, reply), decision.result, undefined);
  const active = plan.active ?? readActive(reply.body);
  settle(run, subject, { target, source: subject.source, active, profile: toProfile(values) });
  return done(run, subject, decision, target);
}

function describeFields(body: ScimObject): string {
  const names = Object.keys(body).filter((name) => name !== "schemas");
  return `It sends ${names.length} members of the user: ${names.map((name) => `\`${name}\``).join(", ")}.`;
}

/** An answer that says that the account was made, but not which. */
function withoutId(run: ClientRun, { status }: Reply): Refusal {
  const code = "SystemForCrossDomainIdentityManagementServiceIncompatible";
  const reason = `${run.world.application.name} answered ${status} without the \`id\` of the user.`;
  return { ok: false, status, failure: { code, reason } };
}

/** An account that is there, and how it is known. */
export interface KnownAccount {
  /** Id of the SCIM user. */
  readonly target: string;
  /** What it is believed to hold. */
  readonly values: SentValues;
  /** Whether it is believed to be active. */
  readonly active: boolean;
}

/**
 * Links, updates or reactivates an account that is there.
 *
 * @returns undefined where the account is gone, and was forgotten: the person is to be looked for once more
 */
export async function changeAccount(
  run: ClientRun,
  subject: Subject,
  account: KnownAccount,
  plan: AccountPlan,
  decision: ProvisioningDecision,
): Promise<Applied | undefined> {
  const { target, active: before } = account;
  const mayUpdate = run.world.provisioning.client.actions.update;
  const update = buildUpdate(run, target, plan.changes, { before, after: plan.active }, plan.values);
  const isNeeded = plan.isWhole || plan.changes.length > 0 || update.active !== undefined;
  const requests = mayUpdate && isNeeded ? run.dialect.buildUpdate(update) : [];
  const title = `${run.dialect.name} changes the account of ${subject.userName} in ${run.world.application.name}`;
  const sentBefore = run.exchange.count();
  const refusal = await sendAll(run, title, decision.reason, requests);
  if (refusal !== undefined && forgetGone(run, subject, refusal, target)) return undefined;
  if (refusal !== undefined && update.active !== undefined && run.exchange.count() - sentBefore > 1) {
    // Where several requests are sent, the first one says whether the account is active: that much is done.
    const profile = toProfile(account.values);
    run.memory.links.set(subject.id, { target, source: PENDING, active: update.active, profile });
  }
  if (refusal !== undefined) return fail(run, subject, refusal, decision.result, target);
  const values = mayUpdate ? plan.values : account.values;
  const active = mayUpdate ? (plan.active ?? before) : before;
  settle(run, subject, { target, source: subject.source, active, profile: toProfile(values) });
  return done(run, subject, decision, target);
}

/**
 * A linked account that is gone is forgotten, by whoever looks for the person once more then.
 *
 * @returns whether it was forgotten
 */
function forgetGone(run: ClientRun, { id, userName }: Subject, { status }: Refusal, target: string): boolean {
  const isRemembered = run.memory.links.get(id)?.target === target;
  if (status !== 404 || run.dialect.targetGone === "fail" || !isRemembered) return false;
  run.memory.links.set(id, undefined);
  const why = "It is forgotten: whoever is to have one is looked for as if for the first time.";
  run.call.record(buildApplyStep(run, `The account of ${userName} is gone`, why, "warning"));
  return true;
}

/** Deactivates an account. */
export async function disableAccount(
  run: ClientRun,
  subject: Subject,
  scope: ScopeResult,
  link: ProvisioningLink,
  decision: ProvisioningDecision,
): Promise<Applied> {
  const values = knownValues(run, link, undefined);
  const update = buildUpdate(run, link.target, [], { before: link.active, after: false }, values);
  const title = `${run.dialect.name} deactivates the account of ${subject.userName} in ${run.world.application.name}`;
  const failed = await sendAll(run, title, decision.reason, run.dialect.buildUpdate(update));
  if (failed !== undefined && forgetGone(run, subject, failed, link.target)) {
    return done(run, subject, decision, link.target);
  }
  if (failed !== undefined) return fail(run, subject, failed, decision.result, link.target);
  settle(run, subject, withdrawnLink(subject, scope, { ...link, active: false }));
  return done(run, subject, decision, link.target);
}

/** Whoever fell out of scope is not managed any more once the account is deactivated (F39). */
function withdrawnLink(subject: Subject, scope: ScopeResult, link: ProvisioningLink): ProvisioningLink {
  const isLeft = isOutOfScope(scope) && !link.active;
  return { ...link, source: subject.source, ...(isLeft ? { unmanaged: true } : {}) };
}

/** Deletes an account. */
export async function deleteAccount(
  run: ClientRun,
  subject: Subject,
  link: ProvisioningLink,
  decision: ProvisioningDecision,
): Promise<Applied> {
  const title = `${run.dialect.name} deletes the account of ${subject.userName} in ${run.world.application.name}`;
  const failed = await sendAll(run, title, decision.reason, [{ method: "DELETE", path: userPath(link.target) }]);
  if (failed !== undefined && failed.status !== 404) return fail(run, subject, failed, decision.result, link.target);
  run.memory.links.set(subject.id, undefined);
  run.memory.escrow.set(subject.id, undefined);
  return done(run, subject, decision, link.target);
}

/** Sends one request after another. Undefined where all went well, else the first that did not. */
export async function sendAll(
  run: ClientRun,
  title: string,
  why: string,
  requests: readonly ClientRequest[],
): Promise<Refusal | undefined> {
  if (requests.length === 0) {
    run.call.record(
      buildApplyStep(run, "Nothing is sent", "There is nothing that this request would change.", "skipped"),
    );
  }
  for (const request of requests) {
    run.call.record(buildApplyStep(run, title, why, "ok", true));
    const reply = await run.exchange.send(request);
    if (!reply.ok) return reply;
  }
  return undefined;
}

/** The person is settled: nothing of earlier failures is left. */
function settle({ memory }: ClientRun, { id }: Subject, link: ProvisioningLink): void {
  memory.links.set(id, link);
  memory.escrow.set(id, undefined);
  memory.passedOver.set(id, undefined);
}

/** Nothing was done, and nothing is to be done until something changes. */
export function rememberPassedOver(
  run: ClientRun,
  subject: Subject,
  scope: ScopeResult,
  link: ProvisioningLink | undefined,
  { result }: ProvisioningDecision,
): void {
  const { memory } = run;
  memory.escrow.set(subject.id, undefined);
  if (link === undefined) {
    memory.passedOver.set(subject.id, subject.source === GONE ? undefined : subject.source);
    return;
  }
  // In scope and already as they are to be: whatever made them unmanaged is over.
  const { unmanaged: _, ...managed } = link;
  const isBack = scope.inScope && result === "unchanged";
  memory.links.set(subject.id, isBack ? { ...managed, source: subject.source } : withdrawnLink(subject, scope, link));
}

/** Nothing is sent: the decision says why. */
export function applyNothing(
  run: ClientRun,
  subject: Subject,
  decision: ProvisioningDecision,
  target: string | undefined,
): Applied {
  const { result, reason, code, failed } = decision;
  const isFailed = failed === true;
  run.call.record(buildApplyStep(run, "Nothing is sent", reason, isFailed ? "warning" : "skipped"));
  if (isFailed && code !== undefined) putAside(run, subject, { code, reason });
  return { result: { result, status: statusOf(decision), reason, ...codeMember(code), ...targetMember(target) } };
}

function statusOf({ result, failed }: ProvisioningDecision): PersonResult["status"] {
  if (failed === true) return "failure";
  if (result === "stage") return "warning";
  return result === "skip" ? "skipped" : "success";
}

function done(
  run: ClientRun,
  { userName }: Subject,
  { result, reason }: ProvisioningDecision,
  target: string,
): Applied {
  run.call.record(buildApplyStep(run, `Done for ${userName}`, `It is about the account ${target}.`, "ok"));
  return { result: { result, status: "success", reason, target } };
}

/** Nothing came of it: the person is tried again later, unless everybody is. */
export function fail(
  run: ClientRun,
  subject: Subject,
  { failure, halt }: Refusal,
  result: ProvisioningResult,
  target: string | undefined,
): Applied {
  const { reason, code } = failure;
  const title = `Nothing came of it for ${subject.userName}`;
  run.call.record(buildApplyStep(run, title, `${reason} (${code})`, "warning"));
  if (halt?.kind !== "connection" || run.world.provisioning.client.runs.on === "events") {
    putAside(run, subject, failure);
  }
  return {
    result: { result, status: "failure", reason, code, ...targetMember(target) },
    ...(halt === undefined ? {} : { halt }),
  };
}

/** Puts somebody into escrow: they are tried again. */
export function putAside(run: ClientRun, { id, source }: Subject, failure: ProvisioningFailure): void {
  const { runs } = run.world.provisioning.client;
  const minutes = runs.on === "cycle" ? runs.everyMinutes : EVENTS_RETRY_MINUTES;
  run.memory.escrow.set(id, putInEscrow(run.memory.escrow.get(id), failure, source, run.call.now, minutes));
}

/** When a push is tried again for the first time. Nobody says: an hour is assumed. */
const EVENTS_RETRY_MINUTES = 60;

function codeMember(code: PersonResult["code"]): Pick<PersonResult, "code"> {
  return code === undefined ? {} : { code };
}

function targetMember(target: string | undefined): Pick<PersonResult, "target"> {
  return target === undefined ? {} : { target };
}
