import { z } from "zod";

/**
 * What an attribute of a person, a claim or an account may hold: one value, several, or an explicit null.
 * An attribute that is absent is not a member at all; `""` and `[]` are values and differ from both.
 */
export type AttributeValue = Scalar | null | readonly Scalar[];

/** One single value. Dates are ISO 8601 strings. */
export type Scalar = string | number | boolean;

/** Attributes by name. Names are case-sensitive here; a protocol with other rules applies them itself. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Names that would reach an object's prototype. They are refused wherever a name comes from outside. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Tells whether a name may be used as a member of a plain object. */
export function isSafeName(name: string): boolean {
  return !FORBIDDEN_NAMES.has(name);
}

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** Schema of {@link AttributeValue}. */
export const attributeValueSchema = z.union([scalarSchema, z.null(), z.array(scalarSchema)]);

/** Schema of a member name: not empty, and never one that reaches a prototype. */
export const nameSchema = z
  .string()
  .min(1)
  .refine(isSafeName, { error: "This name is reserved by JavaScript and cannot be used." });

/** Schema of {@link Attributes}. */
export const attributesSchema = z.record(nameSchema, attributeValueSchema);

/** The values as a list: absent and null give an empty list, one value a list of one. */
export function valuesOf(value: AttributeValue | undefined): readonly Scalar[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** Tells whether the value is a list of several values (also an empty list or a list of one). */
export function isList(value: AttributeValue | undefined): value is readonly Scalar[] {
  return Array.isArray(value);
}

/** Tells whether there is nothing in it: absent, null, an empty text or an empty list. */
export function isBlank(value: AttributeValue | undefined): boolean {
  return valuesOf(value).every((entry) => entry === "");
}

/** Compares two values; lists compare in order. Absent and null differ. */
export function sameValue(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left === right) return true;
  if (!isList(left) || !isList(right)) return false;
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}

/** A value as a person reads it: `"text"`, `[a, b]`, `null` or `(absent)`. */
export function showValue(value: AttributeValue | undefined): string {
  if (value === undefined) return "(absent)";
  return isList(value) ? `[${value.map((entry) => JSON.stringify(entry)).join(", ")}]` : JSON.stringify(value);
}
