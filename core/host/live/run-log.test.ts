import { describe, expect, it } from "vitest";
import type { LiveRun } from "./live-run.ts";
import { createRunLog } from "./run-log.ts";

function run(number: number, body = ""): LiveRun {
  const response = { status: 200, headers: {}, body };
  const step = { kind: "response", exchange: 1, response, seq: 1, at: "", from: "a", to: "b" } as const;
  return {
    number,
    at: "2026-03-02T09:00:00.000Z",
    action: { type: "live", party: "app:a", method: "GET", path: "/", status: 200 },
    outcome: { result: "done", code: "DONE", reason: "", by: "app:a" },
    trace: {
      version: 1,
      actors: [],
      steps: [{ ...step, phase: "request", status: "ok", title: "", why: "" }],
    },
  };
}

describe("the log of runs", () => {
  it("keeps the last ones, oldest first", () => {
    const log = createRunLog({ runs: 3, characters: 1e9 });
    for (let number = 1; number <= 5; number += 1) log.add(run(number));
    expect(log.list().map(({ number }) => number)).toEqual([3, 4, 5]);
  });

  it("keeps fewer where they are long, but always the last one", () => {
    const log = createRunLog({ runs: 100, characters: 10_000 });
    for (let number = 1; number <= 5; number += 1) log.add(run(number, "x".repeat(4_000)));
    expect(log.list().map(({ number }) => number)).toEqual([4, 5]);
    log.add(run(6, "x".repeat(50_000)));
    expect(log.list().map(({ number }) => number)).toEqual([6]);
  });
});
