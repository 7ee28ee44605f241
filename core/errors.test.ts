import { describe, expect, it } from "vitest";
import { describeError, didYouMean, nearestName, RehearsalError } from "./errors.ts";

describe("an error for a person", () => {
  it("names the file, the place, what is wrong, and its code", () => {
    const error = new RehearsalError("WORKSPACE_INVALID", 'expected true or false, found "yes"', {
      file: "acme.json",
      path: "directory.users[3].active",
    });
    expect(describeError(error)).toBe(
      'acme.json: directory.users[3].active: expected true or false, found "yes" (WORKSPACE_INVALID)',
    );
  });

  it("stays one line, whatever a name in it holds", () => {
    const error = new RehearsalError("A_CODE", "No role `a\nrehearse: all fine`.", { file: "a\u2028b.json" });
    expect(describeError(error)).toBe("a\\u2028b.json: No role `a\\u000arehearse: all fine`. (A_CODE)");
  });

  it("leaves out what is not known", () => {
    expect(describeError(new RehearsalError("A_CODE", "Something."))).toBe("Something. (A_CODE)");
  });
});

describe("did you mean", () => {
  it.each([
    ["Uper", ["ToUpper", "Upper", "Lower"], "Upper"],
    ["expense", ["slack", "expenses"], "expenses"],
    ["ADA@acme.test", ["ada@acme.test", "eve@acme.test"], "ada@acme.test"],
    ["quite different", ["slack", "jira"], undefined],
    ["sn", ["id", "mail"], undefined],
  ])("%s among %j: %s", (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });
});

describe("didYouMean", () => {
  it.each([
    { name: "expense", candidates: ["slack", "expenses"], hint: ' Did you mean "expenses"?' },
    { name: "payroll", candidates: ["slack", "expenses"], hint: "" },
    { name: "x", candidates: [], hint: "" },
  ])("of $name: $hint", ({ name, candidates, hint }) => {
    expect(didYouMean(name, candidates)).toBe(hint);
  });
});
