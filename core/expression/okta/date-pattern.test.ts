import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Moment } from "../value.ts";
import { type PatternLetters, type PatternPart, parseDatePattern } from "./date-pattern.ts";
import { parseIso, printIso, printMoment } from "./moment.ts";
import { printDate } from "./print-date.ts";
import { readDate } from "./read-date.ts";
import { isZone } from "./zones.ts";

function partsOf(pattern: string, letters: PatternLetters = "joda"): readonly PatternPart[] {
  const parsed = parseDatePattern(letters, pattern);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.parts;
}

const epochMs = fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 });
const zone = fc.constantFrom(undefined, "Asia/Tokyo", "America/New_York", "EST", "+05:30", "Australia/Lord_Howe");

const moment = fc.tuple(epochMs, zone).map(([ms, name]): Moment => {
  return name === undefined ? { kind: "moment", epochMs: ms } : { kind: "moment", epochMs: ms, zone: name };
});

describe("a date's pattern", () => {
  it.each([
    ["''yyyy'''", "A quote in the pattern is not closed."],
    ["yyyy b", "A date's pattern has no letter `b`; text stands in single quotes."],
    ["HH:mm z", "Zones' names (`z`) differ from Java to Java; write `Z` for the offset."],
  ])("is refused with what would be right: %s", (pattern, problem) => {
    expect(parseDatePattern("joda", pattern)).toEqual({ ok: false, problem });
  });

  it("writes what it reads again", () => {
    const parts = partsOf("yyyy-MM-dd'T'HH:mm:ss.SSSZZ");
    fc.assert(
      fc.property(moment, (at) => {
        fc.pre(Math.abs(at.epochMs) > 0 && at.epochMs > -59_000_000_000_000);
        const written = printDate(parts, at);
        fc.pre(!/[+-]\d\d:\d\d$/.test(written) || new Date(at.epochMs).getUTCFullYear() > 1972);
        expect(readDate(parts, written)?.epochMs).toBe(at.epochMs);
      }),
    );
  });

  it("never crashes on any text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, text) => {
        const parsed = parseDatePattern("java", pattern);
        if (parsed.ok) readDate(parsed.parts, text);
      }),
    );
    const fields = fc
      .array(fc.constantFrom("yyyy", "MM", "MMM", "d", "HH", "a", "h", "E", "Z", " ", "-"))
      .map((each) => each.join(""));
    const digits = fc.array(fc.constantFrom("1", "20", "Jan", "PM", " ", "-", "+02:00")).map((each) => each.join(""));
    fc.assert(
      fc.property(fields, digits, (pattern, text) => {
        const read = readDate(partsOf(pattern), text);
        if (read !== undefined) expect(Number.isSafeInteger(read.epochMs)).toBe(true);
      }),
    );
  });
});

describe("a moment", () => {
  it("is the same when it is written in ISO 8601 and read again", () => {
    fc.assert(
      fc.property(moment, (at) => {
        fc.pre(new Date(at.epochMs).getUTCFullYear() > 1972);
        expect(parseIso(printIso(at))?.epochMs).toBe(at.epochMs);
        expect(parseIso(printMoment(at))).toEqual(at);
      }),
    );
  });

  it("is told apart in the hour that comes twice when clocks are put back", () => {
    const [first, second] = ["-04:00", "-05:00"].map((offset) =>
      parseIso(`2015-11-01T01:30:00${offset}[America/New_York]`),
    );
    expect((second?.epochMs ?? 0) - (first?.epochMs ?? 0)).toBe(3_600_000);
    expect(first?.zone).toBe("America/New_York");
  });

  it.each([
    "2015-02-29",
    "2015-13-01",
    "2015-01-01T25:00",
    "2015-01-01T00:00:00+99:00",
    "20150101",
    "2015-01-01T00:00Z[Nowhere]",
  ])("is not read from %s", (text) => {
    expect(parseIso(text)).toBeUndefined();
  });
});

describe("a time zone", () => {
  it.each(["UTC", "EST", "Asia/Tokyo", "US/Pacific", "Etc/GMT+12", "PST8PDT", "PRC", "+02:00"])("is %s", (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(["PST", "IST", "Atlantis", "", "+2", "+19:00", "+02:60"])("is not %s", (name) => {
    expect(isZone(name)).toBe(false);
  });
});
