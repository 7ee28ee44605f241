import { describe, expect, it } from "vitest";
import type { AttributeValue } from "../../attribute-value.ts";
import { buildUserResource, readSent, readTargets, type SentValue, shapeValue } from "./targets.ts";
import { ENTERPRISE, MANAGER, rowsFor, WORK_EMAIL } from "./test-update.ts";

const OWN = "urn:example:scim:schemas:extension:crm:2.0:User";

describe("the target of a row", () => {
  it.each<[target: string, value: AttributeValue, sent: SentValue | undefined]>([
    ["userName", "ada", "ada"],
    ["userName", 4711, "4711"],
    ["userName", ["", "ada", "adele"], "ada"],
    ["active", true, true],
    ["active", "False", false],
    ["active", "no", undefined],
    ["roles.value", "admin", ["admin"]],
    ["roles.value", ["a", "", "b"], ["a", "b"]],
    [WORK_EMAIL, ["ada@acme.test", "a@acme.test"], "ada@acme.test"],
    [`${OWN}:badge`, 7, "7"],
    [`${OWN}:badge`, ["a", "b"], ["a", "b"]],
    [`${ENTERPRISE}:department`, ["a", "b"], "a"],
  ])("%s takes %j as %j", (text, value, sent) => {
    const { plain, active } = readTargets(rowsFor([text]));
    const target = plain[0] ?? active;
    expect(target === undefined ? undefined : shapeValue(target, value)).toEqual(sent);
  });

  it.each([
    "shoeSize",
    "name",
    "emails[type eq work].value",
    "id",
    "groups.value",
    "__proto__",
    "constructor.x",
    "urn:",
    `${ENTERPRISE}:nothing`,
  ])("%s names no place, which is said and stops nothing", (text) => {
    const { refused, plain } = readTargets(rowsFor([text, "userName"]));
    expect([...refused.keys()]).toEqual([text]);
    expect(plain.map((each) => each.text)).toEqual(["userName"]);
  });

  it.each([MANAGER, `${MANAGER}.value`, MANAGER.toLowerCase()])("%s is a reference", (text) => {
    const { reference, plain } = readTargets(rowsFor([text]));
    expect([reference?.text, plain]).toEqual([text, []]);
  });
});

describe("a user", () => {
  const targets = readTargets(
    rowsFor(["userName", "name.givenName", WORK_EMAIL, `${OWN}:badge`, MANAGER, "roles.value"]),
  );
  const values = new Map<string, SentValue>([
    ["userName", "ada"],
    ["name.givenName", "Ada"],
    [WORK_EMAIL, "ada@acme.test"],
    [`${OWN}:badge`, "7"],
    [MANAGER, "u2"],
    ["roles.value", ["a", "b"]],
  ]);

  it("is built from values, with the schemas that it is made of", () => {
    expect(buildUserResource(targets, values, true)).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE, OWN],
      userName: "ada",
      name: { givenName: "Ada" },
      emails: [{ type: "work", value: "ada@acme.test" }],
      roles: [{ value: "a" }, { value: "b" }],
      [ENTERPRISE]: { manager: { value: "u2" } },
      [OWN]: { badge: "7" },
      active: true,
    });
    expect(buildUserResource(targets, new Map([["userName", "ada"]]), undefined)).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: "ada",
    });
  });

  it("is read as it was built", () => {
    const user = buildUserResource(targets, values, true);
    const all = [...targets.plain, ...(targets.reference === undefined ? [] : [targets.reference])];
    expect(new Map(all.map((target) => [target.text, readSent(user, target)]))).toEqual(values);
    expect(all.map((target) => readSent({}, target))).toEqual(all.map(() => undefined));
  });
});
