import type { Call } from "../../party/party.ts";
import { exceedsThreshold } from "../../provisioning/deletion-threshold.ts";
import {
  hasTooManyFailures,
  isQuarantineOver,
  nextTryAt,
  putInQuarantine,
  type Quarantine,
  type QuarantineCode,
} from "../../provisioning/quarantine.ts";
import type { ProvisioningState } from "../../provisioning/state.ts";
import { type ChosenPeople, choosePeople, choosePerson, countLeaving } from "./choose-people.ts";
import { checkConnection } from "./connection-check.ts";
import { dialectOf } from "./dialects.ts";
import type { Halt } from "./exchange.ts";
import { countPeople, type PeopleOutcome, provisionPeople, worthTelling } from "./people.ts";
import { notice } from "./person-steps.ts";
import { provisionGroups } from "./provision-groups.ts";
import { pushEverybody } from "./push.ts";
import { readAnew, restarted } from "./restart.ts";
import { type ClientRun, hasNewSettings, startRun } from "./run.ts";
import type { CycleOptions, CycleReport, GroupResult, ScimClientWorld } from "./world.ts";

const MINUTE_MS = 60_000;

/**
 * Runs one cycle of an application: everybody who has changed since the last one, one after another, then references, then
 * groups and their members. What came of it is written to `world.state`. A client that goes by events has no cycles: it
 * pushes everybody who has changed in its eyes.
 *
 * A cycle that the application throttles is broken off and goes on after the time that it asks for; whether real clients do
 * so is not documented. Whoever was not reached is looked at then.
 */
export async function runCycle(world: ScimClientWorld, call: Call, options: CycleOptions): Promise<CycleReport> {
  const { client } = world.provisioning;
  if (options.only !== undefined) return provisionOnDemand(world, call, options.only);
  if (client.runs.on === "events") return pushEverybody(world, call, options);
  const known = options.restart === true ? restarted(world.state.read()) : world.state.read();
  if (isOff(known, call.now)) return leaveOff(world, call, known);
  const isAnew = dialectOf(client, false).beginsAnew && hasNewSettings(world, known);
  const before = isAnew ? readAnew(known) : known;
  const run = startRun(world, call, before, false);
  const kind = options.restart === true || isAnew || before.cycles === 0 ? "initial" : "incremental";
  const chosen = choosePeople(run);
  const leaving = countLeaving(run, chosen.subjects);
  const limit = world.provisioning.client.deletionThreshold;
  run.isStaged = options.allowDeletes !== true && exceedsThreshold(leaving, limit);
  run.work = nameOfWork(run, kind);
  tellStart(run, kind, chosen, isAnew);
  const done = await work(run, before, chosen);
  const trouble = troubleOf(run, done, leaving);
  const after = conclude(run, before, done, trouble);
  world.state.write(after);
  tellEnd(run, done, after);
  return report(run, kind, chosen, done, after);
}

/** What was done in a cycle. */
interface Done extends PeopleOutcome {
  readonly groups: readonly GroupResult[];
}

/** In quarantine the connection is tested first: with nobody to send, nothing else would show that it works again. */
async function work(run: ClientRun, before: ProvisioningState, { subjects }: ChosenPeople): Promise<Done> {
  const refusal = before.quarantine === undefined ? undefined : await checkConnection(run);
  if (refusal?.halt !== undefined) return { results: [], groups: [], halt: refusal.halt };
  const people = await provisionPeople(run, subjects);
  if (people.halt !== undefined) return { ...people, groups: [] };
  const { results: groups, halt } = await provisionGroups(run);
  return { ...people, groups, ...(halt === undefined ? {} : { halt }) };
}

function isOff({ disabledAt, quarantine }: ProvisioningState, now: number): boolean {
  return disabledAt !== undefined || (quarantine !== undefined && isQuarantineOver(quarantine, now));
}

/** Nothing runs any more until somebody restarts it. */
function leaveOff(world: ScimClientWorld, call: Call, before: ProvisioningState): CycleReport {
  const { nextCycleAt: _, ...others } = before;
  const after = before.disabledAt === undefined ? { ...others, disabledAt: call.now } : before;
  if (after !== before) world.state.write(after);
  const run = startRun(world, call, after, false);
  const title = `The provisioning of ${world.application.name} is switched off`;
  const why = "It was in quarantine for four weeks. Restart it once the cause is gone.";
  call.record(notice(run, "import", title, why, "warning"));
  return report(run, "notRun", { subjects: [], unchanged: 0 }, { results: [], groups: [] }, after);
}

/** What puts the connection in quarantine. */
interface Trouble {
  readonly code: QuarantineCode;
  readonly reason: string;
}

function troubleOf(run: ClientRun, { halt }: Done, leaving: number): Trouble | undefined {
  if (halt?.kind === "connection") return { code: "EncounteredQuarantineException", reason: halt.reason };
  if (run.isStaged) {
    const limit = run.world.provisioning.client.deletionThreshold ?? 0;
    const reason = `${leaving} accounts and groups would be deactivated or deleted in one cycle, and the limit is ${limit}. None was: an administrator has to allow it.`;
    return { code: "DeletionThresholdExceeded", reason };
  }
  const counts = countEscrow(run);
  if (!hasTooManyFailures(counts)) return undefined;
  const reason = `${counts.failures} of ${counts.people} people fail.`;
  return { code: "EncounteredEscrowProportionThreshold", reason };
}

