import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, EARLIEST_MS, fromDays, isDay, LATEST_MS, toDays, weekdayOf } from "./calendar.ts";
import { parseDateText } from "./date-text.ts";
import { DEFAULT_STYLES, parseDateStyles, parseExactDate } from "./dotnet-date-exact.ts";
import { type DotnetDate, FormatProblem, parseDateFormat, writeDate } from "./dotnet-date-format.ts";
import { writeMoment } from "./moment-text.ts";

const anyMoment = fc.integer({ min: EARLIEST_MS, max: LATEST_MS });

describe("the calendar", () => {
  test("is JavaScript's own", () => {
    fc.assert(
      fc.property(anyMoment, (epochMs) => {
        const date = new Date(epochMs);
        const days = Math.floor(epochMs / DAY_MS);
        const day = fromDays(days);
        expect(day).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(toDays(day.year, day.month, day.day)).toBe(days);
        expect(weekdayOf(days)).toBe(date.getUTCDay());
      }),
    );
  });

  test.each([
    [2024, 2, 29, true],
    [2023, 2, 29, false],
    [1900, 2, 29, false],
    [2000, 2, 29, true],
    [2024, 4, 31, false],
    [0, 1, 1, false],
    [10_000, 1, 1, false],
    [2024, 13, 1, false],
  ])("%d-%d-%d is a day: %j", (year, month, day, expected) => {
    expect(isDay(year, month, day)).toBe(expected);
  });
});

