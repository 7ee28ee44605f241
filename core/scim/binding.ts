import { foldCase } from "../fold-case.ts";
import { findPath, findSubAttribute, showPath } from "./attribute-path.ts";
import {
  isScimList,
  isScimObject,
  memberOf,
  type ScimObject,
  type ScimValue,
  selectMembers,
  withMembers,
} from "./resource.ts";
import { findAttribute, type ScimAttribute, type ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/**
 * A place in a resource that holds one attribute of an account: `displayName`, `name.givenName`,
 * `emails[type eq "work"].value`, an extension's attribute. The path is looked up once; reading and writing are then a
 * few steps each.
 */
export interface BoundPath {
  readonly text: string;
  /** URN of the extension that it belongs to. */
  readonly extension?: string;
  readonly attribute: ScimAttribute;
  /** Of a complex attribute. */
  readonly sub?: ScimAttribute;
  /** Which element of a multi-valued attribute: the one whose sub-attribute has this value. */
  readonly element?: { readonly sub: ScimAttribute; readonly value: string };
}

const ELEMENT = /^([^[\]]+)\[\s*([A-Za-z$][\w$-]*)\s+eq\s+"([^"\\]*)"\s*\]\.([A-Za-z$][\w$-]*)$/i;

/**
 * Finds the place that a binding names.
 *
 * @throws {ScimError} 400 `invalidPath` for what names nothing, or more than one place
 */
export function parseBoundPath(text: string, type: ScimResourceType): BoundPath {
  const parts = ELEMENT.exec(text);
  if (parts === null) return checkBound({ text, ...findPath(text, type, "invalidPath") });
  const [, base = "", by = "", value = "", sub = ""] = parts;
  const path = findPath(base, type, "invalidPath");
  return checkBound({
    text,
    ...path,
    sub: findSubAttribute(text, path.attribute, sub, "invalidPath"),
    element: { sub: findSubAttribute(text, path.attribute, by, "invalidPath"), value },
  });
}

function checkBound(path: BoundPath): BoundPath {
  const { attribute, sub, element } = path;
  const refuse = (why: string) => new ScimError(400, "invalidPath", `\`${path.text}\` ${why}`);
  if (attribute.mutability === "readOnly") throw refuse("is read-only.");
  if (attribute.type === "complex" && sub === undefined) throw refuse("is complex: name one of its sub-attributes.");
  if (element !== undefined && !attribute.multiValued) throw refuse("takes no filter: it has one value.");
  if (attribute.returned === "never") throw refuse("is never given out.");
  return path;
}

/** What stands at the place: one value, or a list where the attribute has several and no element is named. */
export function readBound(resource: ScimObject, path: BoundPath): ScimValue | undefined {
  const value = valueIn(resource, path);
  const { attribute, sub, element } = path;
  if (sub === undefined) return value;
  if (!attribute.multiValued) return isScimObject(value) ? memberOf(value, sub.name) : undefined;
  const elements = isScimList(value) ? value.filter(isScimObject) : [];
  if (element !== undefined) {
    const found = elements.find((each) => isElement(each, element));
    return found === undefined ? undefined : memberOf(found, sub.name);
  }
  const values = elements.flatMap((each) => memberOf(each, sub.name) ?? []);
  return values.length === 0 ? undefined : values;
}

/** A value for a place; undefined takes away what is there, and whatever is empty without it. */
export interface BoundValue {
  readonly path: BoundPath;
  readonly value: ScimValue | undefined;
}

/** The resource with these values at their places. */
export function writeBound(resource: ScimObject, values: readonly BoundValue[]): ScimObject {
  // What is taken away comes last: several places may share an element, which goes only when none of them is left.
  const [given, gone] = [values.filter(isGiven), values.filter((each) => !isGiven(each))];
  return rewrite(resource, [...given, ...gone], (present, { path, value }) => nextValue(present, path, value));
}

function isGiven({ value }: BoundValue): boolean {
  return value !== undefined;
}

/**
 * The resource without the values at these places, but with all that tells about them: the type of an address stays, and
 * whether it is the primary one. With {@link writeBound}, a value comes back to where it was.
 */
export function clearBound(resource: ScimObject, places: readonly { readonly path: BoundPath }[]): ScimObject {
  return rewrite(resource, places, (present, { path }) => clearedValue(present, path));
}

/** An object of our own, on its way: undefined is what has been taken away. */
type Copy = Record<string, ScimValue | undefined>;

/** Changes the attributes that hold the places, each after the other, in one copy of what holds them. */
function rewrite<Place extends { readonly path: BoundPath }>(
  resource: ScimObject,
  places: readonly Place[],
  nextOf: (present: ScimValue | undefined, place: Place) => ScimValue | undefined,
): ScimObject {
  const copy: Copy = Object.assign({}, resource);
  const extensions = new Map<string, Copy>();
  for (const place of places) {
    const { extension, attribute } = place.path;
    const holder = extension === undefined ? copy : copyExtension(resource, extension, extensions);
    const present = Object.hasOwn(holder, attribute.name) ? holder[attribute.name] : undefined;
    const next = nextOf(present, place);
    if (next !== present) holder[attribute.name] = next;
  }
  for (const [urn, held] of extensions) {
    const next = finish(held);
    if (next !== undefined || Object.hasOwn(copy, urn)) copy[urn] = next;
  }
  return finish(copy) ?? {};
}

/** Undefined where nothing is left. */
function finish(copy: Copy): ScimObject | undefined {
  if (isWhole(copy)) return copy;
  const left = selectMembers(copy, () => true);
  return Object.keys(left).length === 0 ? undefined : left;
}

