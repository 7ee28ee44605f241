import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../core/contract/model.ts";
import { buildGraph, countLanes } from "./lanes.ts";

/** Records from `id<parent`, oldest first as a journal has them; `*` for what led to now. Newest first for the picture. */
function journal(text: string): readonly HistoryEntry[] {
  return text
    .split(" ")
    .map((each): HistoryEntry => {
      const [id = "", parent = ""] = each.replace("*", "").split("<");
      const onBranch = each.includes("*");
      return { type: "edit", id, parent: parent || null, at: "", clock: "", what: id, title: id, onBranch };
    })
    .reverse();
}

describe("the picture of branches", () => {
  it("is one solid line where nothing was left", () => {
    const rows = buildGraph(journal("*a *b<a *c<b"));
    expect(rows.map(({ lane, up, down }) => [lane, up, down])).toEqual([
      [0, false, true],
      [0, true, true],
      [0, true, false],
    ]);
    expect(countLanes(rows)).toBe(1);
  });

  it("leads a branch that was left back to where it began", () => {
    // a → b → c was left for a → d.
    const [d, c, b, a] = buildGraph(journal("*a b<a c<b *d<a"));
    expect(d).toEqual({ lane: 0, passing: [], joining: [], up: false, down: true });
    expect(c).toEqual({ lane: 1, passing: [0], joining: [], up: false, down: true });
    expect(b).toEqual({ lane: 1, passing: [0], joining: [], up: true, down: true });
    expect(a).toEqual({ lane: 0, passing: [], joining: [1], up: true, down: false });
  });

  it("takes a lane again once its branch has ended", () => {
    const rows = buildGraph(journal("*a b<a *c<a d<c *e<c"));
    expect(rows.map(({ lane }) => lane)).toEqual([0, 1, 0, 1, 0]);
    expect(countLanes(rows)).toBe(2);
  });

  it("keeps two branches apart that were left at the same place", () => {
    const rows = buildGraph(journal("*a b<a c<a *d<a"));
    expect(rows.map(({ lane }) => lane)).toEqual([0, 1, 2, 0]);
    expect(rows[3]?.joining).toEqual([1, 2]);
    expect(countLanes(rows)).toBe(3);
  });

  it("ends a line whose beginning was lost", () => {
    expect(buildGraph(journal("*b<gone"))[0]).toEqual({ lane: 0, passing: [], joining: [], up: false, down: false });
  });
});
