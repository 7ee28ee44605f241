import { type AttributeValue, isList, type Scalar, showValue } from "../attribute-value.ts";
import { evaluateExpression } from "./expression-source.ts";
import type { ExpressionWorld } from "./person-world.ts";
import type { Source } from "./source.ts";
import { describeNotKnown, type Lookup, type NamedValue, type SourceResult } from "./source-result.ts";

export { type Lookup, type NamedValue, type SourceResult, shownParts, valueMember } from "./source-result.ts";

/** The name under which a login's NameID or `sub` is read. */
export const SUBJECT = "subject";

type TableSource = Extract<Source, { kind: "table" }>;

/**
 * Works out the value of a source. The one seam between a mapping row and the language it is written in: every kind of
 * source is evaluated here and nowhere else. Never throws. `world` is what an expression may ask beside the attributes;
 * `log`: whether the values on the way are wanted.
 */
export function evaluateSource(source: Source, lookup: Lookup, world?: ExpressionWorld, log = true): SourceResult {
  switch (source.kind) {
    case "constant":
      return { value: source.value, inputs: [] };
    case "attribute": {
      const read = readValue(source.attribute, lookup);
      return notKnownIn(read, world) ?? cameOut(read.value, [read]);
    }
    case "table":
      return notKnownIn(readValue(source.attribute, lookup), world) ?? evaluateTable(source, lookup);
    case "expression":
      return evaluateExpression(source, lookup, world, log);
  }
}

/** Where the person's file does not carry the attribute: cannot tell. */
function notKnownIn(read: NamedValue, world: ExpressionWorld | undefined): SourceResult | undefined {
  const file = read.value === undefined ? world?.notKnownFrom?.(read.name) : undefined;
  if (file === undefined) return undefined;
  return { inputs: [read], notKnown: read.name, problem: describeNotKnown(read.name, file) };
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
    case "expression":
      return `the expression \`${source.text}\``;
  }
}

/** A name in words: "claim `department`", and "the subject" for a login's {@link SUBJECT}. */
export function describeName(name: string, noun: "attribute" | "claim"): string {
  return noun === "claim" && name === SUBJECT ? "the subject" : `${noun} \`${name}\``;
}

/** Reads one value, keeping "absent" apart from every value. */
export function readValue(name: string, lookup: Lookup): NamedValue {
  const value = lookup(name);
  return value === undefined ? { name } : { name, value };
}

/** Several values are looked up one by one. Absent and null are no values to look up and stay what they are. */
function evaluateTable(source: TableSource, lookup: Lookup): SourceResult {
  const read = readValue(source.attribute, lookup);
  if (read.value === undefined || read.value === null) return cameOut(read.value, [read]);
  const found = (isList(read.value) ? read.value : [read.value]).map((value) => lookUp(source, value));
  const values = found.map((entry) => entry.value).filter((each) => each !== undefined);
  return cameOut(isList(read.value) ? values : values[0], [read], found);
}

function cameOut(
  value: AttributeValue | undefined,
  inputs: readonly NamedValue[],
  found?: SourceResult["intermediate"],
): SourceResult {
  if (found === undefined) return value === undefined ? { inputs } : { value, inputs };
  return value === undefined ? { inputs, intermediate: found } : { value, inputs, intermediate: found };
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
