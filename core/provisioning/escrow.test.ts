import { expect, it } from "vitest";
import { escrowGapMs, isDue, putInEscrow } from "./escrow.ts";

const MINUTE = 60_000;
const FAILURE = { code: "EntryConflict", reason: "Taken." } as const;

it.each([
  [1, 40],
  [2, 80],
  [3, 160],
  [6, 1280],
  [7, 1440],
  [1000, 1440],
])("after %i tries, somebody waits %i minutes", (tries, minutes) => {
  expect(escrowGapMs(tries, 40)).toBe(minutes * MINUTE);
});

it("nobody is tried more often than cycles run", () => {
  expect(escrowGapMs(1, 10_080)).toBe(10_080 * MINUTE);
  expect(escrowGapMs(5, 10_080)).toBe(10_080 * MINUTE);
});

it("keeps the time of the first failure and counts tries", () => {
  const first = putInEscrow(undefined, FAILURE, "hash", 1000, 40);
  expect(first).toEqual({
    since: 1000,
    tries: 1,
    nextAt: 1000 + 40 * MINUTE,
    code: "EntryConflict",
    reason: "Taken.",
    source: "hash",
  });
  const second = putInEscrow(first, { ...FAILURE, isReference: true }, "hash", 5000, 40);
  expect(second).toMatchObject({ since: 1000, tries: 2, nextAt: 5000 + 80 * MINUTE, isReference: true });
});

it("goes by what the application says of when to come back", () => {
  expect(putInEscrow(undefined, { ...FAILURE, retryAt: 4242 }, "hash", 1000, 40).nextAt).toBe(4242);
});

it("is over when the time has come, or the person has changed", () => {
  const escrow = putInEscrow(undefined, { ...FAILURE, retryAt: 100 }, "hash", 0, 40);
  expect(isDue(escrow, "hash", 99)).toBe(false);
  expect(isDue(escrow, "hash", 100)).toBe(true);
  expect(isDue(escrow, "another", 0)).toBe(true);
});
