import type { AccessState, Lane, SegmentColumns } from "../../core/contract/comparison.ts";

/** How somebody stands in an application: `waiting` is `none` of somebody who is to have access. */
export type Standing = AccessState | "waiting";

/** A stretch of time in which somebody stood the same. Milliseconds since the epoch. */
export interface Block {
  readonly standing: Standing;
  readonly from: number;
  readonly to: number;
  /** It began before the comparison did: there is nothing to open at its beginning. */
  readonly initial: boolean;
}

/** One person in one application under one way. */
export interface LaneRow {
  readonly application: string;
  /** In the order of time. Before the first, the person was not there. */
  readonly blocks: readonly Block[];
}

/** The stretches of one person, for each application. `from`: when the comparison begins. */
export function rowsOf(
  { segments }: Pick<Lane, "segments">,
  person: string,
  applications: readonly string[],
  from: number,
): readonly LaneRow[] {
  const blocks = new Map<string, Block[]>(applications.map((id) => [id, []]));
  for (let index = 0; index < segments.person.length; index += 1) {
    if (segments.person[index] !== person) continue;
    blocks.get(segments.application[index] ?? "")?.push(blockAt(segments, index, from));
  }
  return [...blocks].map(([application, own]) => ({
    application,
    blocks: own.toSorted((left, right) => left.from - right.from),
  }));
}

function blockAt(segments: SegmentColumns, index: number, begin: number): Block {
  const from = segments.from[index] ?? 0;
  return { standing: standingAt(segments, index), from, to: segments.to[index] ?? 0, initial: from <= begin };
}

/** How the person of a stretch stood in it. */
export function standingAt({ state, entitled }: SegmentColumns, index: number): Standing {
  const is = state[index] ?? "none";
  return is === "none" && entitled[index] === true ? "waiting" : is;
}

/** The stretch that a moment lies in; undefined: before the person was there. */
export function blockAtTime(row: LaneRow, at: number): Block | undefined {
  return row.blocks.findLast(({ from }) => from <= at);
}

/** The stretch before another one. */
export function blockBefore(row: LaneRow, block: Block): Block | undefined {
  return row.blocks[row.blocks.indexOf(block) - 1];
}

/** Every moment at which something changed in any of the rows, or an event happened, in order, with both ends. */
export function momentsOf(
  rows: readonly LaneRow[],
  events: readonly number[],
  [from, to]: readonly [number, number],
): readonly number[] {
  const boundaries = rows.flatMap(({ blocks }) => blocks.map((block) => block.from));
  const inside = [...boundaries, ...events].filter((at) => at > from && at < to);
  return [...new Set([from, ...inside, to])].toSorted((left, right) => left - right);
}

/** The moment after `at`, or before it; the end where there is none. */
export function nextMoment(moments: readonly number[], at: number, by: 1 | -1): number {
  const found = by > 0 ? moments.find((each) => each > at) : moments.findLast((each) => each < at);
  return found ?? (by > 0 ? moments.at(-1) : moments[0]) ?? at;
}

/** How many stand how at a moment, and who: the first few ids of each. */
export function countAt(
  { segments }: Pick<Lane, "segments">,
  at: number,
  most = 12,
): ReadonlyMap<Standing, { readonly count: number; readonly people: readonly string[] }> {
  const found = new Map<Standing, { count: number; people: Set<string> }>();
  for (let index = 0; index < segments.person.length; index += 1) {
    if ((segments.from[index] ?? 0) > at || (segments.to[index] ?? 0) <= at) continue;
    const standing = standingAt(segments, index);
    const known = found.get(standing) ?? { count: 0, people: new Set<string>() };
    found.set(standing, known);
    known.count += 1;
    if (known.people.size < most) known.people.add(segments.person[index] ?? "");
  }
  return new Map([...found].map(([standing, { count, people }]) => [standing, { count, people: [...people] }]));
}
