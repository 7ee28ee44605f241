import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDateTime } from "./date-time.ts";

const NINE = Date.UTC(2026, 2, 2, 9);

test.each([
  { text: "2026-03-02T09:00:00Z", epochMs: NINE },
  { text: "2026-03-02T09:00:00", epochMs: NINE },
  { text: "2026-03-02T09:00:00.5Z", epochMs: NINE + 500 },
  { text: "2026-03-02T09:00:00.123456789Z", epochMs: NINE + 123 },
  { text: "2026-03-02T11:00:00+02:00", epochMs: NINE },
  { text: "2026-03-01T23:30:00-09:30", epochMs: NINE },
  { text: "2026-03-01T24:00:00Z", epochMs: Date.UTC(2026, 2, 2) },
  { text: "0099-01-01T00:00:00Z", epochMs: Date.parse("0099-01-01T00:00:00Z") },
  { text: "2024-02-29T00:00:00Z", epochMs: Date.UTC(2024, 1, 29) },
])("$text is $epochMs", ({ text, epochMs }) => {
  expect(parseDateTime(text)).toBe(epochMs);
});

test.each([
  "",
  "2026-03-02",
  "2026-02-30T09:00:00Z",
  "2025-02-29T09:00:00Z",
  "2026-13-01T09:00:00Z",
  "2026-00-10T09:00:00Z",
  "2026-03-00T09:00:00Z",
  "2026-01-99T09:00:00Z",
  "275760-09-13T00:00:01Z",
  "2026-03-02T25:00:00Z",
  "2026-03-02T09:60:00Z",
  "2026-03-02T09:00:00+15:00",
  "2026-03-02T09:00:00+0200",
  "2026-03-02 09:00:00Z",
  "999999-01-01T00:00:00Z",
  "2026-03-02T24:00:00.5Z",
  "yesterday",
])("%j is none", (text) => {
  expect(parseDateTime(text)).toBeUndefined();
});

test("reads what a Date writes", () => {
  const date = fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z") });
  fc.assert(
    fc.property(
      date.filter((each) => !Number.isNaN(each.getTime())),
      (each) => {
        expect(parseDateTime(each.toISOString())).toBe(each.getTime());
      },
    ),
  );
});
