import { foldCase } from "../fold-case.ts";
import { ownAttributes } from "./attribute-path.ts";
import { withSchemas } from "./check-resource.ts";
import { parseDateTime } from "./date-time.ts";
import { isScimList, isScimObject, isUnassigned, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import type { ScimAttribute, ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/**
 * Checks that a PUT leaves what is immutable as it is (RFC 7644, section 3.5.1): what has a value comes with the same one,
 * or not at all. A value of several is added or taken away, never changed, so that the parts of those are not compared.
 *
 * @param before the resource as it is
 * @param after what was sent, checked already
 * @throws {ScimError} 400 `mutability` that names the attribute
 */
export function checkReplacement(before: ScimObject, after: ScimObject, type: ScimResourceType): void {
  checkUnchanged(before, after, type.schema.attributes, "");
  for (const { schema } of type.extensions) {
    checkUnchanged(objectIn(before, schema.id), objectIn(after, schema.id), schema.attributes, `${schema.id}:`);
  }
}

/**
 * The resource that a PUT leaves behind (RFC 7644, section 3.5.1). Kept is what only the server writes, what is immutable,
 * and what is never returned, so that no client could send it again; the parts of a value are kept only while it stays the
 * same value: a new manager has not the name of the old one.
 *
 * @param after what was sent, checked by {@link checkReplacement} already
 * @param options `clearsOmitted` false: what was not sent is kept, also the parts of a complex value (F32)
 */
export function mergeReplacement(
  before: ScimObject,
  after: ScimObject,
  type: ScimResourceType,
  { clearsOmitted }: { readonly clearsOmitted: boolean },
): ScimObject {
  const extensions = type.extensions.flatMap(({ schema: { id, attributes } }) => {
    const merged = mergeMembers(objectIn(before, id), objectIn(after, id), attributes, clearsOmitted);
    return Object.keys(merged).length === 0 ? [] : [[id, merged] as const];
  });
  const own = mergeMembers(before, after, ownAttributes(type), clearsOmitted);
  return withSchemas({ ...own, ...Object.fromEntries(extensions) }, type);
}

function checkUnchanged(
  before: ScimObject,
  after: ScimObject,
  attributes: readonly ScimAttribute[],
  prefix: string,
): void {
  for (const attribute of attributes) {
    const [old, next] = [memberOf(before, attribute.name), memberOf(after, attribute.name)];
    if (isUnassigned(old) || isUnassigned(next)) continue;
    const place = `${prefix}${attribute.name}`;
    if (attribute.mutability === "immutable" && keyOf(old, attribute) !== keyOf(next, attribute)) {
      const detail = `\`${place}\` has a value already, and it is immutable; send the same value, or none.`;
      throw new ScimError(400, "mutability", detail);
    }
    if (isScimObject(old) && isScimObject(next)) {
      checkUnchanged(old, next, attribute.subAttributes ?? [], `${place}.`);
    }
  }
}

function mergeMembers(
  before: ScimObject,
  after: ScimObject,
  attributes: readonly ScimAttribute[],
  clearsOmitted: boolean,
): ScimObject {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      const [old, next] = [memberOf(before, attribute.name), memberOf(after, attribute.name)];
      const merged = old === undefined ? next : mergeValue(old, next, attribute, clearsOmitted);
      return merged === undefined ? [] : [[attribute.name, merged] as const];
    }),
  );
}

function mergeValue(
  old: ScimValue,
  next: ScimValue | undefined,
  attribute: ScimAttribute,
  clearsOmitted: boolean,
): ScimValue | undefined {
  if (attribute.mutability === "readOnly") return old;
  if (next === undefined) return clearsOmitted && attribute.mutability === "readWrite" ? undefined : old;
  if (isScimObject(old) && isScimObject(next)) return mergeComplex(old, next, attribute, clearsOmitted);
  return isScimList(old) && isScimList(next) ? mergeList(old, next, attribute) : next;
}

function mergeComplex(
  old: ScimObject,
  next: ScimObject,
  { subAttributes = [] }: ScimAttribute,
  clearsOmitted: boolean,
): ScimObject {
  const value = memberOf(next, "value");
  const isAnother = value !== memberOf(old, "value") && (clearsOmitted || value !== undefined);
  return isAnother ? next : mergeMembers(old, next, subAttributes, clearsOmitted);
}

/** Values of several are the same ones where their `value` is. */
function mergeList(
  old: readonly ScimValue[],
  next: readonly ScimValue[],
  attribute: ScimAttribute,
): readonly ScimValue[] {
  const isPlain = (attribute.subAttributes ?? []).every(({ mutability }) => mutability === "readWrite");
  if (isPlain) return next;
  const byValue = new Map(old.filter(isScimObject).map((each) => [memberOf(each, "value"), each]));
  byValue.delete(undefined);
  return next.map((each) => {
    const same = isScimObject(each) ? byValue.get(memberOf(each, "value")) : undefined;
    return isScimObject(each) && same !== undefined ? mergeComplex(same, each, attribute, true) : each;
  });
}

function objectIn(resource: ScimObject, name: string): ScimObject {
  const held = memberOf(resource, name);
  return isScimObject(held) ? held : {};
}

/** The same text for the same value: case counts where the schema says so, and the order of several does not. */
function keyOf(value: ScimValue | undefined, attribute: ScimAttribute): string {
  if (isScimList(value)) return JSON.stringify(value.map((each) => keyOf(each, attribute)).sort());
  if (isScimObject(value)) {
    return JSON.stringify((attribute.subAttributes ?? []).map((sub) => keyOf(memberOf(value, sub.name), sub)));
  }
  return JSON.stringify((typeof value === "string" ? keyOfText(value, attribute) : value) ?? null);
}

function keyOfText(text: string, { type, caseExact }: ScimAttribute): string | number {
  if (type === "dateTime") return parseDateTime(text) ?? text;
  return type === "string" && !caseExact ? foldCase(text) : text;
}
