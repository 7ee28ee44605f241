import type { HistoryEntry } from "../../core/contract/model.ts";

/** Where a record stands in the picture of branches, and which lines pass it. Lane 0 is what led to now. */
export interface GraphRow {
  readonly lane: number;
  /** Lanes whose lines go on upwards and downwards past this row, its own not among them. */
  readonly passing: readonly number[];
  /** Lanes of branches that left here: they come in from above. */
  readonly joining: readonly number[];
  /** A line leads up from here to what came after it. */
  readonly up: boolean;
  /** A line leads down from here to what it came after. */
  readonly down: boolean;
}

/** The picture of branches for records in the order in which they are listed: newest first. */
export function buildGraph(newestFirst: readonly HistoryEntry[]): readonly GraphRow[] {
  const known = new Set(newestFirst.map(({ id }) => id));
  const head = newestFirst.find(({ onBranch }) => onBranch)?.id;
  // What each lane waits for, lane by lane: the record that comes next on it, further down.
  let waiting: readonly (string | undefined)[] = [head];
  return newestFirst.map((entry) => {
    const { id, parent, onBranch } = entry;
    const lane = onBranch ? 0 : laneOf(waiting, id);
    const joining = lanesFor(waiting, id).filter((each) => each !== lane);
    const goesOn = parent !== null && known.has(parent);
    const row: GraphRow = {
      lane,
      passing: waiting.flatMap((next, each) => (next === undefined || next === id || each === lane ? [] : [each])),
      joining,
      up: waiting[lane] === id && id !== head,
      down: goesOn,
    };
    waiting = advance(waiting, id, lane, goesOn ? parent : undefined);
    return row;
  });
}

/** How many lanes the picture needs. */
export function countLanes(rows: readonly GraphRow[]): number {
  return rows.reduce(
    (most, { lane, passing, joining }) => Math.max(most, lane + 1, ...lanesAfter(passing), ...lanesAfter(joining)),
    1,
  );
}

function lanesAfter(lanes: readonly number[]): readonly number[] {
  return lanes.map((lane) => lane + 1);
}

function lanesFor(waiting: readonly (string | undefined)[], id: string): readonly number[] {
  return waiting.flatMap((next, lane) => (next === id ? [lane] : []));
}

/** The lane that waits for a record of a branch; otherwise the first that is free beside the main one. */
function laneOf(waiting: readonly (string | undefined)[], id: string): number {
  const expected = waiting.findIndex((next, lane) => lane > 0 && next === id);
  if (expected > 0) return expected;
  const free = waiting.findIndex((next, lane) => lane > 0 && next === undefined);
  return free > 0 ? free : Math.max(1, waiting.length);
}

/** Lanes below a row: those that waited for its record are free again, and its own waits for what it came after. */
function advance(
  waiting: readonly (string | undefined)[],
  id: string,
  lane: number,
  next: string | undefined,
): readonly (string | undefined)[] {
  const freed = waiting.map((each) => (each === id ? undefined : each));
  const length = Math.max(freed.length, lane + 1);
  return Array.from({ length }, (_, each) => (each === lane ? next : freed[each]));
}
