import { z } from "zod";

/** An instant as ISO 8601 in UTC, such as `2026-03-02T09:00:00.000Z`. */
export const instantSchema = z.iso.datetime({ offset: false });

/** Milliseconds since the epoch as an ISO 8601 instant with milliseconds. */
export function isoInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** The same without milliseconds where there are none: how SAML messages usually write an `xs:dateTime`. */
export function isoSeconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.000Z$/, "Z");
}

/** Seconds since the epoch, rounded down: the `NumericDate` of JWT (RFC 7519, section 2). */
export function numericDate(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
