import { describe, expect, it } from "vitest";
import type { DialectId } from "./dialect.ts";
import { dialectOf } from "./languages.ts";
import { settingsDeciding } from "./settings-deciding.ts";

describe("the settings that decide what an expression gives", () => {
  it.each<[DialectId, string, readonly string[]]>([
    ["entra", 'ToLower(Switch([a], "x", "b", "c"))', ["entraSwitchDelta"]],
    ["entra", "ToLower([a])", []],
    ["entra", "SingleAppRoleAssignment([appRoleAssignments])", ["entraSingleRole", "entraRoleName"]],
    ["entra", "AppRoleAssignments([appRoleAssignments])", ["entraRoleName"]],
    ["entra", "AppRoleAssignmentsComplex([appRoleAssignments])", []],
    ["okta", 'user.a + "x"', ["oktaNullInText"]],
    ["okta", '"a" + "x"', []],
    ["okta", "user.a == 3", ["oktaMixedEquality"]],
    ["okta", 'user.a == "3"', []],
    ["okta", "String.substring(user.a, 0, 3) + user.b", ["oktaNullInText", "oktaSubstring"]],
    ["okta-ie", "user.profile.a.substring(0, 3)", ["oktaSubstring"]],
    ["okta-template", `\${source.email}`, []],
  ])("in %s: %s", (dialect, text, names) => {
    expect(settingsDeciding(dialectOf(dialect).parse(text), dialect)).toEqual(names);
  });
});
