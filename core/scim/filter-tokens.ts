import { inOneLine } from "../errors.ts";
import { ScimError } from "./scim-error.ts";

/** A piece of a filter or of a PATCH path. `position` is that of its first character, 1-based. */
export type FilterToken =
  /** A name with or without its URN, an operator, a number, `true`, `false`, `null`, and what follows a bracket: `.value`. */
  | { readonly kind: "word" | "(" | ")" | "[" | "]" | "end"; readonly text: string; readonly position: number }
  /** A JSON string: as it is written, and what it says. */
  | { readonly kind: "string"; readonly text: string; readonly position: number; readonly value: string };

const BLANKS = " \t\r\n";
const BRACKETS = "()[]";

/**
 * Cuts a filter (RFC 7644, section 3.4.2.2) or a PATCH path (section 3.5.2) into its tokens; the last one is of the kind
 * `end`. A bracket inside a string is text, which is why a path cannot be cut by searching for brackets.
 *
 * @throws {ScimError} 400 `invalidFilter` with the position of a string that is not valid JSON
 */
export function readTokens(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let start = skipBlanks(text, 0);
  while (start < text.length) {
    const token = readToken(text, start);
    tokens.push(token);
    start = skipBlanks(text, start + token.text.length);
  }
  return [...tokens, { kind: "end", text: "", position: text.length + 1 }];
}

/** Tokens that are taken one after another. */
export class TokenReader {
  readonly #tokens: readonly FilterToken[];
  #index = 0;

  /** @throws {ScimError} as {@link readTokens} does */
  constructor(text: string) {
    this.#tokens = readTokens(text);
  }

  /** The token that comes next; at the end that is `end`, for ever. */
  get next(): FilterToken {
    return this.#tokens[this.#index] ?? { kind: "end", text: "", position: 1 };
  }

  take(): FilterToken {
    const token = this.next;
    if (token.kind !== "end") this.#index += 1;
    return token;
  }

  /** Takes the next token where it is of this kind. */
  takeKind(kind: FilterToken["kind"]): boolean {
    const isNext = this.next.kind === kind;
    if (isNext) this.take();
    return isNext;
  }

  /** Takes the next token where it is this word, in any case. */
  takeWord(word: string): boolean {
    const { kind, text } = this.next;
    const isNext = kind === "word" && text.toLowerCase() === word;
    if (isNext) this.take();
    return isNext;
  }
}

/** The error about a place in a filter. The sentence begins in lower case and is given its full stop here. */
export function filterError(position: number, sentence: string): ScimError {
  return new ScimError(400, "invalidFilter", `At position ${position}: ${sentence}.`);
}

/** The error about a token that cannot stand where it does. */
export function unexpected(token: FilterToken, expected: string): ScimError {
  const found = token.kind === "end" ? "the end" : `\`${clip(token.text)}\``;
  return filterError(token.position, `expected ${expected}, found ${found}`);
}

const SHOWN = 60;

/** Text from outside as an error quotes it: one line, and not much of it. */
export function clip(text: string): string {
  return inOneLine(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}

function readToken(text: string, start: number): FilterToken {
  const first = text.charAt(start);
  if (first === '"') return readString(text, start);
  if (isBracket(first)) return { kind: first, text: first, position: start + 1 };
  let end = start + 1;
  while (end < text.length && !endsWord(text.charAt(end))) end += 1;
  return { kind: "word", text: text.slice(start, end), position: start + 1 };
}

function readString(text: string, start: number): FilterToken {
  let end = start + 1;
  while (text.charAt(end) !== '"') {
    if (end >= text.length) throw filterError(start + 1, 'text that begins with `"` has no closing `"`');
    end += text.charAt(end) === "\\" ? escapeLength(text, end) : plainLength(text, end);
  }
  const written = text.slice(start, end + 1);
  const value: unknown = JSON.parse(written);
  return { kind: "string", text: written, position: start + 1, value: String(value) };
}

/** RFC 8259, section 7. */
function escapeLength(text: string, start: number): number {
  const kind = text.charAt(start + 1);
  if (kind === "u" && /^[0-9a-f]{4}$/i.test(text.slice(start + 2, start + 6))) return 6;
  if (kind !== "" && '"\\/bfnrt'.includes(kind)) return 2;
  const rule = 'JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits';
  throw filterError(start + 1, `\`${clip(text.slice(start, start + 2))}\` is no escape; ${rule}`);
}

function plainLength(text: string, start: number): number {
  if (text.charCodeAt(start) >= 0x20) return 1;
  throw filterError(start + 1, "a control character in text has to be written as an escape, such as `\\n`");
}

function skipBlanks(text: string, start: number): number {
  let end = start;
  while (end < text.length && BLANKS.includes(text.charAt(end))) end += 1;
  return end;
}

function endsWord(character: string): boolean {
  return character === '"' || BLANKS.includes(character) || isBracket(character);
}

function isBracket(character: string): character is "(" | ")" | "[" | "]" {
  return BRACKETS.includes(character);
}
