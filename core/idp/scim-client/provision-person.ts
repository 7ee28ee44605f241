import { decideProvisioning } from "../../provisioning/decide.ts";
import { type ProvisioningFailure, putInEscrow } from "../../provisioning/escrow.ts";
import { mapUser, valuesFor } from "../../provisioning/map-user.ts";
import type { Finding, ProvisioningDecision, ProvisioningFacts, ProvisioningResult } from "../../provisioning/rule.ts";
import { isOutOfScope, lookupForProvisioning, type ScopeResult } from "../../provisioning/scope.ts";
import type { ProvisioningLink } from "../../provisioning/state.ts";
import type { ScimObject } from "../../scim/resource.ts";
import { type ClientRequest, userPath } from "./dialect.ts";
import type { Halt, Refusal, Reply } from "./exchange.ts";
import { idOf, matchPerson } from "./match.ts";
import {
  buildApplyStep,
  buildDecisionStep,
  buildImportStep,
  buildLookStep,
  buildMappingStep,
  buildMatchStep,
  buildNoMatchStep,
  buildScopeStep,
} from "./person-steps.ts";
import { type ClientRun, GONE, type Subject, scopeOf } from "./run.ts";
import { buildUserResource, shapeValue } from "./targets.ts";
import { type AccountPlan, buildUpdate, knownValues, planAccount, readActive, toProfile } from "./update.ts";
import type { PersonResult } from "./world.ts";

/** What came of one person, before references. */
export interface PersonOutcome {
  readonly result: PersonResult;
  /** Why there is no point in going on with anybody else. */
  readonly halt?: Halt;
}

/** What came of them but for the requests, which are counted outside. */
type Ended = Omit<PersonOutcome, "result"> & { readonly result: Omit<PersonResult, "requests" | "user" | "userName"> };

/**
 * Provisions one person: import, scope, match, decide, apply, each a step, also where it is skipped. What came of it is
 * remembered. References to others, such as the manager, come later.
 */
export async function provisionPerson(run: ClientRun, subject: Subject): Promise<PersonOutcome> {
  const before = run.exchange.count();
  const { result, ...more } = await provision(run, subject);
  const { id: user, userName } = subject;
  return { ...more, result: { user, userName, ...result, requests: run.exchange.count() - before } };
}

function provision(run: ClientRun, subject: Subject): Promise<Ended> {
  const scope = scopeOfSubject(run, subject);
  return scope.inScope ? provide(run, subject, scope) : withdraw(run, subject, scope);
}

function scopeOfSubject(run: ClientRun, subject: Subject): ScopeResult {
  const scope = scopeOf(run, subject);
  run.call.record(buildImportStep(run, subject, scope));
  run.call.record(buildScopeStep(run, subject, scope));
  return scope;
}

/** Somebody who is to have an active account. */
async function provide(run: ClientRun, subject: Subject, scope: ScopeResult): Promise<Ended> {
  const link = run.memory.links.get(subject.id);
  const look = (why: string) => run.call.record(buildLookStep(run, subject, why));
  const match = await matchPerson(run, subject, link, mapFor(run, subject, "create"), look);
  const finding = "finding" in match ? match.finding : undefined;
  run.call.record(buildMatchStep(run, subject, finding, match.evaluations));
  if ("failed" in match) return fail(run, subject, match.failed, "skip", link?.target);
  return conclude(run, { subject, scope, link, finding: match.finding, found: match.found });
}

/** A person with everything that the decision rests on. */
interface Matched {
  readonly subject: Subject;
  readonly scope: ScopeResult;
  readonly link: ProvisioningLink | undefined;
  readonly finding: Finding;
  readonly found: ScimObject | undefined;
}

