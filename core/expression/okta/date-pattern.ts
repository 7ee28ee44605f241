/** Whose letters: Joda-Time's (classic) or those of Java's `DateTimeFormatter` (Identity Engine). */
export type PatternLetters = "joda" | "java";

/** A piece of a date's pattern: a letter so many times, or text as it is. */
export type PatternPart =
  | { readonly letter: string; readonly count: number }
  | { readonly letter?: undefined; readonly text: string };

/** A pattern that was read, or why it cannot be. */
export type DatePattern =
  | { readonly ok: true; readonly parts: readonly PatternPart[] }
  | { readonly ok: false; readonly problem: string };

const SHARED_LETTERS = "GyDMdEaKhHkmsSZ";
const LETTERS: Readonly<Record<PatternLetters, string>> = {
  joda: `${SHARED_LETTERS}CYxwe`,
  java: `${SHARED_LETTERS}uX`,
};

/** Patterns come back for everybody: the same few. */
const known = new Map<string, DatePattern>();
const KNOWN_LIMIT = 256;

/**
 * Reads a date's pattern, such as `yyyy-MM-dd'T'HH:mm`. In Joda's letters `YYYY` is the year of the era and `x` the
 * year of the week; zones' names (`z`) are not written here, for every Java has others.
 */
export function parseDatePattern(letters: PatternLetters, text: string): DatePattern {
  const key = `${letters}:${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= KNOWN_LIMIT) known.clear();
  const fresh = readPattern(letters, text);
  known.set(key, fresh);
  return fresh;
}

function readPattern(letters: PatternLetters, text: string): DatePattern {
  const parts: PatternPart[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    const to = character === "'" ? endOfQuoted(text, at) : endOfRun(text, at);
    if (to === undefined) return { ok: false, problem: "A quote in the pattern is not closed." };
    if (character === "'") parts.push({ text: quotedText(text.slice(at, to)) });
    else if (!/[A-Za-z]/.test(character)) parts.push({ text: text.slice(at, to) });
    else if (LETTERS[letters].includes(character)) parts.push({ letter: character, count: to - at });
    else return { ok: false, problem: describeUnknown(letters, character) };
    at = to;
  }
  return { ok: true, parts };
}

function describeUnknown(letters: PatternLetters, letter: string): string {
  if (letter === "z") return "Zones' names (`z`) differ from Java to Java; write `Z` for the offset.";
  if (letters === "java" && letter === "Y") return "In Java, `Y` is the year of the week; write `y` for the year.";
  return `A date's pattern has no letter \`${letter}\`; text stands in single quotes.`;
}

/** The end of one letter or character repeated. */
function endOfRun(text: string, from: number): number {
  let to = from + 1;
  while (to < text.length && text.charAt(to) === text.charAt(from)) to += 1;
  return to;
}

/** Behind the closing quote; two quotes in a row inside are one. */
function endOfQuoted(text: string, from: number): number | undefined {
  if (text.charAt(from + 1) === "'") return from + 2;
  let end = text.indexOf("'", from + 1);
  while (end !== -1 && text.charAt(end + 1) === "'") end = text.indexOf("'", end + 2);
  return end === -1 ? undefined : end + 1;
}

/** `''` is one quote. */
function quotedText(quoted: string): string {
  return quoted === "''" ? "'" : quoted.slice(1, -1).replaceAll("''", "'");
}
