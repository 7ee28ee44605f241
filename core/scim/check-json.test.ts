import { describe, expect, test } from "vitest";
import { checkJson, MAX_DEPTH, MAX_VALUES } from "./check-json.ts";
import { refusalOf } from "./test-refusal.ts";

describe("takes", () => {
  test("lists and objects as deep as is allowed", () => {
    expect(() => checkJson(nested(MAX_DEPTH))).not.toThrow();
  });

  test("as many values as are allowed", () => {
    expect(() => checkJson(Array.from({ length: MAX_VALUES - 1 }, () => 1))).not.toThrow();
  });

  test.each([null, true, 1, "text", [], {}, { userName: "ada", emails: [{ value: "a@b.test" }] }])("%j", (value) => {
    expect(() => checkJson(value)).not.toThrow();
  });
});

describe("refuses", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;

  test.each([
    { what: "one level more", value: nested(MAX_DEPTH + 1), detail: /deeper than 16 levels/ },
    { what: "very many levels", value: nested(5000), detail: /deeper than 16 levels/ },
    { what: "what holds itself", value: cycle, detail: /deeper than 16 levels/ },
    { what: "one value more", value: Array.from({ length: MAX_VALUES }, () => 1), detail: /more than 250000 values/ },
    { what: "__proto__", value: JSON.parse('{"a":[{"__proto__":1}]}'), detail: /`__proto__` cannot be/ },
    { what: "constructor", value: { constructor: {} }, detail: /`constructor` cannot be/ },
    { what: "prototype", value: { a: { prototype: 1 } }, detail: /`prototype` cannot be/ },
  ])("$what", ({ value, detail }) => {
    const error = refusalOf(() => checkJson(value));
    expect(error).toMatchObject({ status: 400, scimType: "invalidSyntax" });
    expect(error?.message).toMatch(detail);
  });
});

/** Lists within lists, so many levels of them. */
function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}
