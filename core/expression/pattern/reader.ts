import type { PatternFlavour } from "../text-pattern.ts";

/** A pattern that cannot be read, or that cannot be translated. `at`: UTF-16 offset in the pattern. */
export class PatternProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = "PatternProblem";
    this.at = at;
  }
}

/** The inline flags that change what is read. */
export interface Flags {
  readonly i: boolean;
  readonly s: boolean;
  readonly m: boolean;
  readonly x: boolean;
}

export interface Capture {
  readonly order: number;
  readonly name?: string;
}

/** Where the reading stands. */
export interface Reader {
  readonly text: string;
  readonly flavour: PatternFlavour;
  position: number;
  flags: Flags;
  depth: number;
  readonly captures: Capture[];
  /** Back-references by what they name; settled at the end, when every group is known. */
  readonly references: { readonly order: number; readonly group: string | number; readonly at: number }[];
}

/** A reader at the beginning of a pattern. */
export function createReader(text: string, flavour: PatternFlavour): Reader {
  const flags = { i: false, s: false, m: false, x: false };
  return { text, flavour, position: 0, flags, depth: 0, captures: [], references: [] };
}

/** What comes next, without taking it. */
export function peek(reader: Reader, length = 1): string {
  return reader.text.slice(reader.position, reader.position + length);
}

/** Takes a text where it comes next; tells whether it did. */
export function take(reader: Reader, expected: string): boolean {
  if (!reader.text.startsWith(expected, reader.position)) return false;
  reader.position += expected.length;
  return true;
}

/** One whole character: a pair of surrogates counts as one. */
export function takeCharacter(reader: Reader): string {
  const code = reader.text.codePointAt(reader.position);
  if (code === undefined) throw new PatternProblem("The pattern ends too early.", reader.position);
  const character = String.fromCodePoint(code);
  reader.position += character.length;
  return character;
}

/** With `x`, blanks and `#` comments outside classes mean nothing. */
export function skipFreeSpacing(reader: Reader): void {
  if (!reader.flags.x) return;
  for (;;) {
    const next = peek(reader);
    if (next !== "" && " \t\n\r\f\v".includes(next)) reader.position += 1;
    else if (next === "#") reader.position = endOfLine(reader);
    else return;
  }
}

function endOfLine({ text, position }: Reader): number {
  const end = text.indexOf("\n", position);
  return end < 0 ? text.length : end;
}
