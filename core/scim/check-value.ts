import { inOneLine, nearestName } from "../errors.ts";
import { DATA_TYPE_IN_WORDS, isOfDataType, type SimpleDataType } from "./data-type.ts";
import { isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { findAttribute, type ScimAttribute } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/**
 * How far a server goes beyond the letter of RFC 7643. Every switch is off where it is absent, and reproduces the failure
 * in the field that is named with it (`F29` and the like, as in the list of failure modes).
 */
export interface CheckOptions {
  /** Members that no schema has: passed over, which is usual, or refused with 400 `invalidSyntax`. */
  readonly unknown?: "ignore" | "refuse";
  /** Refuses members of an extension that `schemas` does not list, which real clients forget. */
  readonly strictSchemas?: boolean;
  /** Takes one value where a list of them is due. */
  readonly lenient?: boolean;
  /** Takes `"True"` and `"False"` for booleans (F29). */
  readonly lenientBooleans?: boolean;
  /** Takes a bare text for a complex value that has a `value`, which is how a manager arrives (F18). */
  readonly lenientManager?: boolean;
  /** Takes an empty text for "no value" (F18). */
  readonly emptyClears?: boolean;
}

/** Is told the place of each member that is passed over: one that no schema has, or that only the server writes. */
export type Ignore = (place: string) => void;

/**
 * Checks what a client gives an attribute, and brings it to the spelling of the schema: a list for one of several values.
 * What is required is not asked here: see `checkRequired`.
 *
 * @param place where it stands, for the sentence: `emails` or `urn:…:User:manager`
 * @returns null where there is no value: null, an empty list, or an object of which nothing is left
 * @throws {ScimError} 400 that names the place, what was found and what is right
 */
export function checkValue(
  value: unknown,
  attribute: ScimAttribute,
  place: string,
  options: CheckOptions,
  ignore: Ignore = nobody,
): ScimValue {
  if (!attribute.multiValued) return checkSingleValue(value, attribute, place, options, ignore);
  if (isNone(value, options)) return null;
  const values = checkList(value, attribute, place, options).flatMap((each, index) => {
    const checked = checkSingleValue(each, attribute, `${place}[${index}]`, options, ignore);
    return checked === null ? [] : [checked];
  });
  checkPrimary(values, place);
  return values.length === 0 ? null : values;
}

/**
 * Checks one value of an attribute, also of one that has several: what stands in `emails[0]`.
 *
 * @returns null where there is no value
 * @throws {ScimError} 400 that names the place
 */
export function checkSingleValue(
  value: unknown,
  attribute: ScimAttribute,
  place: string,
  options: CheckOptions,
  ignore: Ignore = nobody,
): ScimValue {
  if (isNone(value, options)) return null;
  if (attribute.type === "complex") return checkComplex(value, attribute, place, options, ignore);
  return checkSimple(value, attribute, attribute.type, place, options);
}

/**
 * Checks the members of a complex value, or of a resource: names without regard to case, each only once, and values by
 * their attributes. They come back in the order of the schema, so that the same values are always written the same way.
 *
 * @param prefix what stands before their names: ``, `name.` or `urn:…:User:`
 * @throws {ScimError} 400 that names the member
 */
export function checkMembers(
  object: ScimObject,
  attributes: readonly ScimAttribute[],
  prefix: string,
  options: CheckOptions,
  ignore: Ignore,
): ScimObject {
  const { keyed, names } = nameAttributes(attributes);
  // Most clients write every name as the schema does.
  const isExact = Object.keys(object).every((name) => names.has(name));
  const given = isExact ? undefined : spellings(object, prefix);
  const checked: Record<string, ScimValue> = {};
  for (const { attribute, key } of keyed) {
    const spelling = given === undefined ? attribute.name : take(given, key);
    const found = spelling === undefined ? undefined : memberOf(object, spelling);
    const value = found === undefined ? null : checkMember(found, attribute, prefix, options, ignore);
    if (value !== null) checked[attribute.name] = value;
  }
  for (const name of given?.values() ?? []) passOver(name, attributes, prefix, options, ignore);
  return checked;
}

/** What only the server writes is passed over, whatever a client says. */
function checkMember(
  value: ScimValue,
  attribute: ScimAttribute,
  prefix: string,
  options: CheckOptions,
  ignore: Ignore,
): ScimValue {
  const place = `${prefix}${attribute.name}`;
  if (attribute.mutability !== "readOnly") return checkValue(value, attribute, place, options, ignore);
  ignore(place);
  return null;
}

/** Attributes with their names, and these in lower case. */
interface NamedAttributes {
  readonly names: ReadonlySet<string>;
  readonly keyed: readonly { readonly attribute: ScimAttribute; readonly key: string }[];
}

/** Worked out once for each list of attributes. */
function nameAttributes(attributes: readonly ScimAttribute[]): NamedAttributes {
  const known = named.get(attributes);
  if (known !== undefined) return known;
  const made = {
    names: new Set(attributes.map(({ name }) => name)),
    keyed: attributes.map((attribute) => ({ attribute, key: attribute.name.toLowerCase() })),
  };
  named.set(attributes, made);
  return made;
}

const named = new WeakMap<readonly ScimAttribute[], NamedAttributes>();

/** The names of an object as they are written, by how they are written in lower case. */
function spellings(object: ScimObject, prefix: string): Map<string, string> {
  const byName = new Map<string, string>();
  for (const name of Object.keys(object)) {
    const other = byName.get(name.toLowerCase());
    if (other !== undefined) {
      const detail = `\`${prefix}${show(other)}\` and \`${prefix}${show(name)}\` are one and the same; keep one.`;
      throw new ScimError(400, "invalidSyntax", detail);
    }
    byName.set(name.toLowerCase(), name);
  }
  return byName;
}

function take(names: Map<string, string>, key: string): string | undefined {
  const found = names.get(key);
  names.delete(key);
  return found;
}

function passOver(
  name: string,
  attributes: readonly ScimAttribute[],
  prefix: string,
  options: CheckOptions,
  ignore: Ignore,
): void {
  const place = `${prefix}${show(name)}`;
  if (options.unknown !== "refuse") {
    ignore(place);
    return;
  }
  const names = attributes.map((attribute) => attribute.name);
  const near = nearestName(show(name), names);
  const advice = near === undefined ? "." : `; did you mean \`${near}\`?`;
  throw new ScimError(400, "invalidSyntax", `No schema of the resource has \`${place}\`${advice}`);
}

function checkList(value: unknown, attribute: ScimAttribute, place: string, options: CheckOptions): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (options.lenient === true) return [value];
  throw wrong(place, value, attribute, "a list");
}

