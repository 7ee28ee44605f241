import { characterItem, letterClass, namedClass } from "./classes.ts";
import { PatternProblem, peek, type Reader, takeCharacter } from "./reader.ts";

/** An escape as an item of a class. `literal`: where it is one character. */
export interface EscapedItem {
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

/** An escape that stands for characters, behind its backslash. `at`: where that stands. */
export function readEscapedItem(reader: Reader, at: number): EscapedItem {
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

/** A character as an item. */
export function oneCharacter(character: string): EscapedItem {
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