async function conclude(run: ClientRun, matched: Matched): Promise<Ended> {
  const { subject, link, finding, found } = matched;
  const isNew = finding.by === "nothing" || (finding.by === "row" && run.dialect.keepsProfile);
  const mapped = mapFor(run, subject, isNew ? "create" : "update");
  const isKnown = finding.by === "link" || finding.by === "row";
  const known = isKnown ? knownValues(run, finding.by === "link" ? link : undefined, found) : new Map();
  const plan = planAccount(run, subject, mapped, known);
  const isActive = found === undefined ? link?.active : readActive(found);
  const decision = decideProvisioning({
    ...commonFacts(run, subject, matched.scope),
    // Whether the account is active is known best from having read it.
    ...(link === undefined ? {} : { link: { ...link, active: isActive ?? link.active } }),
    wantsActive: plan.active ?? true,
    finding,
    missing: mapped.missing,
    changes: changedTargets(run, plan, isKnown ? isActive : undefined),
  });
  run.call.record(buildMappingStep(run, subject, mapped));
  run.call.record(buildDecisionStep(run, subject, decision));
  return applyDecision(run, matched, plan, decision);
}

/** Somebody who is not to have an active account. */
async function withdraw(run: ClientRun, subject: Subject, scope: ScopeResult): Promise<Ended> {
  const link = run.memory.links.get(subject.id);
  run.call.record(buildNoMatchStep(run, subject, link?.target));
  const decision = decideProvisioning({
    ...commonFacts(run, subject, scope),
    ...(link === undefined ? {} : { link }),
    wantsActive: false,
    finding: link === undefined ? { by: "notAsked" } : { by: "link", account: link.target },
    missing: [],
    changes: [],
  });
  run.call.record(buildDecisionStep(run, subject, decision));
  if (link !== undefined && decision.result === "disable") return disable(run, subject, scope, link, decision);
  if (link !== undefined && decision.result === "delete") return remove(run, subject, link, decision);
  // What is held back, or left to the next cycle, is still to be done.
  const isOpen = decision.result === "stage" || (run.onDemand && !isOutOfScope(scope));
  if (!isOpen) rememberPassedOver(run, subject, scope, link, decision);
  return nothing(run, subject, decision, link?.target);
}

function commonFacts(
  run: ClientRun,
  subject: Subject,
  scope: ScopeResult,
): Omit<ProvisioningFacts, "link" | "finding" | "missing" | "changes" | "wantsActive"> {
  const { application, provisioning } = run.world;
  return {
    application,
    settingPath: `${run.connectionPath}/provisioning`,
    person: { id: subject.id, userName: subject.userName },
    scope,
    client: provisioning.client,
    ways: waysFor(run, subject),
    isStaged: run.isStaged,
    onDemand: run.onDemand,
  };
}

/** Entra says that somebody is not active only where a row does. */
export function waysFor({ world, dialect, targets }: ClientRun, { user }: Pick<Subject, "user">) {
  const { deletes } = dialect;
  const { active } = targets;
  if (dialect.active === "always") return { deletes, setsActive: true };
  if (active === undefined || user === undefined) return { deletes, setsActive: active !== undefined };
  const value = valuesFor(world.provisioning.mappings, lookupForProvisioning(user, false), "update").get(active.text);
  return { deletes, setsActive: value !== undefined && shapeValue(active, value) === false };
}

function mapFor(run: ClientRun, { user }: Subject, moment: "create" | "update") {
  const path = `${run.connectionPath}/provisioning/mappings`;
  const lookup = user === undefined ? () => undefined : lookupForProvisioning(user, true);
  return mapUser(run.world.provisioning.mappings, lookup, moment, path);
}

/** What differs, in words; `active` where the account is the other way round than the rows say. */
function changedTargets(run: ClientRun, plan: AccountPlan, isActive: boolean | undefined): readonly string[] {
  const { changes, reference, active } = plan;
  const isOther = isActive !== undefined && active !== undefined && active !== isActive;
  return [
    ...changes.map(({ target }) => target.text),
    ...(reference === undefined ? [] : [reference.target.text]),
    ...(isOther ? [run.targets.active?.text ?? "active"] : []),
  ];
}

