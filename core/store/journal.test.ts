import { describe, expect, it } from "vitest";
import { branchesBeside, highestRecordNumber, historyOf, lineTo, namedCheckpoints } from "./journal.ts";
import type { RecordSummary } from "./record.ts";

const WHEN = { at: "2026-03-02T09:00:00.000Z", clock: "2026-03-02T09:00:00.000Z" };

function edit(id: string, parent: string | null): RecordSummary {
  return { type: "edit", id, parent, ...WHEN, what: `Edit ${id}.` };
}

/** Start, two edits, back to Start, one edit: a branch of two beside a line of three. */
const RECORDS: readonly RecordSummary[] = [
  { type: "checkpoint", id: "r1", parent: null, ...WHEN, name: "Start" },
  edit("r2", "r1"),
  edit("r3", "r2"),
  { type: "checkpoint", id: "r4", parent: "r3", ...WHEN, name: "Left", automatic: true },
  { type: "return", id: "r5", parent: "r1", ...WHEN, left: "r4" },
  edit("r6", "r5"),
];

const ids = (records: readonly { readonly id: string }[]): string => records.map(({ id }) => id).join(" ");

describe("the journal as a tree", () => {
  it("leads to a record by its parents", () => {
    expect(ids(lineTo(RECORDS, "r6"))).toBe("r1 r5 r6");
    expect(ids(lineTo(RECORDS, "r4"))).toBe("r1 r2 r3 r4");
    expect(lineTo(RECORDS, null)).toEqual([]);
    expect(lineTo(RECORDS, "r9")).toEqual([]);
  });

  it("ends where a parent is missing or a line runs in a circle", () => {
    expect(ids(lineTo([edit("r2", "r1")], "r2"))).toBe("r2");
    expect(ids(lineTo([edit("r1", "r2"), edit("r2", "r1")], "r2"))).toBe("r1 r2");
  });

  it("knows the branches beside the line, from where they leave it", () => {
    expect(branchesBeside(RECORDS, "r6").map(({ tip, from, records }) => [tip, from, ids(records)])).toEqual([
      ["r4", "r1", "r2 r3 r4"],
    ]);
    expect(branchesBeside(RECORDS, "r4").map(({ tip, from }) => [tip, from])).toEqual([["r6", "r1"]]);
    expect(branchesBeside([edit("r1", null)], null).map(({ tip, from }) => [tip, from])).toEqual([["r1", null]]);
  });

  it("does not count coming back somewhere as a branch", () => {
    expect(branchesBeside(RECORDS.slice(0, 5), "r4")).toEqual([]);
  });

  it("marks in the history what led here, each with a sentence", () => {
    expect(historyOf(RECORDS, "r6").map(({ id, title, onBranch }) => `${id} ${onBranch} ${title}`)).toEqual([
      "r1 true Checkpoint “Start”.",
      "r2 false Edit r2.",
      "r3 false Edit r3.",
      "r4 false Where a branch was left.",
      "r5 true Back to “Start”.",
      "r6 true Edit r6.",
    ]);
  });

  it("lists the checkpoints that have a name", () => {
    expect(namedCheckpoints(RECORDS).map(({ name }) => name)).toEqual(["Start"]);
  });

  it("numbers on from the highest id", () => {
    expect(highestRecordNumber(RECORDS)).toBe(6);
    expect(highestRecordNumber([edit("imported", null)])).toBe(0);
  });
});
