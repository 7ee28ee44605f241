import { type CalendarDay, DAY_MS, fromDays, weekdayOf } from "./calendar.ts";
import { MONTHS, WEEKDAYS } from "./date-names.ts";

/**
 * A date and time of .NET. `ticks`: hundreds of nanoseconds beyond the millisecond, 0 to 9999. `kind`: what `K` and
 * `z` say of it; the machine's own zone is UTC.
 */
export interface DotnetDate {
  readonly epochMs: number;
  readonly ticks: number;
  readonly kind: "utc" | "local" | "unspecified";
}

/** A piece of a format: a specifier (`yyyy` is `y` four times) or plain characters. */
export type FormatPart =
  | { readonly kind: "field"; readonly letter: FormatLetter; readonly count: number }
  | { readonly kind: "plain"; readonly text: string };

const LETTERS = ["d", "M", "y", "h", "H", "m", "s", "f", "F", "t", "z", "K", "g"] as const;

/** A letter that means something in a custom format. */
export type FormatLetter = (typeof LETTERS)[number];

/** A format that .NET refuses. `at`: where, in the format. */
export class FormatProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Formats of one letter, spelt out for en-US
 * (https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings). `U` is the same as `F`
 * where the machine is in UTC, as it is here.
 */
const STANDARD: ReadonlyMap<string, string> = new Map([
  ["d", "M/d/yyyy"],
  ["D", "dddd, MMMM d, yyyy"],
  ["f", "dddd, MMMM d, yyyy h:mm tt"],
  ["F", "dddd, MMMM d, yyyy h:mm:ss tt"],
  ["g", "M/d/yyyy h:mm tt"],
  ["G", "M/d/yyyy h:mm:ss tt"],
  ["M", "MMMM d"],
  ["m", "MMMM d"],
  ["O", "yyyy-MM-ddTHH:mm:ss.fffffffK"],
  ["o", "yyyy-MM-ddTHH:mm:ss.fffffffK"],
  ["R", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"],
  ["r", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"],
  ["s", "yyyy-MM-ddTHH:mm:ss"],
  ["t", "h:mm tt"],
  ["T", "h:mm:ss tt"],
  ["u", "yyyy-MM-dd HH:mm:ss'Z'"],
  ["U", "dddd, MMMM d, yyyy h:mm:ss tt"],
  ["Y", "MMMM yyyy"],
  ["y", "MMMM yyyy"],
]);

/**
 * The parts of a format in .NET's letters
 * (https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings). A single letter is a standard
 * format, and no letter at all the general one. A FormatProblem where .NET would refuse it.
 */
export function parseDateFormat(format: string): readonly FormatPart[] {
  if (format === "") return parseDateFormat("G");
  if (format.length === 1) {
    const standard = STANDARD.get(format);
    if (standard === undefined) throw new FormatProblem(noStandard(format), 0);
    return parseDateFormat(standard);
  }
  const parts: FormatPart[] = [];
  for (let at = 0; at < format.length; ) {
    const { part, to } = readPart(format, at);
    parts.push(part);
    at = to;
  }
  return parts;
}

function noStandard(format: string): string {
  return `There is no standard format \`${format}\`: there are ${[...STANDARD.keys()].join(", ")}, and formats of several letters such as \`yyyy-MM-dd\` or \`%d\`.`;
}

interface ReadPart {
  readonly part: FormatPart;
  readonly to: number;
}

function readPart(format: string, at: number): ReadPart {
  const character = format.charAt(at);
  if (character === "'" || character === '"') return readQuoted(format, at);
  if (character === "\\") return readEscaped(format, at);
  if (character === "%") return readSingle(format, at);
  if (!isLetter(character)) return { part: { kind: "plain", text: character }, to: at + 1 };
  let to = at + 1;
  while (format.charAt(to) === character) to += 1;
  if ((character === "f" || character === "F") && to - at > 7)
    throw new FormatProblem(`\`${character}\` stands for seven digits at most.`, at);
  return { part: { kind: "field", letter: character, count: to - at }, to };
}

function readQuoted(format: string, at: number): ReadPart {
  const end = format.indexOf(format.charAt(at), at + 1);
  if (end < 0) throw new FormatProblem("Nothing closes the quotation mark in the format.", at);
  return { part: { kind: "plain", text: format.slice(at + 1, end) }, to: end + 1 };
}

function readEscaped(format: string, at: number): ReadPart {
  if (at + 1 >= format.length) throw new FormatProblem("The format ends in a backslash.", at);
  return { part: { kind: "plain", text: format.charAt(at + 1) }, to: at + 2 };
}

function readSingle(format: string, at: number): ReadPart {
  const letter = format.charAt(at + 1);
  if (!isLetter(letter)) throw new FormatProblem("After `%` stands a letter such as `d`.", at);
  return { part: { kind: "field", letter, count: 1 }, to: at + 2 };
}

function isLetter(character: string): character is FormatLetter {
  return LETTERS.some((letter) => letter === character);
}

/** Writes a date. */
export function writeDate(date: DotnetDate, format: readonly FormatPart[]): string {
  const fields = fieldsOf(date);
  let text = "";
  for (const part of format) {
    const written = part.kind === "plain" ? part.text : writeField(fields, part.letter, part.count);
    // A fraction that is not there takes its point along.
    if (part.kind === "field" && part.letter === "F" && written === "" && text.endsWith(".")) text = text.slice(0, -1);
    text += written;
  }
  return text;
}

interface Fields extends CalendarDay {
  readonly kind: DotnetDate["kind"];
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Seven digits. */
  readonly fraction: string;
}

function fieldsOf(date: DotnetDate): Fields {
  const days = Math.floor(date.epochMs / DAY_MS);
  const ms = date.epochMs - days * DAY_MS;
  const seconds = Math.floor(ms / 1000);
  const { year, month, day } = fromDays(days);
  return {
    year,
    month,
    day,
    kind: date.kind,
    weekday: weekdayOf(days),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: String((ms % 1000) * 10_000 + date.ticks).padStart(7, "0"),
  };
}

function writeField(fields: Fields, letter: FormatLetter, count: number): string {
  switch (letter) {
    case "d":
      return count < 3 ? pad(fields.day, count) : nameOf(WEEKDAYS[fields.weekday], count);
    case "M":
      return count < 3 ? pad(fields.month, count) : nameOf(MONTHS[fields.month - 1], count);
    case "y":
      return pad(count < 3 ? fields.year % 100 : fields.year, count);
    case "f":
      return fields.fraction.slice(0, count);
    case "F":
      return fields.fraction.slice(0, count).replace(/0+$/, "");
    case "K":
      return writeKind(fields.kind);
    case "z":
      return ["+0", "+00"][count - 1] ?? "+00:00";
    case "g":
      return "A.D.";
    default:
      return writeTimeField(fields, letter, count);
  }
}

function writeTimeField(fields: Fields, letter: "h" | "H" | "m" | "s" | "t", count: number): string {
  switch (letter) {
    case "h":
      return pad(fields.hour % 12 === 0 ? 12 : fields.hour % 12, Math.min(count, 2));
    case "H":
      return pad(fields.hour, Math.min(count, 2));
    case "m":
      return pad(fields.minute, Math.min(count, 2));
    case "s":
      return pad(fields.second, Math.min(count, 2));
    case "t":
      return (fields.hour < 12 ? "AM" : "PM").slice(0, count);
  }
}

function writeKind(kind: DotnetDate["kind"]): string {
  if (kind === "utc") return "Z";
  return kind === "local" ? "+00:00" : "";
}

function nameOf(name: string | undefined, count: number): string {
  return count === 3 ? (name ?? "").slice(0, 3) : (name ?? "");
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, "0");
}
