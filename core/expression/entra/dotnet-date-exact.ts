import { DAY_MS, fromDays, isDay, toDays, weekdayOf } from "./calendar.ts";
import { MONTHS, monthNumber, WEEKDAYS, weekdayNumber } from "./date-names.ts";
import { toHour } from "./date-text.ts";
import type { DotnetDate, FormatPart } from "./dotnet-date-format.ts";

/** The values of `DateTimeStyles` that matter to `ParseExact`, each on or off. */
export interface DateStyles {
  readonly leadingWhite: boolean;
  readonly trailingWhite: boolean;
  readonly innerWhite: boolean;
  /** A text without a zone is taken to be in UTC. */
  readonly assumeUniversal: boolean;
}

/** The default of `FormatDateTime` (section 2, "Dates"): RoundtripKind, AllowLeadingWhite, AllowTrailingWhite. */
export const DEFAULT_STYLES: DateStyles = {
  leadingWhite: true,
  trailingWhite: true,
  innerWhite: false,
  assumeUniversal: false,
};

/** What `DateTimeStyles` can say, each with what it switches on. */
const STYLES: ReadonlyMap<string, Partial<DateStyles>> = new Map<string, Partial<DateStyles>>([
  ["none", {}],
  ["roundtripkind", {}],
  ["adjusttouniversal", {}],
  ["nocurrentdatedefault", {}],
  ["assumelocal", {}],
  ["assumeuniversal", { assumeUniversal: true }],
  ["allowleadingwhite", { leadingWhite: true }],
  ["allowtrailingwhite", { trailingWhite: true }],
  ["allowinnerwhite", { innerWhite: true }],
  ["allowwhitespaces", { leadingWhite: true, trailingWhite: true, innerWhite: true }],
]);

/** Styles by their names, with commas between them; undefined where one is unknown. */
export function parseDateStyles(text: string): DateStyles | undefined {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  let styles: DateStyles = { leadingWhite: false, trailingWhite: false, innerWhite: false, assumeUniversal: false };
  for (const name of names) {
    const style = STYLES.get(name);
    if (style === undefined) return undefined;
    styles = { ...styles, ...style };
  }
  return styles;
}

/** What was found; undefined where it was not. All members are there from the start, which keeps reading fast. */
type Found = Record<"year" | "month" | "day" | "weekday" | "hour" | "minute" | "second" | "ticks", number | undefined>;

function nothingFound(): Found {
  return {
    year: undefined,
    month: undefined,
    day: undefined,
    weekday: undefined,
    hour: undefined,
    minute: undefined,
    second: undefined,
    ticks: undefined,
  };
}

/** A text that is being read, with what was found so far. */
interface Reading {
  readonly text: string;
  at: number;
  readonly styles: DateStyles;
  readonly found: Found;
  half: string | undefined;
  isHalfDay: boolean;
  /** Minutes east of UTC. */
  offset: number | undefined;
  isUtc: boolean;
}

/**
 * Reads a date that is written exactly in a format, as .NET's `DateTime.ParseExact` does. `nowMs`: what stands in for a
 * year, or a whole day, that the format does not have. Undefined where the text is not in the format. Two digits of a
 * year are those of 1950 to 2049.
 */
export function parseExactDate(
  text: string,
  format: readonly FormatPart[],
  styles: DateStyles,
  nowMs: number,
): DotnetDate | undefined {
  const reading: Reading = {
    text,
    at: 0,
    styles,
    found: nothingFound(),
    half: undefined,
    isHalfDay: false,
    offset: undefined,
    isUtc: false,
  };
  if (styles.leadingWhite) skipBlanks(reading);
  for (let index = 0; index < format.length; index += 1) {
    const part = format[index];
    if (part === undefined || !readPart(reading, part, format[index + 1])) return undefined;
  }
  if (styles.trailingWhite || styles.innerWhite) skipBlanks(reading);
  return reading.at === text.length ? buildDate(reading, nowMs) : undefined;
}

function skipBlanks(reading: Reading): void {
  while (isBlank(reading.text.charCodeAt(reading.at))) reading.at += 1;
}

/** Blanks, tabs and line ends, and the blanks of Unicode; not the end of the text. */
function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x85 && /\s/.test(String.fromCharCode(code)));
}

function readPart(reading: Reading, part: FormatPart, next: FormatPart | undefined): boolean {
  if (reading.styles.innerWhite) skipBlanks(reading);
  if (part.kind === "field") return readField(reading, part.letter, part.count);
  if (reading.text.startsWith(part.text, reading.at)) {
    reading.at += part.text.length;
    return true;
  }
  if (reading.styles.innerWhite && part.text.trim() === "") return true;
  // The point before a fraction that need not be there.
  return part.text === "." && next?.kind === "field" && next.letter === "F";
}

function readField(reading: Reading, letter: string, count: number): boolean {
  switch (letter) {
    case "d":
      return count < 3
        ? readNumber(reading, "day", count)
        : readName(reading, "weekday", count, WEEKDAYS, weekdayNumber);
    case "M":
      return count < 3 ? readNumber(reading, "month", count) : readName(reading, "month", count, MONTHS, monthNumber);
    case "y":
      return readYear(reading, count);
    case "h":
      reading.isHalfDay = true;
      return readNumber(reading, "hour", count);
    case "H":
      return readNumber(reading, "hour", count);
    case "m":
      return readNumber(reading, "minute", count);
    case "s":
      return readNumber(reading, "second", count);
    case "f":
    case "F":
      return readFraction(reading, count, letter === "F");
    case "t":
      return readHalf(reading, count);
    case "z":
      return readOffset(reading, count);
    case "K":
      return readKind(reading);
    default:
      return readLiteral(reading, "A.D.");
  }
}

