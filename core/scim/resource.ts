import { isSafeName } from "../attribute-value.ts";

/**
 * SCIM data as it goes over the wire (RFC 7643, section 2): plain JSON, never changed in place. Attribute names keep the
 * spelling of their schema once a resource has been checked, so that a member is found by its name alone.
 */

/** One value: simple, complex, or several of them. `null` and an empty list both mean "no value" (RFC 7643, section 2.5). */
export type ScimValue = string | number | boolean | null | ScimObject | readonly ScimValue[];

/** A complex value, or a whole resource: members by name. */
export interface ScimObject {
  readonly [name: string]: ScimValue;
}

/** Tells whether a value is a complex one. */
export function isScimObject(value: unknown): value is ScimObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list of values. */
export function isScimList(value: ScimValue | undefined): value is readonly ScimValue[] {
  return Array.isArray(value);
}

/** A member of a complex value; undefined where there is none, also for names that every object has. */
export function memberOf(object: ScimObject, name: string): ScimValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * The object with more members, or others in the place of some. Node 20 takes ten times as long to add a member to what a
 * spread has made, and a server copies every resource a few times for each request.
 */
export function withMembers(object: ScimObject, members: ScimObject): ScimObject {
  return Object.assign({}, object, members);
}

/** The members whose names are wanted, in their order, but what is undefined or would reach the prototype. */
export function selectMembers(
  object: Readonly<Record<string, ScimValue | undefined>>,
  isWanted: (name: string) => boolean,
): ScimObject {
  const selected: Record<string, ScimValue> = {};
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value !== undefined && isSafeName(name) && isWanted(name)) selected[name] = value;
  }
  return selected;
}

/** Tells whether there is no value: absent, null, or an empty list (RFC 7643, section 2.5). */
export function isUnassigned(value: ScimValue | undefined): value is undefined | null | readonly [] {
  return value === undefined || value === null || (isScimList(value) && value.length === 0);
}
