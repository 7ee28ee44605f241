import { isSafeName, type Scalar } from "../attribute-value.ts";
import type { JsonObject } from "./json-list.ts";
import type { PersonAttributes } from "./read-people.ts";

/** Members of a JSON object as attributes, and what became of each. */
export interface MemberReading {
  /** The attribute that a member is; undefined: it has a place of its own, or is none. */
  readonly nameOf: (member: string) => string | undefined;
  /** Null is no value. */
  readonly nullIsNothing: boolean;
  /** Gathers the attributes that the file carries. */
  readonly carried: Set<string>;
  /** Gathers the members that are no attribute, for they hold objects. */
  readonly odd: Set<string>;
}

/** Writes the members of an object to attributes: texts, numbers, yes and no, and lists of these. */
export function readMembers(object: JsonObject, into: PersonAttributes, reading: MemberReading): void {
  for (const member of Object.keys(object)) {
    const name = reading.nameOf(member);
    if (name === undefined || !isSafeName(name)) continue;
    const value = object[member];
    if (value === null) {
      reading.carried.add(name);
      if (!reading.nullIsNothing) into[name] = null;
    } else if (isScalar(value)) {
      reading.carried.add(name);
      into[name] = value;
    } else if (Array.isArray(value) && value.every(isScalar)) {
      reading.carried.add(name);
      into[name] = [...value];
    } else reading.odd.add(member);
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
