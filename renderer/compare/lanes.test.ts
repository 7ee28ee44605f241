import { describe, expect, it } from "vitest";
import type { SegmentColumns } from "../../core/contract/comparison.ts";
import { blockAtTime, blockBefore, countAt, momentsOf, nextMoment, rowsOf } from "./lanes.ts";

/** Two people in one application, in the order in which stretches end. */
const segments: SegmentColumns = {
  person: ["ada", "ben", "ada", "ada", "ben"],
  application: ["x", "x", "x", "x", "x"],
  state: ["none", "correct", "correct", "orphaned", "stale"],
  entitled: [true, true, true, false, true],
  from: [0, 0, 10, 30, 20],
  to: [10, 20, 30, 40, 40],
};

describe("the stretches of one person", () => {
  const [row] = rowsOf({ segments }, "ada", ["x", "y"], 0);

  it("come in the order of time, and waiting is told from having none", () => {
    expect(row?.blocks).toEqual([
      { standing: "waiting", from: 0, to: 10, initial: true },
      { standing: "correct", from: 10, to: 30, initial: false },
      { standing: "orphaned", from: 30, to: 40, initial: false },
    ]);
    expect(rowsOf({ segments }, "ada", ["x", "y"], 0)[1]).toEqual({ application: "y", blocks: [] });
  });

  it("are found by a moment, which belongs to the stretch that begins there", () => {
    if (row === undefined) throw new TypeError("There is a row.");
    expect([9, 10, 39].map((at) => blockAtTime(row, at)?.standing)).toEqual(["waiting", "correct", "orphaned"]);
    expect(blockAtTime(row, -1)).toBeUndefined();
    const [first, second] = row.blocks;
    expect(second && blockBefore(row, second)).toBe(first);
    expect(first && blockBefore(row, first)).toBeUndefined();
  });

  it("give the moments that the playhead goes through, with events and both ends", () => {
    const moments = momentsOf(row === undefined ? [] : [row], [25, 30, 99], [0, 40]);
    expect(moments).toEqual([0, 10, 25, 30, 40]);
    expect([nextMoment(moments, 10, 1), nextMoment(moments, 12, -1)]).toEqual([25, 10]);
    expect([nextMoment(moments, 40, 1), nextMoment(moments, 0, -1)]).toEqual([40, 0]);
  });
});

describe("everybody at a moment", () => {
  it("is counted by standing, with the first of them by name", () => {
    expect(countAt({ segments }, 15)).toEqual(new Map([["correct", { count: 2, people: ["ben", "ada"] }]]));
    expect(countAt({ segments }, 35, 0).get("stale")).toEqual({ count: 1, people: [] });
  });
});
