import type { Span } from "../expression-error.ts";

/** What a token is. `unreadable`: nothing of the language; its `problem` says what is wrong. */
export type TokenKind =
  | "word"
  | "attribute"
  | "text"
  | "number"
  | "operator"
  | "open"
  | "close"
  | "comma"
  | "unreadable";

/** A token of an Entra expression. `written`: as it stands in the text. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly written: string;
  readonly problem?: { readonly code: string; readonly message: string };
}

/**
 * The tokens of an Entra expression (entra-expressions.md, section 1), blanks and line ends left out. Reads any text,
 * so that it can also colour a text that is still being typed: what cannot be read is a token `unreadable`.
 */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; ) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skipBlanks(text, token.to);
  }
  return tokens;
}

/** The text that a token `text` stands for: `\"` is a quotation mark, `\\` a backslash, `\x` with any other x both. */
export function readTextToken(written: string): string {
  const inner = written.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  return inner.replace(/\\(["\\])/g, "$1");
}

/** Writes a text as a token. */
export function writeTextToken(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** The number that a token `number` stands for: `-12`, or `&HF7` in hexadecimal digits. */
export function readNumberToken(written: string): number {
  return written.startsWith("&") ? Number.parseInt(written.slice(2), 16) : Number(written);
}

const SIMPLE: Readonly<Record<string, TokenKind>> = { "(": "open", ")": "close", ",": "comma" };

function readToken(text: string, from: number): Token {
  const character = text.charAt(from);
  const simple = Object.hasOwn(SIMPLE, character) ? SIMPLE[character] : undefined;
  if (simple !== undefined) return token(simple, text, from, from + 1);
  if (character === "[") return readAttribute(text, from);
  if (character === '"') return readText(text, from);
  if (isDigit(text, from) || (character === "-" && isDigit(text, from + 1))) return readNumber(text, from);
  if (character === "&" && /[Hh]/.test(text.charAt(from + 1)) && isHexDigit(text, from + 2))
    return token("number", text, from, endOf(text, from + 2, isHexDigit));
  if (isWordStart(text, from)) return token("word", text, from, endOf(text, from + 1, isInWord));
  return readOperator(text, from);
}

function readNumber(text: string, from: number): Token {
  return token("number", text, from, endOf(text, from + 1, isDigit));
}

const OPERATORS: readonly string[] = ["<>", ">=", "<=", "=", "<", ">"];

function readOperator(text: string, from: number): Token {
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, from));
  if (operator !== undefined) return token("operator", text, from, from + operator.length);
  const character = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const code = "EXPRESSION_UNREADABLE";
  return unreadable(text, from, from + character.length, code, describeUnreadable(character));
}

const CURLY = "“”„‟«»‘’'`";

function describeUnreadable(character: string): string {
  if (CURLY.includes(character)) return `A text stands in straight double quotes (\`"\`); this is \`${character}\`.`;
  if ("+&|*/!".includes(character))
    return `There is no operator \`${character}\`: texts are put together by \`Append\` or \`Join\`, conditions by one \`IIF\` in another.`;
  if (character === "]") return "This `]` closes nothing.";
  return `\`${character}\` has no meaning here.`;
}

/** From `[` to its `]`: brackets within are counted, those within quotes are not. */
function readAttribute(text: string, from: number): Token {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === "[") depth += 1;
    if (character === "]") depth -= 1;
    if (depth === 0) return token("attribute", text, from, at + 1);
  }
  const missing = quoted ? "a `\"` within the attribute's name" : "this `[`";
  return unreadable(text, from, text.length, "EXPRESSION_UNCLOSED", `Nothing closes ${missing}.`);
}

function readText(text: string, from: number): Token {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\") at += 1;
    else if (character === '"') return token("text", text, from, at + 1);
  }
  return unreadable(
    text,
    from,
    text.length,
    "EXPRESSION_UNCLOSED",
    'Nothing closes the text that begins here; a `"` within a text is written `\\"`.',
  );
}

function token(kind: TokenKind, text: string, from: number, to: number): Token {
  return { kind, from, to, written: text.slice(from, to) };
}

function unreadable(text: string, from: number, to: number, code: string, message: string): Token {
  return { ...token("unreadable", text, from, to), problem: { code, message } };
}

function skipBlanks(text: string, from: number): number {
  return endOf(text, from, isBlank);
}

function endOf(text: string, from: number, belongs: (text: string, at: number) => boolean): number {
  let at = from;
  while (at < text.length && belongs(text, at)) at += 1;
  return at;
}

/** Also the blanks that come along when one copies from a web page. */
function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0xa0 && /[\s\u200b]/.test(text.charAt(at)));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function isHexDigit(text: string, at: number): boolean {
  return /[0-9A-Fa-f]/.test(text.charAt(at));
}

function isWordStart(text: string, at: number): boolean {
  return /[A-Za-z_]/.test(text.charAt(at));
}

/** Dots too, so that a function of another language is named whole when it is called unknown. */
function isInWord(text: string, at: number): boolean {
  return /[A-Za-z0-9_.]/.test(text.charAt(at));
}
