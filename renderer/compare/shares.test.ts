import { describe, expect, it } from "vitest";
import type { Shares } from "../../core/contract/comparison.ts";
import { areasOf, countOf } from "./shares.ts";

const shares: Shares = {
  at: [0, 10],
  counts: { none: [3, 1], waiting: [2, 0], correct: [1, 3], stale: [0, 0], excess: [0, 0], orphaned: [0, 0] },
};
const scale = { x: (at: number) => at * 10, end: 200, top: 0, height: 40 };

describe("shares over time", () => {
  it("tell waiting apart from having none", () => {
    expect([countOf(shares, "waiting", 0), countOf(shares, "none", 0)]).toEqual([2, 1]);
  });

  it("lie on top of each other in steps, without those that nobody ever is in", () => {
    const areas = areasOf(shares, scale);
    expect(areas.map(({ standing }) => standing)).toEqual(["correct", "waiting", "none"]);
    expect(areas[0]?.path).toBe(
      "M0.0,30.0 100.0,30.0 L100.0,10.0 200.0,10.0 L200.0,40.0 100.0,40.0 L100.0,40.0 0.0,40.0 Z",
    );
  });
});
