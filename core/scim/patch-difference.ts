import {
  isScimList,
  isScimObject,
  isUnassigned,
  memberOf,
  type ScimObject,
  type ScimValue,
  withMembers,
} from "./resource.ts";

/**
 * Tells whether two values are the same to the letter: lists in order, objects whatever the order of their members, and
 * one way to have no value like the other (RFC 7643, section 2.5). What is one and the same object is not looked into,
 * so that a copy that shares most of its parts costs little. No deeper than the shallower of both.
 */
export function isSameValue(left: ScimValue | undefined, right: ScimValue | undefined): boolean {
  if (left === right) return true;
  if (isUnassigned(left) || isUnassigned(right)) return isUnassigned(left) && isUnassigned(right);
  if (isScimList(left)) return isScimList(right) && isSameList(left, right);
  return isScimObject(left) && isScimObject(right) && isSameObject(left, right);
}

function isSameList(left: readonly ScimValue[], right: readonly ScimValue[]): boolean {
  return left.length === right.length && left.every((each, index) => isSameValue(each, right[index]));
}

function isSameObject(left: ScimObject, right: ScimObject): boolean {
  const isSameIn = (name: string) => isSameValue(memberOf(left, name), memberOf(right, name));
  return Object.keys(left).every(isSameIn) && Object.keys(right).every(isSameIn);
}

/** The object with another value of a member, in its place; without the member where there is no value. */
export function withMember(object: ScimObject, name: string, value: ScimValue | undefined): ScimObject {
  if (!isUnassigned(value)) return withMembers(object, { [name]: value });
  if (!Object.hasOwn(object, name)) return object;
  const { [name]: _, ...others } = object;
  return others;
}
