import { foldCase } from "../fold-case.ts";
import { parseDateTime } from "./date-time.ts";
import type { ComparisonOperator } from "./filter.ts";
import type { ScimValue } from "./resource.ts";
import type { ScimAttribute } from "./schema.ts";

/** What a simple value is compared by. Keys of one attribute are all of one kind. */
export type ComparisonKey = string | number;

/**
 * Gives what the values of an attribute are compared by: two values are equal where their keys are, and the greater one
 * has the greater key (RFC 7644, section 3.4.2.2; RFC 7643, section 2.3). Text is folded unless the attribute is
 * `caseExact`, a dateTime counts as an instant, and binary is always exact. An index over an attribute is kept by it.
 *
 * The function returned gives undefined for a value that is not of the attribute's type: it equals nothing.
 */
export function comparisonKeyOf(attribute: ScimAttribute): (value: ScimValue | undefined) => ComparisonKey | undefined {
  switch (attribute.type) {
    case "string":
    case "reference":
      return attribute.caseExact ? exactKey : foldedKey;
    case "binary":
      return exactKey;
    case "boolean":
      return (value) => (typeof value === "boolean" ? Number(value) : undefined);
    case "integer":
    case "decimal":
      return (value) => (typeof value === "number" ? value : undefined);
    case "dateTime":
      return (value) => (typeof value === "string" ? parseDateTime(value) : undefined);
    case "complex":
      return () => undefined;
  }
}

/** Less than, equal to or greater than 0 as the left key comes before, with or after the right one. */
export function compareKeys(left: ComparisonKey, right: ComparisonKey): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * Compiles the test of one simple value (RFC 7644, section 3.4.2.2, table 3). A value that is not of the attribute's
 * type differs from everything.
 */
export function compileComparison(
  attribute: ScimAttribute,
  operator: ComparisonOperator,
  value: ScimValue,
): (found: ScimValue) => boolean {
  const keyOf = comparisonKeyOf(attribute);
  const wanted = keyOf(value);
  const holds = TESTS[operator];
  return (found) => {
    const key = keyOf(found);
    return key === undefined || wanted === undefined ? operator === "ne" : holds(key, wanted);
  };
}

const TESTS: Readonly<Record<ComparisonOperator, (found: ComparisonKey, wanted: ComparisonKey) => boolean>> = {
  eq: (found, wanted) => found === wanted,
  ne: (found, wanted) => found !== wanted,
  co: (found, wanted) => String(found).includes(String(wanted)),
  sw: (found, wanted) => String(found).startsWith(String(wanted)),
  ew: (found, wanted) => String(found).endsWith(String(wanted)),
  gt: (found, wanted) => found > wanted,
  ge: (found, wanted) => found >= wanted,
  lt: (found, wanted) => found < wanted,
  le: (found, wanted) => found <= wanted,
};

function exactKey(value: ScimValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function foldedKey(value: ScimValue | undefined): string | undefined {
  return typeof value === "string" ? foldCase(value) : undefined;
}
