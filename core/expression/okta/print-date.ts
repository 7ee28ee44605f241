import type { Moment } from "../value.ts";
import type { PatternPart } from "./date-pattern.ts";
import { type CalendarTime, calendarOf, pad } from "./moment.ts";
import { printOffset } from "./zones.ts";

export const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
] as const;

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const DAY = 86_400_000;

/** Writes a moment by a pattern, in English, as Joda-Time and Java do. */
export function printDate(parts: readonly PatternPart[], moment: Moment): string {
  const time = calendarOf(moment);
  const written = parts.map((part) => (part.letter === undefined ? part.text : printField(part, time, moment)));
  return written.join("");
}

type Field = Extract<PatternPart, { letter: string }>;
type Print = (time: CalendarTime, count: number, moment: Moment) => string;

/** By letter. What a letter means is in the pages of Joda-Time's `DateTimeFormat`. */
const FIELDS: Readonly<Record<string, Print>> = {
  G: ({ year }) => (year > 0 ? "AD" : "BC"),
  C: ({ year }, count) => pad(Math.floor(yearOfEra(year) / 100), count),
  Y: ({ year }, count) => printYear(yearOfEra(year), count),
  y: ({ year }, count) => printYear(year, count),
  u: ({ year }, count) => printYear(year, count),
  x: (time, count) => printYear(weekOf(time).year, count),
  w: (time, count) => pad(weekOf(time).week, count),
  e: (time, count) => pad(weekdayOf(time) + 1, count),
  E: (time, count) => shorten(WEEKDAYS[weekdayOf(time)] ?? "", count),
  D: (time, count) => pad(dayOfYear(time), count),
  M: ({ month }, count) => (count > 2 ? shorten(MONTHS[month - 1] ?? "", count) : pad(month, count)),
  d: ({ day }, count) => pad(day, count),
  a: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  K: ({ hour }, count) => pad(hour % 12, count),
  h: ({ hour }, count) => pad(hour % 12 || 12, count),
  H: ({ hour }, count) => pad(hour, count),
  k: ({ hour }, count) => pad(hour || 24, count),
  m: ({ minute }, count) => pad(minute, count),
  s: ({ second }, count) => pad(second, count),
  S: ({ millisecond }, count) => pad(millisecond, 3).padEnd(count, "0").slice(0, count),
  Z: ({ offsetMs }, count, { zone }) => printZone(offsetMs, count, zone),
  X: ({ offsetMs }, count) => (offsetMs === 0 ? "Z" : printJavaOffset(offsetMs, count)),
};

function printField({ letter, count }: Field, time: CalendarTime, moment: Moment): string {
  return FIELDS[letter]?.(time, count, moment) ?? "";
}

/** Two letters write two digits; any other number of letters the whole year. */
function printYear(year: number, count: number): string {
  if (count === 2) return pad(Math.abs(year) % 100, 2);
  return `${year < 0 ? "-" : ""}${pad(Math.abs(year), count)}`;
}

function yearOfEra(year: number): number {
  return year > 0 ? year : 1 - year;
}

function shorten(name: string, count: number): string {
  return count > 3 ? name : name.slice(0, 3);
}

/** `+0900`, with two letters `+09:00`, with three the zone's name. */
function printZone(offsetMs: number, count: number, zone = "UTC"): string {
  if (count > 2) return zone;
  return printOffset(offsetMs, count === 2 ? ":" : "");
}

function printJavaOffset(offsetMs: number, count: number): string {
  return count === 1 ? printOffset(offsetMs).slice(0, 3) : printOffset(offsetMs, count === 2 ? "" : ":");
}

function daysOf({ year, month, day }: CalendarTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / DAY);
}

/** Monday is 0. The epoch was a Thursday. */
function weekdayOf(time: CalendarTime): number {
  return (((daysOf(time) + 3) % 7) + 7) % 7;
}

function dayOfYear(time: CalendarTime): number {
  return daysOf(time) - daysOf({ ...time, month: 1, day: 1 }) + 1;
}

/** The week by ISO 8601: the first one of a year is the one with its first Thursday. */
function weekOf(time: CalendarTime): { readonly year: number; readonly week: number } {
  const thursday = new Date((daysOf(time) - weekdayOf(time) + 3) * DAY);
  const year = thursday.getUTCFullYear();
  const first = daysOf({ ...time, year, month: 1, day: 1 });
  return { year, week: Math.floor((thursday.getTime() / DAY - first) / 7) + 1 };
}
