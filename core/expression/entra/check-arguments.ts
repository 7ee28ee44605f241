import { checkArgumentTypes } from "../check-calls.ts";
import type { Finding, FunctionSignature, ParameterType } from "../dialect.ts";
import { type CallNode, isGiven, type Node } from "../tree.ts";
import { checkSlots } from "./call-rules.ts";
import { parseDateText } from "./date-text.ts";
import { callOf, finding, givenAt, type Rule } from "./findings.ts";
import { REPLACE_MODES, replaceModeOf } from "./replace.ts";
import { findFunction } from "./signatures.ts";

/** The slots of a call: how many, which, and whether what stands in them can be taken. */
export const checkArguments: Rule = ({ node }) => {
  const signature = node.kind === "call" ? findFunction(node.name) : undefined;
  if (node.kind !== "call" || signature === undefined) return [];
  const slots = checkSlots(node, signature);
  if (slots.length > 0) return slots;
  return [...checkReplaceSlots(node), ...checkTypes(node, signature), ...checkEmptySlots(node, signature)];
};

function checkReplaceSlots(node: CallNode): readonly Finding[] {
  if (callOf(node, "Replace") === undefined) return [];
  if (replaceModeOf(node) === undefined) return [finding("error", "EXPRESSION_REPLACE_SLOTS", node, REPLACE_MODES)];
  const found: Finding[] = [];
  if (node.args.length !== 7) {
    const message = `\`Replace\` has seven slots wherever it is documented, empty ones with their commas; here are ${node.args.length}.`;
    found.push(finding("info", "EXPRESSION_REPLACE_COMMAS", node, message));
  }
  if (givenAt(node, 1) !== undefined && givenAt(node, 2) !== undefined) {
    const message =
      "`oldValue` and `regexPattern` are both given; what Entra does then is not documented. Here `oldValue` counts.";
    found.push(finding("warning", "EXPRESSION_REPLACE_SLOTS", node, message));
  }
  return found;
}

/** The parameters in the order of the slots; `FormatDateTime` with three arguments has no slot for styles. */
function checkTypes(node: CallNode, signature: FunctionSignature): readonly Finding[] {
  return checkArgumentTypes(node, bySlots(node, signature), typeOf, isTaken);
}

function bySlots(node: CallNode, signature: FunctionSignature): FunctionSignature {
  const { parameters } = signature;
  const given = node.args.findLastIndex(isGiven) + 1;
  if (signature.name === "FormatDateTime" && given === 3)
    return { ...signature, parameters: parameters.filter(({ optional }) => optional !== true) };
  if (signature.name !== "Switch") return signature;
  const [key, value] = parameters.slice(2);
  const pairs = Array.from({ length: Math.max(0, node.args.length - 2) }, (_, index) =>
    index % 2 === 0 ? key : value,
  );
  return { ...signature, parameters: [...parameters.slice(0, 2), ...pairs.filter((each) => each !== undefined)] };
}

/** What a function gives as a text may hold anything, a number or a date as well. */
function typeOf(node: Node): ParameterType {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? textType(node.value) : "number";
    case "call":
      return resultOf(findFunction(node.name)?.result);
    case "operation":
      return "boolean";
    case "reference":
      return "attribute";
    default:
      return "any";
  }
}

function resultOf(result: ParameterType = "any"): ParameterType {
  return result === "text" ? "any" : result;
}

/** A text that is a number counts as one, a text that is a date as one. */
function textType(text: string): ParameterType {
  if (/^\s*(?:[+-]?[0-9]+|&[Hh][0-9A-Fa-f]+)\s*$/.test(text)) return "number";
  return parseDateText(text) === undefined ? "text" : "moment";
}

/** What is taken for what, beside itself: every single value can be written as a text. */
function isTaken(found: ParameterType, wanted: ParameterType): boolean {
  // Which texts are dates is said with the forms that are taken.
  if (found === "attribute" || (wanted === "moment" && found === "text")) return true;
  return wanted === "text" && found !== "list" && found !== "object";
}

/** A slot between others that must not be empty. */
function checkEmptySlots(node: CallNode, signature: FunctionSignature): readonly Finding[] {
  const { parameters } = bySlots(node, signature);
  const given = node.args.findLastIndex(isGiven);
  return node.args.flatMap((argument, index): readonly Finding[] => {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (isGiven(argument) || index > given || parameter === undefined || parameter.optional === true) return [];
    const message = `\`${parameter.name}\` of \`${signature.name}\` is left empty; it counts as null.`;
    return [finding("warning", "EXPRESSION_EMPTY_SLOT", argument, message)];
  });
}
