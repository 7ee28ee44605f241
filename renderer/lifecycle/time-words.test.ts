import { expect, it } from "vitest";
import { agoWords, clockWords, laterWords, momentWords, untilWords } from "./time-words.ts";

const NOW = "2026-03-02T09:00:00.000Z";

it.each([
  ["2026-03-02T09:00:00.000Z", "now"],
  ["2026-03-01T09:00:00.000Z", "now"],
  ["2026-03-02T09:12:00.000Z", "in 12 min"],
  ["2026-03-02T12:20:00.000Z", "in 3 h 20 min"],
  ["2026-03-04T13:05:00.000Z", "in 2 days 4 h"],
  ["2026-03-03T09:00:00.000Z", "in 1 day"],
])("%s is %s", (to, words) => {
  expect(untilWords(NOW, to)).toBe(words);
});

it("says how long ago something was, and what the clock shows", () => {
  expect(agoWords(NOW, "2026-02-27T09:00:00.000Z")).toBe("3 days ago");
  expect(agoWords(NOW, NOW)).toBe("just now");
  expect(agoWords(NOW, "2025-06-01T08:15:00.000Z")).toBe("274 days ago");
  expect(laterWords(NOW, "2026-03-03T02:00:00.000Z")).toBe("+17 h");
  expect(momentWords(NOW)).toBe("Mon 2 Mar, 09:00");
  expect(clockWords(NOW)).toBe("Mon 2 Mar 2026, 09:00");
});
