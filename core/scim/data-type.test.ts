import { expect, test } from "vitest";
import { isOfDataType, type SimpleDataType } from "./data-type.ts";

const cases: readonly { readonly type: SimpleDataType; readonly right: unknown[]; readonly wrong: unknown[] }[] = [
  { type: "string", right: ["", "Ada", "\u0000"], wrong: [1, true, ["Ada"], { value: "Ada" }] },
  { type: "reference", right: ["../Users/1", "urn:x:y"], wrong: [1, {}] },
  { type: "boolean", right: [true, false], wrong: ["true", "False", 0, 1] },
  { type: "integer", right: [0, -3, 1e15, 2.0], wrong: [1.5, "1", Number.NaN, Number.POSITIVE_INFINITY] },
  { type: "decimal", right: [0, -1.5, 1e300], wrong: ["1.5", Number.NaN, Number.NEGATIVE_INFINITY] },
  {
    type: "dateTime",
    right: [
      "2026-03-02T09:00:00Z",
      "2026-03-02T09:00:00.123456+01:00",
      "2024-02-29T23:59:59",
      "2026-03-02T09:00:00-14:00",
    ],
    wrong: [
      "2026-03-02",
      "2026-02-29T09:00:00Z",
      "2026-03-02T25:00:00Z",
      "2026-03-02T09:00Z",
      "2026-03-02T09:00:00+15:00",
      0,
    ],
  },
  {
    type: "binary",
    right: ["", "QQ==", "QQ", "QUI=", "QUJD", "-_-_", "+/+/"],
    wrong: ["Q", "QQ=", "QQ===", "QUJD=", "Q Q=", "QQ==\n", "Ä", 1],
  },
];

test.each(cases)("$type", ({ type, right, wrong }) => {
  expect(right.filter((value) => !isOfDataType(value, type))).toEqual([]);
  expect(wrong.filter((value) => isOfDataType(value, type))).toEqual([]);
});

test.each(["dateTime", "binary"] as const)("a very long %s is looked at once", (type) => {
  expect(isOfDataType(`2026-03-02T09:00:00.${"1".repeat(1_000_000)}x`, type)).toBe(false);
  expect(isOfDataType(`${"A".repeat(1_000_000)}!`, type)).toBe(false);
});
