/** Day, time, decimals of a second, and how far it is from UTC. */
const DATE_TIME = /^(-?\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/;

/**
 * A dateTime (RFC 7643, section 2.3.5: an `xsd:dateTime` with a date and a time) as milliseconds since the epoch;
 * undefined for any other text, and for days that no calendar has. Without an offset it is in UTC: nothing here depends
 * on where the machine stands. What is finer than a millisecond is cut off.
 */
export function parseDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [decimals = "", sign = "+", offsetHours = "0", offsetMinutes = "0"] = parts.slice(7);
  const offset = offsetOf(sign, Number(offsetHours), Number(offsetMinutes));
  if (!isDay(year, month, day) || !isTime(hour, minute, second, Number(decimals)) || offset === undefined) {
    return undefined;
  }
  const milliseconds = Number(decimals.slice(0, 3).padEnd(3, "0"));
  const epochMs = startOfDay(year, month, day).setUTCHours(hour, minute, second, milliseconds) - offset;
  // A year that `Date` does not reach.
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

/** `Date` rolls 30 February over to March, and so on: a day that is not in the month lands in another one. */
function isDay(year: number, month: number, day: number): boolean {
  return startOfDay(year, month, day).getUTCMonth() === month - 1;
}

/** The end of a day may be written as 24:00:00. */
function isTime(hour: number, minute: number, second: number, decimals: number): boolean {
  return hour < 24 ? minute < 60 && second < 60 : hour === 24 && minute + second + decimals === 0;
}

/** Unlike `Date.UTC`, leaves the years from 0 to 99 where they are. */
function startOfDay(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

/** In milliseconds. XML Schema allows up to 14 hours. */
function offsetOf(sign: string, hours: number, minutes: number): number | undefined {
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
