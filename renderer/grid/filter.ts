/** One condition of a filter: `dept:Engineering`, `no-group:"app admins"`. */
export interface FilterToken {
  readonly field: string;
  /** Before it stood `no-`: the rows that do *not* have it. */
  readonly negated: boolean;
  readonly value: string;
  /** The value was in quotes: it must be just that. Without, it may be a part, in capitals or not. */
  readonly exact: boolean;
}

/** What is not understood, in one sentence that says what would be. */
export interface FilterProblem {
  /** The part of the filter as it was typed. */
  readonly text: string;
  readonly message: string;
}

/** A filter as it was understood. Parts that were not understood filter nothing. */
export interface Filter {
  /** Free words, all of which a row has somewhere; in small letters. */
  readonly words: readonly string[];
  readonly tokens: readonly FilterToken[];
  readonly problems: readonly FilterProblem[];
}

/**
 * Reads a filter: free words and conditions `field:value`, apart by spaces. Quotes hold a value with spaces together;
 * `\"` and `\\` stand for themselves in them. `fields`: the conditions that there are. Any text is read; what makes no
 * sense is in `problems`.
 */
export function parseFilter(text: string, fields: readonly string[]): Filter {
  const words: string[] = [];
  const tokens: FilterToken[] = [];
  const problems: FilterProblem[] = [];
  for (const piece of splitPieces(text)) {
    const read = readPiece(piece, fields);
    if ("message" in read) problems.push(read);
    else if ("field" in read) tokens.push(read);
    else if (read.word !== "") words.push(read.word.toLowerCase());
  }
  return { words, tokens, problems };
}

/** A condition as {@link parseFilter} reads it, exact: what a click on a tree writes. */
export function formatToken(field: string, value: string, negated = false): string {
  return `${negated ? "no-" : ""}${field}:${quote(value)}`;
}

/** A text, whatever stands in it, in quotes: one free word to {@link parseFilter}. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

/** A part between spaces. `value`: what comes after the first colon outside of quotes; absent where there is none. */
interface Piece {
  readonly text: string;
  readonly head: string;
  readonly value?: string;
  readonly quoted: boolean;
  readonly unclosed: boolean;
}

function splitPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) at += 1;
    else {
      const [piece, end] = readOne(text, at);
      pieces.push(piece);
      at = end;
    }
  }
  return pieces;
}

function readOne(text: string, from: number): readonly [Piece, number] {
  const parts = { head: "", value: "" };
  let part: keyof typeof parts = "head";
  let at = from;
  let quotes = 0;
  for (let inQuotes = false; at < text.length && (inQuotes || !isSpace(text[at])); at += 1) {
    const character = text[at] ?? "";
    if (character === '"') {
      inQuotes = !inQuotes;
      quotes += 1;
    } else if (inQuotes && character === "\\" && /["\\]/.test(text[at + 1] ?? "")) {
      at += 1;
      parts[part] += text[at];
    } else if (character === ":" && !inQuotes && quotes === 0 && part === "head") part = "value";
    else parts[part] += character;
  }
  const piece = { text: text.slice(from, at), head: parts.head, quoted: quotes > 0, unclosed: quotes % 2 === 1 };
  return [part === "head" ? piece : { ...piece, value: parts.value }, at];
}

function readPiece(piece: Piece, fields: readonly string[]): FilterToken | FilterProblem | { readonly word: string } {
  const { text, head, value, quoted, unclosed } = piece;
  if (unclosed) return { text, message: `The quote in ${text} is not closed: add " at its end.` };
  if (value === undefined) return { word: head };
  const name = head.toLowerCase();
  const negated = name.startsWith("no-") && !fields.includes(name);
  const field = negated ? name.slice("no-".length) : name;
  if (!fields.includes(field)) {
    const known = fields.map((each) => `${each}:`).join(", ");
    return { text, message: `There is no ${head}: here; there are ${known}. A text with a colon goes in quotes.` };
  }
  if (value === "" && !quoted)
    return { text, message: `What comes after ${head}: is missing; "" is for nothing at all.` };
  return { field, negated, value, exact: quoted };
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
