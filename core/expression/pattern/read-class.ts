import { type EscapedItem, oneCharacter, readEscapedItem } from "./escaped-item.ts";
import type { CharacterSet } from "./pattern-tree.ts";
import { PatternProblem, peek, type Reader, take, takeCharacter } from "./reader.ts";

/** A class in brackets, behind its `[`. */
export function readClass(reader: Reader): CharacterSet {
  const at = reader.position - 1;
  const negative = take(reader, "^");
  const items: string[] = [];
  do {
    if (reader.position >= reader.text.length) throw new PatternProblem("This `[` is not closed.", at);
    items.push(readClassItem(reader));
  } while (!take(reader, "]"));
  return { kind: "set", negative, items: items.join(""), ignoreCase: reader.flags.i };
}

/** One item: a character, a range, a class with a letter. */
function readClassItem(reader: Reader): string {
  const at = reader.position;
  if (peek(reader, 2) === "-[") throw new PatternProblem("Subtraction of classes cannot be translated.", at);
  const from = readClassCharacter(reader);
  if (from.literal === undefined || peek(reader) !== "-" || ["-]", "-["].includes(peek(reader, 2)))
    return classItem(from);
  reader.position += 1;
  const to = readClassCharacter(reader);
  if (to.literal === undefined) throw new PatternProblem("A range needs a character at its end.", at);
  if ((from.literal.codePointAt(0) ?? 0) > (to.literal.codePointAt(0) ?? 0))
    throw new PatternProblem(`In \`${reader.text.slice(at, reader.position)}\` the end is before the start.`, at);
  return `${from.items}-${to.items}`;
}

function classItem({ negative, items }: EscapedItem): string {
  if (!negative) return items;
  if (/^\\p\{[A-Za-z]+\}$/.test(items)) return items.replace("\\p", "\\P");
  const letter = NEGATED_IN_CLASS[items];
  return letter ?? `[^${items}]`;
}

/** Java's ASCII classes negated inside a class, in letters that JavaScript and RE2 share. */
const NEGATED_IN_CLASS: Readonly<Record<string, string>> = { "0-9": "\\D", "A-Za-z0-9_": "\\W" };

function readClassCharacter(reader: Reader): EscapedItem {
  const at = reader.position;
  const character = takeCharacter(reader);
  if (character === "\\") return readEscapedClassCharacter(reader, at);
  if (character === "[" && (reader.flavour === "java" || peek(reader) === ":"))
    throw new PatternProblem("A class within a class cannot be translated.", at);
  if (character === "&" && peek(reader) === "&" && reader.flavour === "java")
    throw new PatternProblem("Intersection of classes cannot be translated.", at);
  return oneCharacter(character);
}

function readEscapedClassCharacter(reader: Reader, at: number): EscapedItem {
  if (take(reader, "b")) return oneCharacter("\b");
  const item = readEscapedItem(reader, at);
  if (item.negative && classItem(item).startsWith("[^"))
    throw new PatternProblem(`\`${reader.text.slice(at, reader.position)}\` within a class cannot be translated.`, at);
  return item;
}
