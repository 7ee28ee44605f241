import { describe, expect, it } from "vitest";
import type { GroupRule } from "../idp/group-rules.ts";
import { checkWorkspace } from "./check.ts";
import { buildTestWorkspace } from "./test-workspace.ts";
import type { Workspace } from "./workspace.ts";

function withRule(differs: Partial<GroupRule>): Workspace {
  const workspace = buildTestWorkspace();
  const when = { expression: { dialect: "okta", text: 'user.department == "Finance"' } } as const;
  const rule: GroupRule = { id: "r1", name: "Finance", active: true, when, groups: ["g-finance"], ...differs };
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    groupRules: { rules: [rule], whoStopsMatching: "leaves" as const },
  }));
  return { ...workspace, identityProviders };
}

const PLACE = "identityProviders[0].groupRules.rules[0]";

const cases: readonly (readonly [string, Partial<GroupRule>, readonly string[]])[] = [
  ["a rule that can be worked out", {}, []],
  ["a group that is not there", { groups: ["g-nowhere"] }, [`warning WORKSPACE_GROUP_RULE_GROUP ${PLACE}.groups[0]`]],
  [
    "an expression that cannot be read",
    { when: { expression: { dialect: "okta", text: "user." } } },
    [`warning EXPRESSION_INCOMPLETE ${PLACE}.when.expression.text`],
  ],
  [
    "a function that rules do not take",
    { when: { expression: { dialect: "okta", text: 'Convert.toInt(user.department) == "1"' } } },
    [`warning EXPRESSION_WRONG_CONTEXT ${PLACE}.when.expression.text`],
  ],
  [
    "an attribute that nobody has",
    { when: { operator: "isPresent", claim: "departmnt" } },
    [`warning WORKSPACE_ATTRIBUTE_UNKNOWN ${PLACE}.when`],
  ],
];

describe("group rules", () => {
  it.each(cases)("%s", (_, differs, found) => {
    const problems = checkWorkspace(withRule(differs)).filter(({ path }) => path.startsWith(PLACE));
    const codes = problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
    expect(codes).toEqual(expect.arrayContaining([...found]));
    expect(codes.length === 0).toBe(found.length === 0);
  });
});
