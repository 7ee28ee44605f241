import type { Moment } from "../value.ts";
import { fromLocal, isZone, offsetAt, printOffset } from "./zones.ts";

/** A point in time as a calendar and a clock show it. */
export interface CalendarTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Ahead of UTC, in milliseconds. */
  readonly offsetMs: number;
}

/** The last moment that JavaScript's calendar reaches, in milliseconds from the epoch; the first one is as far before. */
const FARTHEST = 8.64e15;

/** What the calendar and the clock show in the moment's zone; UTC where it has none. */
export function calendarOf({ epochMs, zone }: Moment): CalendarTime {
  const offsetMs = zone === undefined ? 0 : offsetAt(zone, epochMs);
  const local = new Date(epochMs + offsetMs);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    offsetMs,
  };
}

/** A moment; undefined where no calendar reaches it. */
export function momentAt(epochMs: number, zone?: string): Moment | undefined {
  if (!(Math.abs(epochMs) <= FARTHEST - 86_400_000)) return undefined;
  return zone === undefined ? { kind: "moment", epochMs } : { kind: "moment", epochMs, zone };
}

/** What a text says of a point in time, before it is known in which zone. */
export interface WrittenTime extends Omit<CalendarTime, "offsetMs"> {
  /** An offset or a zone that the text itself names. */
  readonly zone?: string;
}

/** The moment of a written time; undefined where no calendar has it (30 February, 25 o'clock). */
export function momentOf({ zone, ...time }: WrittenTime): Moment | undefined {
  if (!isDay(time) || !isTime(time)) return undefined;
  const { hour, minute, second, millisecond } = time;
  const localMs = startOfDay(time).setUTCHours(hour, minute, second, millisecond);
  if (Number.isNaN(localMs)) return undefined;
  if (zone === undefined) return momentAt(localMs);
  return isZone(zone) ? momentAt(fromLocal(zone, localMs), zone) : undefined;
}

type Day = Pick<CalendarTime, "year" | "month" | "day">;

/** `Date` rolls 30 February over to March: a day that is not in the month lands in another one. */
function isDay(day: Day): boolean {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && startOfDay(day).getUTCMonth() === day.month - 1;
}

function isTime({ hour, minute, second }: Pick<CalendarTime, "hour" | "minute" | "second">): boolean {
  return hour < 24 && minute < 60 && second < 60;
}

/** Unlike `Date.UTC`, leaves the years from 0 to 99 where they are. */
function startOfDay({ year, month, day }: Day): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?(?:\[([\w/+-]+)\])?)?$/;

/** Reads ISO 8601 as RFC 3339 has it, and shorter forms: a day alone, no seconds, no offset (which is UTC). */
export function parseIso(text: string): Moment | undefined {
  const parts = ISO.exec(text.trim());
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const [decimals = "", offset, zone] = parts.slice(7);
  const millisecond = Number(decimals.slice(0, 3).padEnd(3, "0"));
  const time = { year, month, day, hour, minute, second, millisecond };
  if (zone === undefined) return momentIn(time, zoneOfOffset(offset));
  if (!isZone(zone)) return undefined;
  if (offset === undefined) return momentIn(time, zone);
  // When clocks are put back, an hour comes twice: the offset says which one is meant.
  const at = momentIn(time, zoneOfOffset(offset));
  return at && { ...at, zone };
}

function momentIn(time: WrittenTime, zone: string | undefined): Moment | undefined {
  return momentOf(zone === undefined ? time : { ...time, zone });
}

/** `+0200`, `+02` and `+02:00` as the last one; undefined for UTC. */
export function zoneOfOffset(offset: string | undefined): string | undefined {
  if (offset === undefined || offset === "Z") return undefined;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  return digits === "0000" ? undefined : `${offset.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** As Java's `ZonedDateTime` is written: `2015-08-01T02:18:37.979+09:00[Asia/Tokyo]`; no decimals where there are none. */
export function printMoment(moment: Moment): string {
  const time = calendarOf(moment);
  const decimals = time.millisecond === 0 ? "" : `.${pad(time.millisecond, 3)}`;
  const { zone } = moment;
  const named = zone === undefined || /^[+-]|^Z$/.test(zone) ? "" : `[${zone}]`;
  return `${printSeconds(time)}${decimals}${printIsoOffset(time)}${named}`;
}

/** As Joda-Time writes ISO 8601: always three decimals, `Z` for UTC (`2015-07-31T17:18:37.979Z`). */
export function printIso(moment: Moment): string {
  const time = calendarOf(moment);
  return `${printSeconds(time)}.${pad(time.millisecond, 3)}${printIsoOffset(time)}`;
}

function printSeconds({ year, month, day, hour, minute, second }: CalendarTime): string {
  return `${printYear(year)}-${pad(month, 2)}-${pad(day, 2)}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}`;
}

function printYear(year: number): string {
  return `${year < 0 ? "-" : ""}${pad(Math.abs(year), 4)}`;
}

function printIsoOffset({ offsetMs }: CalendarTime): string {
  return offsetMs === 0 ? "Z" : printOffset(offsetMs);
}

/** A number with zeros before it. */
export function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