/** One letter takes one or two digits; more take as many as they are, two at least. */
function readNumber(reading: Reading, field: keyof Found, count: number): boolean {
  const digits = takeDigits(reading, count === 1 ? 1 : 2, 2);
  if (digits === undefined) return false;
  reading.found[field] = Number(digits);
  return true;
}

function readYear(reading: Reading, count: number): boolean {
  const digits = count < 3 ? takeDigits(reading, count, 2) : takeDigits(reading, count, count === 3 ? 5 : count);
  if (digits === undefined) return false;
  const year = Number(digits);
  const century = year < 50 ? 2000 : 1900;
  reading.found.year = count < 3 ? century + year : year;
  return true;
}

function readName(
  reading: Reading,
  field: "month" | "weekday",
  count: number,
  names: readonly string[],
  numberOf: (name: string) => number | undefined,
): boolean {
  const rest = reading.text.slice(reading.at, reading.at + 12).toLowerCase();
  const name = names
    .map((each) => (count === 3 ? each.slice(0, 3) : each))
    .find((each) => rest.startsWith(each.toLowerCase()));
  const number = name === undefined ? undefined : numberOf(name);
  if (name === undefined || number === undefined) return false;
  reading.at += name.length;
  reading.found[field] = number;
  return true;
}

function readFraction(reading: Reading, count: number, isOptional: boolean): boolean {
  const digits = takeDigits(reading, isOptional ? 0 : count, count);
  if (digits === undefined) return false;
  reading.found.ticks = Number(digits.padEnd(7, "0"));
  return true;
}

function readHalf(reading: Reading, count: number): boolean {
  const half = reading.text.charAt(reading.at).toLowerCase();
  const isWhole = count === 1 || reading.text.charAt(reading.at + 1).toLowerCase() === "m";
  if ((half !== "a" && half !== "p") || !isWhole) return false;
  reading.half = half;
  reading.at += count === 1 ? 1 : 2;
  return true;
}

function readOffset(reading: Reading, count: number): boolean {
  const sign = reading.text.charAt(reading.at);
  if (sign !== "+" && sign !== "-") return false;
  reading.at += 1;
  const hours = takeDigits(reading, count === 1 ? 1 : 2, 2);
  if (hours === undefined) return false;
  if (count > 2 && reading.text.charAt(reading.at) === ":") reading.at += 1;
  const minutes = count > 2 ? takeDigits(reading, 2, 2) : "0";
  if (minutes === undefined || Number(minutes) > 59) return false;
  const offset = Number(hours) * 60 + Number(minutes);
  reading.offset = sign === "-" ? -offset : offset;
  return offset <= 14 * 60;
}

function readKind(reading: Reading): boolean {
  if (readLiteral(reading, "Z")) {
    reading.isUtc = true;
    return true;
  }
  const sign = reading.text.charAt(reading.at);
  return sign === "+" || sign === "-" ? readOffset(reading, 3) : true;
}

function readLiteral(reading: Reading, literal: string): boolean {
  if (!reading.text.startsWith(literal, reading.at)) return false;
  reading.at += literal.length;
  return true;
}

function takeDigits(reading: Reading, least: number, most: number): string | undefined {
  const { text, at } = reading;
  let to = at;
  while (to < at + most && isDigit(text.charCodeAt(to))) to += 1;
  if (to - at < least) return undefined;
  reading.at = to;
  return text.slice(at, to);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function buildDate(reading: Reading, nowMs: number): DotnetDate | undefined {
  const { minute = 0, second = 0, ticks = 0 } = reading.found;
  const days = buildDay(reading, nowMs);
  const hour = buildHour(reading);
  if (days === undefined || hour === undefined || minute > 59 || second > 59) return undefined;
  const epochMs = days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(ticks / 10_000);
  return { epochMs: epochMs - (reading.offset ?? 0) * 60_000, ticks: ticks % 10_000, kind: kindOf(reading) };
}

/** What has an offset becomes the machine's own time, which is UTC. */
function kindOf({ isUtc, offset, styles }: Reading): DotnetDate["kind"] {
  if (isUtc) return "utc";
  return offset !== undefined || styles.assumeUniversal ? "local" : "unspecified";
}

function buildDay({ found }: Reading, nowMs: number): number | undefined {
  const today = fromDays(Math.floor(nowMs / DAY_MS));
  const isDated = found.year !== undefined || found.month !== undefined || found.day !== undefined;
  const year = found.year ?? today.year;
  const month = found.month ?? (isDated ? 1 : today.month);
  const day = found.day ?? (isDated ? 1 : today.day);
  if (!isDay(year, month, day)) return undefined;
  const days = toDays(year, month, day);
  return found.weekday === undefined || found.weekday === weekdayOf(days) ? days : undefined;
}

function buildHour({ found, half, isHalfDay }: Reading): number | undefined {
  const hour = found.hour ?? 0;
  if (isHalfDay) return toHour(hour, half ?? "a");
  const isAfternoon = half === "p";
  if (hour > 23) return undefined;
  return isAfternoon && hour < 12 && found.hour !== undefined ? hour + 12 : hour;
}
