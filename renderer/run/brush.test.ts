import { describe, expect, it } from "vitest";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { brushFromHere, brushPhase, setBrush } from "./brush.ts";
import { brushBetween, describeBrush } from "./brush-range.ts";
import { createCursor, goToStep, move, setHiding, setLevel, togglePhase } from "./cursor.ts";
import { buildMarkdown } from "./markdown.ts";
import { buildMermaid } from "./mermaid.ts";
import { parseRunPlace, writeRunPlace } from "./run-place.ts";
import { neighbour, stepsWith } from "./search.ts";

const run = await buildTestRun();
const { trace } = run;
const last = trace.steps.length;
const decision = trace.steps.find(({ kind }) => kind === "decision")?.seq ?? 0;

const at = (search: string) => createCursor(trace, parseRunPlace(search, last));

describe("a part of a run", () => {
  it("goes from the one step to the other, whichever way it was drawn, and is none where it is all", () => {
    expect(brushBetween(24, 13, last)).toEqual({ from: 13, to: 24 });
    expect(brushBetween(-3, 13, last)).toEqual({ from: 1, to: 13 });
    expect(brushBetween(last, 1, last)).toBeUndefined();
    expect(describeBrush({ from: 13, to: 24 }, last)).toBe("Steps 13–24 of 40");
    expect(describeBrush({ from: 13, to: 13 }, last)).toBe("Step 13 of 40");
  });

  it.each([1, 2, 3] as const)("lists nothing else at level %i", (level) => {
    const cursor = at("step=20");
    setLevel(cursor, level);
    setBrush(cursor, { from: 13, to: 24 });
    const { stops, rows } = cursor.getState();
    expect(stops.length).toBeGreaterThan(0);
    expect(stops.every((stop) => stop >= 13 && stop <= 24)).toBe(true);
    expect(rows.flatMap((row) => (row.type === "step" ? [row.stop] : [])).every((seq) => seq >= 13)).toBe(true);
  });

  it("takes the cursor along, holds its moves, and lets it out where somebody goes elsewhere", () => {
    const cursor = at("step=3");
    setBrush(cursor, { from: 13, to: 24 });
    expect(cursor.getState().step).toBe(13);
    for (let press = 0; press < 30; press += 1) move(cursor, 1);
    expect(cursor.getState()).toMatchObject({ step: 24, brush: { from: 13, to: 24 } });
    goToStep(cursor, 2);
    expect(cursor.getState()).toMatchObject({ step: 2, brush: undefined });
    expect(cursor.getState().stops).toEqual(at("step=3").getState().stops);
  });

  it("is drawn from either end, or around a phase, folded or not", () => {
    const cursor = at("step=13");
    brushFromHere(cursor, "from");
    goToStep(cursor, 24);
    brushFromHere(cursor, "to");
    expect(cursor.getState().brush).toEqual({ from: 13, to: 24 });
    setBrush(cursor, undefined);
    const phase = trace.steps[decision - 1]?.phase;
    const group = trace.steps.filter((step) => step.phase === phase).map(({ seq }) => seq);
    togglePhase(cursor, group[0] ?? 0);
    brushPhase(cursor, decision);
    expect(cursor.getState().brush).toEqual({ from: group[0], to: group.at(-1) });
    expect(cursor.getState().stops).toContain(decision);
    brushPhase(cursor, decision);
    expect(cursor.getState().brush).toBeUndefined();
  });

  it("does not let a hidden decision slip by", () => {
    const cursor = at("step=5");
    setHiding(cursor, true);
    setBrush(cursor, { from: decision, to: last });
    expect(cursor.getState()).toMatchObject({ asking: decision, step: decision - 1 });
  });

  it("stands in the address, which a step outside of it wins over", () => {
    const place = parseRunPlace("step=14&part=13-24", last);
    expect(place.brush).toEqual({ from: 13, to: 24 });
    expect(parseRunPlace(writeRunPlace(place), last)).toEqual(place);
    expect(parseRunPlace("part=13-24", last).step).toBe(13);
    for (const bad of ["step=2&part=13-24", "part=13", "part=1-999", "part=a-b", "part=-1-3"]) {
      expect(parseRunPlace(bad, last).brush).toBeUndefined();
    }
  });

  it("limits what is copied", () => {
    const cursor = at("step=13");
    setBrush(cursor, { from: 13, to: 24 });
    const markdown = buildMarkdown(run, cursor.getState().brush);
    expect(markdown).toContain("steps 13–24 of 40");
    expect(markdown).not.toContain("Expenses grants Finance User");
    expect(buildMarkdown(run)).toContain("Expenses grants Finance User");
    const mermaid = buildMermaid(trace, cursor.getState().stops);
    expect(mermaid).toContain(": 13. POST /sign-in");
    expect(mermaid).not.toContain(": 1. GET /");
  });

  it("limits the search of payloads", () => {
    const all = at("step=1").getState().stops;
    const found = stepsWith(trace, all, "decoded", "ADA.lovelace");
    expect(found.length).toBeGreaterThan(0);
    const part = all.filter((seq) => seq > (found[0] ?? 0));
    expect(stepsWith(trace, part, "decoded", "ada.lovelace")).toEqual(found.slice(1));
    expect(stepsWith(trace, all, "http", "   ")).toEqual([]);
    expect(neighbour([3, 8], 8, 1)).toBe(3);
    expect(neighbour([3, 8], 8, -1)).toBe(3);
    expect(neighbour([], 8, 1)).toBeUndefined();
  });
});
