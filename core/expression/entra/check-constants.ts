import type { Finding } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import { parseTextPattern } from "../parse-text-pattern.ts";
import type { CallNode } from "../tree.ts";
import { isGiven } from "../tree.ts";
import { literalText } from "./call.ts";
import { describeNoDate, parseDateText } from "./date-text.ts";
import { INTERVALS } from "./dates.ts";
import { parseDateStyles } from "./dotnet-date-exact.ts";
import { FormatProblem, parseDateFormat } from "./dotnet-date-format.ts";
import { callOf, finding, type Rule } from "./findings.ts";
import { spellFunction } from "./signatures.ts";
import { isCulture } from "./text.ts";

/** Texts in the expression that must be something: a pattern, a date format, a unit of time, a culture, a start. */
export const checkConstants: Rule = ({ node }) => {
  if (node.kind !== "call") return [];
  switch (spellFunction(node.name)) {
    case "Replace":
      return [...checkPattern(node), ...checkGroup(node)];
    case "FormatDateTime":
      return checkFormats(node);
    case "CDate":
    case "NumFromDate":
      return checkDate(node, 0);
    case "DateAdd":
      return [...checkInterval(node), ...checkDate(node, 2)];
    case "DateDiff":
      return [...checkInterval(node), ...checkDate(node, 1), ...checkDate(node, 2)];
    case "ToLower":
    case "ToUpper":
      return checkConstant(node, 1, "EXPRESSION_UNKNOWN_CULTURE", isCultureOrNone, "a culture such as `tr-TR`");
    case "Mid":
    case "Item":
      return checkConstant(node, 1, "EXPRESSION_OUT_OF_RANGE", isCountedFromOne, "a number from 1");
    case "InStr":
      return checkConstant(node, 2, "EXPRESSION_OUT_OF_RANGE", isCountedFromOne, "a number from 1");
    case "RandomString":
      return checkRandomLength(node);
    default:
      return [];
  }
};

function checkInterval(node: CallNode): readonly Finding[] {
  return checkConstant(node, 0, "EXPRESSION_UNKNOWN_INTERVAL", isInterval, `one of ${INTERVALS.join(", ")}`);
}

/** A text that stands in the expression and is no date in a form that is taken. */
function checkDate(node: CallNode, slot: number): readonly Finding[] {
  const argument = node.args[slot];
  const text = literalText(argument);
  if (argument === undefined || text === undefined || parseDateText(text) !== undefined) return [];
  return [finding("error", "EXPRESSION_NOT_A_DATE", argument, describeNoDate(node.name, text))];
}

function isInterval(text: string): boolean {
  return INTERVALS.includes(text);
}

function isCultureOrNone(text: string): boolean {
  return text === "" || isCulture(text);
}

/** What is no number at all is another rule's business. */
function isCountedFromOne(text: string): boolean {
  return !(Number(text) < 1);
}

function checkConstant(
  node: CallNode,
  slot: number,
  code: string,
  isRight: (text: string) => boolean,
  wanted: string,
): readonly Finding[] {
  const argument = node.args[slot];
  const text = literalText(argument);
  if (argument === undefined || text === undefined || isRight(text)) return [];
  return [finding("error", code, argument, `\`${node.name}\` takes ${wanted} here, not ${JSON.stringify(text)}.`)];
}

function checkPattern({ args }: CallNode): readonly Finding[] {
  const argument = args[2];
  const text = literalText(argument);
  if (argument === undefined || text === undefined) return [];
  const parsed = parseTextPattern("dotnet", text);
  if (parsed.ok) return [];
  return [finding("error", "EXPRESSION_PATTERN", argument, `The regular expression cannot be used: ${parsed.problem}`)];
}

/** A group that the pattern does not name. */
function checkGroup({ args }: CallNode): readonly Finding[] {
  const [, , pattern, group] = args;
  const text = literalText(pattern);
  const name = literalText(group);
  if (group === undefined || text === undefined || name === undefined || /^[0-9]+$/.test(name)) return [];
  if (text.includes(`(?<${name}>`) || text.includes(`(?'${name}'`)) return [];
  const message = `The regular expression has no group \`${name}\`.`;
  return [finding("error", "EXPRESSION_UNKNOWN_GROUP", group, message)];
}

function checkFormats(node: CallNode): readonly Finding[] {
  const given = node.args.findLastIndex(isGiven) + 1;
  const formats = given <= 3 ? [1, 2] : [2, 3];
  const styles =
    given <= 3 ? [] : checkConstant(node, 1, "EXPRESSION_UNKNOWN_STYLE", isStyle, "names of .NET's DateTimeStyles");
  return [...styles, ...formats.flatMap((slot) => checkFormat(node, slot)), ...checkYear(node, formats[0] ?? 1)];
}

function isStyle(text: string): boolean {
  return text === "" || parseDateStyles(text) !== undefined;
}

function checkFormat({ args }: CallNode, slot: number): readonly Finding[] {
  const argument = args[slot];
  const text = literalText(argument);
  if (argument === undefined || text === undefined) return [];
  try {
    parseDateFormat(text);
    return checkLetters(text, argument);
  } catch (error) {
    if (error instanceof FormatProblem) return [finding("error", "EXPRESSION_DATE_FORMAT", argument, error.message)];
    throw error;
  }
}

/**
 * Letters of other products' formats, which .NET copies as they are ("any other character is copied unchanged":
 * https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings).
 */
function checkLetters(format: string, at: Span): readonly Finding[] {
  const open = format.replace(/'[^']*'|"[^"]*"|\\./g, "");
  const found = /YY+|DD+|SS+/.exec(open)?.[0];
  if (found === undefined) return [];
  const message = `\`${found}\` stands for itself: .NET's letters are \`yyyy\` for the year, \`MM\` for the month, \`dd\` for the day, \`HH\` or \`hh\`, \`mm\` and \`ss\` for the time.`;
  return [finding("warning", "EXPRESSION_DATE_LETTERS", at, message)];
}

/** Two digits of a year are read as those of a century that differs between versions of .NET. */
function checkYear({ args }: CallNode, slot: number): readonly Finding[] {
  const argument = args[slot];
  const text = literalText(argument) ?? "";
  if (argument === undefined || !/(?<!y)yy?(?!y)/.test(text.length > 1 ? text : "")) return [];
  const message =
    "Two digits of a year are read as 1950 to 2049 here, as today's .NET does; older ones read 1930 to 2029.";
  return [finding("info", "EXPRESSION_TWO_DIGIT_YEAR", argument, message)];
}

function checkRandomLength(node: CallNode): readonly Finding[] {
  const [length, ...minimums] = [0, 1, 2, 3, 4].map((slot) => Number(literalText(node.args[slot])));
  const sum = minimums.reduce((total, count) => total + count, 0);
  if (callOf(node, "RandomString") === undefined || length === undefined || !(length > 256 || length < sum)) return [];
  const message = `The length is from the sum of the minimums (${sum}) to 256; here it is ${length}.`;
  return [finding("error", "EXPRESSION_OUT_OF_RANGE", node, message)];
}
