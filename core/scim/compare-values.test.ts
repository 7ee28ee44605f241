import fc from "fast-check";
import { expect, test } from "vitest";
import { compareKeys, comparisonKeyOf, compileComparison } from "./compare-values.ts";
import type { ComparisonOperator } from "./filter.ts";
import type { ScimValue } from "./resource.ts";
import { attribute, type ScimAttribute } from "./schema.ts";

const folded = attribute("folded", "");
const exact = attribute("exact", "", { caseExact: true });
const binary = attribute("binary", "", { type: "binary" });
const flag = attribute("flag", "", { type: "boolean" });
const number = attribute("number", "", { type: "decimal" });
const instant = attribute("instant", "", { type: "dateTime" });

interface Case {
  readonly of: ScimAttribute;
  readonly found: ScimValue;
  readonly operator: ComparisonOperator;
  readonly value: ScimValue;
  readonly holds: boolean;
}

test.each<Case>([
  { of: folded, found: "Ada", operator: "eq", value: "aDA", holds: true },
  { of: folded, found: "Ada", operator: "ne", value: "aDA", holds: false },
  { of: exact, found: "Ada", operator: "eq", value: "aDA", holds: false },
  { of: folded, found: "STRASSE", operator: "eq", value: "straße", holds: true },
  { of: folded, found: "ΟΔΟΣ", operator: "eq", value: "οδος", holds: true },
  { of: folded, found: "ΟΔΟΣΑ", operator: "sw", value: "οδος", holds: true },
  { of: folded, found: "José", operator: "eq", value: "JOSE\u0301", holds: true },
  { of: folded, found: "α\u0345\u0301", operator: "eq", value: "α\u0301\u0345", holds: true },
  { of: folded, found: "ı", operator: "eq", value: "i", holds: false },
  { of: folded, found: "Ada Lovelace", operator: "co", value: "A LOVE", holds: true },
  { of: folded, found: "Ada", operator: "sw", value: "AD", holds: true },
  { of: folded, found: "Ada", operator: "ew", value: "DA", holds: true },
  { of: exact, found: "Ada", operator: "co", value: "DA", holds: false },
  { of: folded, found: "Ada", operator: "co", value: "", holds: true },
  { of: folded, found: "b", operator: "gt", value: "A", holds: true },
  { of: exact, found: "a", operator: "gt", value: "B", holds: true },
  { of: folded, found: "a", operator: "gt", value: "B", holds: false },
  { of: folded, found: "a", operator: "ge", value: "A", holds: true },
  { of: binary, found: "YQ==", operator: "eq", value: "yq==", holds: false },
  { of: flag, found: true, operator: "eq", value: true, holds: true },
  { of: flag, found: "true", operator: "eq", value: true, holds: false },
  { of: flag, found: "true", operator: "ne", value: true, holds: true },
  { of: number, found: 10, operator: "gt", value: 9, holds: true },
  { of: number, found: 1, operator: "eq", value: 1.0, holds: true },
  { of: number, found: "10", operator: "gt", value: 9, holds: false },
  { of: instant, found: "2026-03-02T09:00:00.000Z", operator: "eq", value: "2026-03-02T11:00:00+02:00", holds: true },
  { of: instant, found: "2026-03-02T10:00:00+02:00", operator: "lt", value: "2026-03-02T09:00:00Z", holds: true },
  { of: instant, found: "soon", operator: "gt", value: "2026-03-02T09:00:00Z", holds: false },
  { of: folded, found: { value: "Ada" }, operator: "eq", value: "Ada", holds: false },
])("$of.name: $found $operator $value is $holds", ({ of, found, operator, value, holds }) => {
  expect(compileComparison(of, operator, value)(found)).toBe(holds);
});

test("gives equal keys to what is equal, so that an index agrees with a filter", () => {
  const values = fc.constantFrom<ScimValue[]>(
    "a",
    "A",
    "ß",
    "SS",
    "é",
    "e\u0301",
    1,
    true,
    null,
    "2026-03-02T09:00:00Z",
  );
  fc.assert(
    fc.property(fc.constantFrom(folded, exact, binary, flag, number, instant), values, values, (of, left, right) => {
      const keyOf = comparisonKeyOf(of);
      const isSame = keyOf(left) !== undefined && keyOf(left) === keyOf(right);
      expect(compileComparison(of, "eq", right)(left)).toBe(isSame);
      expect(compileComparison(of, "ne", right)(left)).toBe(!isSame);
    }),
  );
});

test("has no key for a complex value", () => {
  expect(comparisonKeyOf(attribute("name", "", { type: "complex" }))({ value: "x" })).toBeUndefined();
});

test("orders keys", () => {
  expect([compareKeys("a", "b"), compareKeys(2, 1), compareKeys("a", "a")]).toEqual([-1, 1, 0]);
});
