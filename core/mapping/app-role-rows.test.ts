import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRoleListTarget, readAppRole, rolesFormOf, writeAppRole } from "./app-role-rows.ts";
import type { Source } from "./source.ts";

const expression = (text: string, dialect: "entra" | "okta" = "entra"): Source => ({
  kind: "expression",
  dialect,
  text,
});

describe("a row of app roles", () => {
  it.each<[what: string, source: Source, form: string | undefined]>([
    ["one role", expression("SingleAppRoleAssignment([appRoleAssignments])"), "single"],
    ["roles that are added", expression("AppRoleAssignmentsComplex([appRoleAssignments])"), "add"],
    ["roles that replace others", expression("AssertiveAppRoleAssignmentsComplex([appRoleAssignments])"), "replace"],
    ["what is made of a role", expression("ToLower(SingleAppRoleAssignment([appRoleAssignments]))"), undefined],
    ["the names of roles", expression("AppRoleAssignments([appRoleAssignments])"), undefined],
    ["another language", expression("user.role", "okta"), undefined],
    ["what cannot be read", expression("SingleAppRoleAssignment("), undefined],
    ["an attribute", { kind: "attribute", attribute: "roles" }, undefined],
  ])("gives %s", (_, source, form) => {
    expect(rolesFormOf(source)).toBe(form);
  });

  it.each([
    ["roles", true],
    ["Roles", true],
    ["urn:ietf:params:scim:schemas:core:2.0:User:roles", true],
    ["roles.value", false],
    ['roles[primary eq "True"].value', false],
    ["urn:example:2.0:User:roles", false],
  ])("goes to %s: the list is %s", (target, isList) => {
    expect(isRoleListTarget(target)).toBe(isList);
  });
});

describe("an app role as JSON in a text", () => {
  it.each(['{"id":1,"value":null}', "{}", "[]", "{", '"Admin"', "Admin", `{"id":"${"x".repeat(4_000)}"}`])(
    "is not %s",
    (text) => {
      expect(readAppRole(text)).toBeUndefined();
    },
  );

  it("is read as it was written, and no text does any harm", () => {
    const text = fc.string({ minLength: 1, maxLength: 60 });
    const role = fc.record({ id: text, value: text, displayName: text }, { requiredKeys: ["id", "displayName"] });
    fc.assert(
      fc.property(role, (each) => {
        expect(readAppRole(writeAppRole(each))).toEqual(each);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (each) => {
        expect(() => readAppRole(each)).not.toThrow();
      }),
    );
  });
});
