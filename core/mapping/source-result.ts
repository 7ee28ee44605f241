import type { AttributeValue } from "../attribute-value.ts";
import { type Effect, REDACTED } from "../expression/value.ts";

/** Finds the value of an attribute or claim by its name; undefined where it is absent. */
export type Lookup = (name: string) => AttributeValue | undefined;

/** What came out of a source, and how. An absent `value`: nothing came out. */
export interface SourceResult {
  readonly value?: AttributeValue;
  /** What was read; without `value` where it was absent. */
  readonly inputs: readonly NamedValue[];
  /** What happened on the way, in order. */
  readonly intermediate?: readonly { readonly text: string; readonly value?: AttributeValue }[];
  /** What an expression did beside giving a value, or in its place. */
  readonly effects?: readonly Effect[];
  /** Why nothing could be worked out, in one sentence; then there is no value. */
  readonly problem?: string;
  /** The attribute of which nobody knows whether there is a value: its file does not carry it. */
  readonly notKnown?: string;
}

/** An attribute or claim that was read. */
export interface NamedValue {
  readonly name: string;
  readonly value?: AttributeValue;
}

/** Why a row cannot tell: its attribute is in no file that the person came from. */
export function describeNotKnown(attribute: string, file: string): string {
  return `Cannot tell: ${file} does not carry \`${attribute}\`.`;
}

/** `{ value }`, or nothing at all where it is absent: an `undefined` member is no plain JSON. */
export function valueMember(value: AttributeValue | undefined): { readonly value?: AttributeValue } {
  return value === undefined ? {} : { value };
}

/** What a trace shows of a result: what was read, the values on the way, and what came out, unless it is redacted. */
export function shownParts({
  inputs,
  intermediate,
  effects,
  value,
}: SourceResult): Pick<SourceResult, "inputs" | "intermediate" | "value"> {
  const way = intermediate === undefined ? {} : { intermediate };
  const redacts = effects?.includes("redact") === true && value !== undefined;
  return { inputs, ...way, ...valueMember(redacts ? REDACTED : value) };
}
