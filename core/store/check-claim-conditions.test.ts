import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import type { ClaimTransformation } from "../mapping/claim-transformation.ts";
import { checkWorkspace } from "./check.ts";
import { parseWorkspace } from "./parse.ts";
import type { Workspace } from "./workspace.ts";

const acme = parseWorkspace(
  readFileSync(new URL("../../fixtures/workspaces/acme.json", import.meta.url), "utf8"),
  "acme.json",
);

/** The sample with one row more at the SAML connection of Jira. */
function withRow(more: Omit<ClaimMapping, "id" | "claim" | "source">, row: Partial<ClaimMapping> = {}): Workspace {
  const added: ClaimMapping = {
    id: "new",
    claim: "new",
    source: { kind: "attribute", attribute: "mail" },
    ...row,
    ...more,
  };
  return {
    ...acme,
    identityProviders: acme.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) =>
        each.application === "jira" && each.saml !== undefined
          ? { ...each, saml: { ...each.saml, claims: [...each.saml.claims, added] } }
          : each,
      ),
    })),
  };
}

function withoutUserType(workspace: Workspace): Workspace {
  const { directory } = workspace;
  const users = directory.users.map((user) => {
    const { userType: _, ...attributes } = user.attributes;
    return { ...user, attributes };
  });
  return { ...workspace, directory: { ...directory, users } };
}

function found(workspace: Workspace) {
  return checkWorkspace(workspace).map(({ code, path, message }) => ({
    code,
    path: path.replace(/^.*?claims\[\d+\]\./, "").replace(/^identityProviders.*/, "connection"),
    message,
  }));
}

const lower: ClaimTransformation = { function: "ToLowercase" };
const replace = (more: Partial<Extract<ClaimTransformation, { function: "RegexReplace" }>>): ClaimTransformation => ({
  function: "RegexReplace",
  pattern: "^(?<who>.*)@acme\\.test$",
  replacement: "{who}",
  ...more,
});
const groups: ClaimMapping["source"] = { kind: "groups", emit: "name" };
const mail: ClaimMapping["source"] = { kind: "attribute", attribute: "mail" };

it.each<readonly [string, Workspace, string, string, RegExp]>([
  [
    "three transformations",
    withRow({ transformations: [lower, lower, lower] }),
    "MAPPING_TRANSFORMATION_COUNT",
    "transformations",
    /There are 3 .* Entra takes 2: leave out 1\./,
  ],
  [
    "Extract of nothing",
    withRow({ transformations: [{ function: "Extract" }] }),
    "MAPPING_TRANSFORMATION_PARAMETER",
    "transformations[0]",
    /`after` a text, `before` one/,
  ],
  [
    "a pattern that cannot be read",
    withRow({ transformations: [replace({ pattern: "(" })] }),
    "MAPPING_INVALID_PATTERN",
    "transformations[0].pattern",
    /cannot be used/,
  ],
  [
    "a name that nothing gives",
    withRow({ transformations: [replace({ replacement: "{whoo}" })] }),
    "MAPPING_TRANSFORMATION_PARAMETER",
    "transformations[0].replacement",
    /Nothing gives \{whoo\}\. Did you mean \{who\}\?/,
  ],
  [
    "a parameter that is not used",
    withRow({ transformations: [replace({ parameters: ["department"] })] }),
    "MAPPING_TRANSFORMATION_PARAMETER",
    "transformations[0].parameters[0]",
    /does not use it: write \{department\}/,
  ],
  [
    "a parameter twice",
    withRow({ transformations: [replace({ replacement: "{mail}", parameters: ["mail", "mail"] })] }),
    "MAPPING_TRANSFORMATION_PARAMETER",
    "transformations[0].parameters[1]",
    /already/,
  ],
  [
    "an attribute that nobody has",
    withRow({ transformations: [{ function: "Join", with: { attribute: "departmnt" } }] }),
    "WORKSPACE_ATTRIBUTE_UNKNOWN",
    "transformations[0].with.attribute",
    /did you mean "department"|Did you mean "department"/,
  ],
  [
    "a condition's third transformation",
    withRow({ conditions: [{ source: mail, transformations: [lower, lower, lower] }] }),
    "MAPPING_TRANSFORMATION_COUNT",
    "conditions[0].transformations",
    /leave out 1/,
  ],
  [
    "a group that is not there",
    withRow({ conditions: [{ groups: ["nowhere"], source: mail }] }),
    "WORKSPACE_UNKNOWN_REFERENCE",
    "conditions[0].groups[0]",
    /no group "nowhere"/,
  ],
  [
    "people's type where no file says it",
    withoutUserType(withRow({ conditions: [{ userType: "guests", source: mail }] })),
    "WORKSPACE_ATTRIBUTE_UNKNOWN",
    "conditions[0].userType",
    /`userType`/,
  ],
  [
    "a transformation of groups that is no RegexReplace",
    withRow({ transformations: [lower] }, { source: groups }),
    "MAPPING_TRANSFORMATION_PARAMETER",
    "transformations",
    /one RegexReplace alone/,
  ],
  [
    "conditions of groups",
    withRow({ conditions: [{ source: mail }] }, { source: groups }),
    "MAPPING_TRANSFORMATION_PARAMETER",
    "conditions",
    /no such thing/,
  ],
  [
    "transformed groups under their restricted name",
    withRow(
      { transformations: [replace({})] },
      { source: groups, claim: "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups" },
    ),
    "MAPPING_RESTRICTED_CLAIM",
    "claim",
    /restricted; give it another/,
  ],
])("finds %s", (_, workspace, code, path, message) => {
  expect(found(workspace)).toContainEqual({ code, path, message: expect.stringMatching(message) });
});

it("counts the groups of all conditions together", () => {
  const all = Array.from({ length: 51 }, (_, index) => `g${index}`);
  const workspace = withRow({ conditions: [{ groups: all, source: mail }] });
  expect(found(workspace)).toContainEqual({
    code: "WORKSPACE_CONDITION_GROUPS",
    path: "connection",
    message: "The conditions of the claims name 51 groups; Entra takes 50 for one application.",
  });
});

it("finds nothing wrong with rows that are right", () => {
  const right = replace({ replacement: "{department}.{who}", parameters: ["department"] });
  expect(found(withRow({ transformations: [lower, right] }))).toEqual([]);
});

it("names a function that there is not, and the one that was meant", () => {
  const text = JSON.stringify(withRow({ transformations: [{ function: "ToLowercase" }] }));
  expect(() => parseWorkspace(text.replace("ToLowercase", "ToLowercas"), "acme.json")).toThrow(/ToLowercase/);
});
