import type { Scheme } from "./listen-address.ts";

/**
 * Cookies of several parties on one host. Browsers keep them by host and not by port (RFC 6265, section 8.5), and some
 * keep those marked `Secure` over https alone. So at the border each cookie goes under a name with its party's, and
 * without what only works over https; the parties themselves know nothing of it.
 */

/**
 * What the names of a party's cookies begin with, from its actor id. Only characters that a cookie's name may have (RFC
 * 6265, section 4.1.1), and never the beginning of another party's.
 */
export function cookiePrefix(actor: string): string {
  const name = encodeURIComponent(actor).replace(/[.()]/g, (found) => `%${found.charCodeAt(0).toString(16)}`);
  return `${name}.`;
}

/**
 * A `Set-Cookie` field of a party as it leaves. Over https nothing but its name changes. Over http `Secure` goes. So does `SameSite=None`, which browsers refuse without
 * it, and which is not needed: all ports of one host are one site, so that a form from one party to another carries its
 * cookies anyway. To write nothing in its place lets a login of somebody else's identity provider through as well:
 * Chromium sends a cookie that is younger than two minutes with a form from another site if it says nothing of SameSite,
 * but not if it says `Lax` (RFC 6265bis, section 5.6.7.2).
 */
export function outgoingCookie(field: string, { cookiePrefix, scheme }: CookieDoor): string {
  const [pair = "", ...attributes] = field.split(";");
  const isKept = (attribute: string): boolean => scheme === "https" || !ONLY_OVER_HTTPS.test(attribute);
  return [`${cookiePrefix}${pair.trimStart()}`, ...attributes.filter(isKept)].join(";");
}

/** Where a cookie goes through. */
export interface CookieDoor {
  readonly scheme: Scheme;
  /** What the names of the party's cookies begin with. */
  readonly cookiePrefix: string;
}

const ONLY_OVER_HTTPS = /^\s*(?:secure|samesite\s*=\s*none)\s*$/i;

/** A `Cookie` field as the party reads it: its own cookies under their own names; undefined where there is none. */
export function incomingCookies(field: string, prefix: string): string | undefined {
  const own = field
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix));
  return own.length === 0 ? undefined : own.map((pair) => pair.slice(prefix.length)).join("; ");
}