/** At most one value is the primary one (RFC 7643, section 2.4). */
function checkPrimary(values: readonly ScimValue[], place: string): void {
  const count = values.filter((value) => isScimObject(value) && memberOf(value, "primary") === true).length;
  if (count <= 1) return;
  const detail = `\`${place}\` has ${count} values that are \`primary\`; at most one is.`;
  throw new ScimError(400, "invalidValue", detail);
}

function checkComplex(
  value: unknown,
  attribute: ScimAttribute,
  place: string,
  options: CheckOptions,
  ignore: Ignore,
): ScimObject | null {
  const subs = attribute.subAttributes ?? [];
  const isBare = typeof value === "string" && options.lenientManager === true && !attribute.multiValued;
  const object = isBare && findAttribute(subs, "value") !== undefined ? { value } : value;
  if (!isScimObject(object)) throw wrong(place, object, attribute, "an object");
  const members = checkMembers(object, subs, `${place}.`, options, ignore);
  return Object.keys(members).length === 0 ? null : members;
}

function checkSimple(
  value: unknown,
  attribute: ScimAttribute,
  type: SimpleDataType,
  place: string,
  options: CheckOptions,
): ScimValue {
  const meant = type === "boolean" && options.lenientBooleans === true ? readBoolean(value) : value;
  if (isOfDataType(meant, type)) return meant;
  throw wrong(place, value, attribute, DATA_TYPE_IN_WORDS[type]);
}

function readBoolean(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = value.toLowerCase();
  return text === "true" || text === "false" ? text === "true" : value;
}

function isNone(value: unknown, { emptyClears }: CheckOptions): boolean {
  if (value === undefined || value === null) return true;
  return (emptyClears === true && value === "") || (Array.isArray(value) && value.length === 0);
}

function wrong(place: string, value: unknown, attribute: ScimAttribute, right: string): ScimError {
  return new ScimError(400, "invalidValue", `\`${place}\` is ${describe(value, attribute)}; it is ${right}.`);
}

/** What was found, without what nobody may be told. */
function describe(value: unknown, { returned }: ScimAttribute): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (returned === "never") return `a ${typeof value}`;
  return typeof value === "string" ? `the text \`${show(value)}\`` : String(value);
}

/** A name or a text from outside, as it may stand in a sentence. */
function show(text: string): string {
  return inOneLine(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}

const LONGEST_SHOWN = 60;

function nobody(): void {}
