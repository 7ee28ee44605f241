import type { Scalar } from "../attribute-value.ts";

/**
 * A value while an expression is evaluated. Four things are kept apart: `undefined` is absent, `null` an explicit null,
 * `""` and `[]` are empty, and a list has several values.
 */
export type ExpressionValue =
  | undefined
  | null
  | Scalar
  | Moment
  | ExpressionObject
  | EffectValue
  | readonly ExpressionValue[];

/** A point in time. How it is written belongs to each language. `zone`: an IANA name, where the language keeps one. */
export interface Moment {
  readonly kind: "moment";
  readonly epochMs: number;
  readonly zone?: string;
}

/** Something with members: a person, a group, a map. Members are read by name; undefined where there is none. */
export interface ExpressionObject {
  readonly kind: "object";
  /** What it is, in a word: `user`, `group`, `map`. */
  readonly what: string;
  member(name: string): ExpressionValue;
  /** The names of its members, where they are known. */
  readonly names?: readonly string[];
}

/**
 * Something an expression does instead of giving a value, or beside it. `ignoreAttribute`: the target is left alone;
 * `ignoreObject`: the whole person is skipped; `redact`: logs show no value; `nextUnique`: the first choice was taken;
 * `escrow`: every choice was taken, so that the person waits; `writeNull`: the null is written, where a missing value is
 * otherwise not sent.
 */
export type Effect = "ignoreAttribute" | "ignoreObject" | "redact" | "nextUnique" | "escrow" | "writeNull";

/** What stands for a value wherever it is shown, if the expression redacts it: Entra's own word. */
export const REDACTED = "[Redact]";

/** In the place of a value: nothing flows, for this reason. */
export interface EffectValue {
  readonly kind: "effect";
  readonly effect: Effect;
}

export const IGNORE_ATTRIBUTE: EffectValue = { kind: "effect", effect: "ignoreAttribute" };
export const IGNORE_OBJECT: EffectValue = { kind: "effect", effect: "ignoreObject" };
export const ESCROW: EffectValue = { kind: "effect", effect: "escrow" };

/** What a value is, in one word: for checks, error messages and hover texts. */
export type ValueType = "absent" | "null" | "text" | "number" | "boolean" | "moment" | "list" | "object" | "effect";

/** The type of a value. */
export function typeOf(value: ExpressionValue): ValueType {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (isList(value)) return "list";
  return value.kind;
}

/** Tells whether the value is a list. */
export function isList(value: ExpressionValue): value is readonly ExpressionValue[] {
  return Array.isArray(value);
}

/** Tells whether the value is an effect in the place of a value. */
export function isEffect(value: ExpressionValue): value is EffectValue {
  return typeof value === "object" && value !== null && !isList(value) && value.kind === "effect";
}
