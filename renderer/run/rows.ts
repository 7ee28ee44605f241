import type { Phase, Step, Trace } from "../../core/contract/model.ts";
import { type Brush, isWithin } from "./brush-range.ts";
import { groupPhases, PHASE_NAMES, type PhaseGroup, phasesNotReached } from "./phases.ts";
import { detailsOf } from "./step-details.ts";

/** How much is shown: 1 the phases, 2 messages, mappings, decisions and changes, 3 every step with every check and rule. */
export type Level = 1 | 2 | 3;

/** A line of the step list. Those with a `stop` can hold the cursor. */
export type Row =
  | {
      readonly type: "phase";
      readonly key: string;
      readonly group: PhaseGroup;
      readonly open: boolean;
      readonly stop?: number;
    }
  | { readonly type: "step"; readonly key: string; readonly step: Step; readonly stop: number }
  | {
      readonly type: "detail";
      readonly key: string;
      readonly seq: number;
      readonly mark: string;
      readonly text: string;
      readonly bad: boolean;
    }
  /** Simulated time went on: what follows happens then. `seq`: the step that follows. */
  | { readonly type: "time"; readonly key: string; readonly at: string; readonly before: string; readonly seq: number }
  | { readonly type: "notReached"; readonly key: string; readonly phase: Phase; readonly name: string };

/** The lines of the list at a level. `closed` holds ids of phases that were folded away; `brush`: these steps alone. */
export function buildRows(trace: Trace, level: Level, closed: ReadonlySet<number>, brush?: Brush): readonly Row[] {
  const steps = trace.steps.filter(({ seq }) => isWithin(brush, seq));
  const groups = groupPhases(steps);
  const reached = groups.flatMap((group, index) => [
    ...timeRow(group, groups[index - 1]),
    ...groupRows(group, level, closed.has(group.id)),
  ]);
  if (brush !== undefined) return reached;
  const missing = phasesNotReached(trace).map(
    (phase): Row => ({ type: "notReached", key: `not-${phase}`, phase, name: PHASE_NAMES[phase] }),
  );
  return [...reached, ...missing];
}

function timeRow({ id, steps: [first] }: PhaseGroup, previous: PhaseGroup | undefined): readonly Row[] {
  const before = previous?.steps.at(-1)?.at;
  if (first === undefined || before === undefined || before === first.at) return [];
  return [{ type: "time", key: `time-${id}`, at: first.at, before, seq: id }];
}

function groupRows(group: PhaseGroup, level: Level, closed: boolean): readonly Row[] {
  const shown = level === 1 || closed ? [] : group.steps.filter((step) => isShown(step, level));
  const head: Row = { type: "phase", key: `phase-${group.id}`, group, open: shown.length > 0 };
  if (shown.length === 0) return [{ ...head, stop: group.tail }];
  return [head, ...shown.flatMap((step) => stepRows(step, level))];
}

function stepRows(step: Step, level: Level): readonly Row[] {
  const row: Row = { type: "step", key: `step-${step.seq}`, step, stop: step.seq };
  if (level < 3) return [row];
  const details = detailsOf(step).map(
    (detail, index): Row => ({ type: "detail", key: `detail-${step.seq}-${index}`, seq: step.seq, ...detail }),
  );
  return [row, ...details];
}

/** Who lets things happen. */
const CAUSES: ReadonlySet<string> = new Set(["hr", "administrator", "clock"]);

/** What happened, and what the directory says since: everything else of the action follows from it. */
const HAPPENED: ReadonlySet<string> = new Set(["What happened", "The person in the directory"]);

function happens(step: Step): boolean {
  if (step.kind === "artefact") return HAPPENED.has(step.artefact.name);
  return step.kind === "notice" && (CAUSES.has(step.from) || CAUSES.has(step.to));
}

const QUIET: ReadonlySet<Step["kind"]> = new Set(["artefact", "checks", "notice"]);

/** Level 2 leaves out what went as it always does: checks that passed, and artefacts that a message carries anyway. */
export function isShown(step: Step, level: Level): boolean {
  return level === 3 || step.status !== "ok" || !QUIET.has(step.kind) || happens(step);
}

/** The steps that the cursor stops at, going through these rows. */
export function stopsOf(rows: readonly Row[]): readonly number[] {
  return rows.flatMap((row) => ("stop" in row && row.stop !== undefined ? [row.stop] : []));
}

/** Index of the row that stands for a step: its own, the folded phase that it is in, or the last row before it. */
export function rowIndexOf(rows: readonly Row[], seq: number): number {
  const found = rows.findLastIndex((row) => startOf(row) <= seq);
  return found < 0 ? rows.findIndex((row) => Number.isFinite(startOf(row))) : found;
}

/** The first step that a row stands for; those that hold no cursor come after all. */
function startOf(row: Row): number {
  if (row.type === "step") return row.stop;
  return row.type === "phase" && row.stop !== undefined ? row.group.id : Number.POSITIVE_INFINITY;
}

/** The stop of the row that stands for a step. */
export function currentStop(rows: readonly Row[], seq: number): number {
  const row = rows[rowIndexOf(rows, seq)];
  return row !== undefined && "stop" in row && row.stop !== undefined ? row.stop : seq;
}

/** The stop that is `by` stops away from a step, as far as there are any. */
export function stopFrom(stops: readonly number[], seq: number, by: number): number {
  const here = stops.findLastIndex((stop) => stop <= seq);
  const onStop = stops[here] === seq;
  const target = by < 0 && !onStop ? here + by + 1 : here + by;
  return stops[Math.min(Math.max(target, 0), stops.length - 1)] ?? seq;
}
