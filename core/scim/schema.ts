/**
 * Schemas and resource types (RFC 7643, sections 6 and 7): what a resource may hold, and how each attribute is compared,
 * changed and returned. Every rule of the server is read from here; no attribute is known by its name elsewhere.
 */

/** How a value is written (RFC 7643, section 2.3). */
export type ScimDataType =
  | "string"
  | "boolean"
  | "decimal"
  | "integer"
  | "dateTime"
  | "binary"
  | "reference"
  | "complex";

/** One attribute, or one sub-attribute (RFC 7643, section 7). */
export interface ScimAttribute {
  readonly name: string;
  readonly type: ScimDataType;
  readonly description: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  /** False: values that differ only by case are the same. Says nothing for what is not text. */
  readonly caseExact: boolean;
  readonly mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly";
  readonly returned: "always" | "never" | "default" | "request";
  readonly uniqueness: "none" | "server" | "global";
  /** Suggestions: other values are taken too (RFC 7643, section 7). */
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  /** Of a complex attribute. A complex attribute has no complex sub-attribute (RFC 7643, section 2.3.8). */
  readonly subAttributes?: readonly ScimAttribute[];
}

/** A schema, by its URN. */
export interface ScimSchema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly ScimAttribute[];
}

/** A kind of resource that a server keeps: its endpoint, its schema, and the extensions that it may carry. */
export interface ScimResourceType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Relative to the base URL: `/Users`. */
  readonly endpoint: string;
  readonly schema: ScimSchema;
  readonly extensions: readonly { readonly schema: ScimSchema; readonly required: boolean }[];
}

/** An attribute with what is usual (RFC 7643, section 2.2): optional text for reading and writing, case-insensitive. */
export function attribute(
  name: string,
  description: string,
  differs: Partial<Omit<ScimAttribute, "name" | "description">> = {},
): ScimAttribute {
  return {
    name,
    type: "string",
    description,
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...differs,
  };
}

/** What every resource has beside its schema's own attributes (RFC 7643, sections 3 and 3.1). */
export const COMMON_ATTRIBUTES: readonly ScimAttribute[] = [
  attribute("schemas", "The schemas that the resource is made of.", {
    type: "reference",
    referenceTypes: ["uri"],
    multiValued: true,
    required: true,
    returned: "always",
  }),
  attribute("id", "The server's identifier of the resource.", {
    caseExact: true,
    mutability: "readOnly",
    returned: "always",
    uniqueness: "server",
  }),
  attribute("externalId", "The client's identifier of the resource.", { caseExact: true }),
  attribute("meta", "What the server knows about the resource itself.", {
    type: "complex",
    mutability: "readOnly",
    subAttributes: [
      attribute("resourceType", "The name of the resource type.", { caseExact: true, mutability: "readOnly" }),
      attribute("created", "When it was made.", { type: "dateTime", mutability: "readOnly" }),
      attribute("lastModified", "When it was last changed.", { type: "dateTime", mutability: "readOnly" }),
      attribute("location", "Where it is.", {
        type: "reference",
        referenceTypes: ["uri"],
        caseExact: true,
        mutability: "readOnly",
      }),
      attribute("version", "Its entity tag.", { caseExact: true, mutability: "readOnly" }),
    ],
  }),
];

/** An attribute by its name, without regard to case (RFC 7643, section 2.1). */
export function findAttribute(attributes: readonly ScimAttribute[], name: string): ScimAttribute | undefined {
  // Most clients write them as the schema does.
  const exact = attributes.find((candidate) => candidate.name === name);
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  return attributes.find((candidate) => candidate.name.toLowerCase() === wanted);
}

/** The schemas of a resource type: its own, then its extensions'. */
export function schemasOf({ schema, extensions }: ScimResourceType): readonly ScimSchema[] {
  return [schema, ...extensions.map((extension) => extension.schema)];
}
