import { rolesFormOf } from "../../mapping/app-role-rows.ts";
import { describeSource } from "../../mapping/evaluate.ts";
import { decideProvisioning } from "../../provisioning/decide.ts";
import { type MappingMoment, mapUser, type RowWorld, valuesFor } from "../../provisioning/map-user.ts";
import type { Finding, ProvisioningDecision, ProvisioningFacts } from "../../provisioning/rule.ts";
import { isOutOfScope, lookupForProvisioning, type ScopeResult } from "../../provisioning/scope.ts";
import type { ProvisioningMapping } from "../../provisioning/settings.ts";
import type { ProvisioningLink } from "../../provisioning/state.ts";
import type { ScimObject } from "../../scim/resource.ts";
import type { Evaluation } from "../../trace/step.ts";
import {
  type Applied,
  applyNothing,
  changeAccount,
  createAccount,
  deleteAccount,
  disableAccount,
  fail,
  rememberPassedOver,
} from "./apply-person.ts";
import { changedSince, rememberReads } from "./attributes-read.ts";
import type { Halt } from "./exchange.ts";
import { matchPerson } from "./match.ts";
import {
  buildDecisionStep,
  buildImportStep,
  buildLookStep,
  buildMappingStep,
  buildMatchStep,
  buildNoMatchStep,
  buildScopeStep,
} from "./person-steps.ts";
import { type ClientRun, hasOtherSettings, type Subject, scopeOf, worldOf } from "./run.ts";
import { shapeValue } from "./targets.ts";
import { type AskedMapping, mapAsking } from "./unique-values.ts";
import { type AccountPlan, knownValues, planAccount, readActive } from "./update.ts";
import type { PersonResult } from "./world.ts";

/** What came of one person, before references. */
export interface PersonOutcome {
  readonly result: PersonResult;
  /** Why there is no point in going on with anybody else. */
  readonly halt?: Halt;
}

/**
 * Provisions one person: import, scope, match, decide, apply, each a step, also where it is skipped. What came of it is
 * remembered. References to others, such as the manager, come later.
 */
export async function provisionPerson(run: ClientRun, subject: Subject): Promise<PersonOutcome> {
  const before = run.exchange.count();
  const { result, ...more } = await provision(run, subject);
  rememberReads(run, subject);
  const { id: user, userName } = subject;
  return { ...more, result: { user, userName, ...result, requests: run.exchange.count() - before } };
}

