/** Where a text stops being JSON (RFC 8259), and why. Lines and columns count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** What was found there: `"}"`, `the end of the file`. */
  readonly found: string;
  /** What would have been right there. */
  readonly expected: string;
}

/** Nothing in a workspace nests nearly as deep; beyond, a reader might run out of stack. */
export const MAXIMUM_JSON_DEPTH = 200;

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** What may come next. After `key` comes a colon, after `value` a comma or the closing bracket. */
type Expectation = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd";

const WANTED: Readonly<Record<Expectation, string>> = {
  value: "a value",
  valueOrEnd: 'a value or "]"',
  key: "a member name in double quotes",
  keyOrEnd: 'a member name in double quotes or "}"',
  colon: '":"',
  commaOrEnd: '"," or the closing bracket',
};

/**
 * Finds the first place where a text is not JSON; undefined where all of it is. `JSON.parse` reads faster, but its
 * messages differ between versions of Node and often name no place: this is asked only once it has refused.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ("{" | "[")[] = [];
  let position = skip(text, 0, SPACE);
  let expect: Expectation = "value";
  do {
    const next = advance(text, position, expect, open);
    if (next === undefined) return faultAt(text, position, expect, open);
    position = skip(text, next.position, SPACE);
    expect = next.expect;
  } while (open.length > 0);
  return position === text.length
    ? undefined
    : { ...placeOf(text, position), found: describeFound(text, position), expected: "the end of the file" };
}

/** Tells whether arrays and objects nest deeper than that. Needs no stack of its own. */
export function isTooDeep(value: unknown, most = MAXIMUM_JSON_DEPTH): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((entry) => (typeof entry === "object" && entry !== null ? Object.values(entry) : []));
  }
  return false;
}

interface Advance {
  readonly position: number;
  readonly expect: Expectation;
}

/** Reads one token, keeping `open` up to date; undefined where the token is not one that may come. */
function advance(text: string, position: number, expect: Expectation, open: ("{" | "[")[]): Advance | undefined {
  switch (expect) {
    case "keyOrEnd":
      return text[position] === "}" ? close(position, open) : readKey(text, position);
    case "key":
      return readKey(text, position);
    case "colon":
      return text[position] === ":" ? { position: position + 1, expect: "value" } : undefined;
    case "commaOrEnd":
      return readSeparator(text, position, open);
    case "valueOrEnd":
      return text[position] === "]" ? close(position, open) : readValue(text, position, open);
    case "value":
      return readValue(text, position, open);
  }
}

function readKey(text: string, position: number): Advance | undefined {
  const end = endOfString(text, position);
  return end === undefined ? undefined : { position: end, expect: "colon" };
}

function readSeparator(text: string, position: number, open: ("{" | "[")[]): Advance | undefined {
  const inObject = open.at(-1) === "{";
  if (text[position] === ",") return { position: position + 1, expect: inObject ? "key" : "value" };
  return text[position] === (inObject ? "}" : "]") ? close(position, open) : undefined;
}

function readValue(text: string, position: number, open: ("{" | "[")[]): Advance | undefined {
  const character = text[position];
  if (character === "{" || character === "[") {
    open.push(character);
    return { position: position + 1, expect: character === "{" ? "keyOrEnd" : "valueOrEnd" };
  }
  const end = character === '"' ? endOfString(text, position) : skip(text, position, NUMBER_OR_WORD);
  return end === undefined || end === position ? undefined : { position: end, expect: "commaOrEnd" };
}

/** Where the string that begins here ends; undefined where none begins or it is not whole. */
function endOfString(text: string, position: number): number | undefined {
  if (text[position] !== '"') return undefined;
  const stop = stopOfString(text, position);
  return text[stop] === '"' ? stop + 1 : undefined;
}

/** The closing quote of a string, or the first character that may not stand in it. A loop: strings can be very long. */
function stopOfString(text: string, position: number): number {
  let stop = position + 1;
  while (stop < text.length && text[stop] !== '"' && text.charCodeAt(stop) >= 0x20) {
    const next = text[stop] === "\\" ? skip(text, stop, ESCAPE) : stop + 1;
    if (next === stop) return stop;
    stop = next;
  }
  return stop;
}

function close(position: number, open: ("{" | "[")[]): Advance {
  open.pop();
  return { position: position + 1, expect: "commaOrEnd" };
}

/** Where a sticky expression that matches at `position` ends; `position` itself where it does not match. */
function skip(text: string, position: number, expression: RegExp): number {
  expression.lastIndex = position;
  return expression.test(text) ? expression.lastIndex : position;
}

/** A string that begins well is at fault where it stops being one, not at its first quote. */
function faultAt(text: string, position: number, expect: Expectation, open: readonly string[]): JsonFault {
  if (text[position] !== '"' || expect === "colon" || expect === "commaOrEnd") {
    const expected = expect === "commaOrEnd" ? `"," or "${open.at(-1) === "{" ? "}" : "]"}"` : WANTED[expect];
    return { ...placeOf(text, position), found: describeFound(text, position), expected };
  }
  const stop = stopOfString(text, position);
  const expected = text[stop] === "\\" ? 'an escape such as \\n, \\" or \\u00e9' : "the closing quote of the text";
  return { ...placeOf(text, stop), found: describeFound(text, stop), expected };
}

function placeOf(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function describeFound(text: string, position: number): string {
  const rest = text.slice(position, position + 24);
  if (rest === "") return "the end of the file";
  if (/^\r?\n/.test(rest)) return "the end of the line";
  return JSON.stringify(/^[\p{L}\p{N}_-]+/u.exec(rest)?.[0] ?? [...rest][0]);
}
