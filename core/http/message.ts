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
  const start = request.url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.url.slice(start + 1).replace(/#.*$/, ""));
}

/** The path of the request's URL, without query. */
export function pathOf(request: HttpRequest): string {
  return new URL(request.url).pathname;
}

/** The fields of a posted form; empty where the body is not `application/x-www-form-urlencoded`. */
export function formOf(request: HttpRequest): URLSearchParams {
  const type = headerOf(request, "content-type")?.split(";")[0]?.trim().toLowerCase();
  return new URLSearchParams(type === "application/x-www-form-urlencoded" ? request.body : "");
}

/** The cookies that the request carries, by name (RFC 6265bis, section 4.2). */
export function cookiesOf(request: HttpRequest): ReadonlyMap<string, string> {
  const pairs = (headerOf(request, "cookie") ?? "").split(";").map((pair) => pair.trim());
  return new Map(
    pairs
      .filter((pair) => pair.includes("="))
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

/** A GET request. */
export function getRequest(url: string, headers: HttpHeaders = {}): HttpRequest {
  return { method: "GET", url, headers, body: "" };
}

/** A POST of form fields. */
export function formRequest(
  url: string,
  fields: Iterable<readonly [string, string]>,
  headers: HttpHeaders = {},
): HttpRequest {
  const body = new URLSearchParams([...fields].map(([name, value]) => [name, value])).toString();
  return { method: "POST", url, headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, body };
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
export function htmlResponse(status: number, title: string, body: string, headers: HttpHeaders = {}): HttpResponse {
  return {
    status,
    headers: { ...PAGE_HEADERS, ...headers },
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

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe inside HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ESCAPES[character] ?? character);
}

/** The response with one more cookie to set. */
export function withCookie(response: HttpResponse, setCookie: string): HttpResponse {
  const present = response.headers["set-cookie"] ?? [];
  const cookies = typeof present === "string" ? [present] : present;
  return { ...response, headers: { ...response.headers, "set-cookie": [...cookies, setCookie] } };
}
