import { isSafeName } from "../attribute-value.ts";
import { RehearsalError } from "../errors.ts";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { GROUP_SCHEMA } from "./group-schema.ts";
import { attribute, type ScimAttribute, type ScimDataType, type ScimResourceType, type ScimSchema } from "./schema.ts";
import { USER_SCHEMA } from "./user-schema.ts";

/** What an application's server keeps. */
export interface ScimResourceTypes {
  readonly user: ScimResourceType;
  readonly group: ScimResourceType;
}

/**
 * The resource types of one application (RFC 7643, sections 4 and 6): users, with Enterprise User and what the
 * application adds of its own, and groups.
 *
 * @throws {RehearsalError} `SCIM_SCHEMA_TAKEN` where the application's schema has the URN of another
 */
export function buildResourceTypes(options: { readonly userExtension?: ScimSchema } = {}): ScimResourceTypes {
  const own = options.userExtension === undefined ? [] : [options.userExtension];
  for (const { id } of own) checkFree(id);
  return {
    user: {
      id: "User",
      name: "User",
      description: USER_SCHEMA.description,
      endpoint: "/Users",
      schema: USER_SCHEMA,
      extensions: [ENTERPRISE_USER_SCHEMA, ...own].map((schema) => ({ schema, required: false })),
    },
    group: {
      id: "Group",
      name: "Group",
      description: GROUP_SCHEMA.description,
      endpoint: "/Groups",
      schema: GROUP_SCHEMA,
      extensions: [],
    },
  };
}

/** An attribute that an application adds to its users. Optional text for reading and writing unless it says otherwise. */
export interface ExtensionAttribute {
  readonly name: string;
  /** What it is called on the screen. */
  readonly label?: string;
  readonly type?: Exclude<ScimDataType, "complex">;
  readonly multiValued?: boolean;
  /** No two users may hold the same value. */
  readonly unique?: boolean;
  readonly caseExact?: boolean;
}

/**
 * An application's own extension of its users (RFC 7643, section 3.3).
 *
 * @param id its URN, such as `urn:example:scim:schemas:extension:crm:2.0:User`
 * @param name what it is called, such as `CrmUser`
 * @throws {RehearsalError} `SCIM_SCHEMA_URN`, `SCIM_ATTRIBUTE_NAME`, or `SCIM_ATTRIBUTE_TWICE`
 */
export function buildExtensionSchema(id: string, name: string, attributes: readonly ExtensionAttribute[]): ScimSchema {
  if (!URN.test(id)) throw new RehearsalError("SCIM_SCHEMA_URN", `\`${id}\` is no URN, such as \`urn:example:User\`.`);
  for (const [index, each] of attributes.entries()) {
    checkName(each.name);
    checkFirst(each.name, attributes.slice(0, index));
  }
  return {
    id,
    name,
    description: `What ${name} adds to a user`,
    attributes: attributes.map(buildExtensionAttribute),
  };
}

function buildExtensionAttribute(given: ExtensionAttribute): ScimAttribute {
  return attribute(given.name, given.label ?? given.name, {
    type: given.type ?? "string",
    multiValued: given.multiValued ?? false,
    caseExact: given.caseExact ?? false,
    uniqueness: given.unique === true ? "server" : "none",
  });
}

/**
 * Tells whether a name can be an attribute's: a letter, then letters, digits, `_`, `-` and `$` (RFC 7643, section 2.1).
 * Another could be neither filtered by nor changed, for no path could name it.
 */
export function isAttributeName(name: string): boolean {
  return /^[a-z][\w$-]*$/i.test(name) && isSafeName(name);
}

const URN = /^urn:[a-z0-9][a-z0-9-]{0,31}:[^\s"[\]]+$/i;

function checkName(name: string): void {
  if (isAttributeName(name)) return;
  const detail = `\`${name}\` cannot be the name of a SCIM attribute: a letter, then letters, digits, \`_\`, \`-\`, \`$\`.`;
  throw new RehearsalError("SCIM_ATTRIBUTE_NAME", detail);
}

function checkFirst(name: string, earlier: readonly ExtensionAttribute[]): void {
  const other = earlier.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (other === undefined) return;
  const detail = `\`${other.name}\` and \`${name}\` are the same name to SCIM, which knows no case.`;
  throw new RehearsalError("SCIM_ATTRIBUTE_TWICE", detail);
}

function checkFree(id: string): void {
  const isTaken = [USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_USER_SCHEMA].some(
    (schema) => schema.id.toLowerCase() === id.toLowerCase(),
  );
  if (isTaken) throw new RehearsalError("SCIM_SCHEMA_TAKEN", `\`${id}\` is the URN of another schema.`);
}
