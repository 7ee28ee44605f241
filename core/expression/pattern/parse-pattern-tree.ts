import type { PatternFlavour } from "../text-pattern.ts";
import { characterItem, letterClass, lineEnds, namedClass } from "./classes.ts";
import type { AnchorPlace, CharacterSet, PatternNode, PatternTree } from "./pattern-tree.ts";

/** A pattern that cannot be read, or that cannot be translated. `at`: UTF-16 offset in the pattern. */
export class PatternProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = "PatternProblem";
    this.at = at;
  }
}

const DEEPEST = 50;
const LONGEST = 5_000;
const MOST_REPEATS = 1_000;

/** The inline flags that change what is read. */
interface Flags {
  readonly i: boolean;
  readonly s: boolean;
  readonly m: boolean;
  readonly x: boolean;
}

interface Capture {
  readonly order: number;
  readonly name?: string;
}

/** Where the reading stands. */
interface Reader {
  readonly text: string;
  readonly flavour: PatternFlavour;
  position: number;
  flags: Flags;
  depth: number;
  readonly captures: Capture[];
  /** Back-references by what they name; settled at the end, when every group is known. */
  readonly references: { readonly order: number; readonly group: string | number; readonly at: number }[];
}

/**
 * Reads a pattern of .NET or Java. A PatternProblem where it is malformed, or where it uses what no engine here has:
 * atomic groups and possessive quantifiers, balancing groups, conditionals, `\G`, subtraction and intersection of
 * classes, blocks and scripts.
 */
export function parsePatternTree(text: string, flavour: PatternFlavour): PatternTree {
  if (text.length > LONGEST) throw new PatternProblem(`A pattern may have ${LONGEST} characters at most.`, LONGEST);
  const flags = { i: false, s: false, m: false, x: false };
  const reader: Reader = { text, flavour, position: 0, flags, depth: 0, captures: [], references: [] };
  const root = readChoice(reader);
  if (reader.position < text.length) throw new PatternProblem("This `)` closes nothing.", reader.position);
  const numbers = numberCaptures(reader.captures, flavour);
  const names = namesOf(reader.captures, numbers);
  return { root: settleReferences(root, reader, numbers, names), numbers, names };
}

/** .NET numbers the unnamed groups first and the named ones after them; Java numbers all as they stand. */
function numberCaptures(captures: readonly Capture[], flavour: PatternFlavour): readonly number[] {
  if (flavour === "java") return captures.map(({ order }) => order);
  const unnamed = captures.filter(({ name }) => name === undefined);
  const named = captures.filter(({ name }) => name !== undefined);
  const inOrder = [...unnamed, ...named];
  return captures.map((capture) => inOrder.indexOf(capture) + 1);
}

function namesOf(captures: readonly Capture[], numbers: readonly number[]): Readonly<Record<string, number>> {
  const named = captures.flatMap(({ name, order }) =>
    name === undefined ? [] : [[name, numbers[order - 1] ?? order] as const],
  );
  return Object.fromEntries(named);
}

function settleReferences(
  root: PatternNode,
  { references }: Reader,
  numbers: readonly number[],
  names: Readonly<Record<string, number>>,
): PatternNode {
  const orders = references.map(({ group, at }) => {
    const number = typeof group === "number" ? group : names[group];
    const order = number === undefined ? -1 : numbers.indexOf(number);
    if (order < 0) throw new PatternProblem(`There is no group \`${group}\`.`, at);
    return order + 1;
  });
  return orders.length === 0 ? root : mapReferences(root, orders);
}

/** Puts the real orders in the place of the running numbers that reading gave. */
function mapReferences(node: PatternNode, orders: readonly number[]): PatternNode {
  switch (node.kind) {
    case "again":
      return { ...node, order: orders[node.order] ?? 0 };
    case "sequence":
      return { ...node, items: node.items.map((item) => mapReferences(item, orders)) };
    case "choice":
      return { ...node, branches: node.branches.map((branch) => mapReferences(branch, orders)) };
    case "capture":
    case "repeat":
    case "look":
      return { ...node, of: mapReferences(node.of, orders) };
    case "set":
    case "anchor":
      return node;
  }
}

function peek(reader: Reader, length = 1): string {
  return reader.text.slice(reader.position, reader.position + length);
}

function take(reader: Reader, expected: string): boolean {
  if (!reader.text.startsWith(expected, reader.position)) return false;
  reader.position += expected.length;
  return true;
}

/** One whole character: a pair of surrogates counts as one. */
function takeCharacter(reader: Reader): string {
  const code = reader.text.codePointAt(reader.position);
  if (code === undefined) throw new PatternProblem("The pattern ends too early.", reader.position);
  const character = String.fromCodePoint(code);
  reader.position += character.length;
  return character;
}

