import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { AttributeValue } from "../attribute-value.ts";
import type { Condition } from "./condition.ts";
import { describeCondition, evaluateCondition } from "./evaluate-condition.ts";
import { evaluateClause, findClauseProblem, findOpenQuestion, operatorOf } from "./scoping-filter.ts";

/** Operator, values of the clause, the person's value (undefined: no such attribute), and whether it holds. */
const cases: readonly (readonly [string, readonly string[], AttributeValue | undefined, boolean])[] = [
  ["EQUALS", ["Sales"], "Sales", true],
  ["EQUALS", ["Sales"], "sales", false],
  ["EQUALS", ["Sales", "Legal"], "Legal", true],
  ["EQUALS", ["7"], 7, true],
  ["EQUALS", ["True"], true, true],
  ["EQUALS", ["true"], true, true],
  ["EQUALS", [""], "", false],
  ["EQUALS", ["Sales"], undefined, false],
  ["NOT EQUALS", ["Sales"], "sales", true],
  ["NOT EQUALS", ["Sales"], "Sales", false],
  ["NOT EQUALS", ["Sales", "Legal"], "Legal", false],
  ["NOT EQUALS", ["Sales"], undefined, false],
  ["NOT EQUALS", ["Sales"], null, false],
  ["NOT EQUALS", ["Sales"], "", false],
  ["IS TRUE", [], true, true],
  ["IS TRUE", [], "True", true],
  ["IS TRUE", [], "yes", false],
  ["IS TRUE", [], undefined, false],
  ["IS FALSE", [], false, true],
  ["IS FALSE", [], undefined, false],
  ["IS NULL", [], undefined, true],
  ["IS NULL", [], null, true],
  ["IS NULL", [], "", true],
  ["IS NULL", [], "x", false],
  ["IS NOT NULL", [], "x", true],
  ["IS NOT NULL", [], false, true],
  ["IS NOT NULL", [], null, false],
  ["REGEX MATCH", ["([1-9][0-9])"], "42", true],
  ["REGEX MATCH", ["([1-9][0-9])"], "a142", true],
  ["REGEX MATCH", ["^([1-9][0-9])$"], "142", false],
  ["REGEX MATCH", ["(?i)^sales"], "SALES EMEA", true],
  ["REGEX MATCH", ["("], "(", false],
  ["REGEX MATCH", ["a"], null, false],
  ["NOT REGEX MATCH", ["^a"], "b", true],
  ["NOT REGEX MATCH", ["^a"], "ab", false],
  ["NOT REGEX MATCH", ["^a"], "", false],
  ["NOT REGEX MATCH", ["("], "b", false],
  ["Greater_Than", ["10"], "11", true],
  ["Greater_Than", ["10"], 10, false],
  ["Greater_Than", ["9007199254740993"], "9007199254740994", true],
  ["Greater_Than", ["10"], "11.5", false],
  ["Greater_Than", ["ten"], "11", false],
  ["Greater_Than_OR_EQUALS", ["10"], 10, true],
  ["Greater_Than_OR_EQUALS", ["-1"], "-2", false],
  ["Includes", ["ale"], "Sales", true],
  ["Includes", ["ALE"], "Sales", false],
  ["ENDS_WITH", ["@acme.test"], "ada@acme.test", true],
  ["ENDS_WITH", ["@acme.test"], "ada@ACME.test", false],
  ["&", ["Sales, Legal"], "Legal", true],
  ["&", ["Sales, Legal"], "IT", false],
  ["!&", ["Sales, Legal"], "IT", true],
  ["!&", ["Sales, Legal"], "Legal", false],
  ["!&", ["Sales, Legal"], null, false],
  ["LIKE", ["a"], "a", false],
  ["EQUALS", ["a"], ["a", "b"], false],
  ["EQUALS", [], "a", false],
];

