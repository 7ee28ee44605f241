/**
 * HTTP messages as plain JSON (RFC 9110). The identity provider and every application are functions from a request to
 * a response. Plain objects rather than Fetch's classes: a message is recorded in the trace as it is, needs no stream to
 * be read, and costs a tenth; a host turns them into real ones at its edge.
 */

/** Header fields by lower-case name. Only `set-cookie` may have several values. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[]>>;

/** A request. `url` is absolute; `body` is text, empty where there is none. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: HttpHeaders;
  readonly body: string;
}

/** A response. `body` is text, empty where there is none. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
}

/** The first value of a header field, by its lower-case name. */
export function headerOf(message: HttpRequest | HttpResponse, name: string): string | undefined {
  const value = message.headers[name];
  return typeof value === "string" ? value : value?.[0];
}

/** The request's query parameters (WHATWG URL, application/x-www-form-urlencoded). */
export function queryOf(request: HttpRequest): URLSearchParams {
  return new URLSearchParams(urlOf(request).search);
}

/** The request's URL, taken apart once for everybody who looks at it on its way; nobody changes it. */
export function urlOf(request: HttpRequest): URL {
  const known = urls.get(request);
  if (known !== undefined) return known;
  const url = new URL(request.url);
  urls.set(request, url);
  return url;
}

const urls = new WeakMap<HttpRequest, URL>();

/**
 * Where a response sends its reader: its Location, read from where the request went (RFC 9110, section 10.2.2). Undefined
 * where it is no redirect.
 */
export function redirectOf(request: HttpRequest, response: HttpResponse): URL | undefined {
  const location = headerOf(response, "location");
  if (location === undefined || response.status < 300 || response.status >= 400) return undefined;
  const isWhole = /^https?:\/\//i.test(location);
  return isWhole ? new URL(location) : new URL(location, request.url);
}

/** The path of the request's URL, without query. */
export function pathOf(request: HttpRequest): string {
  return urlOf(request).pathname;
}

/** The fields of a posted form; empty where the body is not `application/x-www-form-urlencoded`. */
export function formOf(request: HttpRequest): URLSearchParams {
  const type = headerOf(request, "content-type")?.split(";")[0]?.trim().toLowerCase();
  return new URLSearchParams(type === "application/x-www-form-urlencoded" ? request.body : "");
}

/** The cookies that the request carries, by name (RFC 6265bis, section 4.2). */
export function cookiesOf(request: HttpRequest): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headerOf(request, "cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at >= 0) cookies.set(pair.slice(0, at).trimStart(), pair.slice(at + 1).trimEnd());
  }
  return cookies;
}

/** A GET request. */
export function getRequest(url: string | URL, headers: HttpHeaders = {}): HttpRequest {
  return withUrl({ method: "GET", url: String(url), headers, body: "" }, url);
}

/** A POST of form fields. */
export function formRequest(
  url: string | URL,
  fields: Iterable<readonly [string, string]>,
  headers: HttpHeaders = {},
): HttpRequest {
  const body = new URLSearchParams();
  for (const [name, value] of fields) body.append(name, value);
  const type = { "content-type": "application/x-www-form-urlencoded", ...headers };
  return withUrl({ method: "POST", url: String(url), headers: type, body: body.toString() }, url);
}

/** The request with the cookies that go with it: the value of its `Cookie` field, empty where there are none. */
export function withCookies(request: HttpRequest, cookie: string): HttpRequest {
  if (cookie === "") return request;
  return withUrl({ ...request, headers: Object.assign({}, request.headers, { cookie }) }, urlOf(request));
}

function withUrl(request: HttpRequest, url: string | URL): HttpRequest {
  if (typeof url !== "string") urls.set(request, url);
  return request;
}

/** Headers that every page carries: never cached, never framed, never sniffed. */
const PAGE_HEADERS: HttpHeaders = {
  "cache-control": "no-store",
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** A page. `body` is the HTML of its body; whatever comes from outside in it must have gone through {@link escapeHtml}. */
export function htmlResponse(status: number, title: string, body: string, headers?: HttpHeaders): HttpResponse {
  return {
    status,
    headers: headers === undefined ? PAGE_HEADERS : Object.assign({}, PAGE_HEADERS, headers),
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body>${body}</body></html>`,
  };
}

/** A JSON document. */
export function jsonResponse(status: number, value: unknown, headers: HttpHeaders = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
    body: JSON.stringify(value),
  };
}

/** A redirect: 302 by default, 303 after a POST. */
export function redirectResponse(location: string, headers: HttpHeaders = {}, status: 302 | 303 = 302): HttpResponse {
  return { status, headers: { location, "cache-control": "no-store", ...headers }, body: "" };
}

/** Text made safe inside HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => HTML_REFERENCES[character] ?? "") : text;
}

const HTML_REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The text behind what {@link escapeHtml} wrote. */
export function unescapeHtml(text: string): string {
  return text.includes("&")
    ? text.replace(/&(?:amp|lt|gt|quot|#39);/g, (reference) => HTML_TEXTS[reference] ?? "")
    : text;
}

const HTML_TEXTS: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The response with one more cookie to set. */
export function withCookie(response: HttpResponse, setCookie: string): HttpResponse {
  const present = response.headers["set-cookie"] ?? [];
  const cookies = typeof present === "string" ? [present] : present;
  const headers = Object.assign({}, response.headers, { "set-cookie": [...cookies, setCookie] });
  return { ...response, headers };
}
