import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AttributeValue } from "../attribute-value.ts";
import { type ClaimTest, type Condition, conditionSchema } from "./condition.ts";
import type { Lookup } from "./evaluate.ts";
import { describeCondition, evaluateCondition } from "./evaluate-condition.ts";

function lookupIn(values: Readonly<Record<string, AttributeValue>>): Lookup {
  return (name) => (Object.hasOwn(values, name) ? values[name] : undefined);
}

describe("a test on one claim", () => {
  const cases: readonly { operator: ClaimTest["operator"]; value?: string; claim?: AttributeValue; holds: boolean }[] =
    [
      { operator: "equals", value: "Finance", claim: "Finance", holds: true },
      { operator: "equals", value: "Finance", claim: "finance", holds: false },
      { operator: "equals", value: "Finance", claim: ["IT", "Finance"], holds: true },
      { operator: "equals", value: "7", claim: 7, holds: true },
      { operator: "equals", value: "true", claim: true, holds: true },
      { operator: "equals", value: "Finance", holds: false },
      { operator: "equals", value: "", claim: null, holds: false },
      { operator: "notEquals", value: "Finance", claim: "IT", holds: true },
      { operator: "notEquals", value: "Finance", claim: ["IT", "Finance"], holds: false },
      { operator: "notEquals", value: "Finance", holds: true },
      { operator: "contains", value: "nan", claim: ["IT", "Finance"], holds: true },
      { operator: "contains", value: "nan", claim: "IT", holds: false },
      { operator: "startsWith", value: "Fin", claim: "Finance", holds: true },
      { operator: "startsWith", value: "ance", claim: "Finance", holds: false },
      { operator: "matches", value: "F.*e", claim: "Finance", holds: true },
      { operator: "matches", value: "Fin", claim: "Finance", holds: false },
      { operator: "matches", value: "[", claim: "[", holds: false },
      { operator: "isMemberOf", value: "Admins", claim: ["Staff", "Admins"], holds: true },
      { operator: "isMemberOf", value: "Admin", claim: ["Staff", "Admins"], holds: false },
      { operator: "isPresent", claim: "x", holds: true },
      { operator: "isPresent", claim: false, holds: true },
      { operator: "isPresent", claim: "", holds: false },
      { operator: "isPresent", claim: [], holds: false },
      { operator: "isPresent", holds: false },
    ];
  test.each(cases)("$operator $value on $claim: $holds", ({ operator, value, claim, holds }) => {
    const condition = conditionSchema.parse({ operator, claim: "it", ...(value === undefined ? {} : { value }) });
    expect(evaluateCondition(condition, lookupIn(claim === undefined ? {} : { it: claim })).holds).toBe(holds);
  });
});

const FINANCE: Condition = { operator: "equals", claim: "department", value: "Finance" };
const MANAGER: Condition = { operator: "contains", claim: "title", value: "Manager" };
const TITLED: Condition = { operator: "isPresent", claim: "title" };

test("says which tests of `all` stand in the way, and what was found", () => {
  const result = evaluateCondition({ all: [FINANCE, MANAGER] }, lookupIn({ department: "Finance", title: "Clerk" }));
  expect(result.holds).toBe(false);
  expect(result.clauses.map((clause) => clause.holds)).toEqual([true, false]);
  expect(result.blocking).toMatchObject([{ text: "claim `title` contains `Manager`", why: 'found "Clerk"' }]);
});

test("says that every test of `any` stands in the way", () => {
  const result = evaluateCondition({ any: [FINANCE, MANAGER] }, lookupIn({ department: "IT" }));
  expect(result.blocking.map((clause) => `${clause.text}: ${clause.why}`)).toEqual([
    'claim `department` equals `Finance`: found "IT"',
    "claim `title` contains `Manager`: the claim did not come",
  ]);
});

test("leaves out what does not matter: a failed test below an `any` that holds", () => {
  const result = evaluateCondition({ all: [{ any: [FINANCE, TITLED] }, MANAGER] }, lookupIn({ department: "Finance" }));
  expect(result.blocking.map((clause) => clause.text)).toEqual(["claim `title` contains `Manager`"]);
});

test("names an invalid pattern as the problem", () => {
  const result = evaluateCondition({ operator: "matches", claim: "title", value: "(" }, lookupIn({ title: "(" }));
  expect(result.clauses[0]?.problem).toBe("the pattern is not valid: missing closing ): `(`");
});

test.each([
  { condition: FINANCE, words: "claim `department` equals `Finance`" },
  { condition: { all: [FINANCE, TITLED] }, words: "claim `department` equals `Finance` and claim `title` is present" },
  {
    condition: { all: [FINANCE, { any: [MANAGER, TITLED] }] },
    words: "claim `department` equals `Finance` and (claim `title` contains `Manager` or claim `title` is present)",
  },
  {
    condition: { operator: "startsWith", claim: "subject", value: "a" } as const,
    words: "the subject starts with `a`",
  },
] satisfies readonly { condition: Condition; words: string }[])("reads: $words", ({ condition, words }) => {
  expect(describeCondition(condition)).toBe(words);
});

test("holds exactly where nothing blocks, for any condition and claims", () => {
  const claimTest = fc.record({
    operator: fc.constantFrom("equals", "notEquals", "contains", "startsWith", "matches", "isMemberOf"),
    claim: fc.constantFrom("a", "b"),
    value: fc.constantFrom("x", "y", "", "[", "x.*"),
  });
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small" },
      claimTest,
      fc.record({ all: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    ),
  }));
  const claims = fc.dictionary(
    fc.constantFrom("a", "b"),
    fc.oneof(fc.string(), fc.constant(null), fc.array(fc.constantFrom("x", "y"))),
  );
  fc.assert(
    fc.property(condition, claims, (tree, values) => {
      const result = evaluateCondition(tree, lookupIn(values));
      expect(result.blocking.length === 0).toBe(result.holds);
    }),
  );
});
