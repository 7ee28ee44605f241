import { describe, expect, test } from "vitest";
import { RehearsalError } from "../errors.ts";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { buildExtensionSchema, buildResourceTypes, isAttributeName } from "./resource-types.ts";
import { findAttribute } from "./schema.ts";

const CRM = "urn:example:scim:schemas:extension:crm:2.0:User";

test("an application has users with Enterprise User, and groups", () => {
  const { user, group } = buildResourceTypes();
  expect(user).toMatchObject({ id: "User", endpoint: "/Users" });
  expect(user.extensions).toEqual([{ schema: ENTERPRISE_USER_SCHEMA, required: false }]);
  expect(group).toMatchObject({ id: "Group", endpoint: "/Groups", extensions: [] });
});

test("an application's own extension is its own: another application does not see it", () => {
  const userExtension = buildExtensionSchema(CRM, "CrmUser", [{ name: "region" }]);
  const { user } = buildResourceTypes({ userExtension });
  expect(user.extensions.map(({ schema }) => schema.id)).toEqual([ENTERPRISE_USER_SCHEMA.id, CRM]);
  expect(buildResourceTypes().user.extensions).toHaveLength(1);
});

test("an extension's attributes are optional text unless they say otherwise", () => {
  const { attributes } = buildExtensionSchema(CRM, "CrmUser", [
    { name: "region", label: "Sales region" },
    { name: "badge", unique: true, caseExact: true },
    { name: "quota", type: "integer" },
    { name: "territories", multiValued: true },
  ]);
  const usual = { type: "string", multiValued: false, required: false, caseExact: false, uniqueness: "none" };
  expect(attributes).toMatchObject([
    { ...usual, name: "region", description: "Sales region" },
    { ...usual, name: "badge", description: "badge", uniqueness: "server", caseExact: true },
    { ...usual, name: "quota", type: "integer" },
    { ...usual, name: "territories", multiValued: true },
  ]);
});

test("nothing but what a schema knows of is taken over from what describes an attribute", () => {
  const described = { name: "region", maxLength: 20 };
  const { attributes } = buildExtensionSchema(CRM, "CrmUser", [described]);
  expect(findAttribute(attributes, "region")).not.toHaveProperty("maxLength");
});

describe("an extension that could not work is refused", () => {
  const cases = [
    { what: "no URN", id: "crm", names: ["region"], code: "SCIM_SCHEMA_URN" },
    { what: "a URN with a space", id: "urn:example:c r m", names: ["region"], code: "SCIM_SCHEMA_URN" },
    { what: "a name with a space", id: CRM, names: ["sales region"], code: "SCIM_ATTRIBUTE_NAME" },
    { what: "a name of an object's prototype", id: CRM, names: ["constructor"], code: "SCIM_ATTRIBUTE_NAME" },
    { what: "one name in two spellings", id: CRM, names: ["region", "Region"], code: "SCIM_ATTRIBUTE_TWICE" },
  ];

  test.each(cases)("$what", ({ id, names, code }) => {
    expect(
      codeOf(() =>
        buildExtensionSchema(
          id,
          "CrmUser",
          names.map((name) => ({ name })),
        ),
      ),
    ).toBe(code);
  });

  test("the URN of Enterprise User, in any case", () => {
    const userExtension = buildExtensionSchema(ENTERPRISE_USER_SCHEMA.id.toUpperCase(), "Mine", []);
    expect(codeOf(() => buildResourceTypes({ userExtension }))).toBe("SCIM_SCHEMA_TAKEN");
  });
});

test.each([
  ["department", true],
  ["cost-centre_2", true],
  ["x$", true],
  ["$ref", false],
  ["2fa", false],
  ["a.b", false],
  ["", false],
  ["prototype", false],
])("%s as the name of an attribute: %s", (name, isOne) => {
  expect(isAttributeName(name)).toBe(isOne);
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof RehearsalError) return error.code;
    throw error;
  }
  return "(nothing thrown)";
}
