import { createStore, type StoreApi } from "zustand/vanilla";
import type { Trace } from "../../core/contract/model.ts";
import { type Brush, isWithin } from "./brush-range.ts";
import { turnsOf } from "./kinds.ts";
import type { Lit } from "./lit.ts";
import { buildRows, type Level, type Row, stopFrom, stopsOf } from "./rows.ts";
import type { AddressedPlace, RunPlace } from "./run-place.ts";

/** What the account is compared with. */
export type Baseline = "previous" | "start" | "pin";

/** Steps at a time while playing: one in 700 ms at 1, all at once at `instant`. */
export const SPEEDS = [0.5, 1, 2, "instant"] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the one inspector shows while presenting. */
export const INSPECTORS = ["payload", "account", "why"] as const;
export type Inspector = (typeof INSPECTORS)[number];

/** *Why?* about a value that is there, *Why not?* about a role that is not. */
export type Question =
  | { readonly kind: "why"; readonly path: string }
  | { readonly kind: "whyNot"; readonly role: string };

/** What a screen shows of a run: every pane is a function of this and of the run. */
export interface Cursor extends RunPlace {
  /** What to list, at this level and with these phases folded away. */
  readonly rows: readonly Row[];
  /** The steps that the cursor stops at, going through the rows. */
  readonly stops: readonly number[];
  readonly closed: ReadonlySet<number>;
  readonly baseline: Baseline;
  /** Hide what comes next. */
  readonly hiding: boolean;
  /** While hiding: the last step that was seen. */
  readonly revealed: number;
  /** While hiding: the decision that the cursor stands before, and asks about. */
  readonly asking: number | undefined;
  readonly playing: boolean;
  readonly speed: Speed;
  /** The scrubber is held. */
  readonly dragging: boolean;
  readonly comparing: boolean;
  /** The payload on the right is that of the pinned step. */
  readonly showingPin: boolean;
  readonly inspector: Inspector;
  readonly question: Question | undefined;
  /** What the value that somebody looks at came from. */
  readonly lit: Lit | undefined;
  /** The menu or dialog that is open. */
  readonly open: "copy" | "again" | undefined;
  /** While presenting: nothing is shown, so that everybody looks at the speaker. */
  readonly blank: boolean;
}

/** The cursor of one screen over one run. The store holds values; what can be done with it are the functions here. */
export interface CursorStore extends StoreApi<Cursor> {
  readonly trace: Trace;
  /** The steps where the action takes its turn: see turnsOf. */
  readonly turns: readonly number[];
}

/** A cursor where the address says. */
export function createCursor(trace: Trace, { play, ...place }: AddressedPlace): CursorStore {
  const rows = buildRows(trace, place.level, new Set(), place.brush);
  const store = createStore<Cursor>(() => ({
    ...place,
    rows,
    stops: stopsOf(rows),
    closed: new Set(),
    baseline: "previous",
    hiding: false,
    revealed: place.step,
    asking: undefined,
    playing: play,
    speed: 1,
    dragging: false,
    comparing: false,
    showingPin: place.pin !== undefined,
    inspector: "payload",
    question: undefined,
    lit: undefined,
    open: undefined,
    blank: false,
  }));
  return { ...store, trace, turns: turnsOf(trace.steps) };
}

/**
 * Goes to a step; while hiding, no further than to the next decision that nobody has seen, and asks about it. A step
 * that the brush leaves out is shown by showing all steps again.
 */
export function goToStep(store: CursorStore, wanted: number): void {
  const { hiding, revealed, brush, level, closed } = store.getState();
  const turn = hiding ? store.turns.find((seq) => seq > revealed && seq <= wanted) : undefined;
  const step = turn === undefined ? wanted : Math.max(turn - 1, 1);
  if (!isWithin(brush, step)) relist(store, level, closed, undefined);
  store.setState({
    step,
    asking: turn,
    revealed: Math.max(revealed, step),
    ...(turn === undefined ? {} : { playing: false }),
  });
}

