import { describe, expect, it } from "vitest";
import { addWorkingHours } from "./working-hours.ts";

const CASES = [
  { from: "2026-03-02T09:00:00.000Z", hours: 0, to: "2026-03-02T09:00:00.000Z", why: "Monday, at once" },
  { from: "2026-03-02T10:30:00.000Z", hours: 2, to: "2026-03-02T12:30:00.000Z", why: "within the day" },
  { from: "2026-03-02T09:00:00.000Z", hours: 8, to: "2026-03-02T17:00:00.000Z", why: "the whole day" },
  { from: "2026-03-02T16:00:00.000Z", hours: 2, to: "2026-03-03T10:00:00.000Z", why: "over the night" },
  { from: "2026-03-02T06:00:00.000Z", hours: 1, to: "2026-03-02T10:00:00.000Z", why: "begins before work does" },
  { from: "2026-03-02T17:00:00.000Z", hours: 0, to: "2026-03-03T09:00:00.000Z", why: "the end of a day is no work" },
  { from: "2026-03-06T16:30:00.000Z", hours: 1, to: "2026-03-09T09:30:00.000Z", why: "over the weekend" },
  { from: "2026-03-07T12:00:00.000Z", hours: 4, to: "2026-03-09T13:00:00.000Z", why: "begins on a Saturday" },
  { from: "2026-03-02T09:00:00.000Z", hours: 40, to: "2026-03-06T17:00:00.000Z", why: "a week" },
  { from: "2026-03-02T09:00:00.000Z", hours: 0.5, to: "2026-03-02T09:30:00.000Z", why: "half an hour" },
] as const;

describe("working hours", () => {
  it.each(CASES)("$why: $hours h from $from", ({ from, hours, to }) => {
    expect(new Date(addWorkingHours(Date.parse(from), hours)).toISOString()).toBe(to);
  });
});
