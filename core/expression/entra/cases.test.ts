import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../../random.ts";
import { type Evaluated, evaluateFor } from "../evaluate.ts";
import { ExpressionError } from "../expression-error.ts";
import { type EvaluationInput, NotKnown } from "../input.ts";
import { type Case, type CaseKind, type Expected, NOW, PERSON, TAKEN } from "./cases/case.ts";
import { DATE_CASES } from "./cases/date-cases.ts";
import { LOGIC_CASES } from "./cases/logic-cases.ts";
import { REPLACE_CASES } from "./cases/replace-cases.ts";
import { ROLE_CASES } from "./cases/role-cases.ts";
import { TEXT_CASES } from "./cases/text-cases.ts";
import { entra } from "./entra.ts";

const CASES: readonly Case[] = [...TEXT_CASES, ...REPLACE_CASES, ...LOGIC_CASES, ...DATE_CASES, ...ROLE_CASES];

function buildInput(): EvaluationInput {
  return {
    attribute: (name) => PERSON[name],
    now: NOW,
    random: createSeededRandom("cases"),
    isTaken: (value) => TAKEN.has(value),
    appRoles: [
      { id: "r1", value: "Admin", displayName: "Administrator" },
      { id: "r2", value: "Reader", displayName: "Reader" },
    ],
    defaultDomain: "contoso.onmicrosoft.com",
  };
}

/** What comes out, also of what cannot be made ready to run. */
function evaluate(text: string): Evaluated {
  const node = entra.parse(text);
  try {
    return evaluateFor(entra.compile(node, { log: false }), buildInput(), entra, false);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { outcome: "error", code: error.code, message: error.message, span: error.span };
  }
}

function check(evaluated: Evaluated, expected: Expected): void {
  if (typeof expected !== "object" || expected === null || isList(expected)) {
    checkValue(evaluated, { ...(expected === undefined ? {} : { value: expected }), effects: [] });
  } else if ("error" in expected) {
    expect(evaluated).toMatchObject({ outcome: "error", code: expected.error });
  } else if ("like" in expected) {
    expect(evaluated.outcome === "value" && evaluated.value).toMatch(expected.like);
  } else {
    checkValue(evaluated, expected);
  }
}

function isList(expected: object): expected is readonly (string | number | boolean)[] {
  return Array.isArray(expected);
}

function checkValue(evaluated: Evaluated, expected: object): void {
  const { type: _, ...rest } = evaluated.outcome === "value" ? evaluated : { ...evaluated, type: "" };
  expect(rest).toEqual({ outcome: "value", ...expected });
}

describe("Entra's functions, row by row", () => {
  test.each(CASES)("%s, %s: %s", (_name, _kind, text, expected) => {
    check(evaluate(text), expected);
  });
});

describe("the table of cases", () => {
  /** Functions of no argument have nothing that could be null, empty or many. */
  const kindsWithout: Readonly<Record<string, readonly CaseKind[]>> = {
    Now: ["empty", "many"],
    Guid: ["many"],
    DefaultDomain: ["many"],
    AppRoleAssignments: ["error"],
  };

  test.each(entra.functions.map(({ name }) => name))("has six rows for %s, and one of each kind", (name) => {
    const rows = CASES.filter(([called]) => called === name);
    expect(rows.length).toBeGreaterThanOrEqual(6);
    const kinds: readonly CaseKind[] = ["normal", "null", "empty", "many", "boundary", "error"];
    const wanted = kinds.filter((kind) => !kindsWithout[name]?.includes(kind));
    expect(wanted.filter((kind) => !rows.some(([, found]) => found === kind))).toEqual([]);
  });

  test("each row calls the function that it is about, and names its source", () => {
    for (const [name, , text, , source] of CASES) {
      expect(text).toMatch(new RegExp(`\\b${name}\\s*\\(`));
      expect(source).not.toBe("");
    }
  });
});

describe("what nobody told", () => {
  test("an attribute that is not known makes the outcome not known", () => {
    const input: EvaluationInput = {
      attribute: (name) => {
        throw new NotKnown(name);
      },
      now: NOW,
    };
    const run = entra.compile(entra.parse('Append([employeeId],"x")'), { log: false });
    expect(evaluateFor(run, input, entra, false)).toEqual({ outcome: "notKnown", attribute: "employeeId" });
  });

  test.each([
    ["SingleAppRoleAssignment([appRoleAssignments])", { outcome: "notKnown", attribute: "appRoleAssignments" }],
    [
      "DefaultDomain()",
      { outcome: "notKnown", attribute: "DefaultDomain()", why: expect.stringContaining("verified") },
    ],
    ["Guid()", { outcome: "error", code: "EXPRESSION_NO_RANDOMNESS" }],
    ['SelectUniqueValue("a","b")', { outcome: "error", code: "EXPRESSION_NO_TARGET" }],
  ])("%s without what it asks for", (text, expected) => {
    const run = entra.compile(entra.parse(text), { log: false });
    const bare: EvaluationInput = { attribute: () => undefined, now: NOW };
    expect(evaluateFor(run, bare, entra, false)).toMatchObject(expected);
  });
});