/** Most often nothing is taken away. */
function isWhole(copy: Copy): copy is Record<string, ScimValue> {
  const values = Object.values(copy);
  return values.length > 0 && !values.includes(undefined);
}

function copyExtension(resource: ScimObject, urn: string, copies: Map<string, Copy>): Copy {
  const known = copies.get(urn);
  if (known !== undefined) return known;
  const held = memberOf(resource, urn);
  const copy: Copy = isScimObject(held) ? Object.assign({}, held) : {};
  copies.set(urn, copy);
  return copy;
}

function clearedValue(present: ScimValue | undefined, path: BoundPath): ScimValue | undefined {
  const { attribute, sub, element } = path;
  if (present === undefined || sub === undefined) return undefined;
  if (!attribute.multiValued) return nextValue(present, path, undefined);
  // Without an element to tell by, the parts of each value are found again by the value.
  if (element === undefined || !isScimList(present)) return present;
  const index = present.findIndex((each) => isScimObject(each) && isElement(each, element));
  const found = present[index];
  if (!isScimObject(found)) return present;
  const left = present.with(index, withMember(found, sub.name, undefined));
  return left.every((each) => isBare(each, element)) ? undefined : left;
}

/** Says no more than which element it is: it will be made again. */
function isBare(each: ScimValue, { sub }: ElementChoice): boolean {
  return isScimObject(each) && Object.keys(each).every((name) => name === sub.name);
}

function nextValue(
  present: ScimValue | undefined,
  path: BoundPath,
  value: ScimValue | undefined,
): ScimValue | undefined {
  const { attribute, sub, element } = path;
  if (sub === undefined) return value;
  if (!attribute.multiValued) {
    const changed = withMember(isScimObject(present) ? present : {}, sub.name, value);
    return Object.keys(changed).length === 0 ? undefined : changed;
  }
  const elements = isScimList(present) ? present.filter(isScimObject) : [];
  if (element === undefined) return nextList(elements, sub.name, value);
  if (value !== undefined) return putInElement(elements, element, sub.name, value);
  const left = takeFromElement(elements, element, sub.name, attribute);
  return left.length === 0 ? undefined : left;
}

/** Of several values, each keeps what else its element says (its type, whether it is primary). */
function nextList(elements: readonly ScimObject[], name: string, value: ScimValue | undefined): ScimValue | undefined {
  const values = isScimList(value) ? value : [value].filter((each) => each !== undefined);
  // From behind, so that the first of several with one value is the one that is found.
  const known = new Map(elements.toReversed().map((each) => [memberOf(each, name), each]));
  const list = values.map((each) => known.get(each) ?? { [name]: each });
  return list.length === 0 ? undefined : list;
}

type ElementChoice = NonNullable<BoundPath["element"]>;

function putInElement(
  elements: readonly ScimObject[],
  choice: ElementChoice,
  name: string,
  value: ScimValue,
): readonly ScimObject[] {
  const index = elements.findIndex((each) => isElement(each, choice));
  const present = elements[index] ?? { [choice.sub.name]: valueToTellBy(choice) };
  const changed = withMember(present, name, value);
  return index < 0 ? [...elements, changed] : elements.with(index, changed);
}

/** The element stays for as long as it says something. */
function takeFromElement(
  elements: readonly ScimObject[],
  choice: ElementChoice,
  name: string,
  attribute: ScimAttribute,
): readonly ScimObject[] {
  const index = elements.findIndex((each) => isElement(each, choice));
  const present = elements[index];
  if (present === undefined) return elements;
  const left = withMember(present, name, undefined);
  return saysSomething(left, choice, attribute) ? elements.with(index, left) : elements.toSpliced(index, 1);
}

/** A type alone says nothing, and neither does what stands beside a `value` that is not there. */
function saysSomething(element: ScimObject, { sub }: ElementChoice, { subAttributes = [] }: ScimAttribute): boolean {
  const hasValue = findAttribute(subAttributes, "value") !== undefined;
  if (hasValue) return memberOf(element, "value") !== undefined;
  return Object.keys(element).some((name) => name !== sub.name && name !== "primary");
}

/** What an element is told by, as it is written into it: `primary eq "True"`, as Entra has it, means a boolean. */
function valueToTellBy({ sub, value }: ElementChoice): string | boolean {
  return sub.type === "boolean" ? foldCase(value) === "true" : value;
}

function isElement(each: ScimObject, { sub, value }: ElementChoice): boolean {
  const found = memberOf(each, sub.name);
  if (typeof found === "boolean") return String(found) === foldCase(value);
  if (typeof found !== "string") return false;
  return found === value || (!sub.caseExact && foldCase(found) === foldCase(value));
}

function valueIn(resource: ScimObject, { extension, attribute }: BoundPath): ScimValue | undefined {
  const holder = extension === undefined ? resource : memberOf(resource, extension);
  return isScimObject(holder) ? memberOf(holder, attribute.name) : undefined;
}

function withMember(object: ScimObject, name: string, value: ScimValue | undefined): ScimObject {
  if (value !== undefined) return withMembers(object, { [name]: value });
  if (!Object.hasOwn(object, name)) return object;
  const { [name]: _, ...others } = object;
  return others;
}

/** Tells whether two bindings write the same place. */
export function isSamePlace(left: BoundPath, right: BoundPath): boolean {
  return showPlace(left) === showPlace(right);
}

function showPlace({ element, ...path }: BoundPath): string {
  return `${showPath(path)} ${element === undefined ? "" : `${element.sub.name}=${foldCase(element.value)}`}`;
}
