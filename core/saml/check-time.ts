import { isoSeconds } from "../time.ts";
import { parseDateTime } from "./date-time.ts";

/** The application's clock and how far another may be off. */
export interface SkewedClock {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly clockSkewSeconds: number;
}

/** From when (inclusive) and until when (exclusive) something is valid, as the message writes it. */
export interface ValidityPeriod {
  readonly notBefore?: string | undefined;
  readonly notOnOrAfter?: string | undefined;
}

/**
 * One sentence about `what` where it is not valid now: too early, expired, or with a time that cannot be read. The skew
 * widens the period at both ends (SAML core, section 2.5.1.2). Undefined: it is valid.
 */
export function timeProblem(
  what: string,
  period: ValidityPeriod,
  { now, clockSkewSeconds }: SkewedClock,
): string | undefined {
  const notBefore = readTime(period.notBefore);
  const notOnOrAfter = readTime(period.notOnOrAfter);
  if (notBefore === null || notOnOrAfter === null) {
    const text = notBefore === null ? period.notBefore : period.notOnOrAfter;
    return `${what} has a time that cannot be read: ${text} is not an xs:dateTime in UTC.`;
  }
  const skew = clockSkewSeconds * 1000;
  const clock = `it is ${isoSeconds(now)}, with ${clockSkewSeconds} s of clock skew allowed`;
  if (notBefore !== undefined && now + skew < notBefore)
    return `${what} is not valid before ${period.notBefore}; ${clock}.`;
  if (notOnOrAfter !== undefined && now - skew >= notOnOrAfter)
    return `${what} expired at ${period.notOnOrAfter}; ${clock}.`;
  return undefined;
}

/** The period as a person reads it. */
export function describePeriod({ notBefore, notOnOrAfter }: ValidityPeriod): string {
  const parts = [
    ...(notBefore === undefined ? [] : [`from ${notBefore}`]),
    ...(notOnOrAfter === undefined ? [] : [`until before ${notOnOrAfter}`]),
  ];
  return parts.join(" ") || "at any time";
}

/** The clock as a person reads it. */
export function describeClock({ now, clockSkewSeconds }: SkewedClock): string {
  return `${isoSeconds(now)} ± ${clockSkewSeconds} s`;
}

/** Null: there is a text, but it is no time. */
function readTime(text: string | undefined): number | null | undefined {
  return text === undefined ? undefined : (parseDateTime(text) ?? null);
}
