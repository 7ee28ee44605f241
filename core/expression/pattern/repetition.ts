import type { PatternNode } from "./pattern-tree.ts";
import { PatternProblem, peek, type Reader, skipFreeSpacing, take } from "./reader.ts";

const MOST_REPEATS = 1_000;

/** A node with the quantifier that follows it, if one does: `*`, `+?`, `{2,5}`. */
export function readRepetition(reader: Reader, of: PatternNode): PatternNode {
  skipFreeSpacing(reader);
  const at = reader.position;
  const bounds = readBounds(reader);
  if (bounds === undefined) return of;
  if (of.kind === "anchor") throw new PatternProblem("An anchor cannot be repeated.", at);
  if (peek(reader) === "+") throw new PatternProblem("Possessive quantifiers cannot be translated.", reader.position);
  const lazy = take(reader, "?");
  if (["*", "+", "{"].some((again) => peek(reader) === again && isQuantifier(reader)))
    throw new PatternProblem("A quantifier cannot follow a quantifier.", reader.position);
  return { kind: "repeat", of, ...bounds, lazy };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const SIMPLE_BOUNDS: Readonly<Record<string, Bounds>> = {
  "*": { least: 0, most: Number.POSITIVE_INFINITY },
  "+": { least: 1, most: Number.POSITIVE_INFINITY },
  "?": { least: 0, most: 1 },
};

const COUNTED = /^\{(\d{1,4})(,(\d{0,4}))?\}/;

function isQuantifier(reader: Reader): boolean {
  return peek(reader) !== "{" || COUNTED.test(peek(reader, 12));
}

/** A `{` that begins no quantifier is a character like any other, as in .NET. */
function readBounds(reader: Reader): Bounds | undefined {
  const next = peek(reader);
  const simple = Object.hasOwn(SIMPLE_BOUNDS, next) ? SIMPLE_BOUNDS[next] : undefined;
  if (simple !== undefined) {
    reader.position += 1;
    return simple;
  }
  const counted = next === "{" ? COUNTED.exec(peek(reader, 12)) : null;
  if (counted === null) return undefined;
  const [written, from = "", comma, to = ""] = counted;
  const least = Number(from);
  const most = mostOf(least, comma, to);
  if (Math.max(least, Number.isFinite(most) ? most : 0) > MOST_REPEATS)
    throw new PatternProblem(`A quantifier may count to ${MOST_REPEATS} at most.`, reader.position);
  if (most < least) throw new PatternProblem(`In \`${written}\` the end is before the start.`, reader.position);
  reader.position += written.length;
  return { least, most };
}

function mostOf(least: number, comma: string | undefined, to: string): number {
  if (comma === undefined) return least;
  return to === "" ? Number.POSITIVE_INFINITY : Number(to);
}
