import { expect, test } from "vitest";
import type { RoleRule } from "./role-rule.ts";
import { evaluateRoleRules } from "./roles.ts";

const ROLES = [
  { id: "finance", name: "Finance User" },
  { id: "admin", name: "Administrator" },
];

const RULES: readonly RoleRule[] = [
  { id: "one", role: "finance", when: { operator: "equals", claim: "department", value: "Finance" } },
  { id: "two", role: "admin", when: { operator: "isMemberOf", claim: "groups", value: "Admins" } },
  { id: "three", role: "finance", when: { operator: "isPresent", claim: "department" } },
  { id: "four", role: "ghost", when: { operator: "isPresent", claim: "department" } },
  { id: "five", role: "admin", when: { operator: "matches", claim: "department", value: "[" } },
];

const RESULT = evaluateRoleRules(
  RULES,
  ROLES,
  (name) => ({ department: "Finance" })[name],
  "applications/acme/roleRules",
);

test("asks the world for what an expression wants beside the claims", () => {
  const rules: readonly RoleRule[] = [
    { id: "group", role: "finance", when: { expression: { dialect: "okta", text: 'isMemberOfGroupName("Staff")' } } },
    {
      id: "clock",
      role: "admin",
      when: { expression: { dialect: "entra", text: 'CBool(DateDiff("d", [begin], Now()) > 30)' } },
    },
  ];
  const lookup = (name: string) => ({ begin: "2026-01-01" })[name];
  const world = { now: Date.parse("2026-03-02T09:00:00Z"), groups: [{ id: "g", name: "Staff" }] };
  expect(evaluateRoleRules(rules, ROLES, lookup, "", world).grants.map(({ role }) => role)).toEqual([
    "finance",
    "admin",
  ]);
  const blind = evaluateRoleRules(rules, ROLES, lookup, "");
  expect(blind.evaluations.map(({ result }) => result)).toEqual(["failed", "failed"]);
});

test("grants each role once, by the first rule that holds", () => {
  expect(RESULT.grants).toEqual([
    { role: "finance", rule: "one", why: "Rule `one` grants Finance User: claim `department` equals `Finance`." },
  ]);
});

test.each([
  { id: "one", result: "applied", why: "Rule `one` grants Finance User: claim `department` equals `Finance`." },
  {
    id: "two",
    result: "absent",
    why: "Not granted: claim `groups` has the member `Admins`, but the claim did not come.",
  },
  { id: "three", result: "skipped", why: "Holds too, but rule `one` grants Finance User already." },
  { id: "four", result: "failed", why: "The application has no role `ghost`." },
  {
    id: "five",
    result: "failed",
    why: "Not granted: claim `department` matches `[`, but the pattern is not valid: missing closing ]: `[`.",
  },
])("says of rule $id: $result", ({ id, result, why }) => {
  expect(RESULT.evaluations.find((entry) => entry.id === id)).toMatchObject({ result, why });
});

test("shows each test with what was found, and the rule's place in the workspace", () => {
  expect(RESULT.evaluations[0]).toEqual({
    id: "one",
    target: "finance",
    rule: "Finance User when claim `department` equals `Finance`",
    inputs: [{ name: "department", value: "Finance" }],
    intermediate: [{ text: 'claim `department` equals `Finance`: found "Finance"', value: true }],
    result: "applied",
    value: true,
    why: "Rule `one` grants Finance User: claim `department` equals `Finance`.",
    setting: "applications/acme/roleRules/one",
  });
});
