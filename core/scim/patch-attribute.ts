import { checkSingleValue, checkValue, type Ignore } from "./check-value.ts";
import { isSameValue, withMember } from "./patch-difference.ts";
import {
  addElements,
  describedBy,
  removeElements,
  replaceElements,
  type SetElements,
  settlePrimary,
} from "./patch-elements.ts";
import type { PatchOptions } from "./patch-options.ts";
import type { ElementFilter } from "./patch-path.ts";
import type { PatchVerb } from "./patch-request.ts";
import { isScimList, isScimObject, isUnassigned, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import type { ScimAttribute } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** What an operation does to one attribute of an object: of a resource, an extension or a complex value. */
export interface AttributeChange {
  readonly op: PatchVerb;
  readonly attribute: ScimAttribute;
  /** Only a part of the value, or of each of several. */
  readonly sub?: ScimAttribute;
  /** Only these of several values. */
  readonly elements?: ElementFilter;
  /** As it was sent. */
  readonly value?: ScimValue | undefined;
  /** The attribute as an error names it. */
  readonly place: string;
}

/** How values are read, and who is told of what is passed over in them. */
export interface PatchContext {
  readonly options: PatchOptions;
  readonly ignore: Ignore;
}

/**
 * Changes one attribute of an object (RFC 7644, sections 3.5.2.1 to 3.5.2.3).
 *
 * @returns the very same object where nothing differs
 * @throws {ScimError} 400 `mutability`, `noTarget` or `invalidValue` that names the attribute
 */
export function changeAttribute(holder: ScimObject, change: AttributeChange, context: PatchContext): ScimObject {
  const { attribute, place } = change;
  const before = memberOf(holder, attribute.name);
  if (attribute.mutability === "readOnly") {
    checkUntouched(before, change);
    return holder;
  }
  return assign(holder, attribute, changeValue(before, change, context), place);
}

/** A client that sends what is there already modifies nothing: some send the `id` along. */
function checkUntouched(before: ScimValue | undefined, { op, sub, elements, value, place }: AttributeChange): void {
  const isWhole = op !== "remove" && sub === undefined && elements === undefined;
  if (isWhole && isSameValue(before, value)) return;
  throw new ScimError(400, "mutability", `\`${place}\` is read-only; only the server changes it.`);
}

function changeValue(
  before: ScimValue | undefined,
  change: AttributeChange,
  context: PatchContext,
): ScimValue | undefined {
  const { op, attribute, sub, value, place } = change;
  if (attribute.multiValued) return changeElements(isScimList(before) ? before : [], change, context);
  if (sub !== undefined) return changePart(before, sub, change, context);
  if (op === "remove") return undefined;
  if (attribute.type === "complex") return mergeParts(before, change, context);
  return checkValue(value, attribute, place, context.options, context.ignore);
}

/** Changes one sub-attribute of a complex value. Undefined where nothing of it is left. */
function changePart(
  before: ScimValue | undefined,
  sub: ScimAttribute,
  { op, attribute, value, place }: AttributeChange,
  context: PatchContext,
): ScimObject | undefined {
  const held = isScimObject(before) ? before : {};
  const after = changeAttribute(held, { op, attribute: sub, value, place: `${place}.${sub.name}` }, context);
  return orNone(withoutStaleParts(held, after, attribute, new Set([sub.name])));
}

/**
 * Sets the sub-attributes that a value names, and leaves the others: `add` and `replace` do the same to a complex value
 * (RFC 7644, section 3.5.2.3). What is passed over in it changes nothing; null takes a sub-attribute away.
 */
function mergeParts(
  before: ScimValue | undefined,
  { attribute, value, place }: AttributeChange,
  { options, ignore }: PatchContext,
): ScimObject | undefined {
  const checked = checkSingleValue(value, attribute, place, options, ignore);
  if (checked === null && !isScimObject(value)) return undefined;
  const given = isScimObject(checked) ? checked : {};
  const named = isScimObject(value) ? namesIn(value) : new Set(["value"]);
  const held = isScimObject(before) ? before : {};
  const parts = (attribute.subAttributes ?? []).filter(
    ({ name, mutability }) => mutability !== "readOnly" && named.has(name.toLowerCase()),
  );
  const after = parts.reduce(
    (object, sub) => assign(object, sub, memberOf(given, sub.name), `${place}.${sub.name}`),
    held,
  );
  return orNone(withoutStaleParts(held, after, attribute, new Set(parts.map(({ name }) => name))));
}

function namesIn(value: ScimObject): ReadonlySet<string> {
  return new Set(Object.keys(value).map((name) => name.toLowerCase()));
}

/** With another `value`, a reference and what the server says of the old one would be wrong: a new manager has another name. */
function withoutStaleParts(
  before: ScimObject,
  after: ScimObject,
  { subAttributes = [] }: ScimAttribute,
  given: ReadonlySet<string>,
): ScimObject {
  if (after === before || isSameValue(memberOf(before, "value"), memberOf(after, "value"))) return after;
  return subAttributes
    .filter(({ name, type, mutability }) => !given.has(name) && (type === "reference" || mutability === "readOnly"))
    .filter(({ name }) => name !== "value" && memberOf(after, name) !== undefined)
    .reduce((object, { name }) => withMember(object, name, undefined), after);
}

function changeElements(
  present: readonly ScimValue[],
  change: AttributeChange,
  context: PatchContext,
): readonly ScimValue[] {
  const { attribute, sub, elements, place } = change;
  const isWhole = sub === undefined && elements === undefined;
  const changed = isWhole ? changeList(present, change, context) : changeChosen(present, change, context);
  return settlePrimary(changed, attribute, place);
}

/** Changes the values as a whole. */
function changeList(present: readonly ScimValue[], change: AttributeChange, context: PatchContext): SetElements {
  const { op, attribute, value, place } = change;
  const { options, ignore } = context;
  const takesAll = op === "remove" && (options.removesMembersByValue !== true || (value ?? null) === null);
  if (takesAll) return NONE;
  // The RFC speaks of "a new value"; clients send one as it is, or in a list.
  const list = isScimList(value) || isUnassigned(value) ? value : [value];
  const checked = checkValue(list, attribute, place, options, ignore);
  const given = isScimList(checked) ? checked : [];
  if (op === "add") return addElements(present, given, attribute);
  if (op === "remove") return { elements: removeElements(present, given, attribute), set: NONE.set };
  return replaceElements(present, given, attribute);
}

const NONE: SetElements = { elements: [], set: new Set() };

/** Changes the values that a filter chooses; without a filter, a sub-attribute of all of them. */
function changeChosen(present: readonly ScimValue[], change: AttributeChange, context: PatchContext): SetElements {
  const elements: ScimValue[] = [];
  const set = new Set<number>();
  let isFound = false;
  for (const element of present) {
    const isChosen = change.elements?.matches(element) ?? true;
    const next = isChosen ? changeElement(element, change, context) : element;
    if (isChosen && next !== undefined) set.add(elements.length);
    if (next !== undefined) elements.push(next);
    isFound ||= isChosen;
  }
  return isFound ? { elements, set } : makeElement(present, change, context);
}

/** Undefined where nothing is left of the value. */
function changeElement(element: ScimValue, change: AttributeChange, context: PatchContext): ScimValue | undefined {
  const { op, attribute, sub, value, place } = change;
  if (sub !== undefined) return changePart(element, sub, change, context);
  if (op === "remove") return undefined;
  if (op === "add" && attribute.type === "complex") return mergeParts(element, change, context);
  return checkSingleValue(value, attribute, place, context.options, context.ignore) ?? undefined;
}

/** No value was chosen: that is an error, unless the value is to be made (F30). */
function makeElement(present: readonly ScimValue[], change: AttributeChange, context: PatchContext): SetElements {
  const { op, elements, place } = change;
  if (op === "remove" && elements === undefined) return { elements: present, set: NONE.set };
  const described = elements === undefined ? {} : describedBy(elements.filter);
  if (op === "remove" || context.options.createsMissingElement !== true || described === undefined) {
    const which = elements === undefined ? "has no values" : "has no value that its filter chooses";
    throw new ScimError(400, "noTarget", `\`${place}\` ${which}, so there is nothing to ${op}.`);
  }
  const made = changeElement(described, { ...change, op: "add" }, context);
  if (made === undefined || made === described) return { elements: present, set: NONE.set };
  return { elements: [...present, made], set: new Set([present.length]) };
}

/** Gives an attribute of an object another value, where its schema allows that. */
function assign(holder: ScimObject, attribute: ScimAttribute, after: ScimValue | undefined, place: string): ScimObject {
  const before = memberOf(holder, attribute.name);
  if (isSameValue(before, after)) return holder;
  if (attribute.mutability === "immutable" && !isUnassigned(before)) {
    throw new ScimError(400, "mutability", `\`${place}\` has a value already, and it is immutable.`);
  }
  if (attribute.required) checkRequired(after, place);
  checkParts(after, attribute, place);
  return withMember(holder, attribute.name, after);
}

/** RFC 7644, section 3.5.2.2 has `mutability` for what is required and would become unassigned. */
function checkRequired(after: ScimValue | undefined, place: string): void {
  if (isUnassigned(after)) {
    throw new ScimError(400, "mutability", `\`${place}\` is required and cannot be left without a value.`);
  }
  if (after === "") throw new ScimError(400, "invalidValue", `\`${place}\` is required; found an empty text.`);
}

/** What a complex value requires. Most require nothing. */
function checkParts(after: ScimValue | undefined, { subAttributes = [] }: ScimAttribute, place: string): void {
  const required = subAttributes.filter((sub) => sub.required && sub.mutability !== "readOnly");
  if (required.length === 0) return;
  for (const value of isScimList(after) ? after : [after]) {
    const missing = isScimObject(value) ? required.find(({ name }) => isUnassigned(memberOf(value, name))) : undefined;
    if (missing === undefined) continue;
    throw new ScimError(400, "invalidValue", `\`${place}\` needs \`${place}.${missing.name}\`; found no value.`);
  }
}

function orNone(object: ScimObject): ScimObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
