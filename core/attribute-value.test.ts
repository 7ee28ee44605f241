import { describe, expect, it } from "vitest";
import { attributesSchema, isBlank, sameValue, showValue, valuesOf } from "./attribute-value.ts";

describe("attribute values", () => {
  it.each([
    [undefined, [], true, "(absent)"],
    [null, [], true, "null"],
    ["", [""], true, '""'],
    [[], [], true, "[]"],
    ["a", ["a"], false, '"a"'],
    [["a", 1], ["a", 1], false, '["a", 1]'],
    [false, [false], false, "false"],
  ] as const)("%j has the values %j, blank: %s, shown as %s", (value, values, blank, shown) => {
    expect(valuesOf(value)).toEqual(values);
    expect(isBlank(value)).toBe(blank);
    expect(showValue(value)).toBe(shown);
  });

  it("tells absent, null, empty text and empty list apart", () => {
    const different = [undefined, null, "", []];
    for (const [index, left] of different.entries()) {
      for (const [other, right] of different.entries()) expect(sameValue(left, right)).toBe(index === other);
    }
  });

  it("refuses names that reach a prototype", () => {
    const outside = JSON.parse('{"__proto__": "x", "mail": "a"}');
    expect(attributesSchema.safeParse({ constructor: "x" }).success).toBe(false);
    expect(attributesSchema.safeParse({ prototype: "x" }).success).toBe(false);
    expect(Object.hasOwn(attributesSchema.safeParse(outside).data ?? {}, "__proto__")).toBe(false);
    expect(({} as Record<string, unknown>).mail).toBeUndefined();
  });
});
