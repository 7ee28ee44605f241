import { describe, expect, it } from "vitest";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import {
  createCursor,
  goToStep,
  move,
  movePhase,
  play,
  playOn,
  reveal,
  setHiding,
  setLevel,
  togglePin,
  unpin,
} from "./cursor.ts";
import { parseRunPlace, writeRunPlace } from "./run-place.ts";

const { trace } = await buildTestRun();
const decision = trace.steps.find(({ kind }) => kind === "decision")?.seq ?? 0;
const last = trace.steps.length;

const at = (search: string) => createCursor(trace, parseRunPlace(search, last));

describe("the address of a step", () => {
  it("leads back to the same view", () => {
    const place = { step: 13, pin: 9, level: 3, view: "table", brush: { from: 9, to: 24 } } as const;
    expect(parseRunPlace(writeRunPlace(place), last)).toMatchObject(place);
  });

  it.each(["step=999", "step=-4&lvl=7", "step=abc&pin=x", "step=1e3", ""])("holds %s to the run", (search) => {
    const { step, level, pin } = parseRunPlace(search, last);
    expect(step).toBeGreaterThanOrEqual(1);
    expect(step).toBeLessThanOrEqual(last);
    expect([1, 2, 3]).toContain(level);
    expect(pin).toBeUndefined();
  });
});

describe("the cursor", () => {
  it("stays where it is when more or less is listed", () => {
    const cursor = at("step=31");
    setLevel(cursor, 1);
    expect(cursor.getState().step).toBe(31);
    move(cursor, 1);
    expect(cursor.getState().step).toBe(decision);
  });

  it("goes from phase to phase", () => {
    const cursor = at("step=1");
    movePhase(cursor, 1);
    const { step } = cursor.getState();
    expect(trace.steps[step - 1]?.phase).toBe("signIn");
    movePhase(cursor, -1);
    expect(cursor.getState().step).toBe(1);
  });

  it("plays to the end and stops there, and begins again from there", () => {
    const cursor = at("step=1&play=1");
    expect(cursor.getState().playing).toBe(true);
    for (let tick = 0; tick < 100; tick += 1) playOn(cursor);
    expect(cursor.getState()).toMatchObject({ step: last, playing: false });
    play(cursor, true);
    expect(cursor.getState()).toMatchObject({ step: 1, playing: true });
  });

  it("takes what was compared with the pin away with it", () => {
    const cursor = at("step=9");
    togglePin(cursor);
    cursor.setState({ comparing: true, baseline: "pin" });
    expect(cursor.getState().pin).toBe(9);
    unpin(cursor);
    expect(cursor.getState()).toMatchObject({ pin: undefined, comparing: false, baseline: "previous" });
  });
});

describe("hiding what comes next", () => {
  it("stops before a decision, however one gets there, until it is shown", () => {
    const cursor = at("step=5");
    setHiding(cursor, true);
    goToStep(cursor, last);
    expect(cursor.getState()).toMatchObject({ step: decision - 1, asking: decision });
    goToStep(cursor, last);
    expect(cursor.getState().step).toBe(decision - 1);
    reveal(cursor);
    expect(cursor.getState()).toMatchObject({ step: decision, asking: undefined });
    goToStep(cursor, last);
    expect(cursor.getState().step).toBe(last);
  });

  it("pauses what plays, and a step on shows the decision", () => {
    const cursor = at("step=28");
    setHiding(cursor, true);
    play(cursor, true);
    for (let tick = 0; tick < 20; tick += 1) if (cursor.getState().playing) playOn(cursor);
    expect(cursor.getState()).toMatchObject({ playing: false, asking: decision });
    move(cursor, 1);
    expect(cursor.getState()).toMatchObject({ step: decision, asking: undefined });
  });

  it("asks nothing about what was seen already", () => {
    const cursor = at(`step=${last}`);
    setHiding(cursor, true);
    goToStep(cursor, 3);
    goToStep(cursor, last);
    expect(cursor.getState()).toMatchObject({ step: last, asking: undefined });
  });
});
