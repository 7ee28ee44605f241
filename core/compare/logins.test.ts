import { describe, expect, it } from "vitest";
import { loginsOf } from "./logins.ts";

const MONDAY = Date.UTC(2026, 2, 2);
const DAY = 86_400_000;
const PEOPLE = Array.from({ length: 50 }, (_, index) => `u-${index}`);

describe("the logins of a day", () => {
  it("are one for everybody where everybody comes every day, in the morning, in order", () => {
    const logins = loginsOf(MONDAY, 1, PEOPLE, ["wiki"]);
    expect(logins).toHaveLength(50);
    const times = logins.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(MONDAY + 8 * 3_600_000);
    expect(Math.max(...times)).toBeLessThan(MONDAY + 10 * 3_600_000);
  });

  it("are none on a weekend, and none where nobody ever comes", () => {
    expect([5, 6].flatMap((days) => loginsOf(MONDAY + days * DAY, 1, PEOPLE, ["wiki"]))).toEqual([]);
    expect(loginsOf(MONDAY, 0, PEOPLE, ["wiki"])).toEqual([]);
  });

  it("come round once in so many working days", () => {
    const week = [0, 1, 2, 3, 4].flatMap((days) => loginsOf(MONDAY + days * DAY, 5, PEOPLE, ["wiki", "mail"]));
    expect(week).toHaveLength(100);
    expect(new Set(week.map(({ person, application }) => `${person} ${application}`)).size).toBe(100);
  });

  it("are the same again", () => {
    expect(loginsOf(MONDAY, 3, PEOPLE, ["wiki"])).toEqual(loginsOf(MONDAY, 3, PEOPLE, ["wiki"]));
  });
});
