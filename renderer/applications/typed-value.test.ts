import { expect, it } from "vitest";
import { kindOf, showScalar, toKind, toScalar } from "./typed-value.ts";

it.each([
  ["42", "number", 42],
  ["4x", "number", "4x"],
  ["", "number", ""],
  ["true", "yesNo", true],
  ["yes", "yesNo", "yes"],
  ["true", "text", "true"],
] as const)("reads %j as a %s", (text, kind, expected) => expect(toKind(text, kind)).toBe(expected));

it("keeps the kind of what was there", () => {
  expect([toScalar("7", 3), toScalar("7", "3"), toScalar("false", true), toScalar("x", undefined)]).toEqual([
    7,
    "7",
    false,
    "x",
  ]);
  expect([kindOf(null), kindOf(["a"]), kindOf(1), kindOf(false)]).toEqual(["text", "text", "number", "yesNo"]);
});

it("shows lists and null", () => {
  expect([showScalar(["a", 1]), showScalar(null), showScalar(false)]).toEqual(["a, 1", "", "false"]);
});
