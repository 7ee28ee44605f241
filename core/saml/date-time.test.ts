import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDateTime } from "./date-time.ts";

describe("parseDateTime", () => {
  it.each([
    ["2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000Z"],
    ["2026-03-02T09:00:00.5Z", "2026-03-02T09:00:00.500Z"],
    ["2026-03-02T09:00:00.1234567Z", "2026-03-02T09:00:00.123Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
  ])("reads %s", (text, instant) => {
    expect(parseDateTime(text)).toBe(Date.parse(instant));
  });

  it.each([
    "",
    "2099",
    "2026-03-02",
    "2026-03-02T09:00:00",
    "2026-03-02T09:00:00+01:00",
    "2026-03-02 09:00:00Z",
    "2026-02-30T09:00:00Z",
    "2026-13-01T09:00:00Z",
    "2026-03-02T24:00:00Z",
    "2026-03-02T09:00:60Z",
    " 2026-03-02T09:00:00Z",
  ])("does not read %j", (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });

  it("reads every instant of the years 0000 to 9999 as it is written", () => {
    const instants = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseDateTime(instant.toISOString())).toBe(instant.getTime());
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(["number", "undefined"]).toContain(typeof parseDateTime(text));
      }),
    );
  });
});
