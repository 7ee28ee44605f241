import { describe, expect, test } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { GROUP_SCHEMA } from "./group-schema.ts";
import { COMMON_ATTRIBUTES, type ScimAttribute, type ScimSchema } from "./schema.ts";
import { USER_SCHEMA } from "./user-schema.ts";

/** Each attribute and sub-attribute by its path, with what is unusual about it. */
const expected: readonly { readonly schema: ScimSchema; readonly attributes: Readonly<Record<string, string>> }[] = [
  {
    schema: USER_SCHEMA,
    attributes: {
      userName: "string required unique:server",
      name: "complex",
      "name.formatted": "string",
      "name.familyName": "string",
      "name.givenName": "string",
      "name.middleName": "string",
      "name.honorificPrefix": "string",
      "name.honorificSuffix": "string",
      displayName: "string",
      nickName: "string",
      profileUrl: "reference caseExact to:external",
      title: "string",
      userType: "string",
      preferredLanguage: "string",
      locale: "string",
      timezone: "string",
      active: "boolean",
      password: "string writeOnly returned:never",
      ...several("emails", "string", "work|home|other"),
      ...several("phoneNumbers", "string", "work|home|mobile|fax|pager|other"),
      ...several("ims", "string", "aim|gtalk|icq|xmpp|msn|skype|qq|yahoo"),
      ...several("photos", "reference caseExact to:external", "photo|thumbnail"),
      addresses: "complex[]",
      "addresses.formatted": "string",
      "addresses.streetAddress": "string",
      "addresses.locality": "string",
      "addresses.region": "string",
      "addresses.postalCode": "string",
      "addresses.country": "string",
      "addresses.type": "string such as:work|home|other",
      "addresses.primary": "boolean",
      groups: "complex[] readOnly",
      "groups.value": "string readOnly",
      "groups.$ref": "reference caseExact readOnly to:Group",
      "groups.display": "string readOnly",
      "groups.type": "string readOnly such as:direct|indirect",
      ...several("entitlements", "string"),
      ...several("roles", "string"),
      ...several("x509Certificates", "binary caseExact"),
    },
  },
  {
    schema: GROUP_SCHEMA,
    attributes: {
      displayName: "string required",
      members: "complex[]",
      "members.value": "string immutable",
      "members.$ref": "reference caseExact immutable to:User|Group",
      "members.type": "string immutable such as:User|Group",
      "members.display": "string immutable",
    },
  },
  {
    schema: ENTERPRISE_USER_SCHEMA,
    attributes: {
      employeeNumber: "string",
      costCenter: "string",
      organization: "string",
      division: "string",
      department: "string",
      manager: "complex",
      "manager.value": "string",
      "manager.$ref": "reference caseExact to:User",
      "manager.displayName": "string readOnly",
    },
  },
];

describe.each(expected)("the schema $schema.name", ({ schema, attributes }) => {
  test("has the attributes of RFC 7643, each with what is unusual about it", () => {
    expect(Object.fromEntries(schema.attributes.flatMap((each) => summarise(each, "")))).toEqual(attributes);
  });

  test("describes every attribute in a sentence", () => {
    const all = schema.attributes.flatMap((each) => [each, ...(each.subAttributes ?? [])]);
    expect(all.filter(({ description }) => !/^[A-Z].*\.$/.test(description))).toEqual([]);
  });

  test("leaves what every resource has to the common attributes", () => {
    const common = COMMON_ATTRIBUTES.map(({ name }) => name);
    expect(schema.attributes.filter(({ name }) => common.includes(name))).toEqual([]);
  });
});

function several(name: string, value: string, labels?: string): Readonly<Record<string, string>> {
  return {
    [name]: "complex[]",
    [`${name}.value`]: value,
    [`${name}.display`]: "string",
    [`${name}.type`]: labels === undefined ? "string" : `string such as:${labels}`,
    [`${name}.primary`]: "boolean",
  };
}

function summarise(attribute: ScimAttribute, prefix: string): readonly (readonly [string, string])[] {
  const { mutability, returned, uniqueness, canonicalValues, referenceTypes, subAttributes = [] } = attribute;
  const words = [
    `${attribute.type}${attribute.multiValued ? "[]" : ""}`,
    attribute.required && "required",
    attribute.caseExact && "caseExact",
    mutability !== "readWrite" && mutability,
    returned !== "default" && `returned:${returned}`,
    uniqueness !== "none" && `unique:${uniqueness}`,
    canonicalValues !== undefined && `such as:${canonicalValues.join("|")}`,
    referenceTypes !== undefined && `to:${referenceTypes.join("|")}`,
  ];
  const path = `${prefix}${attribute.name}`;
  return [
    [path, words.filter((word) => word !== false).join(" ")],
    ...subAttributes.flatMap((sub) => summarise(sub, `${path}.`)),
  ];
}
