import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentilesOf, sharesOf } from "./measure.ts";
import type { Segment } from "./tracker.ts";

const HOUR = 3_600_000;

function segment(state: Segment["state"], from: number, to: number, entitled = true): Segment {
  return { person: "u", application: "a", state, entitled, from: from * HOUR, to: to * HOUR, initial: false };
}

describe("percentiles", () => {
  it.each([
    { values: [1], p50: 1, p95: 1, longest: 1 },
    { values: [3, 1, 2], p50: 2, p95: 3, longest: 3 },
    { values: Array.from({ length: 100 }, (_, index) => index + 1), p50: 50, p95: 95, longest: 100 },
    { values: [], p50: 0, p95: 0, longest: 0 },
  ])("of $values.length values", ({ values, ...wanted }) => {
    expect(percentilesOf(values)).toEqual(wanted);
  });
});

describe("shares over time", () => {
  it("count each moment once, and who waits among those without an account", () => {
    const segments = [segment("none", 0, 2), segment("correct", 2, 5), segment("orphaned", 5, 10, false)];
    const { counts } = sharesOf({ segments, from: 0, to: 10 * HOUR });
    expect(counts.waiting).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(counts.correct).toEqual([0, 0, 1, 1, 1, 0, 0, 0, 0, 0]);
    expect(counts.orphaned).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it("add up to everybody at every moment", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }), (cuts) => {
        const edges = [0, ...new Set(cuts.toSorted((left, right) => left - right)), 100];
        const states = ["none", "correct", "stale", "excess", "orphaned"] as const;
        const segments = edges.slice(1).map((to, index) => segment(states[index % 5] ?? "none", edges[index] ?? 0, to));
        const { at, counts } = sharesOf({ segments, from: 0, to: 100 * HOUR });
        for (const [index] of at.entries())
          expect(states.reduce((sum, state) => sum + (counts[state][index] ?? 0), 0)).toBe(1);
      }),
    );
  });
});
