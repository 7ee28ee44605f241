import type { Moment } from "../value.ts";
import type { PatternPart } from "./date-pattern.ts";
import { momentOf, zoneOfOffset } from "./moment.ts";
import { MONTHS, WEEKDAYS } from "./print-date.ts";
import { isZone } from "./zones.ts";

/** What was read so far; what a pattern does not have stays as it is here. */
interface Found {
  year: number;
  month: number;
  day: number;
  dayOfYear: number | undefined;
  hour: number;
  afternoon: boolean | undefined;
  minute: number;
  second: number;
  millisecond: number;
  zone: string | undefined;
}

type Field = Extract<PatternPart, { letter: string }>;

/**
 * Reads a text by a date's pattern, in English and without regard to case. `thisYear`: two digits of a year mean the
 * one from 80 years before to 19 years after it, as Joda-Time takes them; undefined: 2000 to 2099, as Java does.
 * Undefined where the text is not written so, or names a day that no calendar has.
 */
export function readDate(parts: readonly PatternPart[], text: string, thisYear?: number): Moment | undefined {
  const found: Found = { ...START };
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const end =
      part.letter === undefined ? afterText(text, at, part.text) : readField(part, parts[index + 1], text, at, found);
    if (end === undefined) return undefined;
    if (part.letter !== undefined && isTwoDigitYear(part, end - at)) found.year = wholeYear(found.year, thisYear);
    at = end;
  }
  return at === text.length ? momentOfFound(found) : undefined;
}

/** Joda-Time's year where a pattern has none is 2000. */
const START: Found = {
  year: 2000,
  month: 1,
  day: 1,
  dayOfYear: undefined,
  hour: 0,
  afternoon: undefined,
  minute: 0,
  second: 0,
  millisecond: 0,
  zone: undefined,
};

function afterText(text: string, at: number, expected: string): number | undefined {
  return text.startsWith(expected, at) ? at + expected.length : undefined;
}

/** Where the field ends; undefined where it does not stand there. */
function readField(part: Field, next: PatternPart | undefined, text: string, at: number, found: Found) {
  const { letter, count } = part;
  if (letter === "M" && count > 2) return readName(MONTHS, text, at, (index) => setNumber(found, "M", index + 1));
  if (letter === "E") return readName(WEEKDAYS, text, at, () => true);
  if (letter === "a") return readName(["AM", "PM"], text, at, (index) => setHalf(found, index === 1));
  if (letter === "Z" || letter === "X") return readZone(text, at, found);
  const adjacent = next?.letter !== undefined && !/[EaZX]/.test(next.letter);
  const digits = digitsAt(text, at, adjacent ? count : mostDigits(letter));
  if (digits === "" || (letter === "S" && !setFraction(found, digits))) return undefined;
  return letter === "S" || setNumber(found, letter, Number(digits)) ? at + digits.length : undefined;
}

function mostDigits(letter: string): number {
  if (letter === "D") return 3;
  return /[yYuS]/.test(letter) ? 9 : 2;
}

function digitsAt(text: string, at: number, most: number): string {
  let to = at;
  while (to < at + most && text.charCodeAt(to) >= 0x30 && text.charCodeAt(to) <= 0x39) to += 1;
  return text.slice(at, to);
}

/** A name, or its first three letters. */
function readName(
  names: readonly string[],
  text: string,
  at: number,
  set: (index: number) => boolean,
): number | undefined {
  const rest = text.slice(at, at + 12).toLowerCase();
  const whole = names.findIndex((name) => rest.startsWith(name.toLowerCase()));
  const index = whole === -1 ? names.findIndex((name) => rest.startsWith(name.slice(0, 3).toLowerCase())) : whole;
  if (index === -1 || !set(index)) return undefined;
  return at + (whole === -1 ? 3 : (names[index]?.length ?? 0));
}

function readZone(text: string, at: number, found: Found): number | undefined {
  const written = /^(?:Z|[+-]\d\d(?::?\d\d)?|[A-Za-z_]+(?:\/[\w+-]+)*)/.exec(text.slice(at, at + 60))?.[0];
  if (written === undefined) return undefined;
  const zone = /^[Z+-]/.test(written) ? zoneOfOffset(written) : written;
  if (zone !== undefined && !isZone(zone)) return undefined;
  found.zone = zone;
  return at + written.length;
}

function setFraction(found: Found, digits: string): boolean {
  found.millisecond = Number(digits.slice(0, 3).padEnd(3, "0"));
  return true;
}

function setHalf(found: Found, afternoon: boolean): boolean {
  found.afternoon = afternoon;
  return true;
}

/** Letters that hold a number, and the member that it goes to. */
const MEMBERS: Readonly<Record<string, "year" | "month" | "day" | "dayOfYear" | "hour" | "minute" | "second">> = {
  y: "year",
  Y: "year",
  u: "year",
  M: "month",
  d: "day",
  D: "dayOfYear",
  H: "hour",
  K: "hour",
  h: "hour",
  k: "hour",
  m: "minute",
  s: "second",
};

/** Tells whether the number may stand there. Weeks and eras can be written, not read. */
function setNumber(found: Found, letter: string, value: number): boolean {
  const member = MEMBERS[letter];
  if (member === undefined || !isInRange(letter, value)) return false;
  found[member] = (letter === "h" && value === 12) || (letter === "k" && value === 24) ? 0 : value;
  return true;
}

function isInRange(letter: string, value: number): boolean {
  if (letter === "h") return value >= 1 && value <= 12;
  if (letter === "k") return value >= 1 && value <= 24;
  return letter === "K" ? value <= 11 : true;
}

function isTwoDigitYear({ letter, count }: Field, digits: number): boolean {
  return count === 2 && digits === 2 && /[yYu]/.test(letter);
}

/** Joda-Time's pivot is 30 years before this year, and the century around it counts. */
function wholeYear(year: number, thisYear: number | undefined): number {
  if (thisYear === undefined) return 2000 + year;
  const first = thisYear - 80;
  return first + ((((year - first) % 100) + 100) % 100);
}

function momentOfFound({ dayOfYear, afternoon, zone, ...time }: Found): Moment | undefined {
  const hour = afternoon === true ? time.hour + 12 : time.hour;
  const at = momentOf({ ...time, hour, ...(zone === undefined ? {} : { zone }) });
  if (dayOfYear === undefined || at === undefined) return at;
  if (dayOfYear < 1 || dayOfYear > daysIn(time.year)) return undefined;
  return { ...at, epochMs: at.epochMs + (dayOfYear - 1) * 86_400_000 };
}

function daysIn(year: number): number {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 366 : 365;
}
