import { describe, expect, it } from "vitest";
import { type EvaluationInput, NotKnown } from "../input.ts";
import { oktaClassic } from "./classic.ts";
import { oktaIdentityEngine } from "./identity-engine.ts";
import { ADA, evaluate } from "./test-world.ts";

describe("a setting of Okta's language", () => {
  it("says what null is in a text", () => {
    const text = 'user.missing + "-" + user.firstName';
    expect(evaluate(oktaClassic, text)).toMatchObject({ value: "null-Ada" });
    expect(evaluate(oktaClassic, text, ADA, { oktaNullInText: "empty" })).toMatchObject({ value: "-Ada" });
    expect(evaluate(oktaClassic, "null + null", ADA, { oktaNullInText: "empty" })).toMatchObject({ value: "" });
    const append = "String.append(user.missing, 'x')";
    expect(evaluate(oktaClassic, append, ADA, { oktaNullInText: "empty" })).toMatchObject({ value: "x" });
  });

  it.each([
    ["String.substring('abc', 0, 9)", "abc"],
    ["String.substring('abc', 5, 9)", ""],
    ["String.substring('abc', -2, 2)", "ab"],
    ["String.substring('abc', 2, 1)", ""],
  ])("clamps positions beyond the text: %s", (text, value) => {
    expect(evaluate(oktaClassic, text)).toMatchObject({ code: "EXPRESSION_OUT_OF_RANGE" });
    expect(evaluate(oktaClassic, text, ADA, { oktaSubstring: "clamp" })).toMatchObject({ value });
  });

  it("says whether a text and a number may be asked to be equal", () => {
    expect(evaluate(oktaClassic, "user.salary == '1200'")).toMatchObject({ code: "EXPRESSION_TYPE_CLASH" });
    const settings = { oktaMixedEquality: "unequal" } as const;
    expect(evaluate(oktaClassic, "user.salary == '1200'", ADA, settings)).toMatchObject({ value: false });
    expect(evaluate(oktaClassic, "user.salary != '1200'", ADA, settings)).toMatchObject({ value: true });
    expect(evaluate(oktaClassic, "user.salary < '1200'", ADA, settings)).toMatchObject({ outcome: "error" });
  });
});

describe("an evaluation of Okta's language", () => {
  it("tells the value of each sub-expression with its place", () => {
    const text = 'String.substringBefore(user.email, "@") + "!"';
    const { log } = evaluate(oktaClassic, text, ADA, {}, true);
    const shown = log?.map(({ from, to, text: written }) => [text.slice(from, to), written]);
    expect(shown).toEqual([
      ["user.email", "ada@acme.test"],
      ['String.substringBefore(user.email, "@")', "ada"],
      [text, "ada!"],
    ]);
  });

  it("says where it failed and what would be right", () => {
    const text = "String.substring(user.firstName, 0, 6)";
    expect(evaluate(oktaClassic, text)).toEqual({
      outcome: "error",
      code: "EXPRESSION_OUT_OF_RANGE",
      message:
        "There is nothing from 0 to 6 in a text of 3 characters: positions count from 0, and the end is not included.",
      span: { from: 33, to: 34 },
    });
    expect(evaluate(oktaClassic, "user.nothing.x")).toMatchObject({
      message: "There is no `x` of null: what stands before the dot has no value.",
      span: { from: 13, to: 14 },
    });
  });

  it("cannot tell where an attribute is not known", () => {
    const input: EvaluationInput = {
      ...ADA,
      attribute: (name) => {
        throw new NotKnown(name);
      },
    };
    expect(evaluate(oktaClassic, "String.len(user.manager)", input)).toEqual({
      outcome: "notKnown",
      attribute: "manager",
    });
  });

  it.each([
    ["isMemberOfGroup('a')", "The person's groups are not given here."],
    [
      "user.getInternalProperty('id')",
      "The property `id` of people: not given here, so that this cannot be evaluated.",
    ],
    [
      "user.getLinkedObject('manager')",
      "Who people are linked with: not given here, so that this cannot be evaluated.",
    ],
    [
      "hasDirectoryUser()",
      "The person's assignments to applications: not given here, so that this cannot be evaluated.",
    ],
    [
      "getManagerAppUser('active_directory', 'a')",
      "Profiles of linked people: not given here, so that this cannot be evaluated.",
    ],
  ])("says what it was not told: %s", (text, message) => {
    const bare: EvaluationInput = { attribute: () => undefined, now: 0 };
    expect(evaluate(oktaClassic, text, bare)).toMatchObject({ code: "EXPRESSION_NOT_GIVEN", message });
  });

  it("leaves lists lists, and writes objects and times as their language does", () => {
    expect(evaluate(oktaClassic, "user.colors")).toMatchObject({ type: "list", value: ["red", "blue", "red"] });
    expect(evaluate(oktaClassic, "user.getGroups({'group.id': '00gak46y5hydV6NdM0g4'})")).toMatchObject({
      type: "list",
      value: ["Everyone"],
    });
    expect(evaluate(oktaIdentityEngine, "user.created.toZone('+02:00')")).toMatchObject({
      type: "moment",
      value: "2015-07-31T01:58:32+02:00",
    });
  });

  it("does not let replacements multiply without end", () => {
    const input: EvaluationInput = { ...ADA, attribute: () => "a".repeat(1000) };
    const once = "String.replace(user.x, 'a', user.x)";
    expect(evaluate(oktaClassic, `String.len(${once})`, input)).toMatchObject({ value: 1_000_000 });
    expect(evaluate(oktaClassic, `String.replace(${once}, 'a', user.x)`, input)).toMatchObject({
      code: "EXPRESSION_TEXT_TOO_LONG",
    });
  });

  it("does not let a pattern run away", () => {
    const input: EvaluationInput = { ...ADA, attribute: () => `${"a".repeat(50_000)}!` };
    expect(evaluate(oktaClassic, "user.x matches '(a+)+'", input)).toMatchObject({ value: false });
    expect(evaluate(oktaClassic, "user.x matches '(a+)+\\1'", input)).toMatchObject({ code: "EXPRESSION_PATTERN" });
  });
});
