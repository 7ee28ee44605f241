import type { PatternNode } from "./pattern-tree.ts";
import { type Flags, PatternProblem, peek, type Reader, take } from "./reader.ts";

/** Reads what may stand in a group: handed in, for it reads groups in turn. */
export type ReadChoice = (reader: Reader) => PatternNode;

/** A group of any kind, behind its `(`. Undefined for what only sets flags or is a comment. */
export function readGroup(reader: Reader, readChoice: ReadChoice): PatternNode | undefined {
  const at = reader.position - 1;
  if (!take(reader, "?")) return readCapture(reader, readChoice, at);
  if (take(reader, "#")) return skipComment(reader, at);
  if (take(reader, ":")) return readInside(reader, readChoice, at);
  for (const [opening, ahead, negative] of LOOKS) {
    if (take(reader, opening)) return { kind: "look", ahead, negative, of: readInside(reader, readChoice, at) };
  }
  if (take(reader, ">")) throw new PatternProblem("Atomic groups cannot be translated.", at);
  if (peek(reader) === "(") throw new PatternProblem("Conditional groups cannot be translated.", at);
  const name = readGroupName(reader, at);
  return name === undefined ? readFlags(reader, readChoice, at) : readCapture(reader, readChoice, at, name);
}

const LOOKS: readonly (readonly [string, boolean, boolean])[] = [
  ["=", true, false],
  ["!", true, true],
  ["<=", false, false],
  ["<!", false, true],
];

function skipComment(reader: Reader, at: number): undefined {
  const end = reader.text.indexOf(")", reader.position);
  if (end < 0) throw new PatternProblem("This comment is not closed.", at);
  reader.position = end + 1;
}

/** What stands in a group, up to its `)`. Flags that are set inside end with it. */
function readInside(reader: Reader, readChoice: ReadChoice, at: number): PatternNode {
  const { flags } = reader;
  const inside = readChoice(reader);
  if (!take(reader, ")")) throw new PatternProblem("This `(` is not closed.", at);
  reader.flags = flags;
  return inside;
}

function readCapture(reader: Reader, readChoice: ReadChoice, at: number, name?: string): PatternNode {
  if (name !== undefined && reader.captures.some((capture) => capture.name === name))
    throw new PatternProblem(`Two groups are called \`${name}\`.`, at);
  const order = reader.captures.length + 1;
  reader.captures.push(name === undefined ? { order } : { order, name });
  return { kind: "capture", order, of: readInside(reader, readChoice, at) };
}

const NAMES = [/^<([A-Za-z_]\w{0,99})>/, /^'([A-Za-z_]\w{0,99})'/];

/** `<name>`, and .NET's `'name'`; undefined where no name begins. */
function readGroupName(reader: Reader, at: number): string | undefined {
  const ahead = peek(reader, 103);
  if (!ahead.startsWith("<") && !ahead.startsWith("'")) return undefined;
  if (ahead.startsWith("'") && reader.flavour === "java") throw new PatternProblem("Java has no `(?'name'…)`.", at);
  for (const form of NAMES) {
    const [written, name] = form.exec(ahead) ?? [];
    if (written === undefined || name === undefined) continue;
    reader.position += written.length;
    if (name === "__proto__") throw new PatternProblem(`\`${name}\` is no name for a group.`, at);
    return name;
  }
  throw new PatternProblem("Only plain names are understood for groups; balancing groups cannot be translated.", at);
}

const FLAG_FORM = /^([A-Za-z]{0,8})(?:-([A-Za-z]{0,8}))?([:)])/;

/** `(?i)` holds to the end of the group that it stands in, `(?i:…)` for what is inside. */
function readFlags(reader: Reader, readChoice: ReadChoice, at: number): PatternNode | undefined {
  const [written, on = "", off = "", end] = FLAG_FORM.exec(peek(reader, 20)) ?? [];
  if (written === undefined) throw new PatternProblem("This kind of group is not known.", at);
  const unknown = [...on, ...off].find((flag) => !"ismxnu".includes(flag));
  if (unknown !== undefined) throw new PatternProblem(`There is no flag \`${unknown}\`.`, at);
  if (/[nu]/.test(on)) throw new PatternProblem("The flags `n` and `u` cannot be translated.", at);
  reader.position += written.length;
  const before = reader.flags;
  reader.flags = applyFlags(before, on, off);
  if (end === ")") return undefined;
  const inside = readInside(reader, readChoice, at);
  reader.flags = before;
  return inside;
}

function applyFlags(flags: Flags, on: string, off: string): Flags {
  const set = (flag: keyof Flags) => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: set("i"), s: set("s"), m: set("m"), x: set("x") };
}
