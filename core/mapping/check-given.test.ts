import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import type { DialectId } from "../expression/dialect.ts";
import { checkExpression, tryExpression } from "./try-expression.ts";

const manager: DirectoryUser = { id: "m", userName: "m@acme.test", active: true, attributes: {}, groups: [] };
const ada: DirectoryUser = { ...manager, id: "a", userName: "a@acme.test", attributes: { email: "a", manager: "m" } };

/** What is written, and the parts of it that nothing here tells. */
const cases: readonly (readonly [DialectId, string, readonly string[]])[] = [
  ["okta", "user.email", []],
  ["okta", "source.login", []],
  ["okta", 'user.getLinkedObject("manager").userName', []],
  ["okta", 'getManagerUser("active_directory").userName', []],
  ["okta", 'user.getGroups({"group.type": {"OKTA_GROUP"}}).![name]', []],
  ["okta", 'org.name + " " + office365_app.domain', ["org", "office365_app"]],
  ["okta", "hasDirectoryUser() ? findDirectoryUser().managerUpn : null", ["hasDirectoryUser", "findDirectoryUser"]],
  ["okta-ie", "user.profile.email", []],
  ["okta-ie", "device.profile.managed", ["device"]],
  ["okta-template", `\${source.login}`, []],
  ["okta-template", `\${source.login}\${instance.userSuffix}`, ["instance"]],
  ["entra", "ToLower([org.name])", []],
];

it.each(["appuser.email", "app.clientId"])("says that %s is known at a sign-on", (text) => {
  const found = checkExpression({ dialect: "okta", text, place: "claim" });
  const root = text.split(".")[0];
  expect(found.map(({ code, severity, from, to }) => [code, severity, text.slice(from, to)])).toEqual([
    ["EXPRESSION_NOT_GIVEN", "info", root],
  ]);
});

describe("what nothing here tells", () => {
  it.each(cases)("%s: %s", (dialect, text, parts) => {
    const found = checkExpression({ dialect, text, place: "claim" }).filter(
      ({ code, severity }) => code === "EXPRESSION_NOT_GIVEN" && severity === "warning",
    );
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(parts);
  });

  it.each(cases.filter(([dialect]) => dialect !== "entra"))(
    "fails for everybody, and nothing else does: %s %s",
    (dialect, text, parts) => {
      const person = { directory: { users: [ada, manager], groups: [] }, user: ada, now: 0 };
      const { evaluated } = tryExpression({ dialect, text, place: "claim" }, person);
      expect(evaluated?.outcome).toBe(parts.length === 0 ? "value" : "error");
    },
  );
});
