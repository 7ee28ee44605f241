import type { ScimObject } from "./resource.ts";
import type { ScimAttribute, ScimResourceType, ScimSchema } from "./schema.ts";

/**
 * A schema as `/Schemas` tells it (RFC 7643, section 7).
 *
 * @param baseUrl of the server, with or without a slash at its end
 */
export function describeSchema(schema: ScimSchema, baseUrl: string): ScimObject {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(describeAttribute),
    meta: metaOf("Schema", `Schemas/${schema.id}`, baseUrl),
  };
}

/**
 * A resource type as `/ResourceTypes` tells it (RFC 7643, section 6).
 *
 * @param baseUrl of the server, with or without a slash at its end
 */
export function describeResourceType(type: ScimResourceType, baseUrl: string): ScimObject {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: type.id,
    name: type.name,
    description: type.description,
    endpoint: type.endpoint,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
    meta: metaOf("ResourceType", `ResourceTypes/${type.id}`, baseUrl),
  };
}

/** Everything that is known of an attribute; what case means is said only of what is text. */
function describeAttribute(attribute: ScimAttribute): ScimObject {
  const { name, type, multiValued, description, required, caseExact, mutability, returned, uniqueness } = attribute;
  const { canonicalValues, referenceTypes, subAttributes } = attribute;
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(isText(attribute) ? { caseExact } : {}),
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    mutability,
    returned,
    uniqueness,
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
    // One level of them: a sub-attribute is never complex (RFC 7643, section 2.3.8).
    ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(describeAttribute) }),
  };
}

function isText({ type }: ScimAttribute): boolean {
  return type === "string" || type === "reference" || type === "binary";
}

function metaOf(resourceType: string, path: string, baseUrl: string): ScimObject {
  return { resourceType, location: `${baseUrl.replace(/\/$/, "")}/${path}` };
}
