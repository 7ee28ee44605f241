import { describe, expect, it } from "vitest";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { groupPhases, phasesNotReached } from "./phases.ts";
import { buildRows, currentStop, rowIndexOf, stopFrom, stopsOf } from "./rows.ts";

const { trace } = await buildTestRun();
const refused = await buildTestRun({ refused: true });
const none = new Set<number>();

describe("the rows of a run", () => {
  it("are one for each phase at level 1, each with what came of it", () => {
    const rows = buildRows(trace, 1, none);
    expect(rows.every(({ type }) => type === "phase")).toBe(true);
    const decide = rows.find((row) => row.type === "phase" && row.group.phase === "decide");
    expect(decide?.type === "phase" ? decide.group.summary : "").toBe("Expenses decides: make an account");
  });

  it("leave out at level 2 what went as it always does, and show it at level 3 with every check", () => {
    const kindsAt = (level: 2 | 3) =>
      new Set(buildRows(trace, level, none).flatMap((row) => (row.type === "step" ? [row.step.kind] : [])));
    expect(kindsAt(2)).toEqual(new Set(["request", "response", "evaluation", "decision", "change", "outcome"]));
    expect(kindsAt(3).has("checks")).toBe(true);
    const details = buildRows(trace, 3, none).filter(({ type }) => type === "detail");
    expect(details.length).toBeGreaterThan(60);
  });

  it("fold a phase away without losing the place of its steps", () => {
    const group = groupPhases(trace.steps).find(({ phase }) => phase === "apply");
    const rows = buildRows(trace, 2, new Set([group?.id ?? 0]));
    expect(rows.some((row) => row.type === "step" && row.step.phase === "apply")).toBe(false);
    expect(rows[rowIndexOf(rows, 34)]).toMatchObject({ type: "phase", open: false });
    expect(currentStop(rows, 34)).toBe(group?.tail);
  });

  it("put a step that the level leaves out under the row before it", () => {
    const rows = buildRows(trace, 2, none);
    expect(rows[rowIndexOf(rows, 7)]).toMatchObject({ type: "step", stop: 5 });
    const [first] = stopsOf(rows);
    expect(currentStop(rows, 1)).toBe(first);
  });

  it("are listed as not reached where a refusal kept them from happening", () => {
    const early = {
      ...refused.trace,
      steps: refused.trace.steps.filter(({ phase }) => phase !== "apply" && phase !== "match"),
    };
    expect(phasesNotReached(early)).toEqual(["match", "apply"]);
    expect(buildRows(early, 2, none).filter(({ type }) => type === "notReached")).toHaveLength(2);
    expect(phasesNotReached(trace)).toEqual([]);
  });
});

describe("moving by stops", () => {
  const stops = [1, 2, 5, 8];
  it.each([
    { seq: 2, by: 1, to: 5 },
    { seq: 2, by: -1, to: 1 },
    { seq: 6, by: 1, to: 8 },
    { seq: 6, by: -1, to: 5 },
    { seq: 8, by: 1, to: 8 },
    { seq: 1, by: -1, to: 1 },
  ])("from step $seq by $by goes to step $to", ({ seq, by, to }) => {
    expect(stopFrom(stops, seq, by)).toBe(to);
  });
});
