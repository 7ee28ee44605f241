import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Application } from "../sp/application.ts";
import { checkWorkspace } from "./check.ts";
import { parseWorkspace } from "./parse.ts";
import type { Workspace } from "./workspace.ts";

const acme = parseWorkspace(
  readFileSync(new URL("../../fixtures/workspaces/acme.json", import.meta.url), "utf8"),
  "acme.json",
);

function withExpenses(change: (application: Application) => Application): Workspace {
  return { ...acme, applications: acme.applications.map((each) => (each.id === "expenses" ? change(each) : each)) };
}

it("warns of a claim that no identity provider sends, and names the one that was meant", () => {
  const workspace = withExpenses((application) => ({
    ...application,
    roleRules: [
      {
        id: "r",
        role: application.roles[0]?.id ?? "",
        when: { any: [{ operator: "isMemberOf", claim: "Groups", value: "x" }] },
      },
    ],
    jit: {
      ...application.jit,
      requiredClaims: ["departmnt"],
      match: [{ account: "email", from: { claim: "mail" }, compare: "exact" }],
    },
  }));
  const index = acme.applications.findIndex(({ id }) => id === "expenses");
  const found = checkWorkspace(workspace).filter(({ code }) => code === "WORKSPACE_CLAIM_NOT_SENT");
  expect(found.map(({ path, message, severity }) => [path, message, severity])).toEqual([
    [
      `applications[${index}].roleRules[0].when`,
      'No identity provider here sends Expenses the claim "Groups". Did you mean "groups"?',
      "warning",
    ],
    [
      `applications[${index}].jit.requiredClaims[0]`,
      'No identity provider here sends Expenses the claim "departmnt". Did you mean "department"?',
      "warning",
    ],
    [`applications[${index}].jit.match[0].from`, expect.stringContaining('the claim "mail"'), "warning"],
  ]);
});

it("says nothing of an application that no identity provider here knows", () => {
  const workspace = withExpenses((application) => ({
    ...application,
    jit: { ...application.jit, requiredClaims: ["departmnt"] },
  }));
  const unknown = {
    ...workspace,
    identityProviders: workspace.identityProviders.map((each) => ({ ...each, connections: [] })),
  };
  expect(checkWorkspace(unknown).map(({ code }) => code)).not.toContain("WORKSPACE_CLAIM_NOT_SENT");
});

it("finds nothing in the sample", () => {
  expect(checkWorkspace(acme)).toEqual([]);
});