describe("dates from any text", () => {
  test.each([
    ["2009-06-15", "2009-06-15T00:00:00.000Z"],
    ["2009-6-5", "2009-06-05T00:00:00.000Z"],
    ["2009/06/15 1:45 PM", "2009-06-15T13:45:00.000Z"],
    ["6/15/2009", "2009-06-15T00:00:00.000Z"],
    ["6/15/2009 12:00:00 AM", "2009-06-15T00:00:00.000Z"],
    ["6/15/2009 12:00:00 pm", "2009-06-15T12:00:00.000Z"],
    ["06-15-2009 23:59", "2009-06-15T23:59:00.000Z"],
    ["15 Jun 2009", "2009-06-15T00:00:00.000Z"],
    ["15-June-2009 10:00", "2009-06-15T10:00:00.000Z"],
    ["Monday, June 15, 2009 1:45 PM", "2009-06-15T13:45:00.000Z"],
    ["2009-06-15T13:45:30.1234567Z", "2009-06-15T13:45:30.123Z"],
    ["2009-06-15 13:45:30 +0200", "2009-06-15T11:45:30.000Z"],
    ["2009-06-15T13:45:30+02", "2009-06-15T11:45:30.000Z"],
    [" 2009-06-15T13:45 ", "2009-06-15T13:45:00.000Z"],
  ])("%s", (text, iso) => {
    expect(new Date(parseDateText(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  test.each([
    "",
    "soon",
    "2009",
    "2009-06-31",
    "13/13/2009",
    "6/15/09",
    "10:30",
    "2009-06-15T24:00",
    "2009-06-15T13:60",
    "6/15/2009 13:00 PM",
    "2009-06-15+15:00",
    "2009-06-15x",
    "15 Xyz 2009",
    "2009-06-15T",
    "9".repeat(10_000),
  ])("not from %.20s", (text) => {
    expect(parseDateText(text)).toBeUndefined();
  });

  test("what Entra prints is read back, to the second", () => {
    fc.assert(
      fc.property(anyMoment, (epochMs) => {
        expect(parseDateText(writeMoment(epochMs))).toBe(Math.floor(epochMs / 1000) * 1000);
      }),
    );
  });
});

const SAMPLE: DotnetDate = { epochMs: Date.UTC(2009, 5, 15, 13, 45, 30, 617), ticks: 5425, kind: "unspecified" };

describe("dates written in .NET's letters (samples of .NET's own documentation)", () => {
  test.each([
    ["d", "6/15/2009"],
    ["%d", "15"],
    ["D", "Monday, June 15, 2009"],
    ["dd ddd dddd", "15 Mon Monday"],
    ["f", "Monday, June 15, 2009 1:45 PM"],
    ["%f", "6"],
    ["ff fff fffffff", "61 617 6175425"],
    ["ss.FFFFFFF", "30.6175425"],
    ["h hh H HH", "1 01 13 13"],
    ["%K", ""],
    ["M MM MMM MMMM", "6 06 Jun June"],
    ["%m %s %t", "45 30 P"],
    ["y yy yyy yyyy yyyyy", "9 09 2009 2009 02009"],
    ["z zz zzz", "+0 +00 +00:00"],
    ["%g", "A.D."],
    ["o", "2009-06-15T13:45:30.6175425"],
    ["R", "Mon, 15 Jun 2009 13:45:30 GMT"],
    ["u", "2009-06-15 13:45:30Z"],
    ["G", "6/15/2009 1:45:30 PM"],
    ["", "6/15/2009 1:45:30 PM"],
    ["'arr:' h:m t", "arr: 1:45 P"],
    ['h "o\'clock"', "1 o'clock"],
    [String.raw`h \h`, "1 h"],
    ["yyyyMMddHHmmss.fZ", "20090615134530.6Z"],
  ])("%s", (format, written) => {
    expect(writeDate(SAMPLE, parseDateFormat(format))).toBe(written);
  });

  test("a fraction that is not there takes its point along", () => {
    const whole: DotnetDate = { epochMs: 0, ticks: 0, kind: "utc" };
    expect(writeDate(whole, parseDateFormat("ss.FFF K"))).toBe("00 Z");
  });

  test.each(["x", "'open", "yyyy\\", "yyyy%", "ffffffff", "%%"])("not in %s", (format) => {
    expect(() => parseDateFormat(format)).toThrow(FormatProblem);
  });
});

function readExact(text: string, format: string, styles = DEFAULT_STYLES): string | undefined {
  const date = parseExactDate(text, parseDateFormat(format), styles, SAMPLE.epochMs);
  return date === undefined ? undefined : `${new Date(date.epochMs).toISOString()} ${date.kind}`;
}

describe("dates read exactly", () => {
  test.each([
    ["20150123105347.1Z", "yyyyMMddHHmmss.fZ", "2015-01-23T10:53:47.100Z unspecified"],
    ["2015-01-23T10:53:47Z", "yyyy-MM-ddTHH:mm:ssK", "2015-01-23T10:53:47.000Z utc"],
    ["2015-01-23T10:53:47+02:00", "yyyy-MM-ddTHH:mm:ssK", "2015-01-23T08:53:47.000Z local"],
    ["2015-01-23T10:53:47", "yyyy-MM-ddTHH:mm:ssK", "2015-01-23T10:53:47.000Z unspecified"],
    ["1/2/2015 3:04 PM", "M/d/yyyy h:mm tt", "2015-01-02T15:04:00.000Z unspecified"],
    ["1/2/2015 12:04 AM", "M/d/yyyy h:mm tt", "2015-01-02T00:04:00.000Z unspecified"],
    ["23 jan 15", "dd MMM yy", "2015-01-23T00:00:00.000Z unspecified"],
    ["Friday, 23 January 2015", "dddd, d MMMM yyyy", "2015-01-23T00:00:00.000Z unspecified"],
    ["10:30", "HH:mm", "2009-06-15T10:30:00.000Z unspecified"],
    ["01/15", "MM/dd", "2009-01-15T00:00:00.000Z unspecified"],
    ["2015", "yyyy", "2015-01-01T00:00:00.000Z unspecified"],
    ["10:53:47", "HH:mm:ss.FFF", "2009-06-15T10:53:47.000Z unspecified"],
    ["2015-01-23 -7", "yyyy-MM-dd z", "2015-01-23T07:00:00.000Z local"],
  ])("%s in %s", (text, format, expected) => {
    expect(readExact(text, format)).toBe(expected);
  });

  test.each([
    ["2015-1-23", "yyyy-MM-dd"],
    ["2015-02-30", "yyyy-MM-dd"],
    ["15-01-23", "yyyy-MM-dd"],
    ["2015-01-23x", "yyyy-MM-dd"],
    ["2015-01", "yyyy-MM-dd"],
    ["13:00 PM", "h:mm tt"],
    ["24:00", "HH:mm"],
    ["Monday, 23 January 2015", "dddd, d MMMM yyyy"],
    ["2015-01-23 +15:00", "yyyy-MM-dd zzz"],
  ])("not %s in %s", (text, format) => {
    expect(readExact(text, format)).toBeUndefined();
  });

  test("blanks are let through as the styles say", () => {
    expect(readExact(" 2015 ", "yyyy")).toBeDefined();
    expect(readExact(" 2015", "yyyy", parseDateStyles("None"))).toBeUndefined();
    expect(readExact("2015 - 01", "yyyy-MM", parseDateStyles("AllowWhiteSpaces, AssumeUniversal"))).toBe(
      "2015-01-01T00:00:00.000Z local",
    );
    expect(parseDateStyles("Sometimes")).toBeUndefined();
  });

  test("what is written in a full format is read back", () => {
    const format = parseDateFormat("yyyy-MM-ddTHH:mm:ss.fffffffK");
    fc.assert(
      fc.property(anyMoment, fc.nat({ max: 9999 }), (epochMs, ticks) => {
        const date: DotnetDate = { epochMs, ticks, kind: "utc" };
        expect(parseExactDate(writeDate(date, format), format, DEFAULT_STYLES, 0)).toEqual(date);
      }),
    );
  });
});
