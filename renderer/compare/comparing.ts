import { create } from "zustand";
import type { Comparison, Lane, Mode } from "../../core/contract/comparison.ts";
import type { Client, ContractError } from "../../core/contract/contract.ts";
import { describeFailure } from "../connection/answers.ts";
import type { ComparePlace } from "./place.ts";

/** What came of a comparison, as far as it has come: lanes appear as they finish. */
export interface Ran {
  readonly place: ComparePlace;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly Lane[];
  /** Ids of the parties that cannot be reached when it begins. */
  readonly unreachable: readonly string[];
  /** Something was saved in the workspace since. */
  readonly outdated: boolean;
}

/** The comparison of one workspace, kept while the app is open: going to a run and back loses nothing. */
export interface Comparing {
  /** What the controls hold. */
  readonly place: ComparePlace;
  /** The part of the address that `ran` belongs to. */
  readonly address?: string;
  readonly ran?: Ran;
  readonly running?: Running;
  readonly error?: ContractError;
  /** Milliseconds since the epoch. */
  readonly playhead?: number;
}

interface Running {
  readonly of: Run;
  /** Days lived through, of all lanes together. */
  readonly done: number;
  readonly total: number;
  readonly cancel: () => void;
}

/** Comparisons by workspace. */
export const useComparing = create<Readonly<Record<string, Comparing>>>(() => ({}));

/** Changes the comparison of a workspace, where there is one. */
function changeComparing(workspace: string, change: (present: Comparing) => Comparing): void {
  useComparing.setState((all) => {
    const present = all[workspace];
    return present === undefined ? all : { ...all, [workspace]: change(present) };
  });
}

/** Changes what the controls hold. */
export function changePlace(workspace: string, place: ComparePlace): void {
  useComparing.setState((all) => ({ ...all, [workspace]: { ...all[workspace], place } }));
}

/** Moves the playhead. */
export function movePlayhead(workspace: string, playhead: number): void {
  changeComparing(workspace, (present) => ({ ...present, playhead }));
}

/** Whether what is shown came of what the controls hold. Whom one looks at alone changes no lane. */
export function isCurrent({ place, ran, running }: Comparing): boolean {
  return ran !== undefined && running === undefined && !ran.outdated && keyOf(ran.place) === keyOf(place);
}

/** What the lanes hang on, the ways among it. */
function keyOf({ request, from }: ComparePlace): string {
  return JSON.stringify([request, from]);
}

/** What one lane hangs on apart from its way. */
function laneKey({ request, from }: ComparePlace): string {
  return JSON.stringify([{ ...request, modes: [] }, from]);
}

/**
 * Runs what the controls hold, one way after another, so that each lane shows as soon as it is there. A lane that is
 * there already, of the very same events, is not run again. `address`: the part of the address that stands for it.
 */
export async function runComparison(engine: Client, workspace: string, address: string): Promise<void> {
  const run = begin(workspace, address);
  if (run === undefined) return;
  watchChanges(engine);
  try {
    for (const mode of run.modes) await runOne(engine, workspace, run, mode);
    ifRunning(workspace, run, withoutRunning);
  } catch (failure) {
    const error = describeFailure(failure);
    const told = error.code === "CANCELLED" ? {} : { error };
    ifRunning(workspace, run, (now) => ({ ...withoutRunning(now), ...told }));
  }
}

/** One comparison under way: whatever comes of it once another has begun is dropped. */
interface Run {
  readonly controller: AbortController;
  readonly place: ComparePlace;
  /** The ways that are not there yet. */
  readonly modes: readonly Mode[];
}

function begin(workspace: string, address: string): Run | undefined {
  const known = useComparing.getState()[workspace];
  if (known === undefined) return undefined;
  const { error: _, running, ran, ...present } = known;
  const { place } = present;
  running?.cancel();
  const isSame = ran !== undefined && !ran.outdated && laneKey(ran.place) === laneKey(place);
  const lanes = isSame ? inOrder(ran.lanes, place) : [];
  const modes = place.request.modes.filter((mode) => lanes.every((lane) => lane.mode !== mode));
  const controller = new AbortController();
  const run: Run = { controller, place, modes };
  const total = modes.length * place.request.days;
  const next: Comparing = {
    ...present,
    place,
    address,
    ...(isSame ? { ran: { ...ran, place, lanes } } : {}),
    running: { of: run, done: 0, total, cancel: () => controller.abort() },
  };
  useComparing.setState((all) => ({ ...all, [workspace]: next }));
  return run;
}

async function runOne(engine: Client, workspace: string, run: Run, mode: Mode): Promise<void> {
  const { request, from } = run.place;
  const args = { workspace, request: { ...request, modes: [mode] }, ...(from === undefined ? {} : { from }) };
  const before = run.modes.indexOf(mode) * request.days;
  const progress = ({ done }: { readonly done: number }): void =>
    ifRunning(workspace, run, (now) =>
      now.running === undefined ? now : { ...now, running: { ...now.running, done: before + done } },
    );
  const result = await engine.call("compare.run", args, { signal: run.controller.signal, progress });
  ifRunning(workspace, run, (now) => withLanes(now, run.place, result));
}

function withLanes(now: Comparing, place: ComparePlace, result: Comparison): Comparing {
  const [from, to] = [Date.parse(result.from), Date.parse(result.to)];
  const { playhead = firstEvent(place, from) } = now;
  const lanes = inOrder([...(now.ran?.lanes ?? []), ...result.lanes], place);
  return {
    ...now,
    playhead: Math.min(Math.max(playhead, from), to),
    ran: { place, from, to, lanes, unreachable: result.unreachable, outdated: false },
  };
}

/** When the first thing happens: before it there is nothing to see. */
function firstEvent({ request: { events } }: ComparePlace, from: number): number {
  return events.length === 0 ? from : from + Math.min(...events.map(({ after }) => after)) * 60_000;
}

/** Lanes in the order of the ways that are asked for. */
function inOrder(lanes: readonly Lane[], { request }: ComparePlace): readonly Lane[] {
  return request.modes.flatMap((mode) => lanes.find((lane) => lane.mode === mode) ?? []);
}

function ifRunning(workspace: string, run: Run, change: (now: Comparing) => Comparing): void {
  changeComparing(workspace, (now) => (now.running?.of === run ? change(now) : now));
}

function withoutRunning({ running: _, ...others }: Comparing): Comparing {
  return others;
}

const watched = new WeakSet<Client>();

/** What was saved since makes a comparison out of date; one that begins at a checkpoint stays as it is. */
function watchChanges(engine: Client): void {
  if (watched.has(engine)) return;
  watched.add(engine);
  engine.subscribe((event) => {
    if (event.type !== "changed") return;
    changeComparing(event.workspace, (now) =>
      now.ran === undefined || now.ran.place.from !== undefined ? now : { ...now, ran: { ...now.ran, outdated: true } },
    );
  });
}
