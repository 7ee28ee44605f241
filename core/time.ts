import { z } from "zod";

/** An instant as ISO 8601 in UTC, such as `2026-03-02T09:00:00.000Z`. */
export const instantSchema = z.iso.datetime({ offset: false });

/** How long a message or a token is good for, in seconds: at most a year, so that no date runs over. */
export const lifetimeSecondsSchema = z.int().positive().max(31_536_000);

/** How long a session lasts, in minutes: at most a year, for the same reason. */
export const sessionMinutesSchema = z.int().positive().max(525_600);

/** Milliseconds since the epoch as an ISO 8601 instant with milliseconds. */
export function isoInstant(epochMs: number): string {
  const known = written.get(epochMs);
  if (known !== undefined) return known;
  const text = new Date(epochMs).toISOString();
  if (written.size >= KEPT) written.clear();
  written.set(epochMs, text);
  return text;
}

/** Instants as they were written last: a simulated clock stands still most of the time. */
const written = new Map<number, string>();
const KEPT = 16;

/** An instant as a person reads it: `2026-03-02 09:00 UTC`. Seconds are left out. */
export function readableInstant(epochMs: number): string {
  const text = isoInstant(epochMs);
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

/** The same without milliseconds where there are none: how SAML messages usually write an `xs:dateTime`. */
export function isoSeconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.000Z$/, "Z");
}

/** Seconds since the epoch, rounded down: the `NumericDate` of JWT (RFC 7519, section 2). */
export function numericDate(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
