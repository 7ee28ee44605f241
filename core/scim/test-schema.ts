import { type AttributePath, findPath } from "./attribute-path.ts";
import { attribute, type ScimResourceType } from "./schema.ts";

/** A resource type with an attribute of every kind, for tests. */
export const testType: ScimResourceType = {
  id: "User",
  name: "User",
  description: "A user.",
  endpoint: "/Users",
  schema: {
    id: "urn:ietf:params:scim:schemas:core:2.0:User",
    name: "User",
    description: "A user.",
    attributes: [
      attribute("userName", "Unique, without regard to case.", { required: true, uniqueness: "server" }),
      attribute("name", "The parts of the name.", {
        type: "complex",
        subAttributes: [attribute("familyName", "The family name."), attribute("givenName", "The given name.")],
      }),
      attribute("title", "The title."),
      attribute("nick", "Compared with regard to case.", { caseExact: true }),
      attribute("active", "Whether the user may log in.", { type: "boolean" }),
      attribute("level", "A whole number.", { type: "integer" }),
      attribute("score", "A number.", { type: "decimal" }),
      attribute("hired", "An instant.", { type: "dateTime" }),
      attribute("picture", "Bytes in base64.", { type: "binary" }),
      attribute("page", "Where more is found.", { type: "reference", referenceTypes: ["external"] }),
      attribute("password", "Never returned.", { mutability: "writeOnly", returned: "never" }),
      attribute("tags", "Simple values.", { multiValued: true }),
      attribute("emails", "Addresses.", {
        type: "complex",
        multiValued: true,
        subAttributes: [
          attribute("value", "The address."),
          attribute("type", "Its label."),
          attribute("primary", "Whether it is the main one.", { type: "boolean" }),
          attribute("$ref", "Where it is.", { type: "reference", referenceTypes: ["uri"], caseExact: true }),
          attribute("pin", "Never returned.", { returned: "never" }),
        ],
      }),
    ],
  },
  extensions: [
    {
      required: false,
      schema: {
        id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        name: "EnterpriseUser",
        description: "An employee.",
        attributes: [
          attribute("department", "The department."),
          attribute("manager", "The manager.", {
            type: "complex",
            subAttributes: [
              attribute("value", "The manager's id.", { caseExact: true }),
              attribute("displayName", "The manager's name.", { mutability: "readOnly" }),
            ],
          }),
        ],
      },
    },
  ],
};

/** The URN of its extension. */
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** What a path names there. */
export function testPath(text: string): AttributePath {
  return findPath(text, testType, "invalidFilter");
}
