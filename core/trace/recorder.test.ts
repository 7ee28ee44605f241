import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { formRequest, redirectResponse, withCookie } from "../http/message.ts";
import { createRecorder } from "./recorder.ts";
import type { NewStep } from "./step.ts";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");
const SECRET = "s3cr3t-value";

const notice: NewStep = {
  kind: "notice",
  from: "browser",
  to: "browser",
  phase: "request",
  status: "ok",
  title: "Something happens",
  why: "It was time.",
};
const request: NewStep = {
  ...notice,
  kind: "request",
  exchange: 1,
  request: formRequest(`https://app.test/?code=${SECRET}`, [["password", SECRET]], {
    authorization: `Basic ${SECRET}`,
  }),
};
const response: NewStep = {
  ...notice,
  kind: "response",
  exchange: 1,
  response: withCookie(redirectResponse(`/?code=${SECRET}`), `session=${SECRET}; Path=/`),
};

function recorded(steps: readonly NewStep[]) {
  const recorder = createRecorder([], () => NOW);
  for (const step of steps) recorder.record(step);
  return recorder;
}

describe("a recorder", () => {
  it("numbers the steps in their order and says when each was", () => {
    const { steps } = recorded([notice, request, notice]).trace();
    expect(steps.map(({ seq, at, kind }) => [seq, at, kind])).toEqual([
      [1, "2026-03-02T09:00:00.000Z", "notice"],
      [2, "2026-03-02T09:00:00.000Z", "request"],
      [3, "2026-03-02T09:00:00.000Z", "notice"],
    ]);
  });

  it("gives a trace without secrets at any moment", async () => {
    const recorder = recorded([request]);
    expect(JSON.stringify(recorder.trace())).not.toContain(SECRET);
    recorder.record(response);
    expect(JSON.stringify(recorder.trace())).not.toContain(SECRET);
    await nextTurn();
    expect(recorder.trace().steps).toHaveLength(2);
  });

  it("gives the same trace whether others waited meanwhile or not", async () => {
    const steps = [notice, request, response, notice];
    const atOnce = recorded(steps).trace();
    const waiting = createRecorder([], () => NOW);
    for (const step of steps) {
      waiting.record(step);
      await nextTurn();
    }
    expect(JSON.stringify(waiting.trace())).toBe(JSON.stringify(atOnce));
  });

  it("builds a step that was left for later in its place, once, with the time when it was recorded", async () => {
    let now = NOW;
    const built: string[] = [];
    const build = (title: string) => () => {
      built.push(title);
      return { ...request, title };
    };
    const recorder = createRecorder([], () => now);
    recorder.recordLater("request", build("first"));
    recorder.record(notice);
    now += 1000;
    recorder.recordLater("request", build("last"));
    expect(built).toEqual([]);
    await nextTurn();
    expect(built).toEqual(["first", "last"]);
    const { steps } = recorder.trace();
    expect(steps.map(({ at, title }) => [at, title])).toEqual([
      ["2026-03-02T09:00:00.000Z", "first"],
      ["2026-03-02T09:00:00.000Z", "Something happens"],
      ["2026-03-02T09:00:01.000Z", "last"],
    ]);
    expect(JSON.stringify(steps)).not.toContain(SECRET);
    expect(built).toHaveLength(2);
  });

  it("keeps a trace that was given as it was", () => {
    const recorder = recorded([notice]);
    const before = recorder.trace();
    recorder.record(notice);
    expect(before.steps).toHaveLength(1);
    expect(recorder.trace().steps).toHaveLength(2);
  });

  it("knows the outcome as soon as it is recorded", () => {
    const outcome = { result: "signedIn", code: "SIGNED_IN", reason: "In.", by: "app:a" } as const;
    const recorder = recorded([notice]);
    expect(recorder.outcome()).toBeUndefined();
    recorder.record({ ...notice, kind: "outcome", outcome });
    expect(recorder.outcome()).toEqual(outcome);
  });
});