function readChoice(reader: Reader): PatternNode {
  if (reader.depth >= DEEPEST)
    throw new PatternProblem(`Groups may be nested ${DEEPEST} deep at most.`, reader.position);
  reader.depth += 1;
  const branches = [readSequence(reader)];
  while (take(reader, "|")) branches.push(readSequence(reader));
  reader.depth -= 1;
  const [only] = branches;
  return branches.length === 1 && only !== undefined ? only : { kind: "choice", branches };
}

function readSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = [];
  for (;;) {
    skipFreeSpacing(reader);
    const next = peek(reader);
    if (next === "" || next === "|" || next === ")") return { kind: "sequence", items };
    const atom = readAtom(reader);
    if (atom !== undefined) items.push(readRepetition(reader, atom));
  }
}

/** With `x`, blanks and `#` comments outside classes mean nothing. */
function skipFreeSpacing(reader: Reader): void {
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

/** Undefined for what only sets flags or is a comment. */
function readAtom(reader: Reader): PatternNode | undefined {
  const at = reader.position;
  const character = takeCharacter(reader);
  switch (character) {
    case "(":
      return readGroup(reader);
    case "[":
      return readClass(reader);
    case ".":
      return anyCharacter(reader);
    case "^":
      return anchor(reader.flags.m ? "lineStart" : "start");
    case "$":
      return anchor(reader.flags.m ? "lineEnd" : "end");
    case "\\":
      return readEscape(reader);
    case "*":
    case "+":
    case "?":
      throw new PatternProblem(`\`${character}\` repeats nothing.`, at);
    default:
      return literal(character, reader);
  }
}

function anchor(at: AnchorPlace): PatternNode {
  return { kind: "anchor", at };
}

function literal(character: string, { flags }: Reader): CharacterSet {
  const item = characterItem(character);
  return { kind: "set", negative: false, items: item, ignoreCase: flags.i, literal: character };
}

function anyCharacter({ flags, flavour }: Reader): CharacterSet {
  const items = flags.s ? "" : lineEnds(flavour);
  return { kind: "set", negative: true, items, ignoreCase: flags.i };
}

function readRepetition(reader: Reader, of: PatternNode): PatternNode {
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

function readGroup(reader: Reader): PatternNode | undefined {
  const at = reader.position - 1;
  if (!take(reader, "?")) return readCapture(reader, at);
  if (take(reader, "#")) return skipComment(reader, at);
  if (take(reader, ":")) return readInside(reader, at);
  for (const [opening, ahead, negative] of LOOKS) {
    if (take(reader, opening)) return { kind: "look", ahead, negative, of: readInside(reader, at) };
  }
  if (take(reader, ">")) throw new PatternProblem("Atomic groups cannot be translated.", at);
  if (peek(reader) === "(") throw new PatternProblem("Conditional groups cannot be translated.", at);
  const name = readGroupName(reader, at);
  return name === undefined ? readFlags(reader, at) : readCapture(reader, at, name);
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
function readInside(reader: Reader, at: number): PatternNode {
  const { flags } = reader;
  const inside = readChoice(reader);
  if (!take(reader, ")")) throw new PatternProblem("This `(` is not closed.", at);
  reader.flags = flags;
  return inside;
}

function readCapture(reader: Reader, at: number, name?: string): PatternNode {
  if (name !== undefined && reader.captures.some((capture) => capture.name === name))
    throw new PatternProblem(`Two groups are called \`${name}\`.`, at);
  const order = reader.captures.length + 1;
  reader.captures.push(name === undefined ? { order } : { order, name });
  return { kind: "capture", order, of: readInside(reader, at) };
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
function readFlags(reader: Reader, at: number): PatternNode | undefined {
  const [written, on = "", off = "", end] = FLAG_FORM.exec(peek(reader, 20)) ?? [];
  if (written === undefined) throw new PatternProblem("This kind of group is not known.", at);
  const unknown = [...on, ...off].find((flag) => !"ismxnu".includes(flag));
  if (unknown !== undefined) throw new PatternProblem(`There is no flag \`${unknown}\`.`, at);
  if (/[nu]/.test(on)) throw new PatternProblem("The flags `n` and `u` cannot be translated.", at);
  reader.position += written.length;
  const before = reader.flags;
  reader.flags = applyFlags(before, on, off);
  if (end === ")") return undefined;
  const inside = readInside(reader, at);
  reader.flags = before;
  return inside;
}

function applyFlags(flags: Flags, on: string, off: string): Flags {
  const set = (flag: keyof Flags) => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: set("i"), s: set("s"), m: set("m"), x: set("x") };
}

const ESCAPED_ANCHORS: Readonly<Record<string, AnchorPlace>> = {
  A: "start",
  Z: "end",
  z: "veryEnd",
  b: "wordBoundary",
  B: "noWordBoundary",
};

/** What follows a backslash outside a class. */
function readEscape(reader: Reader): PatternNode {
  const at = reader.position - 1;
  const next = peek(reader);
  const place = Object.hasOwn(ESCAPED_ANCHORS, next) ? ESCAPED_ANCHORS[next] : undefined;
  if (place !== undefined) {
    reader.position += 1;
    return anchor(place);
  }
  if (/[1-9]/.test(next)) return readNumberedReference(reader, at);
  if (next === "k") return readNamedReference(reader, at);
  if (next === "Q" && reader.flavour === "java") return readQuoted(reader);
  if (/[GRX]/.test(next)) throw new PatternProblem(`\`\\${next}\` cannot be translated.`, at);
  const item = readEscapedItem(reader, at);
  const { negative, items, literal: character } = item;
  const set = { kind: "set", negative, items, ignoreCase: reader.flags.i } as const;
  return character === undefined ? set : { ...set, literal: character };
}

function readNumberedReference(reader: Reader, at: number): PatternNode {
  const digits = /^\d{1,2}/.exec(peek(reader, 2))?.[0] ?? "";
  reader.position += digits.length;
  return reference(reader, Number(digits), at);
}

function readNamedReference(reader: Reader, at: number): PatternNode {
  const [written, , name] = /^k(<|'|\{)([A-Za-z_]\w{0,99}|\d{1,2})[>'}]/.exec(peek(reader, 104)) ?? [];
  if (written === undefined || name === undefined) throw new PatternProblem("`\\k` needs a name: `\\k<name>`.", at);
  reader.position += written.length;
  return reference(reader, /^\d/.test(name) ? Number(name) : name, at);
}

function reference(reader: Reader, group: string | number, at: number): PatternNode {
  const order = reader.references.length;
  reader.references.push({ order, group, at });
  return { kind: "again", order, ignoreCase: reader.flags.i };
}

/** Java's `\Q…\E`: as it stands. */
function readQuoted(reader: Reader): PatternNode {
  reader.position += 1;
  const found = reader.text.indexOf("\\E", reader.position);
  const end = found < 0 ? reader.text.length : found;
  const quoted = [...reader.text.slice(reader.position, end)];
  reader.position = found < 0 ? end : end + 2;
  return { kind: "sequence", items: quoted.map((character) => literal(character, reader)) };
}

/** An escape as an item of a class. `literal`: where it is one character. */
interface EscapedItem {
  readonly negative: boolean;
  readonly items: string;
  readonly literal?: string;
}

const CONTROL: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  r: "\r",
  f: "\f",
  v: "\v",
  a: "\u0007",
  e: "\u001b",
};

function readEscapedItem(reader: Reader, at: number): EscapedItem {
  const letter = takeCharacter(reader);
  const lower = letter.toLowerCase();
  const known = letterClass(lower, reader.flavour);
  if (known !== undefined) return { negative: lower !== letter, items: known };
  if (lower === "p") return readProperty(reader, letter === "P", at);
  const control = Object.hasOwn(CONTROL, letter) ? CONTROL[letter] : undefined;
  if (control !== undefined) return oneCharacter(control);
  const coded = readCoded(reader, letter, at);
  if (coded !== undefined) return oneCharacter(coded);
  if (/[A-Za-z]/.test(letter) && reader.flavour === "java")
    throw new PatternProblem(`Java has no escape \`\\${letter}\`.`, at);
  return oneCharacter(letter);
}

function oneCharacter(character: string): EscapedItem {
  return { negative: false, items: characterItem(character), literal: character };
}

function readProperty(reader: Reader, negative: boolean, at: number): EscapedItem {
  const [written, name = ""] = /^\{([A-Za-z]{1,40})\}/.exec(peek(reader, 44)) ?? [];
  const items = namedClass(name, reader.flavour);
  if (written === undefined || items === undefined)
    throw new PatternProblem(`\`\\p{${name}}\` cannot be translated; general categories such as \`\\p{L}\` can.`, at);
  reader.position += written.length;
  return { negative, items };
}

const CODED: readonly { readonly letter: string; readonly form: RegExp; readonly base: number }[] = [
  { letter: "x", form: /^([0-9A-Fa-f]{2})/, base: 16 },
  { letter: "x", form: /^\{([0-9A-Fa-f]{1,6})\}/, base: 16 },
  { letter: "u", form: /^([0-9A-Fa-f]{4})/, base: 16 },
  { letter: "0", form: /^([0-7]{0,3})/, base: 8 },
];

/** A character by its number: `\x41`, `\u0041`, `\0101`, `\cA`; undefined for every other letter. */
function readCoded(reader: Reader, letter: string, at: number): string | undefined {
  if (letter === "c") return String.fromCharCode(takeCharacter(reader).toUpperCase().charCodeAt(0) % 32);
  const forms = CODED.filter((form) => form.letter === letter);
  if (forms.length === 0) return undefined;
  for (const { form, base } of forms) {
    const [written, digits] = form.exec(peek(reader, 9)) ?? [];
    if (written === undefined || digits === undefined) continue;
    reader.position += written.length;
    const code = digits === "" ? 0 : Number.parseInt(digits, base);
    if (code <= 0x10_ff_ff) return String.fromCodePoint(code);
  }
  throw new PatternProblem(`\`\\${letter}\` needs the number of a character.`, at);
}

function readClass(reader: Reader): CharacterSet {
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
