import type { PatternFlavour } from "../text-pattern.ts";

/** The classes with a letter, as items of a class: .NET's know Unicode, Java's are ASCII unless told otherwise. */
const LETTER_CLASSES: Readonly<Record<PatternFlavour, Readonly<Record<string, string>>>> = {
  dotnet: { d: "\\p{Nd}", w: "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}", s: "\\t\\n\\v\\f\\r\\x{85}\\p{Z}" },
  java: {
    d: "0-9",
    w: "A-Za-z0-9_",
    s: " \\t\\n\\v\\f\\r",
    h: " \\t\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}",
  },
};

/** Java's POSIX classes. */
const JAVA_NAMED: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x{0}-\\x{7f}",
  Alpha: "A-Za-z",
  Digit: "0-9",
  Alnum: "A-Za-z0-9",
  Punct: "!-\\/:-@\\[-`\\{-~",
  Space: " \\t\\n\\v\\f\\r",
  XDigit: "0-9A-Fa-f",
};

const GENERAL_CATEGORIES = new Set(
  "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co".split(" "),
);

/** What `\d`, `\w`, `\s` (and Java's `\h`) stand for; undefined for any other letter. */
export function letterClass(letter: string, flavour: PatternFlavour): string | undefined {
  const classes = LETTER_CLASSES[flavour];
  return Object.hasOwn(classes, letter) ? classes[letter] : undefined;
}

/** What `\p{name}` stands for: general categories, and Java's POSIX classes; undefined for blocks, scripts and others. */
export function namedClass(name: string, flavour: PatternFlavour): string | undefined {
  if (GENERAL_CATEGORIES.has(name)) return `\\p{${name}}`;
  if (flavour !== "java") return undefined;
  if (name.startsWith("Is") && GENERAL_CATEGORIES.has(name.slice(2))) return `\\p{${name.slice(2)}}`;
  return Object.hasOwn(JAVA_NAMED, name) ? JAVA_NAMED[name] : undefined;
}

/** What `.` does not match without the `s` flag. */
export function lineEnds(flavour: PatternFlavour): string {
  return flavour === "dotnet" ? "\\n" : "\\n\\r\\x{85}\\x{2028}\\x{2029}";
}

/** One character as an item of a class, and of a pattern: letters and digits as they are, all else by its number. */
export function characterItem(character: string): string {
  return /^[A-Za-z0-9]$/.test(character) ? character : `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
