/** Short names that IANA knows; other ones of three letters (`PST`, `IST`) only JavaScript's engines take. */
const SHORT_NAMES: ReadonlySet<string> = new Set([
  ...["CET", "EET", "EST", "GMT", "HST", "MET", "MST", "PRC", "ROC", "ROK", "UCT", "UTC", "WET"],
]);

const MINUTE = 60_000;

/** Formatters by zone; null for what is no zone. Making one takes as long as a thousand uses. */
const formatters = new Map<string, Intl.DateTimeFormat | null>();
const FORMATTERS_LIMIT = 1000;

/** Tells whether there is such a time zone: an IANA name or alias, `EST`, or an offset such as `+02:00`. */
export function isZone(zone: string): boolean {
  return fixedOffset(zone) !== undefined || formatterOf(zone) !== null;
}

/** How far the zone is ahead of UTC at that moment, in milliseconds. A zone that is none counts as UTC. */
export function offsetAt(zone: string, epochMs: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  return offsetOfQuarter(zone, Math.floor(epochMs / (15 * MINUTE)));
}

/** The moment at which clocks in the zone show this local time (given as if it were UTC). */
export function fromLocal(zone: string, localMs: number): number {
  const guess = localMs - offsetAt(zone, localMs);
  return localMs - offsetAt(zone, guess);
}

/** `+hh:mm` in milliseconds. */
function fixedOffset(zone: string): number | undefined {
  if (zone === "UTC" || zone === "Z") return 0;
  const parts = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (parts === null) return undefined;
  const [, sign, hours, minutes] = parts;
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  return size > 18 * 60 * MINUTE || Number(minutes) > 59 ? undefined : (sign === "-" ? -1 : 1) * size;
}

/** An offset as it is written: `+09:00`. */
export function printOffset(offsetMs: number, separator = ":"): string {
  const minutes = Math.floor(Math.abs(offsetMs) / MINUTE);
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${hours}${separator}${String(minutes % 60).padStart(2, "0")}`;
}

/** Zones change at whole quarters of an hour only, and most times of a population are near each other. */
const offsets = new Map<string, number>();
const OFFSETS_LIMIT = 10_000;

function offsetOfQuarter(zone: string, quarter: number): number {
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= OFFSETS_LIMIT) offsets.clear();
  const offset = readOffset(formatterOf(zone), quarter * 15 * MINUTE);
  offsets.set(key, offset);
  return offset;
}

/** What a formatter writes as `GMT-04:00` (also with seconds, long ago), or `GMT` alone. */
function readOffset(formatter: Intl.DateTimeFormat | null, epochMs: number): number {
  const written = formatter?.formatToParts(epochMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const parts = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(written);
  if (parts === null) return 0;
  const [, sign, hours, minutes, seconds = "0"] = parts;
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * 1000;
  return sign === "-" ? -size : size;
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  if (formatters.size >= FORMATTERS_LIMIT) formatters.clear();
  const made = createFormatter(zone);
  formatters.set(zone, made);
  return made;
}

function createFormatter(zone: string): Intl.DateTimeFormat | null {
  if (/^[A-Za-z]{3}$/.test(zone) && !SHORT_NAMES.has(zone)) return null;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch {
    return null;
  }
}
