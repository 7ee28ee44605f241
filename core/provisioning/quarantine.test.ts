import { describe, expect, it } from "vitest";
import { exceedsThreshold } from "./deletion-threshold.ts";
import { hasTooManyFailures, isQuarantineOver, nextTryAt, putInQuarantine } from "./quarantine.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("too many failures", () => {
  it.each<[failures: number, referenceFailures: number, people: number, expected: boolean]>([
    [0, 0, 0, false],
    [4_999, 0, 5_000, false],
    [5_000, 0, 5_000, true],
    [5_000, 0, 12_500, false],
    [5_001, 0, 12_500, true],
    [40_000, 0, 1_000_000, false],
    [40_001, 0, 1_000_000, true],
    [4_999, 50_000, 60_000, false],
    [4_999, 55_000, 1_000_000, false],
    [4_999, 55_001, 1_000_000, true],
    [0, 60_000, 1_000_000, true],
  ])("%i, and %i of references, of %i people: %s", (failures, referenceFailures, people, expected) => {
    expect(hasTooManyFailures({ failures, referenceFailures, people })).toBe(expected);
  });
});

describe("quarantine", () => {
  it("is tried again after 6, 12 and 24 hours, then daily, and a last time when four weeks are over", () => {
    let now = 0;
    let quarantine = putInQuarantine(undefined, "EncounteredQuarantineException", "401", now);
    const tries: number[] = [];
    while (!isQuarantineOver(quarantine, now)) {
      now = nextTryAt(quarantine, now);
      tries.push(now / HOUR);
      quarantine = putInQuarantine(quarantine, "EncounteredQuarantineException", "401", now);
    }
    expect(tries.slice(0, 5)).toEqual([6, 18, 42, 66, 90]);
    expect(tries.at(-1)).toBe(28 * 24);
    expect(quarantine.since).toBe(0);
  });

  it("tells of the cause that it has now, and keeps its beginning", () => {
    const first = putInQuarantine(undefined, "DeletionThresholdExceeded", "Too many.", 5);
    expect(putInQuarantine(first, "EncounteredQuarantineException", "401", 9)).toEqual({
      since: 5,
      tries: 1,
      code: "EncounteredQuarantineException",
      reason: "401",
    });
  });

  it("ends the job after 28 days to the millisecond", () => {
    const quarantine = putInQuarantine(undefined, "EncounteredQuarantineException", "401", 0);
    expect(isQuarantineOver(quarantine, 28 * DAY - 1)).toBe(false);
    expect(isQuarantineOver(quarantine, 28 * DAY)).toBe(true);
  });
});

it.each<[number, number | undefined, boolean]>([
  [3, undefined, false],
  [2, 2, false],
  [3, 2, true],
  [0, 1, false],
])("%i leave with a threshold of %s: %s", (leaving, threshold, expected) => {
  expect(exceedsThreshold(leaving, threshold)).toBe(expected);
});
