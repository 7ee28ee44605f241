import { defaultPath, domainMatch, getPublicSuffix, parseDate, pathMatch } from "tough-cookie";
import type { SameSite } from "./cookie.ts";

/**
 * The cookies of one browser, kept and sent as RFC 6265bis says. It knows navigations of the whole window only: those may
 * set any cookie and see `HttpOnly` ones too. Times are milliseconds since the epoch.
 */
export interface CookieJar {
  /** Takes one `Set-Cookie` field of a response from `url`; one that the rules refuse is passed over. */
  set(field: string, url: URL, now: number): void;
  /** The `Cookie` field for a request to `url`; empty where no cookie goes with it. */
  fieldFor(url: URL, origin: RequestOrigin, now: number): string;
}

/**
 * Where a request comes from: the same site (or the person typed it), a link or redirect of another site, or a form that
 * another site posts. Each carries fewer cookies than the one before (RFC 6265bis, section 5.8.3).
 */
export type RequestOrigin = "sameSite" | "link" | "form";

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Sent to that very host and to none below it. */
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  /** One that does not say counts as `Lax`. */
  readonly sameSite: SameSite;
  readonly expiresAt: number;
}

/** A jar without cookies. */
export function createCookieJar(): CookieJar {
  let cookies: readonly Cookie[] = [];
  return {
    set(field, url, now) {
      const cookie = parseSetCookie(field, url, now);
      if (cookie !== undefined && isAllowed(cookie, url, cookies)) cookies = withCookie(cookies, cookie);
    },
    fieldFor(url, origin, now) {
      const sent = cookies.filter((cookie) => cookie.expiresAt > now && isSent(cookie, url, origin));
      return sent.map(({ name, value }) => (name === "" ? value : `${name}=${value}`)).join("; ");
    },
  };
}

/** Longest name and value together, and longest value of an attribute, in characters (RFC 6265bis, section 5.6). */
const MAX_PAIR_LENGTH = 4096;
const MAX_ATTRIBUTE_LENGTH = 1024;

/** Reads a `Set-Cookie` field (RFC 6265bis, section 5.6) as far as it can be; undefined where it is none. */
function parseSetCookie(field: string, url: URL, now: number): Cookie | undefined {
  if (CONTROL.test(field)) return undefined;
  const end = field.includes(";") ? field.indexOf(";") : field.length;
  const pair = field.slice(0, end);
  const at = pair.indexOf("=");
  // A pair without `=` is a value without a name.
  const name = pair.slice(0, Math.max(at, 0)).trim();
  const value = pair.slice(at + 1).trim();
  if ((name === "" && value === "") || name.length + value.length > MAX_PAIR_LENGTH) return undefined;
  const attributes = attributesIn(field.slice(end + 1));
  const { path = "", sameSite = "", secure } = attributes;
  const domain = attributes.domain?.replace(/^\./, "").toLowerCase() ?? "";
  // A public suffix may stand for itself only: a host of that very name.
  const isHostOnly = domain === "" || (domain === url.hostname && isPublicSuffix(domain));
  const cookie: Cookie = {
    name,
    value,
    domain: isHostOnly ? url.hostname : domain,
    isHostOnly,
    path: path.startsWith("/") ? path : defaultPath(url.pathname),
    isSecure: secure !== undefined,
    sameSite: SAME_SITE.get(sameSite.toLowerCase()) ?? "Lax",
    expiresAt: readEnd(attributes, now),
  };
  return holdsPrefix(cookie, path) ? cookie : undefined;
}

/** All but the tab, which may stand in a value. */
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

const SAME_SITE: ReadonlyMap<string, SameSite> = new Map([
  ["strict", "Strict"],
  ["lax", "Lax"],
  ["none", "None"],
]);

/** The attributes that mean something to a browser; `HttpOnly` says nothing to one without scripts. */
interface CookieAttributes {
  domain?: string;
  path?: string;
  sameSite?: string;
  secure?: string;
  maxAge?: string;
  expires?: string;
}

const ATTRIBUTES: ReadonlyMap<string, keyof CookieAttributes> = new Map([
  ["domain", "domain"],
  ["path", "path"],
  ["samesite", "sameSite"],
  ["secure", "secure"],
  ["max-age", "maxAge"],
  ["expires", "expires"],
]);

/** What stands behind the pair: a site writes the same behind every cookie. */
function attributesIn(text: string): Readonly<CookieAttributes> {
  const known = attributesRead.get(text);
  if (known !== undefined) return known;
  if (attributesRead.size >= KEPT) attributesRead.clear();
  const attributes = readAttributes(text);
  attributesRead.set(text, attributes);
  return attributes;
}

