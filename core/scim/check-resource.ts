import { inOneLine } from "../errors.ts";
import { ownAttributes } from "./attribute-path.ts";
import { checkJson } from "./check-json.ts";
import { type CheckOptions, checkMembers, type Ignore } from "./check-value.ts";
import {
  isScimObject,
  isUnassigned,
  memberOf,
  type ScimObject,
  type ScimValue,
  selectMembers,
  withMembers,
} from "./resource.ts";
import { type ScimAttribute, type ScimResourceType, type ScimSchema, schemasOf } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** A body that may be stored. */
export interface CheckedResource {
  /** In the spelling and the order of its schemas, without what only the server writes. */
  readonly resource: ScimObject;
  /** Where the members stood that were passed over: unknown ones, and those that only the server writes. */
  readonly ignored: readonly string[];
}

/**
 * Checks the body of a POST or a PUT against the schemas of a resource type (RFC 7643, section 2; RFC 7644, sections 3.3
 * and 3.5.1). Names are found without regard to case; null and an empty list are no value; what only the server writes is
 * passed over; canonical values are suggestions.
 *
 * @throws {ScimError} 400 `invalidSyntax` where it is no such resource, 400 `invalidValue` where a value is missing or wrong
 */
export function checkResource(value: unknown, type: ScimResourceType, options: CheckOptions): CheckedResource {
  if (!isScimObject(value)) throw new ScimError(400, "invalidSyntax", `The body is no JSON object; a ${type.name} is.`);
  checkJson(value);
  const listed = checkSchemas(value, type);
  const ignored: string[] = [];
  const ignore: Ignore = (place) => ignored.push(place);
  const { own, extensions } = splitExtensions(value, type);
  const members = checkMembers(own, ownAttributes(type), "", options, ignore);
  const resource = withSchemas(
    extensions.reduce((held, extension) => {
      const checked = checkExtension(extension, listed, options, ignore);
      return checked === undefined ? held : withMembers(held, { [extension.schema.id]: checked });
    }, members),
    type,
  );
  checkRequired(resource, type);
  return { resource, ignored };
}

/**
 * Checks that a resource holds what its schemas require, also in the parts of its values. Of an extension only when the
 * resource has it, or has to.
 *
 * @throws {ScimError} 400 `invalidValue` that names all that is missing
 */
export function checkRequired(resource: ScimObject, type: ScimResourceType): void {
  const missing = [
    ...missingIn(resource, type.schema.attributes, ""),
    ...type.extensions.flatMap(({ schema, required }) => {
      const held = memberOf(resource, schema.id);
      if (isScimObject(held)) return missingIn(held, schema.attributes, `${schema.id}:`);
      return required ? [schema.id] : [];
    }),
  ];
  if (missing.length === 0) return;
  const names = missing.map((name) => `\`${name}\``).join(", ");
  throw new ScimError(400, "invalidValue", `A ${type.name} needs ${names}; found no value.`);
}

/**
 * A resource with the `schemas` that it is made of (RFC 7643, section 3): that of its type, and those of the extensions
 * that it holds something of.
 */
export function withSchemas(resource: ScimObject, type: ScimResourceType): ScimObject {
  const schemas = [type.schema.id];
  for (const { schema } of type.extensions) if (memberOf(resource, schema.id) !== undefined) schemas.push(schema.id);
  return withMembers(resource, { schemas });
}

/** What a body gives to an extension. */
interface HeldExtension {
  readonly schema: ScimSchema;
  readonly value: ScimValue;
}

/** Takes the members whose names are the URNs of extensions out of a body. */
function splitExtensions(body: ScimObject, type: ScimResourceType) {
  const extensions: HeldExtension[] = [];
  const own = selectMembers(body, (name) => {
    const schema = findExtension(type, name);
    if (schema === undefined) return true;
    if (extensions.some((held) => held.schema === schema)) {
      throw new ScimError(400, "invalidSyntax", `\`${schema.id}\` is there twice, in different case; keep one.`);
    }
    extensions.push({ schema, value: body[name] ?? null });
    return false;
  });
  return { own, extensions };
}

function findExtension({ extensions }: ScimResourceType, urn: string): ScimSchema | undefined {
  // Most members are attributes, whose names hold no colon.
  if (!urn.includes(":")) return undefined;
  const wanted = urn.toLowerCase();
  return extensions.find(({ schema }) => schema.id.toLowerCase() === wanted)?.schema;
}

