import { hash } from "node:crypto";
import type { AttributeValue } from "../attribute-value.ts";

/** What a person's request is made from. */
export interface FingerprintSource {
  /** Why the person is in scope, or not. */
  readonly scope: string;
  readonly values: ReadonlyMap<string, AttributeValue>;
  /** A hash, without dots, of the settings that the request is made by: when they change, everybody is looked at (F17). */
  readonly settings: string;
}

/** A short hash of everything that a person's request is made from: where it is the same, nothing is to be done. */
export function fingerprintOf({ scope, values, settings }: FingerprintSource): string {
  return `${settings}.${shortHash(JSON.stringify([scope, [...values]]))}`;
}

/** The settings that a fingerprint was made by. */
export function settingsIn(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.indexOf("."));
}

/** 96 bits of SHA-256 in base64url: no two of a million people have the same. */
export function shortHash(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 16);
}

/** A value that follows from two objects that are never changed in place, worked out once for each pair of them. */
export function rememberByIdentity<Outer extends object, Inner extends object, Value>(
  workOut: (outer: Outer, inner: Inner) => Value,
): (outer: Outer, inner: Inner) => Value {
  const known = new WeakMap<Outer, WeakMap<Inner, Value>>();
  return (outer, inner) => {
    const ofOuter = known.get(outer) ?? new WeakMap<Inner, Value>();
    if (!known.has(outer)) known.set(outer, ofOuter);
    const present = ofOuter.get(inner);
    if (present !== undefined) return present;
    const made = workOut(outer, inner);
    ofOuter.set(inner, made);
    return made;
  };
}
