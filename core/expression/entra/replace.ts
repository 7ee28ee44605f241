import type { Run } from "../compile.ts";
import { parseTextPattern, TextTooLong } from "../parse-text-pattern.ts";
import type { PatternMatch, TextPattern } from "../text-pattern.ts";
import { type CallNode, isGiven } from "../tree.ts";
import { type Call, callError, checkLength, constantText, slot } from "./call.ts";
import { textOf } from "./coerce.ts";

/** What a `Replace` does: which, its filled slots decide (entra-expressions.md, section 2a, in that order). */
export type ReplaceMode = "literal" | "template" | "pattern" | "group" | "otherAttribute";

/** The mode of a `Replace`; undefined where its filled slots say nothing that is documented. */
export function replaceModeOf({ args }: CallNode): ReplaceMode | undefined {
  const [, old, pattern, group, value, attribute, template] = Array.from({ length: 7 }, (_, index) => {
    const argument = args[index];
    return argument !== undefined && isGiven(argument);
  });
  if (old) return literalMode(value === true, template === true);
  if (!pattern) return undefined;
  if (group && attribute && !value) return "otherAttribute";
  if (!value) return undefined;
  return group ? "group" : "pattern";
}

function literalMode(value: boolean, template: boolean): ReplaceMode | undefined {
  if (value) return "literal";
  return template ? "template" : undefined;
}

/** `Replace`, by its mode. What does not match leaves the source as it is. */
export function buildReplace(call: Call): Run {
  const mode = replaceModeOf(call.node);
  switch (mode) {
    case "literal":
      return buildLiteral(call);
    case "template":
      return buildTemplate(call);
    case "pattern":
      return buildPattern(call);
    case "group":
      return buildGroup(call);
    case "otherAttribute":
      return buildOtherAttribute(call);
    case undefined:
      throw callError("EXPRESSION_REPLACE_SLOTS", REPLACE_MODES, call.node);
  }
}

/** What the slots of `Replace` can be filled for, in a sentence. */
export const REPLACE_MODES =
  "`Replace` needs `oldValue` with `replacementValue` or `template`, or `regexPattern` with `replacementValue`, with `regexGroupName` and `replacementValue`, or with `regexGroupName` and `replacementAttributeName`; with these slots it does nothing.";

function buildLiteral(call: Call): Run {
  const { node } = call;
  const [source, old, replacement] = [slot(call, 0), slot(call, 1), slot(call, 4)];
  return (session) => {
    const text = textOf(source(session), node);
    const wanted = textOf(old(session), node);
    if (text === undefined || wanted === undefined) return text;
    if (wanted === "") throw nothingToReplace(node);
    return text.includes(wanted)
      ? putBetween(text.split(wanted), textOf(replacement(session), node) ?? "", node)
      : text;
  };
}

/** The source takes the place of `oldValue` in the template. */
function buildTemplate(call: Call): Run {
  const { node } = call;
  const [source, old, template] = [slot(call, 0), slot(call, 1), slot(call, 6)];
  return (session) => {
    const text = textOf(source(session), node);
    const wanted = textOf(old(session), node);
    if (text === undefined || wanted === undefined) return text;
    if (wanted === "") throw nothingToReplace(node);
    return putBetween((textOf(template(session), node) ?? "").split(wanted), text, node);
  };
}

function putBetween(parts: readonly string[], text: string, node: CallNode): string {
  const rest = parts.reduce((length, part) => length + part.length, 0);
  checkLength(rest + (parts.length - 1) * text.length, node);
  return parts.join(text);
}

function nothingToReplace(node: CallNode) {
  return callError("EXPRESSION_NOTHING_TO_REPLACE", "`oldValue` is an empty text: there is nothing to replace.", node);
}

type ReadPattern = (session: Parameters<Run>[0]) => TextPattern | undefined;

/** A pattern that stands in the expression is read once. An ExpressionError where it cannot be read. */
function buildReadPattern(call: Call): ReadPattern {
  const constant = constantText(call, 2);
  if (constant !== undefined) {
    const pattern = readPattern(constant, call.node);
    return () => pattern;
  }
  const run = slot(call, 2);
  return (session) => {
    const text = textOf(run(session), call.node);
    return text === undefined ? undefined : readPattern(text, call.node);
  };
}

function readPattern(text: string, node: CallNode): TextPattern {
  const parsed = parseTextPattern("dotnet", text);
  if (parsed.ok) return parsed.pattern;
  throw callError("EXPRESSION_PATTERN", `The regular expression cannot be used: ${parsed.problem}`, node);
}

