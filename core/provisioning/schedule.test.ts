import { describe, expect, it } from "vitest";
import { nextBatchAfter } from "./schedule.ts";
import type { Schedule } from "./settings.ts";

const DAILY: Schedule = { on: "daily", at: "02:30" };

const CASES: readonly { readonly schedule: Schedule; readonly from: string; readonly to: string }[] = [
  { schedule: DAILY, from: "2026-03-02T01:00:00.000Z", to: "2026-03-02T02:30:00.000Z" },
  { schedule: DAILY, from: "2026-03-02T02:30:00.000Z", to: "2026-03-03T02:30:00.000Z" },
  { schedule: DAILY, from: "2026-03-02T09:00:00.000Z", to: "2026-03-03T02:30:00.000Z" },
  { schedule: { on: "interval", everyMinutes: 90 }, from: "2026-03-02T23:00:00.000Z", to: "2026-03-03T00:30:00.000Z" },
];

describe("the next batch", () => {
  it.each(CASES)("after $from is at $to", ({ schedule, from, to }) => {
    expect(new Date(nextBatchAfter(schedule, Date.parse(from))).toISOString()).toBe(to);
  });
});
