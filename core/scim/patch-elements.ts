import type { ValueFilter } from "./filter.ts";
import { ElementIndex } from "./patch-element-index.ts";
import { isScimObject, isUnassigned, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { findAttribute, type ScimAttribute } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** The values of an attribute, and the indexes of those that an operation set. */
export interface SetElements {
  readonly elements: readonly ScimValue[];
  readonly set: ReadonlySet<number>;
}

/**
 * Adds values to those that are there (RFC 7644, section 3.5.2.1). None is there twice afterwards: one that is there
 * already is given what it does not say yet, and what may be changed; its `value`, its `type` and what is immutable stay.
 */
export function addElements(
  present: readonly ScimValue[],
  added: readonly ScimValue[],
  attribute: ScimAttribute,
): SetElements {
  const index = new ElementIndex(attribute);
  index.addThose(present, added);
  const elements = [...present];
  const set = new Set<number>();
  for (const value of added) {
    const place = index.find(value) ?? elements.length;
    const element = elements[place];
    elements[place] = element === undefined ? value : mergeElement(element, value, attribute);
    if (element === undefined) index.add(value, place);
    set.add(place);
  }
  return { elements, set };
}

/** The values without those that are the same as one of these. */
export function removeElements(
  present: readonly ScimValue[],
  removed: readonly ScimValue[],
  attribute: ScimAttribute,
): readonly ScimValue[] {
  const index = new ElementIndex(attribute);
  for (const [place, value] of removed.entries()) index.add(value, place);
  return present.filter((element) => index.find(element) === undefined);
}

/**
 * Values that take the place of others. One that was there before keeps what a client cannot change and does not send
 * again, as with PUT: the name of a member, and where it is.
 */
export function replaceElements(
  present: readonly ScimValue[],
  elements: readonly ScimValue[],
  attribute: ScimAttribute,
): SetElements {
  const set = new Set(elements.keys());
  const kept = (attribute.subAttributes ?? []).filter(isFixed);
  if (kept.length === 0) return { elements, set };
  const index = new ElementIndex(attribute);
  index.addThose(present, elements);
  return { elements: elements.map((value) => keepParts(value, present[index.find(value) ?? -1], kept)), set };
}

/**
 * Takes `primary` from every value but the one that an operation made the primary one (RFC 7644, section 3.5.2).
 *
 * @throws {ScimError} 400 `invalidValue` where it made several so
 */
export function settlePrimary(
  { elements, set }: SetElements,
  attribute: ScimAttribute,
  place: string,
): readonly ScimValue[] {
  if (findAttribute(attribute.subAttributes ?? [], "primary") === undefined) return elements;
  const primaries = [...elements.keys()].filter((index) => isPrimary(elements[index]));
  const [chosen, ...more] = primaries.filter((index) => set.has(index));
  if (more.length > 0) {
    const detail = `\`${place}\` would have several values that are \`primary\`; at most one is.`;
    throw new ScimError(400, "invalidValue", detail);
  }
  if (chosen === undefined || primaries.length === 1) return elements;
  return elements.map((element, index) => (index === chosen ? element : withoutPrimary(element)));
}

/**
 * The value that a filter describes: what its equalities say, where they are all that it says. Undefined where it says
 * something else, or what no client may set.
 */
export function describedBy(filter: ValueFilter): ScimObject | undefined {
  if (filter.kind === "and") {
    const [left, right] = [describedBy(filter.left), describedBy(filter.right)];
    const isPlain =
      left !== undefined && right !== undefined && !Object.keys(right).some((name) => Object.hasOwn(left, name));
    return isPlain ? { ...left, ...right } : undefined;
  }
  if (filter.kind !== "compare" || filter.operator !== "eq" || filter.value === null) return undefined;
  const { name, multiValued, mutability } = filter.sub;
  return multiValued || mutability === "readOnly" ? undefined : { [name]: filter.value };
}

function mergeElement(element: ScimValue, added: ScimValue, attribute: ScimAttribute): ScimValue {
  if (!isScimObject(element) || !isScimObject(added)) return element;
  const given = Object.entries(added).filter(([name]) => {
    const isSaid = !isUnassigned(memberOf(element, name));
    return !isSaid || (name !== "value" && name !== "type" && isChangeable(name, attribute));
  });
  return { ...element, ...Object.fromEntries(given) };
}

function isChangeable(name: string, { subAttributes = [] }: ScimAttribute): boolean {
  const sub = findAttribute(subAttributes, name);
  return sub !== undefined && !isFixed(sub);
}

function isFixed({ mutability }: ScimAttribute): boolean {
  return mutability === "readOnly" || mutability === "immutable";
}

function keepParts(value: ScimValue, before: ScimValue | undefined, kept: readonly ScimAttribute[]): ScimValue {
  if (!isScimObject(value) || !isScimObject(before)) return value;
  const parts = kept.flatMap(({ name }) => {
    const part = memberOf(before, name);
    return part === undefined || memberOf(value, name) !== undefined ? [] : [[name, part] as const];
  });
  return parts.length === 0 ? value : { ...value, ...Object.fromEntries(parts) };
}

function isPrimary(element: ScimValue | undefined): boolean {
  return isScimObject(element) && memberOf(element, "primary") === true;
}

function withoutPrimary(element: ScimValue): ScimValue {
  return isScimObject(element) && isPrimary(element) ? { ...element, primary: false } : element;
}
