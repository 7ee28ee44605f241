import { nearestName } from "../errors.ts";
import { isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import {
  COMMON_ATTRIBUTES,
  findAttribute,
  type ScimAttribute,
  type ScimResourceType,
  type ScimSchema,
} from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** An attribute of a resource type, found by its path (RFC 7644, section 3.10). */
export interface AttributePath {
  /** URN of the extension that it belongs to; absent for the resource type's own schema and what all resources have. */
  readonly extension?: string;
  readonly attribute: ScimAttribute;
  /** Of a complex attribute. */
  readonly sub?: ScimAttribute;
}

/**
 * Finds what a path such as `userName`, `name.familyName` or
 * `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value` names, without regard to case.
 *
 * @param refusedAs the `scimType` of the error where it names nothing
 * @throws {ScimError} 400 that names the part that is unknown
 */
export function findPath(
  text: string,
  type: ScimResourceType,
  refusedAs: "invalidFilter" | "invalidPath" | "invalidValue",
): AttributePath {
  const { schema, rest } = splitUrn(text, type);
  const [name = "", subName, ...more] = rest.split(".");
  const attributes = schema === undefined || schema === type.schema ? ownAttributes(type) : schema.attributes;
  const found = findAttribute(attributes, name);
  if (found === undefined || more.length > 0) throw unknown(text, name, attributes, type, refusedAs);
  const extension = schema === undefined || schema === type.schema ? {} : { extension: schema.id };
  if (subName === undefined) return { ...extension, attribute: found };
  return { ...extension, attribute: found, sub: findSubAttribute(text, found, subName, refusedAs) };
}

/**
 * Finds a sub-attribute by its name.
 *
 * @param text the whole path, for the error
 * @throws {ScimError} 400
 */
export function findSubAttribute(
  text: string,
  attribute: ScimAttribute,
  name: string,
  refusedAs: "invalidFilter" | "invalidPath" | "invalidValue",
): ScimAttribute {
  const subs = attribute.subAttributes ?? [];
  const found = findAttribute(subs, name);
  if (found !== undefined) return found;
  const detail =
    subs.length === 0
      ? `\`${attribute.name}\` has no sub-attributes, so \`${text}\` names nothing.`
      : `\`${attribute.name}\` has no sub-attribute \`${name}\`${didYouMean(name, subs)}`;
  throw new ScimError(400, refusedAs, detail);
}

/** The value of the attribute that a path names, before any sub-attribute is looked at. Undefined where absent. */
export function valueAt(resource: ScimObject, { extension, attribute }: AttributePath): ScimValue | undefined {
  const holder = extension === undefined ? resource : memberOf(resource, extension);
  return isScimObject(holder) ? memberOf(holder, attribute.name) : undefined;
}

/** A path as its schema spells it. */
export function showPath({ extension, attribute, sub }: AttributePath): string {
  return `${extension === undefined ? "" : `${extension}:`}${attribute.name}${sub === undefined ? "" : `.${sub.name}`}`;
}

/** The schema that a path begins with, if it begins with one, and what follows it. A URN holds dots of its own. */
function splitUrn(text: string, type: ScimResourceType) {
  const lower = text.toLowerCase();
  const schemas = [type.schema, ...type.extensions.map((extension) => extension.schema)];
  const schema = schemas.find(({ id }) => lower.startsWith(`${id.toLowerCase()}:`));
  return { schema, rest: schema === undefined ? text : text.slice(schema.id.length + 1) };
}

/** What a resource holds beside its extensions: what every resource has, then the attributes of its own schema. */
export function ownAttributes({ schema }: ScimResourceType): readonly ScimAttribute[] {
  const known = joined.get(schema);
  if (known !== undefined) return known;
  const made = [...COMMON_ATTRIBUTES, ...schema.attributes];
  joined.set(schema, made);
  return made;
}

/** Made once for each schema, so that what is worked out for a list of attributes is too. */
const joined = new WeakMap<ScimSchema, readonly ScimAttribute[]>();

function unknown(
  text: string,
  name: string,
  attributes: readonly ScimAttribute[],
  type: ScimResourceType,
  refusedAs: "invalidFilter" | "invalidPath" | "invalidValue",
): ScimError {
  const detail =
    findAttribute(attributes, name) === undefined
      ? `\`${text}\` is no attribute of ${type.name}${didYouMean(name, attributes)}`
      : `\`${text}\` has more parts than an attribute and a sub-attribute.`;
  return new ScimError(400, refusedAs, detail);
}

function didYouMean(name: string, attributes: readonly ScimAttribute[]): string {
  const near = nearestName(
    name,
    attributes.map((candidate) => candidate.name),
  );
  return near === undefined ? "." : `; did you mean \`${near}\`?`;
}
