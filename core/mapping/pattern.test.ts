import { expect, test } from "vitest";
import { parsePattern } from "./pattern.ts";

test.each([
  { pattern: "App-.*", text: "App-Finance", matches: true },
  { pattern: "App-.*", text: "Old-App-Finance", matches: false },
  { pattern: "Admin", text: "Not-Admin", matches: false },
  { pattern: ".*Admin.*", text: "Not-Admin", matches: true },
  { pattern: "(?i)admin", text: "ADMIN", matches: true },
])("$pattern against $text: $matches", ({ pattern, text, matches }) => {
  const parsed = parsePattern(pattern);
  expect(parsed.ok && parsed.matches(text)).toBe(matches);
});

test.each([
  { pattern: "[", problem: "missing closing ]: `[`" },
  { pattern: "a(?=b)", problem: "invalid or unsupported Perl syntax: `(?=`" },
  { pattern: "(a)\\1", problem: "invalid escape sequence: `\\1`" },
])("says what is wrong with $pattern", ({ pattern, problem }) => {
  expect(parsePattern(pattern)).toEqual({ ok: false, problem });
});

test("takes time in proportion to the text, also for a pattern that makes backtracking engines hang", () => {
  const parsed = parsePattern("(a+)+$");
  expect(parsed.ok && parsed.matches(`${"a".repeat(50_000)}b`)).toBe(false);
});

test("forgets patterns rather than growing without end", () => {
  for (let index = 0; index < 1000; index += 1) expect(parsePattern(`x${index}`).ok).toBe(true);
  expect(parsePattern("x1")).toMatchObject({ ok: true });
});
