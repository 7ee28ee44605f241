import type { TimeRange } from "./filter-changes.ts";

/** How many changes fell into a part of the time. */
export interface Bin extends TimeRange {
  readonly count: number;
}

/** The times spread over so many parts of the same length, from the first to the last; none where there are no times. */
export function binsOf(times: readonly number[], parts: number): readonly Bin[] {
  const range = rangeOf(times);
  if (range === undefined) return [];
  const { from, to } = range;
  const length = Math.max(1, (to - from) / parts);
  const counts = Array.from({ length: to === from ? 1 : parts }, () => 0);
  for (const time of times) {
    const index = Math.min(counts.length - 1, Math.floor((time - from) / length));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ count, from: from + index * length, to: from + (index + 1) * length }));
}

/** From the first to the last. */
export function rangeOf(times: readonly number[]): TimeRange | undefined {
  if (times.length === 0) return undefined;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  return { from, to };
}

/** The range between two moments, in whatever order they come; undefined where it holds everything. */
export function brushOf(one: number, other: number, whole: TimeRange): TimeRange | undefined {
  const from = Math.max(whole.from, Math.min(one, other));
  const to = Math.min(whole.to, Math.max(one, other));
  return from <= whole.from && to >= whole.to ? undefined : { from, to };
}
