import { attribute, type ScimSchema } from "./schema.ts";

/**
 * A group of users, and of other groups (RFC 7643, section 4.2). A member is added or taken away, never changed. The name
 * is required by the text of that section, though the listing of 8.7.1 says otherwise.
 */
export const GROUP_SCHEMA: ScimSchema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:Group",
  name: "Group",
  description: "Group",
  attributes: [
    attribute("displayName", "The name of the group.", { required: true }),
    attribute("members", "Who is in the group.", {
      type: "complex",
      multiValued: true,
      subAttributes: [
        attribute("value", "The id of the member.", { mutability: "immutable" }),
        attribute("$ref", "Where the member is.", {
          type: "reference",
          referenceTypes: ["User", "Group"],
          caseExact: true,
          mutability: "immutable",
        }),
        attribute("type", "What the member is.", { canonicalValues: ["User", "Group"], mutability: "immutable" }),
        // Section 2.4 makes `display` immutable; clients send it, so it is not read-only.
        attribute("display", "The name of the member.", { mutability: "immutable" }),
      ],
    }),
  ],
};