/** So many stops on, or back. Before a decision that is hidden, on means to show it. */
export function move(store: CursorStore, by: number): void {
  const { asking, stops, step } = store.getState();
  if (asking !== undefined && by > 0) reveal(store);
  else goToStep(store, stopFrom(stops, step, by));
}

/** Shows the decision that was asked about. */
export function reveal(store: CursorStore): void {
  const { asking } = store.getState();
  if (asking !== undefined) store.setState({ step: asking, revealed: asking, asking: undefined });
}

/** Begins to hide what comes next, or shows it again. */
export function setHiding(store: CursorStore, hiding: boolean): void {
  store.setState(({ step }) => ({ hiding, revealed: step, asking: undefined }));
}

/** Plays on, from the beginning where the end was reached; before a hidden decision it shows it first. */
export function play(store: CursorStore, playing: boolean): void {
  const { stops, step, asking } = store.getState();
  const atEnd = step >= (stops.at(-1) ?? 1);
  if (playing && asking !== undefined) reveal(store);
  else if (playing && atEnd) goToStep(store, stops[0] ?? 1);
  store.setState({ playing });
}

/** One tick of playing; ends where nothing follows. */
export function playOn(store: CursorStore): void {
  const { stops, speed, step } = store.getState();
  const last = stops.at(-1) ?? step;
  if (speed === "instant") goToStep(store, last);
  else move(store, 1);
  const { step: now, asking } = store.getState();
  if (now >= last || asking !== undefined) store.setState({ playing: false });
}

/** Lists more or less. The cursor stays where it is. */
export function setLevel(store: CursorStore, level: Level): void {
  const { closed, brush } = store.getState();
  relist(store, level, closed, brush);
}

/** Folds a phase away, or unfolds it. */
export function togglePhase(store: CursorStore, group: number): void {
  const { closed, level, brush } = store.getState();
  const next = closed.has(group) ? [...closed].filter((id) => id !== group) : [...closed, group];
  relist(store, level, new Set(next), brush);
}

/** Lists anew: at a level, with phases folded away, and limited to some steps. */
export function relist(store: CursorStore, level: Level, closed: ReadonlySet<number>, brush: Brush | undefined): void {
  const rows = buildRows(store.trace, level, closed, brush);
  store.setState({ level, closed, brush, rows, stops: stopsOf(rows) });
}

/** Pins the current step; unpins it where it is the pinned one. */
export function togglePin(store: CursorStore): void {
  const { pin, step } = store.getState();
  if (pin === step) unpin(store);
  else store.setState({ pin: step, showingPin: true });
}

/** Takes the pin away, and what was compared with it. */
export function unpin(store: CursorStore): void {
  store.setState(({ baseline }) => ({
    pin: undefined,
    showingPin: false,
    comparing: false,
    baseline: baseline === "pin" ? "previous" : baseline,
  }));
}

/** Goes where an address says. Whoever is sent to a step is to see that one: it plays on only where the address says so. */
export function goToPlace(store: CursorStore, { step, pin, level, view, brush, play }: AddressedPlace): void {
  const { pin: pinned, closed } = store.getState();
  if (pin === undefined && pinned !== undefined) unpin(store);
  if (pin !== undefined && pin !== pinned) store.setState({ pin, showingPin: true });
  store.setState({ view, playing: play });
  relist(store, level, closed, brush);
  goToStep(store, step);
}

/** Goes to the first step of the next phase, or of this or the previous one. */
export function movePhase(store: CursorStore, by: 1 | -1): void {
  const { rows, step, asking, stops } = store.getState();
  if (asking !== undefined && by > 0) {
    reveal(store);
    return;
  }
  const starts = rows.flatMap((row) => (row.type === "phase" ? [row.stop ?? firstStop(stops, row.group.id)] : []));
  const target = by > 0 ? starts.find((start) => start > step) : starts.findLast((start) => start < step);
  if (target !== undefined) goToStep(store, target);
}

function firstStop(stops: readonly number[], from: number): number {
  return stops.find((stop) => stop >= from) ?? from;
}
