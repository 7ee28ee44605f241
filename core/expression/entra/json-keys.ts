import type { FunctionSignature } from "../dialect.ts";
import { type Argument, type CallNode, isGiven } from "../tree.ts";
import { findFunction } from "./signatures.ts";

/**
 * The keys under which an exported synchronization schema keeps a function's arguments, where they were seen
 * (entra-schema-format.md, "expression tree"): in the order of the parameters, a repeated key once for each parameter
 * that repeats. Functions that are not here were not found in any export: their parameters' names stand in, as that of
 * `dateTimeStyles` does.
 */
export const JSON_KEYS: Readonly<Record<string, readonly string[]>> = {
  Append: ["source", "suffix"],
  AppRoleAssignments: ["source"],
  AppRoleAssignmentsComplex: ["source"],
  FormatDateTime: ["source", "dateTimeStyles", "inputFormat", "outputFormat"],
  IsNothing: ["source"],
  Join: ["separator", "source"],
  Mid: ["source", "start", "length"],
  Not: ["source"],
  Prepend: ["prefix", "source"],
  Replace: [
    "source",
    "Find",
    "RegularExpression",
    "RegularExpressionGroupName",
    "Replacement",
    "ReplacementPropertyName",
    "Template",
  ],
  SingleAppRoleAssignment: ["source"],
  Split: ["source", "delimiter"],
  StripSpaces: ["source"],
  Switch: ["source", "defaultValue", "switchValue", "switchValue"],
};

/** The arguments by the function's parameters: the form of `FormatDateTime` without styles gets its empty slot. */
export function slotsOf({ name, args }: CallNode): readonly Argument[] {
  const given = args.slice(0, args.findLastIndex(isGiven) + 1);
  const [source, ...formats] = given;
  if (findFunction(name)?.name !== "FormatDateTime" || given.length !== 3 || source === undefined) return given;
  return [source, { kind: "notGiven", from: source.to, to: source.to }, ...formats];
}

/** The key of a slot. A function that is not known has none but numbers. */
export function keyAt(signature: FunctionSignature | undefined, index: number): string {
  const keys = keysOf(signature);
  if (index < keys.length) return keys[index] ?? "";
  return keys.at(-1) ?? `parameter${index + 1}`;
}

/** The keys of a function's parameters: those of exports, else the parameters' names. */
export function keysOf(signature: FunctionSignature | undefined): readonly string[] {
  if (signature === undefined) return [];
  return JSON_KEYS[signature.name] ?? signature.parameters.map(({ name }) => name);
}