/** Of several attributes with one name, the last one holds. */
function readAttributes(text: string): CookieAttributes {
  const attributes: CookieAttributes = {};
  for (const part of text.split(";")) {
    const at = part.indexOf("=");
    const name = ATTRIBUTES.get((at < 0 ? part : part.slice(0, at)).trim().toLowerCase());
    const value = at < 0 ? "" : part.slice(at + 1).trim();
    if (name !== undefined && value.length <= MAX_ATTRIBUTE_LENGTH) attributes[name] = value;
  }
  return attributes;
}

/** No cookie is kept for longer than 400 days (RFC 6265bis, section 5.5). */
const MAX_AGE_SECONDS = 400 * 86_400;

/** When the cookie ends; without `Max-Age` and `Expires` with the browser. */
function readEnd({ maxAge = "", expires }: CookieAttributes, now: number): number {
  if (/^-?\d+$/.test(maxAge)) return now + Math.max(0, Math.min(Number(maxAge), MAX_AGE_SECONDS)) * 1000;
  const date = parseDate(expires)?.getTime();
  return date === undefined ? Number.POSITIVE_INFINITY : Math.min(date, now + MAX_AGE_SECONDS * 1000);
}

/** Whether this URL may set the cookie at all (RFC 6265bis, section 5.7). */
function isAllowed(cookie: Cookie, url: URL, present: readonly Cookie[]): boolean {
  const { isHostOnly, domain, isSecure, sameSite } = cookie;
  if (!isHostOnly && (isPublicSuffix(domain) || domainMatch(url.hostname, domain, false) !== true)) return false;
  if (sameSite === "None" && !isSecure) return false;
  return isSecureUrl(url) || (!isSecure && !present.some((other) => isOverlaid(other, cookie)));
}

/** Without a secure connection nobody replaces or hides a secure cookie of the same name. */
function isOverlaid(secure: Cookie, { name, domain, path }: Cookie): boolean {
  const sameDomain = domainMatch(secure.domain, domain, false) || domainMatch(domain, secure.domain, false);
  return secure.isSecure && secure.name === name && sameDomain === true && pathMatch(path, secure.path);
}

/** What a name promises by how it begins (RFC 6265bis, section 4.1.3); `path` is the one that the field names. */
function holdsPrefix({ name, value, isSecure, isHostOnly }: Cookie, path: string): boolean {
  if (name === "") return !PREFIX.test(value);
  const found = PREFIX.exec(name);
  return found === null || (isSecure && (found[1]?.toLowerCase() === "secure" || (isHostOnly && path === "/")));
}

const PREFIX = /^__(secure|host)-/i;

/** In the place of the one with the same name, domain and path; else behind those that are sent before it. */
function withCookie(cookies: readonly Cookie[], cookie: Cookie): readonly Cookie[] {
  const index = cookies.findIndex(({ name, domain, isHostOnly, path }) => {
    return name === cookie.name && domain === cookie.domain && isHostOnly === cookie.isHostOnly && path === cookie.path;
  });
  if (index >= 0) return cookies.with(index, cookie);
  // The longest path goes first, and of those as long the oldest (RFC 6265bis, section 5.8.3).
  const behind = cookies.findIndex(({ path }) => path.length < cookie.path.length);
  return behind < 0 ? [...cookies, cookie] : cookies.toSpliced(behind, 0, cookie);
}

function isSent(cookie: Cookie, url: URL, origin: RequestOrigin): boolean {
  const isForHost = cookie.isHostOnly
    ? cookie.domain === url.hostname
    : domainMatch(url.hostname, cookie.domain, false) === true;
  if (!isForHost || !pathMatch(url.pathname, cookie.path) || (cookie.isSecure && !isSecureUrl(url))) return false;
  if (origin === "sameSite" || cookie.sameSite === "None") return true;
  return origin === "link" && cookie.sameSite === "Lax";
}

/** Nobody listens between a browser and its own machine (W3C Secure Contexts, section 3.1). */
function isSecureUrl({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || /^(?:.+\.)?localhost$|^127(?:\.\d+){3}$|^\[::1\]$/.test(hostname);
}

function isPublicSuffix(domain: string): boolean {
  return registrableDomain(domain) === undefined && !/^[\d.]+$|:/.test(domain);
}

/** The domain that somebody registered, below which every host is of one site; undefined for a public suffix. */
export function registrableDomain(hostname: string): string | undefined {
  if (!registrable.has(hostname)) {
    if (registrable.size >= KEPT) registrable.clear();
    registrable.set(hostname, getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }));
  }
  return registrable.get(hostname);
}

/** Those that were looked up last: a browser meets the same few hosts, and attributes, again and again. */
const registrable = new Map<string, string | undefined>();
const attributesRead = new Map<string, Readonly<CookieAttributes>>();
const KEPT = 64;
