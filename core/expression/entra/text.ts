import type { Run } from "../compile.ts";
import type { CallNode } from "../tree.ts";
import { isList } from "../value.ts";
import { type BuildCall, type Call, callError, checkLength, constantText, type FunctionTable, slot } from "./call.ts";
import { integerOf, parseInteger, textOf, textsOf } from "./coerce.ts";
import { removeDiacritics } from "./diacritics.ts";
import { toLowerDotnet, toUpperDotnet } from "./dotnet-casing.ts";
import { toUtf8Hex, toUtf16Base64 } from "./encode.ts";
import { ENTRA_KEYWORDS, spellKeyword, type TextComparison } from "./keywords.ts";
import { buildReplace } from "./replace.ts";
import { toTitleCase } from "./title-case.ts";

/** Functions on texts (entra-expressions.md, section 2, "Strings"). Where the source is nothing, so is the result. */
export const TEXT_FUNCTIONS: FunctionTable = {
  Append: (call) => buildConcatenation(call, slot(call, 0), slot(call, 1), 0),
  Prepend: (call) => buildConcatenation(call, slot(call, 0), slot(call, 1), 1),
  Join: buildJoin,
  Left: buildLeft,
  Mid: buildMid,
  Word: buildWord,
  Replace: buildReplace,
  StripSpaces: mapText((text) => (text.includes(" ") ? text.replaceAll(" ", "") : text)),
  NormalizeDiacritics: mapText(removeDiacritics),
  PCase: buildTitleCase,
  ToLower: (call) => buildCasing(call, toLowerDotnet),
  ToUpper: (call) => buildCasing(call, toUpperDotnet),
  Split: buildSplit,
  InStr: buildInStr,
  ConvertToBase64: mapText(toUtf16Base64),
  ConvertToUTF8Hex: mapText(toUtf8Hex),
};

/** A function of one text. */
function mapText(map: (text: string) => string): BuildCall {
  return (call) => {
    const source = slot(call, 0);
    const { node } = call;
    return (session) => {
      const text = textOf(source(session), node);
      if (text === undefined) return undefined;
      const mapped = map(text);
      checkLength(mapped.length, node);
      return mapped;
    };
  };
}

/** Two texts, one behind the other. Nothing comes of it where that argument is nothing which is the `source` (0 or 1). */
function buildConcatenation({ node }: Call, first: Run, second: Run, source: 0 | 1): Run {
  return (session) => {
    const left = textOf(first(session), node);
    const right = textOf(second(session), node);
    return (source === 0 ? left : right) === undefined ? undefined : (left ?? "") + (right ?? "");
  };
}

/** Empty sources leave no separator behind; a source with many values gives each of them. */
function buildJoin(call: Call): Run {
  const { node } = call;
  const separator = slot(call, 0);
  const sources = call.args.slice(1).filter((run) => run !== undefined);
  return (session) => {
    const between = textOf(separator(session), node) ?? "";
    let joined = "";
    for (const source of sources) {
      const value = source(session);
      const part = isList(value) ? joinTexts(textsOf(value, node), between, node) : (textOf(value, node) ?? "");
      if (part !== "") joined = joined === "" ? part : joined + between + part;
      checkLength(joined.length, node);
    }
    return joined;
  };
}

function joinTexts(texts: readonly string[], separator: string, node: CallNode): string {
  const present = texts.filter((text) => text !== "");
  checkLength(
    present.reduce((length, text) => length + text.length + separator.length, 0),
    node,
  );
  return present.join(separator);
}

/** A whole number that stands in the expression is read once; any other for each person. */
function integerSlot(call: Call, index: number, what: string): (session: Parameters<Run>[0]) => number {
  const constant = parseInteger(constantText(call, index) ?? "");
  if (constant !== undefined) return () => constant;
  const run = slot(call, index);
  return (session) => integerOf(run(session), what, call.node);
}

function buildLeft(call: Call): Run {
  const source = slot(call, 0);
  const count = integerSlot(call, 1, "NumChars");
  const { node } = call;
  return (session) => {
    const text = textOf(source(session), node) ?? "";
    const wanted = count(session);
    return wanted < 0 ? text : text.slice(0, wanted);
  };
}

function buildMid(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  const start = integerSlot(call, 1, "start");
  const length = integerSlot(call, 2, "length");
  return (session) => {
    const text = textOf(source(session), node);
    const from = start(session);
    const count = length(session);
    if (from < 1) throw outOfRange(node, `\`start\` counts from 1; it is ${from}`);
    if (count < 0) throw outOfRange(node, `\`length\` is ${count}; it cannot be negative`);
    return text?.slice(from - 1, from - 1 + count);
  };
}

