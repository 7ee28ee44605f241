import type { Session } from "../compile.ts";
import { type ExpressionValue, type Moment, typeOf } from "../value.ts";
import { momentAt, parseIso, printMoment } from "./moment.ts";
import { printDate } from "./print-date.ts";
import { type Build, type Read, readAny, readWhole, spanAt } from "./site.ts";
import {
  parseUnixTime,
  parseWindowsTime,
  printUnixTime,
  printWindowsTime,
  readPattern,
  readPatternTime,
  readTime,
  readZone,
} from "./time.ts";
import { describe, fail } from "./values.ts";

/** Points in time in the Identity Engine's language: Java's `ZonedDateTime` (okta-expressions.md, section 5). */

/** `DateTime.now()`, in UTC. */
export const buildNowMoment: Build =
  () =>
  ({ input }): Moment => ({ kind: "moment", epochMs: input.now });

export const buildParseWindows: Build = (args, site) => readTime(args, site, parseWindowsTime);
export const buildParseUnix: Build = (args, site) => readTime(args, site, parseUnixTime);

/** `'…'.parseStringTime(pattern?)`; without a pattern in ISO 8601. */
export const buildParseString: Build = (args, site) =>
  args.length > 1 ? readPatternTime("java", args, site) : readTime(args, site, parseIso);

export const buildMomentToWindows: Build = ofMoment(printWindowsTime);
export const buildMomentToUnix: Build = ofMoment(printUnixTime);

/** `.toString(pattern?)` */
export const buildMomentToText: Build = (args, site) => {
  if (args.length === 1) return ofMoment(printMoment)(args, site);
  const moment = readMoment(args, site);
  const pattern = readPattern("java", args, site, 1);
  return (session) => printDate(pattern(session), moment(session));
};

/** `.toZone('Asia/Tokyo')`: the same moment, on other clocks. */
export const buildToZone: Build = (args, site) => {
  const moment = readMoment(args, site);
  const zone = readZone(args, site, 1);
  return (session) => {
    const { epochMs, zone: own } = moment(session);
    const wanted = zone(session) ?? own;
    return wanted === undefined ? { kind: "moment", epochMs } : { kind: "moment", epochMs, zone: wanted };
  };
};

/** `.plusDays(2)` and its like; `unit` in milliseconds, negative to go back. */
export function buildShift(unit: number): Build {
  return (args, site) => {
    const moment = readMoment(args, site);
    const count = readWhole(args, site, 1);
    return (session) => {
      const { epochMs, zone } = moment(session);
      const shifted = momentAt(epochMs + count(session) * unit, zone);
      return shifted ?? fail("EXPRESSION_OUT_OF_RANGE", "No calendar reaches that far.", site);
    };
  };
}

/** `.withinDays(2)` and its like: no further from now than that, before or after it; `unit` in milliseconds. */
export function buildWithin(unit: number): Build {
  return (args, site) => {
    const moment = readMoment(args, site);
    const count = readWhole(args, site, 1);
    return (session) => Math.abs(session.input.now - moment(session).epochMs) <= count(session) * unit;
  };
}

function ofMoment(print: (moment: Moment) => string): Build {
  return (args, site) => {
    const moment = readMoment(args, site);
    return (session) => print(moment(session));
  };
}

/** The moment that a method is called on. */
function readMoment(...[args, site]: Parameters<Build>): Read<Moment> {
  const run = readAny(args, 0);
  const at = spanAt(site, 0);
  return (session: Session) => {
    const value = run(session);
    return isMoment(value)
      ? value
      : fail("EXPRESSION_TYPE_CLASH", `\`${site.name}\` needs a point in time; this is ${describe(value)}.`, at);
  };
}

function isMoment(value: ExpressionValue): value is Moment {
  return typeOf(value) === "moment";
}