function buildPattern(call: Call): Run {
  const { node } = call;
  const [source, replacement] = [slot(call, 0), slot(call, 4)];
  const read = buildReadPattern(call);
  return (session) => {
    const text = textOf(source(session), node);
    const pattern = read(session);
    if (text === undefined || pattern === undefined) return text;
    const template = textOf(replacement(session), node) ?? "";
    checkLength(template.length + (template.split("$").length - 1) * text.length, node);
    return replaceMatches(text, findAll(pattern, text, node), node, (match) => fillReplacement(template, match, text));
  };
}

/** Only what the group caught is replaced. */
function buildGroup(call: Call): Run {
  const { node } = call;
  const [source, group, replacement] = [slot(call, 0), slot(call, 3), slot(call, 4)];
  const read = buildReadPattern(call);
  return (session) => {
    const text = textOf(source(session), node);
    const pattern = read(session);
    if (text === undefined || pattern === undefined) return text;
    const name = textOf(group(session), node) ?? "";
    const value = textOf(replacement(session), node) ?? "";
    return replaceMatches(text, findAll(pattern, text, node), node, (match) => replaceGroup(match, name, value, node));
  };
}

function replaceGroup(match: PatternMatch, name: string, value: string, node: CallNode): string {
  const place = match.places[groupNumber(match, name, node) - 1];
  if (place === undefined) return match.text;
  return match.text.slice(0, place.from - match.index) + value + match.text.slice(place.to - match.index);
}

/** The source where there is one; else the group that the pattern catches in the other attribute. */
function buildOtherAttribute(call: Call): Run {
  const { node } = call;
  const [source, group, other] = [slot(call, 0), slot(call, 3), slot(call, 5)];
  const read = buildReadPattern(call);
  return (session) => {
    const text = textOf(source(session), node);
    if (text !== undefined && text !== "") return text;
    const instead = textOf(other(session), node);
    const match = instead === undefined ? undefined : findAll(read(session), instead, node)[0];
    if (match === undefined) return text;
    return match.groups[groupNumber(match, textOf(group(session), node) ?? "", node) - 1];
  };
}

function groupNumber({ names, groups }: PatternMatch, name: string, node: CallNode): number {
  const number = Object.hasOwn(names, name) ? names[name] : Number(/^[1-9][0-9]{0,3}$/.exec(name)?.[0]);
  if (number !== undefined && number <= groups.length) return number;
  const message = `The regular expression has no group ${JSON.stringify(name)}.`;
  throw callError("EXPRESSION_UNKNOWN_GROUP", message, node);
}

function findAll(pattern: TextPattern | undefined, text: string, node: CallNode): readonly PatternMatch[] {
  try {
    return pattern?.findAll(text) ?? [];
  } catch (error) {
    if (error instanceof TextTooLong) throw callError("EXPRESSION_TEXT_TOO_LONG", error.message, node);
    throw error;
  }
}

function replaceMatches(
  text: string,
  matches: readonly PatternMatch[],
  node: CallNode,
  replacementFor: (match: PatternMatch) => string,
): string {
  let result = "";
  let written = 0;
  for (const match of matches) {
    result += text.slice(written, match.index) + replacementFor(match);
    checkLength(result.length, node);
    written = match.index + match.text.length;
  }
  return result + text.slice(written);
}

/** What may stand after `$` in a replacement: .NET, "Substitutions in regular expressions". */
const SUBSTITUTION = /\$(?:(\d{1,4})|\{(\w{1,100})\}|([$&`'+_]))/g;

/** A replacement with what the match caught. A `$` that means nothing stays as it is. */
function fillReplacement(template: string, match: PatternMatch, text: string): string {
  if (!template.includes("$")) return template;
  return template.replace(SUBSTITUTION, (written, number?: string, name?: string, sign?: string) =>
    sign === undefined ? caught(match, number ?? name ?? "", written) : fillSign(sign, match, text),
  );
}

function caught(match: PatternMatch, group: string, written: string): string {
  if (/^0+$/.test(group)) return match.text;
  const number = Object.hasOwn(match.names, group) ? match.names[group] : Number(/^\d+$/.exec(group)?.[0]);
  return number !== undefined && number <= match.groups.length ? (match.groups[number - 1] ?? "") : written;
}

function fillSign(sign: string, match: PatternMatch, text: string): string {
  switch (sign) {
    case "&":
      return match.text;
    case "`":
      return text.slice(0, match.index);
    case "'":
      return text.slice(match.index + match.text.length);
    case "+":
      return match.groups.at(-1) ?? "";
    case "_":
      return text;
    default:
      return "$";
  }
}
