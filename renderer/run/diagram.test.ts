import { describe, expect, it } from "vitest";
import type { Step } from "../../core/contract/model.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { kindOf } from "./kinds.ts";
import { fitText, layoutLanes, placeLabel, placeLoopLabel } from "./lanes.ts";
import { buildTicks, nextMarked, tickPaths } from "./ticks.ts";
import { DRAWN_AT_ONCE, scrollFor, visibleRange } from "./windowing.ts";

const { trace } = await buildTestRun();
const saml = await buildTestRun({ application: "slack" });
const refused = await buildTestRun({ refused: true });

describe("the lanes", () => {
  it.each([360, 500, 760, 1400])("stay within a pane of %i px with their names", (width) => {
    const person = { id: "person", kind: "person", name: "Ada" } as const;
    for (const actors of [trace.actors, [person, ...trace.actors]]) {
      const lanes = layoutLanes(actors, width);
      for (const x of lanes.x.values()) {
        expect(x - lanes.nameWidth / 2).toBeGreaterThanOrEqual(0);
        expect(x + lanes.nameWidth / 2).toBeLessThanOrEqual(width);
      }
    }
  });

  it("are wider than a pane that has no room for them, and end at the edges of that", () => {
    const lanes = layoutLanes(trace.actors, 200);
    expect(lanes.width).toBeGreaterThan(200);
    expect(lanes.nameWidth).toBeGreaterThan(48);
    expect(Math.max(...lanes.x.values()) + lanes.nameWidth / 2).toBeLessThanOrEqual(lanes.width);
  });

  it("keep the words of a message inside the pane", () => {
    const lanes = layoutLanes(trace.actors, 500);
    const [first = 0, second = 0] = [...lanes.x.values()].slice(-2);
    const label = placeLabel(lanes, first, second, 300);
    expect(label.x + 150).toBeLessThanOrEqual(500);
    expect(placeLoopLabel(lanes, second, 200).anchor).toBe("end");
    expect(fitText("Expenses maps the claims", 60, 6)).toBe("Expenses…");
  });
});

describe("the marks of the scrubber", () => {
  it("tell where the account changed and where a login was refused", () => {
    const changed = buildTicks(trace.steps).filter(({ mark }) => mark === "changed");
    expect(changed.map(({ seq }) => trace.steps[seq - 1]?.kind)).toEqual(["change", "change", "change"]);
    expect(buildTicks(refused.trace.steps).some(({ mark }) => mark === "failed")).toBe(true);
    expect(buildTicks(trace.steps).at(-1)?.at).toBe(1);
  });

  it("are as many paths as there are kinds, with a line for each plain one", () => {
    const ticks = buildTicks(trace.steps);
    const paths = tickPaths(ticks);
    expect(paths.length).toBe(new Set(ticks.filter(({ mark }) => mark === undefined).map(({ kind }) => kind)).size);
    const lines = paths.flatMap(({ path }) => path.match(/M/g) ?? []);
    expect(lines).toHaveLength(ticks.filter(({ mark }) => mark === undefined).length);
  });

  it("can be gone to from one to the next", () => {
    const first = nextMarked(trace.steps, 1, 1, "changed") ?? 0;
    expect(trace.steps[first - 1]?.kind).toBe("change");
    expect(nextMarked(trace.steps, first, -1, "changed")).toBeUndefined();
    expect(nextMarked(trace.steps, 1, 1, "problem")).toBeUndefined();
    expect(refused.trace.steps[(nextMarked(refused.trace.steps, 1, 1, "problem") ?? 0) - 1]?.status).toBe("refused");
  });
});

describe("the kind of a step", () => {
  it("names the protocol of a message by what it carries", () => {
    const kinds = (run: typeof saml) => new Set(run.trace.steps.map(kindOf));
    expect(kinds(saml).has("oidc")).toBe(false);
    expect([...kinds(saml)]).toEqual(expect.arrayContaining(["saml", "http", "map", "store", "check", "decide"]));
    expect(trace.steps.map(kindOf)).not.toContain("saml");
    const told = (steps: typeof trace.steps, title: string) => steps.filter((step) => step.title === title).map(kindOf);
    expect(told(trace.steps, "200 from Acme ID")).toEqual(["oidc", "oidc", "http", "oidc"]);
    expect(told(saml.trace.steps, "200 from Acme ID")).toEqual(["saml", "http", "saml"]);
  });

  it("goes by no word in a page: the one that greets whoever signed in is plain HTTP", () => {
    for (const { steps } of [trace, saml.trace]) expect(kindOf(steps.at(-1) as Step)).toBe("http");
  });
});

describe("drawing only what is in sight", () => {
  it("draws everything of a short run, and a part of a long one wherever it is scrolled to", () => {
    expect(visibleRange(DRAWN_AT_ONCE, 28, 0, 400)).toEqual({ from: 0, to: DRAWN_AT_ONCE });
    for (const top of [0, 2_000, 7_900]) {
      const { from, to } = visibleRange(300, 28, top, 500);
      expect(to - from).toBeLessThan(60);
      expect(from * 28).toBeLessThanOrEqual(top);
      expect(Math.min(300 * 28, top + 500)).toBeLessThanOrEqual(to * 28);
    }
  });

  it("scrolls only as far as a row needs", () => {
    expect(scrollFor(3, 28, 0, 400)).toBeUndefined();
    expect(scrollFor(30, 28, 0, 400)).toBe(32 * 28 - 400);
    expect(scrollFor(0, 28, 300, 400)).toBe(0);
  });
});
