import { describe, expect, it } from "vitest";
import type { Condition } from "../mapping/condition.ts";
import type { FilterClause } from "../mapping/scoping-filter.ts";
import { checkProductWords } from "./check-product-words.ts";
import { buildTestWorkspace } from "./test-workspace.ts";

function check(when: Condition, workspace = buildTestWorkspace()) {
  return checkProductWords(when, "scope", workspace).map(({ code, path, severity }) => `${severity} ${code} ${path}`);
}

function filter(clause: Partial<FilterClause>): Condition {
  return {
    entraFilters: [{ title: "", clauses: [{ attribute: "department", operator: "EQUALS", values: ["x"], ...clause }] }],
  };
}

const CLAUSE = "scope.entraFilters[0].clauses[0]";

describe("what is in the words of a product", () => {
  it.each<[string, Condition, readonly string[]]>([
    ["a filter that can hold", filter({}), []],
    ["a name that Entra has for what everybody has", filter({ attribute: "userPrincipalName" }), []],
    [
      "an attribute that nobody has",
      filter({ attribute: "departmnt" }),
      [`warning WORKSPACE_ATTRIBUTE_UNKNOWN ${CLAUSE}.attribute`],
    ],
    ["an operator that is not known", filter({ operator: "LIKE" }), [`warning WORKSPACE_FILTER_CLAUSE ${CLAUSE}`]],
    [
      "a pattern that cannot be read",
      filter({ operator: "REGEX MATCH", values: ["("] }),
      [`warning WORKSPACE_FILTER_CLAUSE ${CLAUSE}`],
    ],
    [
      "a pattern without an end",
      filter({ operator: "REGEX MATCH", values: ["^F"] }),
      [`warning WORKSPACE_FILTER_UNDOCUMENTED ${CLAUSE}`],
    ],
    ["an expression that can hold", { expression: { dialect: "okta", text: 'user.department == "Finance"' } }, []],
    [
      "an expression that cannot be read, below others",
      { all: [{ operator: "isPresent", claim: "department" }, { expression: { dialect: "okta", text: "user." } }] },
      ["warning EXPRESSION_INCOMPLETE scope.all[1].expression.text"],
    ],
  ])("%s", (_, when, problems) => {
    expect(check(when)).toEqual(problems);
  });

  it("is not called unknown where there is nobody", () => {
    const workspace = buildTestWorkspace();
    expect(check(filter({ attribute: "x" }), { ...workspace, directory: { users: [], groups: [] } })).toEqual([]);
  });
});
