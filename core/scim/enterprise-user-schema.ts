import { attribute, type ScimSchema } from "./schema.ts";

/**
 * What an organisation knows about its people (RFC 7643, section 4.3). That section only recommends the two parts of a
 * manager, and clients send `value` alone, so neither is required here, other than in the listing of section 8.7.1.
 */
export const ENTERPRISE_USER_SCHEMA: ScimSchema = {
  id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  name: "EnterpriseUser",
  description: "Enterprise User",
  attributes: [
    attribute("employeeNumber", "The number or the like that the organisation gave to the person."),
    attribute("costCenter", "The name of the cost centre."),
    attribute("organization", "The name of the organisation."),
    attribute("division", "The name of the division."),
    attribute("department", "The name of the department."),
    attribute("manager", "Another user, who is the person's manager.", {
      type: "complex",
      subAttributes: [
        attribute("value", "The id of the manager."),
        attribute("$ref", "Where the manager is.", {
          type: "reference",
          referenceTypes: ["User"],
          caseExact: true,
        }),
        attribute("displayName", "The manager's name.", { mutability: "readOnly" }),
      ],
    }),
  ],
};