function countEscrow({ memory }: ClientRun) {
  const waiting = memory.escrow.keys().map((id) => memory.escrow.get(id));
  const referenceFailures = waiting.filter((each) => each?.isReference === true).length;
  const failures = waiting.length - referenceFailures;
  const linked = memory.links.keys().filter((id) => memory.links.get(id)?.unmanaged !== true).length;
  const unlinked = memory.escrow.keys().filter((id) => memory.links.get(id) === undefined).length;
  return { failures, referenceFailures, people: linked + unlinked };
}

function conclude(
  run: ClientRun,
  before: ProvisioningState,
  done: Done,
  trouble: Trouble | undefined,
): ProvisioningState {
  const { now } = run.call;
  const { quarantine: held, staged: waiting, nextCycleAt: _, ...others } = before;
  const kept = isKept(held, done.halt) ? held : undefined;
  const quarantine = trouble === undefined ? kept : putInQuarantine(held, trouble.code, trouble.reason, now);
  const found = done.results.filter(({ result }) => result === "stage").map(({ user }) => user);
  const staged = done.halt === undefined ? found : (waiting ?? []);
  const nextCycleAt = nextCycle(run, quarantine, done);
  return run.memory.result({
    ...others,
    cycles: before.cycles + 1,
    lastCycleAt: now,
    ...(nextCycleAt === undefined ? {} : { nextCycleAt }),
    ...(quarantine === undefined ? {} : { quarantine }),
    ...(staged.length === 0 ? {} : { staged: [...staged] }),
  });
}

/** A cycle that was broken off proves nothing. */
function isKept(held: Quarantine | undefined, halt: Halt | undefined): boolean {
  return held !== undefined && halt !== undefined;
}

function nextCycle(
  { world, call }: ClientRun,
  quarantine: Quarantine | undefined,
  { halt, results }: Done,
): number | undefined {
  const { runs } = world.provisioning.client;
  if (quarantine !== undefined) return nextTryAt(quarantine, call.now);
  // With a limit so low that nobody gets through, there is no point in going on at once.
  const isMoving = results.some(({ status }) => status !== "failure");
  if (halt?.kind === "throttled" && isMoving) return halt.until;
  return runs.on === "cycle" ? call.now + runs.everyMinutes * MINUTE_MS : undefined;
}

/** One person, now. No cycle is counted, and quarantine stays what it is. */
async function provisionOnDemand(world: ScimClientWorld, call: Call, id: string): Promise<CycleReport> {
  const before = world.state.read();
  const run = startRun(world, call, before, true);
  const subjects = choosePerson(run, id);
  const done: Done = { ...(await provisionPeople(run, subjects)), groups: [] };
  const after = run.memory.result(before);
  world.state.write(after);
  return report(run, "onDemand", { subjects, unchanged: 0 }, done, after);
}

function report(
  run: ClientRun,
  kind: CycleReport["kind"],
  { unchanged }: ChosenPeople,
  { results, groups }: Done,
  { quarantine, nextCycleAt }: ProvisioningState,
): CycleReport {
  return {
    kind,
    people: worthTelling(results),
    groups,
    counts: countPeople(results, unchanged),
    requests: run.exchange.count(),
    ...(quarantine === undefined ? {} : { quarantine }),
    ...(nextCycleAt === undefined ? {} : { nextCycleAt }),
  };
}

/** "Initial cycle of Jira", "Push to Jira" */
function nameOfWork({ noun, world }: ClientRun, kind: CycleReport["kind"]): string {
  const to = noun === "push" ? "to" : "of";
  const name = kind === "initial" ? `Initial ${noun}` : `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return `${name} ${to} ${world.application.name}`;
}

function tellStart(
  run: ClientRun,
  kind: CycleReport["kind"],
  { subjects, unchanged }: ChosenPeople,
  isAnew: boolean,
): void {
  const title = `${run.dialect.name} begins ${kind === "initial" ? "an initial" : "an incremental"} ${run.noun} for ${run.world.application.name}`;
  const cause = isAnew
    ? "A mapping, the scope or how expressions are taken was saved, so everything begins anew, with every account read again. "
    : "";
  const why = `${cause}${subjects.length} people are looked at; about ${unchanged} others nothing has changed. First people, then references to others, then groups.`;
  run.call.record(notice(run, "import", title, why, "ok"));
}

function tellEnd(run: ClientRun, { halt }: Done, { quarantine }: ProvisioningState): void {
  const name = run.world.application.name;
  if (quarantine !== undefined) {
    const why = `${quarantine.reason} (${quarantine.code}) Cycles come seldom from now on, and after four weeks not at all.`;
    run.call.record(notice(run, "apply", `${name} is in quarantine`, why, "warning"));
  } else if (halt !== undefined) {
    const why = `${halt.reason} The cycle is broken off, and goes on later with whoever was not reached.`;
    run.call.record(notice(run, "apply", `${name} is asked too much`, why, "warning"));
  } else {
    run.call.record(notice(run, "apply", `The ${run.noun} for ${name} is over`, "What was sent is remembered.", "ok"));
  }
}
