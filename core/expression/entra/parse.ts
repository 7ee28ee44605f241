import { isSafeName } from "../../attribute-value.ts";
import { nearestName } from "../../errors.ts";
import { ExpressionError, type Span } from "../expression-error.ts";
import { type Argument, DEEPEST, isGiven, LONGEST, type Node, type Operator } from "../tree.ts";
import { ENTRA_KEYWORDS, spellKeyword } from "./keywords.ts";
import { spellFunction } from "./signatures.ts";
import { readNumberToken, readTextToken, readTokens, type Token } from "./tokens.ts";

/**
 * Reads an Entra expression (entra-expressions.md, section 1): a call, a bare attribute (`[mail]`), a bare text
 * (`"x"`), a number or a bare word. Names of functions are taken as they are written; whether there is such a function
 * is the check's business. An ExpressionError with its span where the text cannot be read.
 */
export function parseEntra(text: string): Node {
  if (text.length > LONGEST) {
    const message = `An expression has ${LONGEST} characters at most; this one has ${text.length}.`;
    throw new ExpressionError("EXPRESSION_TOO_LONG", message, { from: LONGEST, to: text.length }, text);
  }
  const reading: Reading = { text, tokens: readTokens(text), at: 0 };
  if (reading.tokens.length === 0) throw fail(reading, "EXPRESSION_EMPTY", "There is no expression.", endOf(reading));
  const node = parseExpression(reading, 0);
  const rest = next(reading);
  if (rest !== undefined) throw unexpected(reading, "the end of the expression");
  return node;
}

/** A text that is being read. */
interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
}

function parseExpression(reading: Reading, depth: number): Node {
  const token = next(reading);
  switch (token?.kind) {
    case "text":
      reading.at += 1;
      return { kind: "literal", value: readTextToken(token.written), raw: token.written, ...spanOf(token) };
    case "number":
      return parseNumber(reading, token);
    case "attribute":
      return parseAttribute(reading, token);
    case "word":
      return parseWord(reading, token, depth);
    default:
      throw unexpected(reading, "a function, an attribute in brackets, a text in quotes or a number");
  }
}

function parseNumber(reading: Reading, token: Token): Node {
  const value = readNumberToken(token.written);
  if (!Number.isFinite(value))
    throw fail(reading, "EXPRESSION_NUMBER_TOO_LARGE", "This number is too large to be worked with.", token);
  reading.at += 1;
  return { kind: "literal", value, raw: token.written, ...spanOf(token) };
}

function parseAttribute(reading: Reading, token: Token): Node {
  const name = token.written.slice(1, -1);
  if (name.trim() === "")
    throw fail(reading, "EXPRESSION_NO_ATTRIBUTE", "An attribute's name stands between the brackets: `[mail]`.", token);
  if (!isSafeName(name))
    throw fail(reading, "EXPRESSION_FORBIDDEN_NAME", `No attribute can have the name \`${name}\`.`, token);
  reading.at += 1;
  return { kind: "reference", name, ...spanOf(token) };
}

function parseWord(reading: Reading, token: Token, depth: number): Node {
  reading.at += 1;
  if (next(reading)?.kind === "open") return parseCall(reading, token, depth);
  if (spellKeyword(token.written) !== undefined) return { kind: "keyword", name: token.written, ...spanOf(token) };
  throw fail(reading, "EXPRESSION_UNKNOWN_WORD", describeUnknownWord(token.written), token);
}

function describeUnknownWord(word: string): string {
  if (spellFunction(word) !== undefined) return `\`${word}\` is a function: its arguments stand in parentheses.`;
  const near = nearestName(word, ENTRA_KEYWORDS.keys());
  if (near !== undefined) return `There is no word \`${word}\`; did you mean \`${near}\`?`;
  return `\`${word}\` stands alone: an attribute is written \`[${word}]\`, a text \`"${word}"\`.`;
}

function parseCall(reading: Reading, name: Token, depth: number): Node {
  const open = reading.tokens[reading.at] ?? name;
  if (depth >= DEEPEST)
    throw fail(reading, "EXPRESSION_TOO_DEEP", `Calls may stand in each other ${DEEPEST} deep at most.`, name);
  reading.at += 1;
  const args: Argument[] = [];
  for (;;) {
    args.push(parseSlot(reading, name.written, args.length, depth));
    const end = next(reading);
    if (end === undefined)
      throw fail(reading, "EXPRESSION_UNCLOSED", `Nothing closes the parenthesis of \`${name.written}\`.`, open);
    if (end.kind !== "comma" && end.kind !== "close") throw unexpected(reading, "`,` or `)`");
    reading.at += 1;
    if (end.kind === "close") return call(name, args, end.to);
  }
}

/** `F()` has no slot at all, `F( , )` has two empty ones. */
function call(name: Token, args: readonly Argument[], to: number): Node {
  const [only] = args;
  const none = args.length === 1 && only !== undefined && !isGiven(only);
  return { kind: "call", name: name.written, nameSpan: spanOf(name), args: none ? [] : args, from: name.from, to };
}

function parseSlot(reading: Reading, name: string, index: number, depth: number): Argument {
  const token = next(reading);
  if (token === undefined || token.kind === "comma" || token.kind === "close") {
    const at = token?.from ?? reading.text.length;
    return { kind: "notGiven", from: at, to: at };
  }
  const left = parseExpression(reading, depth + 1);
  const operator = next(reading);
  if (operator?.kind !== "operator") return left;
  if (!takesComparison(name, index))
    throw fail(
      reading,
      "EXPRESSION_NO_COMPARISON_HERE",
      "Values are compared only in the condition of `IIF` and in `CBool`.",
      operator,
    );
  reading.at += 1;
  return parseComparison(reading, left, operator, depth);
}

function parseComparison(reading: Reading, left: Node, { written }: Token, depth: number): Node {
  const right = parseExpression(reading, depth + 1);
  const operator = toOperator(written);
  return { kind: "operation", operator, written, left, right, from: left.from, to: right.to };
}

/** A name that no function has may be meant for one of these: the check says so better than a complaint about `=`. */
function takesComparison(name: string, index: number): boolean {
  const right = spellFunction(name);
  return right === undefined || (index === 0 && (right === "IIF" || right === "CBool"));
}

function toOperator(written: string): Operator {
  switch (written) {
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return written;
    default:
      return "=";
  }
}

function next(reading: Reading): Token | undefined {
  return reading.tokens[reading.at];
}

function unexpected(reading: Reading, wanted: string): ExpressionError {
  const token = next(reading);
  if (token === undefined)
    return fail(reading, "EXPRESSION_INCOMPLETE", `Here ends the text; ${wanted} is missing.`, endOf(reading));
  if (token.problem !== undefined) return fail(reading, token.problem.code, token.problem.message, token);
  return fail(
    reading,
    "EXPRESSION_UNEXPECTED",
    `Here stands \`${shorten(token.written)}\`; ${wanted} is expected.`,
    token,
  );
}

function shorten(written: string): string {
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}

function fail(reading: Reading, code: string, message: string, span: Span): ExpressionError {
  return new ExpressionError(code, message, spanOf(span), reading.text);
}

function endOf({ text }: Reading): Span {
  return { from: text.length, to: text.length };
}

function spanOf({ from, to }: Span): Span {
  return { from, to };
}