function outOfRange(node: CallNode, what: string) {
  return callError("EXPRESSION_OUT_OF_RANGE", `\`${node.name}\`: ${what}.`, node);
}

function buildWord(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  const number = integerSlot(call, 1, "WordNumber");
  const delimiters = slot(call, 2);
  return (session) => {
    const text = textOf(source(session), node) ?? "";
    return findWord(text, number(session), textOf(delimiters(session), node) ?? "");
  };
}

/** The word of a number, from 1; empty where there is none. Words are never empty themselves. */
function findWord(text: string, number: number, delimiters: string): string {
  if (number < 1) return "";
  let found = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !delimiters.includes(text.charAt(at))) continue;
    if (at > from) found += 1;
    if (found === number) return text.slice(from, at);
    from = at + 1;
  }
  return "";
}

function buildTitleCase(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  const separators = slot(call, 1);
  return (session) => {
    const text = textOf(source(session), node);
    return text === undefined ? undefined : toTitleCase(text, textOf(separators(session), node));
  };
}

function buildCasing(call: Call, map: (text: string, turkic: boolean) => string): Run {
  const { node } = call;
  const source = slot(call, 0);
  if (call.args[1] === undefined) {
    return (session) => {
      const text = textOf(source(session), node);
      return text === undefined ? undefined : map(text, false);
    };
  }
  const culture = slot(call, 1);
  return (session) => {
    const turkic = isTurkic(textOf(culture(session), node), node);
    const text = textOf(source(session), node);
    return text === undefined ? undefined : map(text, turkic);
  };
}

/** Tells whether a culture (RFC 4646) writes a dotless i. */
function isTurkic(culture: string | undefined, node: CallNode): boolean {
  if (culture === undefined || culture === "") return false;
  if (!isCulture(culture)) {
    const message = `\`${node.name}\` takes a culture such as \`tr-TR\`; there is none called ${JSON.stringify(culture)}.`;
    throw callError("EXPRESSION_UNKNOWN_CULTURE", message, node);
  }
  return /^(?:tr|az)(?:-|$)/i.test(culture);
}

/** Tells whether a text can be a culture's name (RFC 4646). */
export function isCulture(text: string): boolean {
  return text.length <= 85 && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(text);
}

/** Blanks around each part are taken away, as in the documented sample (`"A, B"` by `","` gives `A` and `B`). */
function buildSplit(call: Call): Run {
  const { node } = call;
  const source = slot(call, 0);
  const delimiter = slot(call, 1);
  return (session) => {
    const text = textOf(source(session), node);
    const between = textOf(delimiter(session), node) ?? "";
    if (text === undefined) return undefined;
    return between === "" ? [text] : text.split(between).map((part) => part.trim());
  };
}

function buildInStr(call: Call): Run {
  const { node } = call;
  const whole = slot(call, 0);
  const part = slot(call, 1);
  const start = call.args[2] === undefined ? () => 1 : integerSlot(call, 2, "start");
  const compare = buildComparison(call);
  return (session) => {
    const text = textOf(whole(session), node) ?? "";
    const wanted = textOf(part(session), node) ?? "";
    const from = start(session);
    if (from < 1) throw outOfRange(node, `\`start\` counts from 1; it is ${from}`);
    if (from > text.length) return 0;
    const isText = compare(session) === "text";
    return (isText ? fold(text).indexOf(fold(wanted), from - 1) : text.indexOf(wanted, from - 1)) + 1;
  };
}

function fold(text: string): string {
  return toUpperDotnet(text, false);
}

/** `vbTextCompare` or `vbBinaryCompare` as a bare word, as a text, or as Visual Basic's numbers (1 and 0). */
function buildComparison(call: Call): (session: Parameters<Run>[0]) => TextComparison {
  const argument = call.node.args[3];
  const given = call.args[3];
  if (argument === undefined || given === undefined) return () => "binary";
  if (argument.kind === "keyword") {
    const comparison = parseComparison(argument.name, call.node);
    return () => comparison;
  }
  return (session) => parseComparison(textOf(given(session), call.node) ?? "", call.node);
}

function parseComparison(text: string, node: CallNode): TextComparison {
  const meaning = ENTRA_KEYWORDS.get(spellKeyword(text) ?? "");
  if (meaning?.kind === "comparison") return meaning.comparison;
  if (text === "0" || text === "1") return text === "0" ? "binary" : "text";
  const message = `\`${node.name}\` compares by \`vbTextCompare\` or \`vbBinaryCompare\`, not ${JSON.stringify(text)}.`;
  throw callError("EXPRESSION_UNKNOWN_COMPARISON", message, node);
}
