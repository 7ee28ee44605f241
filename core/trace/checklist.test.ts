import { describe, expect, it } from "vitest";
import { checkRules, createChecklist, failed, notApplicable, passed, type Rule, show, verdictOf } from "./checklist.ts";

/** What the rules below look at. */
interface Letter {
  readonly stamp?: string;
  readonly age: number;
}

const STAMP: Rule<Letter> = {
  code: "POST_STAMP",
  name: "A stamp is on it",
  spec: "post 1",
  setting: "postage",
  error: "no_stamp",
  check: ({ stamp }) => verdictOf(stamp !== undefined, "a stamp", show(stamp), "The letter has no stamp."),
};
const AGE: Rule<Letter> = {
  code: "POST_AGE",
  name: "It is fresh",
  spec: "post 2",
  setting: "maxAge",
  check: ({ age }) =>
    age < 9 ? passed("under 9", `${age}`) : failed("under 9", `${age}`, "The letter is too old.", "clock"),
};
const RETURN: Rule<Letter> = {
  code: "POST_RETURN",
  name: "It can go back",
  spec: "post 3",
  check: () => notApplicable("a sender", "nobody asks"),
};
const RULES = [STAMP, AGE, RETURN];
const PATH = "offices/main";

const reached = {
  stamp: { code: "POST_STAMP", name: "A stamp is on it", spec: "post 1", setting: "offices/main/postage" },
  age: { code: "POST_AGE", name: "It is fresh", spec: "post 2", setting: "offices/main/maxAge" },
  return: { code: "POST_RETURN", name: "It can go back", spec: "post 3" },
};

describe("rules about one subject", () => {
  it("are all carried out, in their order, where none is broken", () => {
    expect(checkRules(RULES, { stamp: "blue", age: 1 }, PATH)).toEqual({
      checks: [
        { ...reached.stamp, result: "passed", expected: "a stamp", actual: '"blue"' },
        { ...reached.age, result: "passed", expected: "under 9", actual: "1" },
        { ...reached.return, result: "notApplicable", expected: "a sender", actual: "nobody asks" },
      ],
    });
  });

  it("end at the first that is broken, with its reason, its setting, and what the sender is told", () => {
    const { checks, failure } = checkRules(RULES, { age: 10 }, PATH);
    expect(failure).toEqual({
      code: "POST_STAMP",
      reason: "The letter has no stamp.",
      setting: "offices/main/postage",
      error: "no_stamp",
    });
    expect(checks).toEqual([
      { ...reached.stamp, result: "failed", expected: "a stamp", actual: "(absent)" },
      {
        code: "POST_AGE",
        name: "It is fresh",
        spec: "post 2",
        result: "notReached",
        expected: "It is fresh",
        actual: "an earlier check failed",
      },
      { ...reached.return, result: "notReached", expected: "It can go back", actual: "an earlier check failed" },
    ]);
  });

  it("name the setting behind this very failure before the rule's own", () => {
    const { checks, failure } = checkRules(RULES, { stamp: "blue", age: 10 }, PATH);
    expect(failure).toEqual({ code: "POST_AGE", reason: "The letter is too old.", setting: "offices/main/clock" });
    expect(checks[1]?.setting).toBe("offices/main/clock");
  });

  it.each([
    ["the top of the workspace", "", "postage"],
    ["nowhere that is known", undefined, undefined],
  ])("name settings below %s", (_where, path, setting) => {
    const { checks, failure } = checkRules(RULES, { age: 1 }, path);
    expect([checks[0]?.setting, failure?.setting]).toEqual([setting, setting]);
  });
});

describe("a checklist", () => {
  it("grows stage by stage, and shows what no stage reached", () => {
    const list = createChecklist(RULES, PATH);
    const resultsOf = () => list.verdict().checks.map(({ result }) => result);
    expect(resultsOf()).toEqual(["notReached", "notReached", "notReached"]);
    expect(list.carryOut([STAMP], { stamp: "blue", age: 1 })).toBe(true);
    expect(resultsOf()).toEqual(["passed", "notReached", "notReached"]);
    expect(list.carryOut([AGE], { age: 10 })).toBe(false);
    expect(list.carryOut([RETURN], { age: 1 })).toBe(false);
    expect(resultsOf()).toEqual(["passed", "failed", "notReached"]);
    expect(list.verdict().failure?.code).toBe("POST_AGE");
  });

  it("does not carry out what a switch turns off, and says so", () => {
    const list = createChecklist(RULES, PATH, ["POST_STAMP"]);
    expect(list.carryOut(RULES, { age: 1 })).toBe(true);
    expect(list.verdict().checks[0]).toEqual({
      ...reached.stamp,
      result: "off",
      expected: "A stamp is on it",
      actual: "not checked: a switch marked unsafe",
      setting: "offices/main/unsafeChecksOff",
    });
  });
});

describe("a value from outside", () => {
  it.each([
    [undefined, "(absent)"],
    ["", '""'],
    ['a"b', '"a\\"b"'],
    [7, "7"],
    [["a", null], '["a",null]'],
    ["x".repeat(200), `"${"x".repeat(200)}"`],
    ["x".repeat(201), `"${"x".repeat(200)}"… (201 characters)`],
    [["x".repeat(300)], `["${"x".repeat(198)}… (304 characters)`],
  ])("is shown so that a person can read it: %j", (value, shown) => {
    expect(show(value)).toBe(shown);
  });
});
