import { ExpressionError, type Span } from "../expression-error.ts";

/** A piece of an expression. `text`: as it is written; `value`: of a literal text, without its quotes. */
export interface Token extends Span {
  readonly kind: "text" | "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly value?: string;
}

/**
 * The symbols, the longer ones first. Among them are those of SpEL that Okta does not have: the parser refuses them by
 * their names.
 */
const SYMBOLS = [
  ...["![", "?[", "^[", "$["],
  ...["?.", "?:", "==", "!=", "<=", ">=", "&&", "||", "++", "--"],
  ...["+", "-", "*", "/", "%", "^", "!", "<", ">", "=", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"],
  ...["#", "@", "&", ";"],
];

/**
 * Cuts an expression into tokens; the last one is `end`. Texts stand in single or double quotes, a quote inside is
 * doubled, and a backslash is a backslash (okta-expressions.md, section 1). An ExpressionError with its place where
 * there is something else.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skipBlanks(text, token.to);
  }
  tokens.push({ kind: "end", text: "", from: text.length, to: text.length });
  return tokens;
}

/** What is nothing of the language, in a text that is still being typed. */
export interface UnreadableToken extends Span {
  readonly kind: "unreadable";
}

/** The next token from here on, of any text, so that it can be coloured; undefined at its end. */
export function nextToken(text: string, from: number): Token | UnreadableToken | undefined {
  const at = skipBlanks(text, from);
  if (at >= text.length) return undefined;
  try {
    return readToken(text, at);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { kind: "unreadable", from: error.span.from, to: error.span.to };
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function readToken(text: string, from: number): Token {
  const code = text.charCodeAt(from);
  if (code === QUOTE || code === DOUBLE_QUOTE) return readText(text, from);
  if (isDigit(code)) return readNumber(text, from);
  const symbol = SYMBOLS.find((each) => text.startsWith(each, from));
  if (symbol !== undefined) return { kind: "symbol", text: symbol, from, to: from + symbol.length };
  if (isNameStart(code)) return readName(text, from);
  throw strangeCharacter(text, from);
}

function readText(text: string, from: number): Token {
  const quote = text.charAt(from);
  let end = text.indexOf(quote, from + 1);
  while (end !== -1 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  if (end === -1) throw unclosedText(text, from);
  const value = text.slice(from + 1, end).replaceAll(quote + quote, quote);
  return { kind: "text", text: text.slice(from, end + 1), value, from, to: end + 1 };
}

function readNumber(text: string, from: number): Token {
  let to = skipDigits(text, from);
  if (text.charAt(to) === "." && isDigit(text.charCodeAt(to + 1))) to = skipDigits(text, to + 1);
  if (isNamePart(text.charCodeAt(to))) {
    const message = `A number is written in digits, such as \`12\` or \`3.14\`; here it goes on with \`${text.charAt(to)}\`.`;
    throw new ExpressionError("EXPRESSION_UNREADABLE", message, { from, to: to + 1 }, text);
  }
  return { kind: "number", text: text.slice(from, to), from, to };
}

function readName(text: string, from: number): Token {
  let to = from + 1;
  while (to < text.length && isNamePart(text.charCodeAt(to))) to += 1;
  return { kind: "name", text: text.slice(from, to), from, to };
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function unclosedText(text: string, from: number): ExpressionError {
  const quote = text.charAt(from);
  const hint = text.includes(`\\${quote}`)
    ? ` A backslash does not escape it: a quote inside a text is doubled, ${quote}${quote}.`
    : "";
  const message = `This text is not closed: \`${quote}\` is missing at its end.${hint}`;
  return new ExpressionError("EXPRESSION_UNCLOSED", message, { from, to: text.length }, text);
}

const CURLY_QUOTES = "“”„‘’‚«»";

function strangeCharacter(text: string, from: number): ExpressionError {
  const character = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const advice = CURLY_QUOTES.includes(character)
    ? "A text stands in straight quotes: ' or \"."
    : "Outside of texts there are names, numbers and operators only.";
  const span = { from, to: from + character.length };
  return new ExpressionError("EXPRESSION_UNREADABLE", `\`${character}\` has no meaning here. ${advice}`, span, text);
}

const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** SpEL's names: ASCII letters, `_` and `$`; digits further on. */
function isNameStart(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x24;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}
