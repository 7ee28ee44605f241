import type { Pace } from "../pace.ts";

/** The pace of a walk through a list, and what is counted on the way: `people`, `entries`. */
export interface Walk {
  readonly pace: Pace;
  readonly what: string;
  /** Of how many; absent: of those that the list has. */
  readonly total?: number;
}

/**
 * Reads one thing after another, and keeps what is found of each.
 * @throws {RehearsalError} CANCELLED
 */
export async function readAtPace<Item, Found>(
  items: Iterable<Item>,
  walk: Walk,
  read: (item: Item) => Found | undefined,
): Promise<Found[]> {
  const found: Found[] = [];
  await walkAtPace(items, walk, (item) => {
    const one = read(item);
    if (one !== undefined) found.push(one);
  });
  return found;
}

/**
 * Goes from one thing to the next.
 * @throws {RehearsalError} CANCELLED
 */
export async function walkAtPace<Item>(
  items: Iterable<Item>,
  { pace, what, total = Array.isArray(items) ? items.length : 0 }: Walk,
  visit: (item: Item) => void,
): Promise<void> {
  let done = 0;
  for (const item of items) {
    if (pace.isDue()) await pace.rest({ done, total, what });
    visit(item);
    done += 1;
  }
}
