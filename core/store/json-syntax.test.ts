import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault, isTooDeep, MAXIMUM_JSON_DEPTH } from "./json-syntax.ts";

describe("the place where a text stops being JSON", () => {
  const cases = [
    { text: "", at: [1, 1], found: "the end of the file", expected: "a value" },
    { text: '{\n  "a": 1,\n}', at: [3, 1], found: '"}"', expected: "a member name in double quotes" },
    { text: '{"a" 1}', at: [1, 6], found: '"1"', expected: '":"' },
    { text: '{"a": 1 "b": 2}', at: [1, 9], found: '"\\""', expected: '"," or "}"' },
    { text: "[1 2]", at: [1, 4], found: '"2"', expected: '"," or "]"' },
    { text: "[1,]", at: [1, 4], found: '"]"', expected: "a value" },
    { text: '{"a": True}', at: [1, 7], found: '"True"', expected: "a value" },
    { text: "{'a': 1}", at: [1, 2], found: '"\'"', expected: 'a member name in double quotes or "}"' },
    { text: '{"a": "b\n"}', at: [1, 9], found: "the end of the line", expected: "the closing quote of the text" },
    { text: '{"a": "b', at: [1, 9], found: "the end of the file", expected: "the closing quote of the text" },
    { text: '{"a": "\\x"}', at: [1, 8], found: '"\\\\"', expected: 'an escape such as \\n, \\" or \\u00e9' },
    { text: '{"a": [1, 2', at: [1, 12], found: "the end of the file", expected: '"," or "]"' },
    { text: "{} {}", at: [1, 4], found: '"{"', expected: "the end of the file" },
    { text: "[01]", at: [1, 3], found: '"1"', expected: '"," or "]"' },
  ];
  it.each(cases)("$text", ({ text, at: [line, column], found, expected }) => {
    expect(findJsonFault(text)).toEqual({ line, column, found, expected });
  });
});

it("agrees with JSON.parse about what is JSON", () => {
  const nearlyJson = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "}", "]", '"', "\\", "1", ":", "e", "\n", "\u0001", "nul"))
    .map(([text, at, inserted]) => {
      const position = at % (text.length + 1);
      return text.slice(0, position) + inserted + text.slice(position + (at % 2));
    });
  fc.assert(fc.property(nearlyJson, (text) => (findJsonFault(text) === undefined) === parses(text)));
});

it("tells how deep is too deep, however deep it is", () => {
  const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
  expect(isTooDeep(nested(MAXIMUM_JSON_DEPTH))).toBe(false);
  expect(isTooDeep(nested(MAXIMUM_JSON_DEPTH + 2))).toBe(true);
  expect(isTooDeep(nested(100_000))).toBe(true);
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
