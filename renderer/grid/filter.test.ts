import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatToken, parseFilter } from "./filter.ts";

const FIELDS = ["dept", "group", "account"];

describe("a filter", () => {
  it.each([
    ["ada  Love", { words: ["ada", "love"] }],
    ["dept:Engineering", { tokens: [{ field: "dept", negated: false, value: "Engineering", exact: false }] }],
    ['dept:"Data Platform"', { tokens: [{ field: "dept", negated: false, value: "Data Platform", exact: true }] }],
    ["no-account:slack", { tokens: [{ field: "account", negated: true, value: "slack", exact: false }] }],
    ['dept:""', { tokens: [{ field: "dept", negated: false, value: "", exact: true }] }],
    ['"a:b c"', { words: ["a:b c"] }],
    ["DEPT:x", { tokens: [{ field: "dept", negated: false, value: "x", exact: false }] }],
  ])("reads %s", (text, expected) => {
    expect(parseFilter(text, FIELDS)).toEqual({ words: [], tokens: [], problems: [], ...expected });
  });

  it.each([
    ["grup:x", "There is no grup: here; there are dept:, group:, account:. A text with a colon goes in quotes."],
    ["dept:", 'What comes after dept: is missing; "" is for nothing at all.'],
    ['dept:"Eng', 'The quote in dept:"Eng is not closed: add " at its end.'],
  ])("says what is wrong with %s, and filters nothing by it", (text, message) => {
    expect(parseFilter(text, FIELDS)).toEqual({ words: [], tokens: [], problems: [{ text, message }] });
  });

  it("reads back every condition that it writes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIELDS),
        fc.string({ unit: "grapheme" }),
        fc.boolean(),
        (field, value, negated) => {
          expect(parseFilter(formatToken(field, value, negated), FIELDS)).toEqual({
            words: [],
            tokens: [{ field, value, negated, exact: true }],
            problems: [],
          });
        },
      ),
    );
  });

  it("reads any text at all, and several parts apart", () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom(...'ab:"\\ -\t') }), { maxLength: 6 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const { words, tokens, problems } = parseFilter(parts.join(" "), FIELDS);
        expect(words.every((word) => word !== "")).toBe(true);
        expect(tokens.every(({ field }) => FIELDS.includes(field))).toBe(true);
        expect(problems.every(({ text }) => parts.join(" ").includes(text))).toBe(true);
      }),
    );
  });
});
