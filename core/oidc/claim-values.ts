import { isoInstant } from "../time.ts";
import type { Json } from "./json-object.ts";

/** Values of claims, as the rules about tokens read and show them. */

/** `aud` as a list: one text stands for a list of one (RFC 7519, section 4.1.3). */
export function audiencesOf(aud: Json | undefined): readonly Json[] {
  if (aud === undefined) return [];
  return Array.isArray(aud) ? aud : [aud];
}

/** A NumericDate: seconds since the epoch, also with a fraction (RFC 7519, section 2). */
export function isTime(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The last instant that a `Date` can hold, in seconds. */
const LAST_INSTANT = 8.64e12;

/** A NumericDate as a person reads it. */
export function showTime(seconds: number): string {
  return Math.abs(seconds) > LAST_INSTANT ? `${seconds} seconds` : isoInstant(seconds * 1000);
}

/** What a clock skew adds to a sentence; empty where none is allowed. */
export function showSkew(seconds: number): string {
  return seconds === 0 ? "" : `, give or take ${seconds} seconds`;
}
