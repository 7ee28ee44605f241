import { DAY_MS, isDay, toDays } from "./calendar.ts";
import { monthNumber, weekdayNumber } from "./date-names.ts";

/** The forms that are taken, for messages. */
const DATE_FORMS =
  "`2024-05-31`, `2024/5/31`, `5/31/2024`, `31 May 2024` or `May 31, 2024`, with or without a weekday, a time (`T08:00:00`, `8:00 AM`) and a zone (`Z`, `-07:00`, `GMT`)";

/** Why a function takes a text for no date: which forms are taken, and what it got. */
export function describeNoDate(name: string, text: string): string {
  return `\`${name}\` takes a date written as ${DATE_FORMS}; it got ${JSON.stringify(text.slice(0, LONGEST_DATE))}.`;
}

/** No date that anybody writes is longer; it keeps a text that is none from being read at length. */
const LONGEST_DATE = 80;

/**
 * A date and time from a text, as .NET's `DateTime.Parse` reads them in en-US: ISO 8601, `M/d/yyyy`, `yyyy/M/d`,
 * `15 Jun 2009`, `Mon, 15 Jun 2009 20:45:30 GMT`, `June 15, 2009`; with or without a time and a zone. Without a zone it
 * is UTC, without a time midnight. Milliseconds since the epoch; undefined for anything else. Years have four digits:
 * what two mean differs between versions of .NET. A time without a date is refused too.
 * (https://learn.microsoft.com/dotnet/standard/base-types/parsing-datetime: .NET reads more; what it makes of that hangs on
 * the machine's day or culture.)
 */
export function parseDateText(text: string): number | undefined {
  const iso = readIsoDay(text);
  if (iso !== undefined && text.length === 10) return iso * DAY_MS;
  if (text.length > LONGEST_DATE) return undefined;
  return parseAnyDate(text.trim());
}

/** Days since the epoch where a text begins with `yyyy-MM-dd`, which most dates do. */
function readIsoDay(text: string): number | undefined {
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return undefined;
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  return isDay(year, month, day) ? toDays(year, month, day) : undefined;
}

/** The number between two places; -1 where a character is no digit. */
function readDigits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** A way to write a day. `order`: which of the pattern's three groups are year, month and day. */
interface DayForm {
  readonly pattern: RegExp;
  readonly order: readonly [number, number, number];
}

const DAY_FORMS: readonly DayForm[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})/, order: [1, 2, 3] },
  { pattern: /^(\d{4})\/(\d{1,2})\/(\d{1,2})/, order: [1, 2, 3] },
  { pattern: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})/, order: [3, 1, 2] },
  { pattern: /^(\d{1,2})[ -]([A-Za-z]{3,9}),?[ -](\d{4})/, order: [3, 2, 1] },
  { pattern: /^([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})/, order: [3, 1, 2] },
];

const WEEKDAY = /^([A-Za-z]{3,9}),? /;

function parseAnyDate(text: string): number | undefined {
  const named = WEEKDAY.exec(text);
  const isWeekday = named !== null && weekdayNumber(named[1] ?? "") !== undefined;
  const rest = isWeekday ? text.slice(named[0].length) : text;
  for (const form of DAY_FORMS) {
    const found = form.pattern.exec(rest);
    if (found !== null) return parseDayAndTime(found, form, rest.slice(found[0].length));
  }
  return undefined;
}

function parseDayAndTime(found: RegExpExecArray, { order }: DayForm, rest: string): number | undefined {
  const [year, month, day] = order.map((group) => readNumber(found[group] ?? ""));
  const time = parseTime(rest);
  if (year === undefined || month === undefined || day === undefined || time === undefined) return undefined;
  return isDay(year, month, day) ? toDays(year, month, day) * DAY_MS + time : undefined;
}

function readNumber(text: string): number | undefined {
  return /^\d/.test(text) ? Number(text) : monthNumber(text);
}

const TIME =
  /^(?:(?:T|,? )(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?)? ?(?:(Z|GMT|UTC)|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/** What a time and a zone add to midnight in UTC, in milliseconds. */
function parseTime(text: string): number | undefined {
  if (text === "") return 0;
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0", fraction = "", half, , sign, zoneHours = "0", zoneMinutes = "0"] =
    found;
  const hour = toHour(Number(hours), half);
  const offset = parseOffset(sign, Number(zoneHours), Number(zoneMinutes));
  if (hour === undefined || offset === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  return ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + milliseconds - offset * 60_000;
}

/** The hour from 0 to 23; undefined where there is none such. */
export function toHour(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

/** Minutes east of UTC; .NET takes 14 hours at most. */
function parseOffset(sign: string | undefined, hours: number, minutes: number): number | undefined {
  const offset = hours * 60 + minutes;
  if (offset > 14 * 60 || minutes > 59) return undefined;
  return sign === "-" ? -offset : offset;
}