function applyDecision(
  run: ClientRun,
  matched: Matched,
  plan: AccountPlan,
  decision: ProvisioningDecision,
): Promise<Ended> {
  switch (decision.result) {
    case "create":
      return create(run, matched.subject, plan, decision);
    case "link":
    case "update":
    case "reactivate":
      return change(run, matched, plan, decision);
    default: {
      const { subject, link, scope } = matched;
      if (decision.failed !== true) rememberPassedOver(run, subject, scope, link, decision);
      return Promise.resolve(nothing(run, subject, decision, decision.account));
    }
  }
}

async function create(
  run: ClientRun,
  subject: Subject,
  plan: AccountPlan,
  decision: ProvisioningDecision,
): Promise<Ended> {
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

/** Links, updates or reactivates an account that is there. */
async function change(
  run: ClientRun,
  matched: Matched,
  plan: AccountPlan,
  decision: ProvisioningDecision,
): Promise<Ended> {
  const { subject, link, found } = matched;
  const target = decision.account ?? link?.target ?? "";
  const before = found === undefined ? (link?.active ?? true) : readActive(found);
  const mayUpdate = run.world.provisioning.client.actions.update;
  const update = buildUpdate(run, target, plan.changes, { before, after: plan.active }, plan.values);
  const isNeeded = mayUpdate && (plan.changes.length > 0 || update.active !== undefined);
  const requests = isNeeded ? run.dialect.buildUpdate(update) : [];
  const title = `${run.dialect.name} changes the account of ${subject.userName} in ${run.world.application.name}`;
  const failed = await sendAll(run, title, decision.reason, requests);
  if (failed !== undefined) return failChange(run, subject, failed, decision.result, target);
  const values = mayUpdate ? plan.values : knownValues(run, link, found);
  const active = mayUpdate ? (plan.active ?? before) : before;
  settle(run, subject, { target, source: subject.source, active, profile: toProfile(values) });
  return done(run, subject, decision, target);
}

/** A person whose account is gone is looked for once more, by whoever does that. */
function failChange(
  run: ClientRun,
  subject: Subject,
  reply: Refusal,
  result: ProvisioningResult,
  target: string,
): Promise<Ended> | Ended {
  const isRemembered = run.memory.links.get(subject.id)?.target === target;
  if (reply.status !== 404 || run.dialect.targetGone === "fail" || !isRemembered) {
    return fail(run, subject, reply, result, target);
  }
  run.memory.links.set(subject.id, undefined);
  const title = `The account of ${subject.userName} is gone`;
  run.call.record(
    buildApplyStep(run, title, "It is forgotten, and the person is looked for as if for the first time.", "warning"),
  );
  return provision(run, subject);
}

async function disable(
  run: ClientRun,
  subject: Subject,
  scope: ScopeResult,
  link: ProvisioningLink,
  decision: ProvisioningDecision,
): Promise<Ended> {
  const values = knownValues(run, link, undefined);
  const update = buildUpdate(run, link.target, [], { before: link.active, after: false }, values);
  const title = `${run.dialect.name} deactivates the account of ${subject.userName} in ${run.world.application.name}`;
  const failed = await sendAll(run, title, decision.reason, run.dialect.buildUpdate(update));
  if (failed?.status === 404 && run.dialect.targetGone === "match") {
    run.memory.links.set(subject.id, undefined);
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

async function remove(
  run: ClientRun,
  subject: Subject,
  link: ProvisioningLink,
  decision: ProvisioningDecision,
): Promise<Ended> {
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
    run.call.record(buildApplyStep(run, "Nothing is sent", "The account has everything already.", "skipped"));
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
function rememberPassedOver(
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

function nothing(run: ClientRun, subject: Subject, decision: ProvisioningDecision, target: string | undefined): Ended {
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

function done(run: ClientRun, { userName }: Subject, { result, reason }: ProvisioningDecision, target: string): Ended {
  run.call.record(buildApplyStep(run, `Done for ${userName}`, `It is about the account ${target}.`, "ok"));
  return { result: { result, status: "success", reason, target } };
}

function fail(
  run: ClientRun,
  subject: Subject,
  { failure, halt }: Refusal,
  result: ProvisioningResult,
  target: string | undefined,
): Ended {
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
