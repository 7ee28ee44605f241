import type { Run, Session } from "../compile.ts";
import type { Moment } from "../value.ts";
import { type DatePattern, type PatternPart, parseDatePattern } from "./date-pattern.ts";
import { momentAt, parseIso, printIso } from "./moment.ts";
import { printDate } from "./print-date.ts";
import { readDate } from "./read-date.ts";
import { type Build, type Read, readText, type Site, spanAt } from "./site.ts";
import { fail } from "./values.ts";
import { isZone } from "./zones.ts";

/**
 * Time functions of the classic language (okta-expressions.md, section 3): texts in, texts out. Windows time is a
 * FILETIME (100 nanoseconds since 1601); Unix time is in milliseconds, as the samples of the Identity Engine show.
 * Null gives null; an empty text is refused, for Okta warns of what it gives.
 */
const MS_FROM_1601 = 11_644_473_600_000;

/** `Time.now(zone?, pattern?)` */
export const buildNow: Build = (args, site) => {
  const zone = readZone(args, site, 0);
  const pattern = args.length > 1 ? readPattern("joda", args, site, 1) : undefined;
  return (session) => {
    const moment = nowIn(session, zone(session));
    return pattern === undefined ? printIso(moment) : printDate(pattern(session), moment);
  };
};

function nowIn({ input }: Session, zone: string | undefined): Moment {
  return zone === undefined ? { kind: "moment", epochMs: input.now } : { kind: "moment", epochMs: input.now, zone };
}

/** A function that reads a time and writes it in another form. */
function converting(
  read: (args: readonly Run[], site: Site) => Read<Moment | null>,
  print: (moment: Moment) => string,
): Build {
  return (args, site) => {
    const moment = read(args, site);
    return (session) => {
      const found = moment(session);
      return found === null ? null : print(found);
    };
  };
}

export const buildWindowsToIso: Build = converting((args, site) => readTime(args, site, parseWindowsTime), printIso);
export const buildUnixToIso: Build = converting((args, site) => readTime(args, site, parseUnixTime), printIso);
export const buildIsoToWindows: Build = converting((args, site) => readTime(args, site, parseIso), printWindowsTime);
export const buildIsoToUnix: Build = converting((args, site) => readTime(args, site, parseIso), printUnixTime);
export const buildStringToIso: Build = converting((args, site) => readPatternTime("joda", args, site), printIso);

/** `Time.fromIso8601ToString(time, pattern)` */
export const buildIsoToString: Build = (args, site) => {
  const moment = readTime(args, site, parseIso);
  const pattern = readPattern("joda", args, site, 1);
  return (session) => {
    const found = moment(session);
    return found === null ? null : printDate(pattern(session), found);
  };
};

/** The first argument as a time in a form; null stays null. */
export function readTime(
  args: readonly Run[],
  site: Site,
  parse: (text: string) => Moment | undefined,
): Read<Moment | null> {
  const read = readText(args, site, 0);
  return (session) => {
    const text = read(session);
    return text === null ? null : (parse(text) ?? noTime(text, site));
  };
}

/** The first argument as a time that is written by the pattern in the second one. */
export function readPatternTime(letters: "joda" | "java", args: readonly Run[], site: Site): Read<Moment | null> {
  const read = readText(args, site, 0);
  const pattern = readPattern(letters, args, site, 1);
  return (session) => {
    const text = read(session);
    if (text === null) return null;
    const thisYear = letters === "joda" ? new Date(session.input.now).getUTCFullYear() : undefined;
    return readDate(pattern(session), text, thisYear) ?? noTime(text, site);
  };
}

function noTime(text: string, site: Site): never {
  const found = text === "" ? "an empty text; ask before whether there is one" : JSON.stringify(text.slice(0, 60));
  return fail("EXPRESSION_NOT_A_DATE", `\`${site.name}\` cannot read this as a time: ${found}.`, spanAt(site, 0));
}

/** A date's pattern. */
export function readPattern(
  letters: "joda" | "java",
  args: readonly Run[],
  site: Site,
  index: number,
): Read<readonly PatternPart[]> {
  const read = readText(args, site, index);
  const at = spanAt(site, index);
  return (session) => {
    const found: DatePattern = parseDatePattern(letters, read(session) ?? "");
    return found.ok ? found.parts : fail("EXPRESSION_DATE_FORMAT", found.problem, at);
  };
}

/** A time zone; undefined where the argument is not there or null. */
export function readZone(args: readonly Run[], site: Site, index: number): Read<string | undefined> {
  const read = readText(args, site, index);
  const at = spanAt(site, index);
  return (session) => {
    const zone = read(session);
    if (zone === null) return undefined;
    if (isZone(zone)) return zone;
    return fail("EXPRESSION_UNKNOWN_ZONE", `There is no time zone ${JSON.stringify(zone.slice(0, 60))}.`, at);
  };
}

/** FILETIME in decimal digits; what is finer than a millisecond is cut off. */
export function parseWindowsTime(text: string): Moment | undefined {
  return /^\d{5,18}$/.test(text) ? momentAt(Number(text.slice(0, -4)) - MS_FROM_1601) : undefined;
}

/** Milliseconds since 1970. */
export function parseUnixTime(text: string): Moment | undefined {
  return /^-?\d{1,16}$/.test(text) ? momentAt(Number(text)) : undefined;
}

/** FILETIME in decimal digits. */
export function printWindowsTime({ epochMs }: Moment): string {
  const ms = epochMs + MS_FROM_1601;
  return ms === 0 ? "0" : `${ms}0000`;
}

/** Milliseconds since 1970, in digits. */
export function printUnixTime({ epochMs }: Moment): string {
  return String(epochMs);
}