describe("a clause of a scoping filter", () => {
  it.each(cases)("%s %j on %j: %s", (operator, values, value, holds) => {
    expect(evaluateClause({ attribute: "it", operator, values: [...values] }, value).holds).toBe(holds);
  });

  it.each([
    ["equals", "EQUALS"],
    ["Not_Equals", "NOT EQUALS"],
    ["GREATER THAN OR EQUALS", "GREATER THAN OR EQUALS"],
    ["ends with", "ENDS WITH"],
    ["INCLUDES", "INCLUDES"],
    ["constructor", undefined],
  ])("knows %s as %s", (name, operator) => {
    expect(operatorOf(name)).toBe(operator);
  });

  it.each([
    ["LIKES", ["a"], "The operator `LIKES` is not known, so that the clause never holds."],
    [
      "NOT EQUAL",
      ["a"],
      "The operator `NOT EQUAL` is not known, so that the clause never holds. Did you mean `NOT EQUALS`?",
    ],
    ["EQUALS", [], "`EQUALS` compares with a value, and there is none."],
    ["Greater_Than", ["1.5"], '`Greater_Than` compares integers only; ["1.5"] is none.'],
    ["REGEX MATCH", ["(?<=a+)b(c"], "The pattern `(?<=a+)b(c` cannot be used: "],
  ])("that can hold for nobody says why: %s %j", (operator, values, problem) => {
    expect(findClauseProblem({ attribute: "it", operator, values })).toContain(problem);
  });

  it("says what the documentation leaves open", () => {
    const clause = { attribute: "it", operator: "REGEX MATCH", values: ["a"] };
    expect(findOpenQuestion(clause)).toContain("may match anywhere");
    expect(findOpenQuestion({ ...clause, values: ["^a$"] })).toBeUndefined();
    expect(findOpenQuestion({ ...clause, operator: "EQUALS", values: ["a", "b"] })).toContain("any of them");
    expect(findOpenQuestion({ ...clause, operator: "IS NULL", values: [] })).toBeUndefined();
  });

  it("comes to an end for any pattern and value, without ever failing", () => {
    const clause = fc.record({
      attribute: fc.constant("it"),
      operator: fc.oneof(fc.constantFrom(...cases.map(([operator]) => operator)), fc.string({ minLength: 1 })),
      values: fc.array(fc.string()),
    });
    const value = fc.oneof(fc.string(), fc.boolean(), fc.double(), fc.constant(null), fc.array(fc.string()));
    fc.assert(fc.property(clause, value, (each, found) => void evaluateClause(each, found)));
  });
});

const SALES = { attribute: "department", operator: "EQUALS", values: ["Sales"] };
const NUMBERED = { attribute: "employeeId", operator: "IS NOT NULL", values: [] };

const FILTERS: Condition = {
  entraFilters: [
    { title: "Staff in sales", clauses: [SALES, NUMBERED] },
    { title: "Directors", clauses: [{ attribute: "userPrincipalName", operator: "ENDS_WITH", values: ["@d.test"] }] },
  ],
};

function lookupIn(values: Readonly<Record<string, AttributeValue>>) {
  return (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
}

describe("scoping filters", () => {
  test.each([
    [{ department: "Sales", employeeId: "1" }, true],
    [{ department: "Sales" }, false],
    [{ userName: "ada@d.test" }, true],
    [{}, false],
  ])("any of them takes %j: %s", (person, holds) => {
    expect(evaluateCondition(FILTERS, lookupIn(person)).holds).toBe(holds);
  });

  test("show every clause as Entra lists it, and what stands in the way", () => {
    const { clauses, blocking } = evaluateCondition(FILTERS, lookupIn({ department: "Sales", userName: "ada@a.test" }));
    expect(clauses.map(({ text, holds, why }) => `${text} (${holds}): ${why}`)).toEqual([
      'Staff in sales department EQUALS Sales (true): found "Sales"',
      "Staff in sales employeeId IS NOT NULL (false): the person has no such attribute",
      'Directors userPrincipalName ENDS_WITH @d.test (false): found "ada@a.test"',
    ]);
    expect(blocking.map(({ text }) => text)).toEqual([
      "Staff in sales employeeId IS NOT NULL",
      "Directors userPrincipalName ENDS_WITH @d.test",
    ]);
  });

  test("cannot tell where a file does not carry the attribute", () => {
    const world = { now: 0, notKnownFrom: () => "users.csv" };
    const { holds, blocking } = evaluateCondition(
      { entraFilters: [{ title: "", clauses: [NUMBERED] }] },
      () => undefined,
      world,
    );
    expect([holds, blocking[0]?.problem]).toEqual([false, "Cannot tell: users.csv does not carry `employeeId`."]);
  });

  test("read as words among other conditions", () => {
    expect(describeCondition({ all: [{ operator: "isPresent", claim: "mail" }, FILTERS] })).toBe(
      "claim `mail` is present and (the filter `Staff in sales` (department EQUALS Sales and employeeId IS NOT NULL) or the filter `Directors` (userPrincipalName ENDS_WITH @d.test))",
    );
  });
});

describe("an expression as a condition", () => {
  const when = (dialect: "okta" | "entra", text: string): Condition => ({ expression: { dialect, text } });
  test.each([
    [when("okta", 'user.department == "Sales"'), true, "it gives true"],
    [when("okta", 'user.department == "Legal"'), false, "it gives false"],
    [when("okta", "user.department"), false, 'it gives "Sales"'],
    [when("entra", "IsPresent([department])"), true, "it gives true"],
    [
      when("entra", "Upper([department])"),
      false,
      "There is no function `Upper`; did you mean `ToUpper`? (EXPRESSION_UNKNOWN_FUNCTION)",
    ],
  ])("%j: %s", (condition, holds, why) => {
    const result = evaluateCondition(condition, lookupIn({ department: "Sales" }));
    expect([result.holds, result.clauses[0]?.why]).toEqual([holds, why]);
  });
});
