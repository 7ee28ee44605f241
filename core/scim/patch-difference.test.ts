import { describe, expect, it } from "vitest";
import { isSameValue, withMember } from "./patch-difference.ts";
import type { ScimValue } from "./resource.ts";

describe("two values", () => {
  it.each<[ScimValue | undefined, ScimValue | undefined]>([
    ["a", "a"],
    [null, undefined],
    [[], null],
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [{ a: null }, {}],
    [{}, { a: [] }],
  ])("%j and %j are the same", (left, right) => {
    expect([isSameValue(left, right), isSameValue(right, left)]).toEqual([true, true]);
  });

  it.each<[ScimValue | undefined, ScimValue | undefined]>([
    ["a", "A"],
    ["1", 1],
    ["", null],
    [false, null],
    [{}, null],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [["a"], ["a", "a"]],
    [["a"], { 0: "a" }],
    [{ a: 1 }, { a: 1, b: 2 }],
  ])("%j and %j differ", (left, right) => {
    expect([isSameValue(left, right), isSameValue(right, left)]).toEqual([false, false]);
  });
});

describe("another member", () => {
  it("takes the place of the old one, and goes where it has no value", () => {
    const object = { a: 1, b: 2, c: 3 };
    expect(Object.entries(withMember(object, "b", 4))).toEqual(Object.entries({ a: 1, b: 4, c: 3 }));
    expect(withMember(object, "b", [])).toEqual({ a: 1, c: 3 });
    expect(withMember(object, "d", null)).toEqual(object);
    expect(object).toEqual({ a: 1, b: 2, c: 3 });
  });
});
