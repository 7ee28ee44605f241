import type { Due } from "../simulation/due.ts";
import type { DueAction } from "../simulation/due-action.ts";
import { carryOut } from "../simulation/pass-time.ts";
import { createStage, type Stage, type StageOptions } from "../simulation/stage.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Outcome, Trace } from "../trace/step.ts";
import { describeDue } from "./describe-due.ts";

/** What came of something whose time had come. */
export interface DueRun {
  /** The workspace afterwards; the one that was handed in is as it was. */
  readonly workspace: Workspace;
  readonly action: DueAction;
  readonly outcome: Outcome;
  readonly trace: Trace;
}

/**
 * Carries out one thing that is due, at the clock of the workspace, which may be later than it was due: what should have
 * happened while nobody was there happens once.
 *
 * @throws RehearsalError `CANCELLED` where it is given up at a rest of its pace; nothing happened then
 */
export async function runDue(workspace: Workspace, due: Due, options: StageOptions): Promise<DueRun> {
  const stage = createStage(workspace, options);
  await carryOut(stage, due);
  const action = buildAction(workspace, due);
  const outcome = buildOutcome(describeDue(workspace, due).sentence, stage);
  stage.record({
    kind: "outcome",
    from: "clock",
    to: "clock",
    phase: "session",
    status: outcome.code === "DONE" ? "ok" : "warning",
    title: "Done",
    why: outcome.reason,
    outcome,
  });
  return { ...stage.finish(), action, outcome };
}

function buildAction(workspace: Workspace, due: Due): DueAction {
  const { kind, at, application, person } = describeDue(workspace, due);
  const user = workspace.directory.users.find(({ id }) => id === person)?.userName ?? person;
  return {
    type: "due",
    what: kind,
    since: at,
    ...(application === undefined ? {} : { application }),
    ...(user === undefined ? {} : { user }),
  };
}

function buildOutcome(sentence: string, stage: Stage): Outcome {
  const { failures } = stage.tally();
  const code = failures === 0 ? "DONE" : "CYCLE_FAILURES";
  return { result: "done", code, reason: countResults(stage.finish().trace) ?? `${sentence}.`, by: "clock" };
}

/** "2 changed, 1 failed, 3 passed over." Undefined where nobody was looked at. */
function countResults({ people = [] }: Trace): string | undefined {
  const statuses = people.flatMap(({ status }) => status);
  const counts = [
    [statuses.filter((status) => status === "success" || status === "warning").length, "changed"],
    [statuses.filter((status) => status === "failure").length, "failed"],
    [statuses.filter((status) => status === "skipped").length, "passed over"],
    [people.reduce((sum, { unchanged }) => sum + unchanged, 0), "unchanged"],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? undefined : `${told.join(", ")}.`;
}

/** Tells one thing that is due from all others. A cycle that comes again is the same thing again. */
export function keyOfDue(due: Due): string {
  switch (due.kind) {
    case "agenda":
      return `agenda ${due.item.id}`;
    case "purge":
      return `purge ${due.person}`;
    case "expiry":
      return `expiry ${due.where} ${due.party} ${due.what} ${due.key}`;
    default:
      return `${due.kind} ${due.application}`;
  }
}