function provision(run: ClientRun, subject: Subject): Promise<Applied> {
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
async function provide(run: ClientRun, subject: Subject, scope: ScopeResult): Promise<Applied> {
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

async function conclude(run: ClientRun, matched: Matched): Promise<Applied> {
  const { subject, link, finding, found } = matched;
  const isNew = finding.by === "nothing" || (finding.by === "row" && run.dialect.keepsProfile);
  const { mapped, failed } = await mapMatched(run, matched, isNew ? "create" : "update");
  if (failed !== undefined) return fail(run, subject, failed, "create", undefined);
  const isKnown = finding.by === "link" || finding.by === "row";
  const known = isKnown ? knownValues(run, finding.by === "link" ? link : undefined, found) : new Map();
  // Whoever keeps a profile of everybody sends all of it again when a mapping was saved (F17).
  const isWhole = run.dialect.keepsProfile && finding.by === "link" && hasOtherSettings(link, subject);
  const plan = planAccount(run, subject, mapped, known, isWhole);
  const isActive = found === undefined ? link?.active : readActive(found);
  const decision = decideProvisioning({
    ...commonFacts(run, subject, matched.scope),
    // Whether the account is active is known best from having read it.
    ...(link === undefined ? {} : { link: { ...link, active: isActive ?? link.active } }),
    wantsActive: plan.active ?? true,
    finding,
    ...(mapped.ignored === undefined ? {} : { ignored: mapped.ignored }),
    missing: mapped.missing,
    changes: changedTargets(run, plan, isKnown ? isActive : undefined),
  });
  run.call.record(buildMappingStep(run, subject, mapped));
  run.call.record(buildDecisionStep(run, subject, decision));
  return applyDecision(run, matched, plan, decision);
}

/** What the rows give now that it is known whose account it is: for a new one the application may be asked. */
async function mapMatched(run: ClientRun, { subject, finding }: Matched, moment: MappingMoment): Promise<AskedMapping> {
  const changed = changedSince(run, subject);
  if (moment === "update") return { mapped: mapFor(run, subject, moment, changed && { changed }) };
  const own = finding.by === "row" ? finding.account : undefined;
  return mapAsking(run, subject, own, (isTakenAt) => mapFor(run, subject, moment, isTakenAt && { isTakenAt }));
}

/** Somebody who is not to have an active account. */
async function withdraw(run: ClientRun, subject: Subject, scope: ScopeResult): Promise<Applied> {
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
  if (link !== undefined && decision.result === "disable") return disableAccount(run, subject, scope, link, decision);
  if (link !== undefined && decision.result === "delete") return deleteAccount(run, subject, link, decision);
  // What is held back, or left to the next cycle, is still to be done.
  const isOpen = decision.result === "stage" || (run.onDemand && !isOutOfScope(scope));
  if (!isOpen) rememberPassedOver(run, subject, scope, link, decision);
  return applyNothing(run, subject, decision, link?.target);
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
export function waysFor(run: ClientRun, { user }: Pick<Subject, "user">) {
  const { world, dialect, targets } = run;
  const { deletes } = dialect;
  const { active } = targets;
  if (dialect.active === "always") return { deletes, setsActive: true };
  if (active === undefined || user === undefined) return { deletes, setsActive: active !== undefined };
  const lookup = lookupForProvisioning(user, false);
  const rows = world.provisioning.mappings.filter(({ target }) => target === active.text);
  const asks = rows.some(({ source }) => source.kind === "expression");
  const value = valuesFor(rows, lookup, "update", asks ? worldOf(run, user) : undefined).get(active.text);
  return { deletes, setsActive: value !== undefined && shapeValue(active, value) === false };
}

function mapFor(
  run: ClientRun,
  { user }: Subject,
  moment: MappingMoment,
  asks?: Pick<RowWorld, "changed" | "isTakenAt">,
) {
  const path = `${run.connectionPath}/provisioning/mappings`;
  const lookup = user === undefined ? () => undefined : lookupForProvisioning(user, true);
  const known = user === undefined ? undefined : worldOf(run, user);
  const world = known === undefined || asks === undefined ? known : { ...known, ...asks };
  const { mappings } = run.world.provisioning;
  if (!run.onDemand || run.dialect.rolesOnDemand) return mapUser(mappings, lookup, moment, path, world);
  const [roles, others] = [mappings.filter(givesRoles), mappings.filter((each) => !givesRoles(each))];
  const mapped = mapUser(others, lookup, moment, path, world);
  return { ...mapped, evaluations: [...mapped.evaluations, ...roles.map((each) => leaveOut(each, path))] };
}

function givesRoles({ source }: ProvisioningMapping): boolean {
  return rolesFormOf(source) !== undefined;
}

function leaveOut({ id, target, source }: ProvisioningMapping, path: string): Evaluation {
  const why = "Entra provisions no app roles on demand; a cycle does.";
  const rule = describeSource(source, "attribute");
  return { id, target, rule, inputs: [], result: "skipped", why, setting: `${path}/${id}` };
}

/** What differs, in words; `active` where the account is the other way round than the rows say. */
function changedTargets(run: ClientRun, plan: AccountPlan, isActive: boolean | undefined): readonly string[] {
  const { changes, reference, active, isWhole } = plan;
  const isOther = isActive !== undefined && active !== undefined && active !== isActive;
  if (isWhole && changes.length === 0) return ["the whole profile"];
  return [
    ...changes.map(({ target }) => target.text),
    ...(reference === undefined ? [] : [reference.target.text]),
    ...(isOther ? [run.targets.active?.text ?? "active"] : []),
  ];
}

async function applyDecision(
  run: ClientRun,
  { subject, scope, link, found, finding }: Matched,
  plan: AccountPlan,
  decision: ProvisioningDecision,
): Promise<Applied> {
  switch (decision.result) {
    case "create":
      return createAccount(run, subject, plan, decision);
    case "link":
    case "update":
    case "reactivate": {
      const target = decision.account ?? "";
      const values = knownValues(run, finding.by === "link" ? link : undefined, found);
      const active = found === undefined ? (link?.active ?? true) : readActive(found);
      const applied = await changeAccount(run, subject, { target, values, active }, plan, decision);
      return applied ?? provision(run, subject);
    }
    default: {
      if (decision.failed !== true) rememberPassedOver(run, subject, scope, link, decision);
      return applyNothing(run, subject, decision, decision.account);
    }
  }
}
