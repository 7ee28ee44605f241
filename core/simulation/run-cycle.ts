import { findPerson } from "../directory/directory-change.ts";
import { RehearsalError } from "../errors.ts";
import { changesWithTime } from "../idp/scim-client/known-person.ts";
import type { CycleReport } from "../idp/scim-client/world.ts";
import { nextBatchAfter } from "../provisioning/schedule.ts";
import type { Workspace } from "../store/workspace.ts";
import type { CycleAction } from "./action.ts";
import { runBatch } from "./by-hand.ts";
import type { CycleSummary } from "./cycle-summary.ts";
import { type Connected, findConnected } from "./find-in-workspace.ts";
import { runScimCycle } from "./provision.ts";
import { provisioningStateOf, withProvisioningState } from "./provisioning-state.ts";
import type { Stage } from "./stage.ts";

/**
 * Provisions one application now, whenever it was due.
 * @throws {RehearsalError} ACTION_NO_CYCLE where nothing provisions it by cycles or batches
 */
export async function runCycleNow(stage: Stage, action: CycleAction): Promise<CycleSummary> {
  const connected = findConnected(stage.read(), action.application);
  const only = action.user === undefined ? undefined : findPerson(stage.read().directory, action.user).id;
  return runOne(stage, connected, {
    ...(action.restart === undefined ? {} : { restart: action.restart }),
    ...(action.allowDeletes === undefined ? {} : { allowDeletes: action.allowDeletes }),
    ...(only === undefined ? {} : { only }),
  });
}

/** A cycle or batch whose time has come. One that has nothing new to look at is only counted. */
export async function runDueCycle(stage: Stage, application: string): Promise<void> {
  const connected = findConnected(stage.read(), application);
  if (!isIdle(stage, connected)) {
    await runOne(stage, connected, {});
    rememberSeen(stage, application);
    return;
  }
  stage.count("idleCycles");
  const { provisioning } = connected.connection;
  if (provisioning?.way === "scim" && provisioning.client.runs.on === "cycle")
    setNextCycle(stage, connected, stage.now() + provisioning.client.runs.everyMinutes * 60_000);
  if (provisioning?.way === "scheduled")
    setNextCycle(stage, connected, nextBatchAfter(provisioning.schedule, stage.now()));
}

/** What a cycle looks at: where all of it is the same as at the last one, there is nothing to do. */
interface Seen {
  readonly directory: Workspace["directory"];
  readonly connection: Connected["connection"];
  readonly application: Connected["application"] | undefined;
}

const seenBy = new WeakMap<Stage, Map<string, Seen>>();

function rememberSeen(stage: Stage, id: string): void {
  const known = seenBy.get(stage) ?? new Map<string, Seen>();
  seenBy.set(stage, known.set(id, whatIsSeen(stage, findConnected(stage.read(), id))));
}

/** A SCIM client looks at its own side alone; a batch at the accounts too. */
function whatIsSeen(stage: Stage, { connection, application }: Connected): Seen {
  const isScim = connection.provisioning?.way === "scim";
  return { directory: stage.read().directory, connection, application: isScim ? undefined : application };
}

/** Failures are tried again, and quarantine and what is held back run by a clock of their own. */
function isIdle(stage: Stage, connected: Connected): boolean {
  const last = seenBy.get(stage)?.get(connected.application.id);
  if (last === undefined) return false;
  const seen = whatIsSeen(stage, connected);
  const state = provisioningStateOf(stage.read(), connected.provider.id, connected.application.id);
  return (
    seen.directory === last.directory &&
    seen.connection === last.connection &&
    seen.application === last.application &&
    !changesWithTime(connected.connection) &&
    Object.keys(state.escrow).length === 0 &&
    state.quarantine === undefined &&
    (state.staged ?? []).length === 0
  );
}

async function runOne(
  stage: Stage,
  connected: Connected,
  options: Parameters<typeof runScimCycle>[3],
): Promise<CycleSummary> {
  const { connection, application } = connected;
  const { provisioning } = connection;
  if (provisioning?.way === "scim") {
    const report = await runScimCycle(stage, connected, provisioning, options);
    if (provisioning.client.runs.on === "cycle" && options.only === undefined)
      keepNextCycle(stage, connected, report, provisioning.client.runs.everyMinutes);
    return summarise(report);
  }
  if (provisioning?.way === "scheduled") {
    const summary = await runBatch(stage, application.id, options.only);
    setNextCycle(stage, connected, nextBatchAfter(provisioning.schedule, stage.now()));
    return summary;
  }
  const message =
    provisioning === undefined
      ? `Nothing but logins provisions ${application.name}: there is no cycle to run.`
      : `${application.name} is provisioned by ${provisioning.way === "manual" ? "tickets" : "a policy workflow"}, at each event: there is no cycle to run.`;
  throw new RehearsalError("ACTION_NO_CYCLE", message, { path: `applications.${application.id}` });
}

/** A client that has had enough of failures says itself when it comes again. */
function keepNextCycle(stage: Stage, connected: Connected, report: CycleReport, everyMinutes: number): void {
  setNextCycle(stage, connected, report.nextCycleAt ?? stage.now() + everyMinutes * 60_000);
}

function setNextCycle(stage: Stage, { provider, application }: Connected, nextCycleAt: number): void {
  const workspace = stage.read();
  const state = provisioningStateOf(workspace, provider.id, application.id);
  stage.write(withProvisioningState(workspace, provider.id, application.id, { ...state, nextCycleAt }));
}

function summarise({ counts, people, quarantine }: CycleReport): CycleSummary {
  return {
    changed: people.filter(({ status }) => status === "success").length,
    failed: people.filter(({ status }) => status === "failure").length,
    skipped: people.filter(({ status }) => status === "skipped").length,
    unchanged: counts.unchanged,
    ...(quarantine === undefined ? {} : { problem: quarantine.reason }),
  };
}
