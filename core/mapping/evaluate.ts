import { type AttributeValue, isList, type Scalar, showValue } from "../attribute-value.ts";
import type { Source } from "./source.ts";

/** Finds the value of an attribute or claim by its name; undefined where it is absent. */
export type Lookup = (name: string) => AttributeValue | undefined;

/** What came out of a source, and how. An absent `value`: nothing came out. */
export interface SourceResult {
  readonly value?: AttributeValue;
  /** What was read; without `value` where it was absent. */
  readonly inputs: readonly NamedValue[];
  /** What happened on the way, in order. */
  readonly intermediate?: readonly { readonly text: string; readonly value?: AttributeValue }[];
}

/** An attribute or claim that was read. */
export interface NamedValue {
  readonly name: string;
  readonly value?: AttributeValue;
}

/** The name under which a login's NameID or `sub` is read. */
export const SUBJECT = "subject";

type TableSource = Extract<Source, { kind: "table" }>;

/**
 * Works out the value of a source. The one seam between a mapping row and the language it is written in: a further
 * kind of source, such as an expression, is evaluated here and nowhere else. Never throws.
 */
export function evaluateSource(source: Source, lookup: Lookup): SourceResult {
  switch (source.kind) {
    case "constant":
      return { value: source.value, inputs: [] };
    case "attribute": {
      const read = readValue(source.attribute, lookup);
      return cameOut(read.value, [read]);
    }
    case "table":
      return evaluateTable(source, lookup);
  }
}

/** A source in words; `noun` says what it reads: `attribute` on the directory's side, `claim` on the application's. */
export function describeSource(source: Source, noun: "attribute" | "claim"): string {
  switch (source.kind) {
    case "constant":
      return `the constant ${showValue(source.value)}`;
    case "attribute":
      return describeName(source.attribute, noun);
    case "table":
      return `${describeName(source.attribute, noun)} through a table`;
  }
}

/** A name in words: "claim `department`", and "the subject" for a login's {@link SUBJECT}. */
export function describeName(name: string, noun: "attribute" | "claim"): string {
  return noun === "claim" && name === SUBJECT ? "the subject" : `${noun} \`${name}\``;
}

/** Reads one value, keeping "absent" apart from every value. */
export function readValue(name: string, lookup: Lookup): NamedValue {
  return { name, ...valueMember(lookup(name)) };
}

/** `{ value }`, or nothing at all where it is absent: an `undefined` member is no plain JSON. */
export function valueMember(value: AttributeValue | undefined): { readonly value?: AttributeValue } {
  return value === undefined ? {} : { value };
}

/** Several values are looked up one by one. Absent and null are no values to look up and stay what they are. */
function evaluateTable(source: TableSource, lookup: Lookup): SourceResult {
  const read = readValue(source.attribute, lookup);
  if (read.value === undefined || read.value === null) return cameOut(read.value, [read]);
  const found = (isList(read.value) ? read.value : [read.value]).map((value) => lookUp(source, value));
  const values = found.flatMap((entry) => entry.value ?? []);
  return cameOut(isList(read.value) ? values : values[0], [read], found);
}

function cameOut(
  value: AttributeValue | undefined,
  inputs: readonly NamedValue[],
  found?: SourceResult["intermediate"],
): SourceResult {
  const intermediate = found === undefined ? {} : { intermediate: found };
  return value === undefined ? { inputs, ...intermediate } : { value, inputs, ...intermediate };
}

/** One line of the table, read as the table's own member: a value such as `toString` finds nothing. */
function lookUp(source: TableSource, value: Scalar): { readonly text: string; readonly value?: Scalar } {
  const key = String(value);
  const entry = Object.hasOwn(source.table, key) ? source.table[key] : undefined;
  if (entry !== undefined) return { text: `\`${key}\` is in the table`, value: entry };
  if (source.otherwise === "drop") return { text: `\`${key}\` is not in the table and is dropped` };
  if (source.otherwise === "keep") return { text: `\`${key}\` is not in the table and is kept`, value };
  return { text: `\`${key}\` is not in the table and takes the table's other value`, value: source.otherwise.value };
}
