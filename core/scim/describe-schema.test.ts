import { expect, test } from "vitest";
import { describeResourceType, describeSchema } from "./describe-schema.ts";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { GROUP_SCHEMA } from "./group-schema.ts";
import { buildResourceTypes } from "./resource-types.ts";
import { attribute, type ScimSchema } from "./schema.ts";

const BASE = "https://crm.test/scim/v2";

test("a schema is told with all that is known of each attribute", () => {
  const schema: ScimSchema = {
    id: "urn:example:User",
    name: "Example",
    description: "An example",
    attributes: [
      attribute("active", "On or off.", { type: "boolean" }),
      attribute("links", "Places.", {
        type: "complex",
        multiValued: true,
        returned: "request",
        subAttributes: [
          attribute("$ref", "Where.", { type: "reference", referenceTypes: ["external"], caseExact: true }),
          attribute("type", "What for.", { canonicalValues: ["work"], required: true, mutability: "immutable" }),
        ],
      }),
    ],
  };
  const usual = {
    multiValued: false,
    required: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
  };
  expect(describeSchema(schema, BASE)).toStrictEqual({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    id: "urn:example:User",
    name: "Example",
    description: "An example",
    attributes: [
      { ...usual, name: "active", type: "boolean", description: "On or off." },
      {
        ...usual,
        name: "links",
        type: "complex",
        multiValued: true,
        description: "Places.",
        returned: "request",
        subAttributes: [
          {
            ...usual,
            name: "$ref",
            type: "reference",
            description: "Where.",
            caseExact: true,
            referenceTypes: ["external"],
          },
          {
            ...usual,
            name: "type",
            type: "string",
            description: "What for.",
            caseExact: false,
            required: true,
            mutability: "immutable",
            canonicalValues: ["work"],
          },
        ],
      },
    ],
    meta: { resourceType: "Schema", location: `${BASE}/Schemas/urn:example:User` },
  });
});

test("a resource type is told with its schema and the extensions it may carry", () => {
  expect(describeResourceType(buildResourceTypes().user, BASE)).toStrictEqual({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "User",
    name: "User",
    description: "User Account",
    endpoint: "/Users",
    schema: "urn:ietf:params:scim:schemas:core:2.0:User",
    schemaExtensions: [{ schema: ENTERPRISE_USER_SCHEMA.id, required: false }],
    meta: { resourceType: "ResourceType", location: `${BASE}/ResourceTypes/User` },
  });
});

test("a slash at the end of the base URL is not written twice", () => {
  expect(describeSchema(GROUP_SCHEMA, `${BASE}/`)).toEqual(describeSchema(GROUP_SCHEMA, BASE));
});