/** The members of an extension; undefined where nothing of it is left. */
function checkExtension(
  { schema, value }: HeldExtension,
  listed: ReadonlySet<string>,
  options: CheckOptions,
  ignore: Ignore,
): ScimObject | undefined {
  if (isUnassigned(value)) return undefined;
  if (!isScimObject(value)) {
    throw new ScimError(400, "invalidValue", `\`${schema.id}\` holds the members of an extension; it is an object.`);
  }
  if (options.strictSchemas === true && !listed.has(schema.id.toLowerCase())) {
    throw new ScimError(
      400,
      "invalidValue",
      `The body has members of \`${schema.id}\`, which \`schemas\` does not list.`,
    );
  }
  const members = checkMembers(value, schema.attributes, `${schema.id}:`, options, ignore);
  return Object.keys(members).length === 0 ? undefined : members;
}

/**
 * Checks `schemas` first: a body of another kind is told so, whatever else is wrong with it.
 *
 * @returns the URNs that it lists, in lower case
 */
function checkSchemas(body: ScimObject, type: ScimResourceType): ReadonlySet<string> {
  const name = Object.keys(body).find((each) => each.toLowerCase() === "schemas") ?? "schemas";
  const urns = memberOf(body, name);
  if (!isTextList(urns)) {
    const found = urns === undefined ? "missing" : "no list of URNs";
    throw new ScimError(400, "invalidSyntax", `\`schemas\` is ${found}; a ${type.name} lists \`${type.schema.id}\`.`);
  }
  const listed = new Set(urns.map((urn) => urn.toLowerCase()));
  const known = knownUrns(type);
  const unknown = urns.find((urn) => !known.has(urn.toLowerCase()) && !PASSED_OVER.has(urn));
  if (unknown !== undefined) {
    throw new ScimError(
      400,
      "invalidValue",
      `\`schemas\` lists \`${inOneLine(unknown.slice(0, 200))}\`, which no ${type.name} has.`,
    );
  }
  if (listed.has(type.schema.id.toLowerCase())) return listed;
  throw new ScimError(
    400,
    "invalidSyntax",
    `\`schemas\` does not list \`${type.schema.id}\`, which a ${type.name} does.`,
  );
}

/** The URNs that `schemas` may list, in lower case: worked out once for each type. */
function knownUrns(type: ScimResourceType): ReadonlySet<string> {
  const present = urnsByType.get(type);
  if (present !== undefined) return present;
  const made = new Set(schemasOf(type).map(({ id }) => id.toLowerCase()));
  urnsByType.set(type, made);
  return made;
}

const urnsByType = new WeakMap<ScimResourceType, ReadonlySet<string>>();

/** What Entra lists in every group beside RFC 7643's: whoever refuses it is sent no groups. It holds nothing. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group",
]);

function isTextList(value: ScimValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function missingIn(object: ScimObject, attributes: readonly ScimAttribute[], prefix: string): readonly string[] {
  return demanding(attributes).flatMap((attribute) => {
    const place = `${prefix}${attribute.name}`;
    const value = memberOf(object, attribute.name);
    if (isUnassigned(value) || value === "") {
      // What only the server writes is the server's to fill in.
      return attribute.required && attribute.mutability !== "readOnly" ? [place] : [];
    }
    return missingInValue(value, attribute, place);
  });
}

/** The attributes that require something: themselves, or parts of them. Found once for each list, for most require nothing. */
function demanding(attributes: readonly ScimAttribute[]): readonly ScimAttribute[] {
  const known = demands.get(attributes);
  if (known !== undefined) return known;
  const made = attributes.filter(
    ({ required, subAttributes = [] }) => required || subAttributes.some((sub) => sub.required),
  );
  demands.set(attributes, made);
  return made;
}

const demands = new WeakMap<readonly ScimAttribute[], readonly ScimAttribute[]>();

function missingInValue(value: ScimValue, { subAttributes = [] }: ScimAttribute, place: string): readonly string[] {
  // Most have none, and a group may have many members.
  if (!subAttributes.some(({ required }) => required)) return [];
  if (isScimObject(value)) return missingIn(value, subAttributes, `${place}.`);
  if (!Array.isArray(value)) return [];
  return value.flatMap((each, index) =>
    isScimObject(each) ? missingIn(each, subAttributes, `${place}[${index}].`) : [],
  );
}
