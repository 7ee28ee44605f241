import { expect, it } from "vitest";
import type { Configuration } from "../../core/contract/methods.ts";
import { fieldProblems, nameProblems, problemsAt, settingOf, tabOf } from "./problems.ts";
import { EXPENSES } from "./test-configuration.ts";

const test = { operator: "matches", claim: "groups", value: "(" } as const;

/** The second rule has tests in groups. */
const GROUPED: Configuration = {
  ...EXPENSES,
  application: {
    ...EXPENSES.application,
    roleRules: EXPENSES.application.roleRules.map((rule) =>
      rule.id === "admins" ? { ...rule, when: { all: [test, { any: [test] }] } } : rule,
    ),
  },
};

it.each([
  ["applications[3].mappings[1].target", ["mappings", "email", "target"]],
  ["configuration.application.mappings[0].source.attribute", ["mappings", "userName", "source", "attribute"]],
  ["application.jit.match[0].from", ["jit", "match", "email", "from"]],
  ["identityProviders[0].connections[3].oidc.claims[2].claim", ["connection", "oidc", "claims", "groups", "claim"]],
  ["configuration.connection.oidc.redirectUris[0]", ["connection", "oidc", "redirectUris"]],
  ["connection.oidc.claims[0]", ["connection", "oidc", "claims", "email"]],
  ["jit.noMatch", ["jit", "noMatch"]],
  ["application.roleRules[0].when.value", ["roleRules", "finance", "when", "value"]],
  [
    "application.roleRules[1].when.all[1].any[0].value",
    ["roleRules", "admins", "when", "all", "1", "any", "0", "value"],
  ],
  ['applications[0].accounts["odd name"].x', ["accounts", "odd name", "x"]],
  ["applications[3]", []],
])("takes %s to its field", (path, expected) => expect(settingOf(path, GROUPED)).toEqual(expected));

it("gives a field its own problems and those below it", () => {
  const found = fieldProblems(
    [
      { path: "applications[0].mappings[1].target", message: "One.", severity: "warning" },
      { path: "applications[0].mappings[2]", message: "Two." },
    ],
    EXPENSES,
  );
  expect(problemsAt(found, ["mappings", "email"]).map(({ message, severity }) => [message, severity])).toEqual([
    ["One.", "warning"],
  ]);
  expect(problemsAt(found, ["mappings"]).map(({ severity }) => severity)).toEqual(["warning", "error"]);
  expect(problemsAt(found, ["jit"])).toEqual([]);
});

it("gives each problem an id, and counts what was found twice as one", () => {
  const one = { path: ["roles", "a"], message: "One.", severity: "error" } as const;
  const named = nameProblems([one, { ...one, message: "Two." }, { ...one }]);
  expect(named.map(({ id, message }) => [id, message])).toEqual([
    ["problem-0", "One."],
    ["problem-1", "Two."],
  ]);
});

it.each([
  [["jit", "match", "email"], "policy"],
  [["connection", "oidc", "claims", "email"], "mapping"],
  [["connection", "oidc", "scopes"], "connection"],
  [["roles", "admin"], "roles"],
  [["saml", "want"], "connection"],
  [["mappings"], "mapping"],
] as const)("knows the tab of %j", (path, tab) => expect(tabOf(path)).toBe(tab));
