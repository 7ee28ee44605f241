import type { HttpRequest, HttpResponse } from "../../core/contract/model.ts";

/** A request as it goes over the wire (RFC 9112): request line, headers, blank line, body. */
export function requestText({ method, url, headers, body }: HttpRequest): string {
  const { host, pathname } = new URL(url);
  const query = url.includes("?") ? url.slice(url.indexOf("?")) : "";
  return joinMessage([`${method} ${pathname}${query} HTTP/1.1`, `host: ${host}`, ...headerLines(headers)], body);
}

/** A response as it goes over the wire. */
export function responseText({ status, headers, body }: HttpResponse): string {
  const reason = STATUS_WORDS[status];
  return joinMessage([`HTTP/1.1 ${status}${reason === undefined ? "" : ` ${reason}`}`, ...headerLines(headers)], body);
}

/** What the numbers mean (RFC 9110, section 15); those that turn up in a run. */
export const STATUS_WORDS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
};

function headerLines(headers: HttpRequest["headers"]): readonly string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" ? [`${name}: ${value}`] : value.map((each) => `${name}: ${each}`),
  );
}

function joinMessage(lines: readonly string[], body: string): string {
  return body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${body}`;
}

/** The values that a message carries, by name: of the query, of a posted form, of the address it redirects to, of a page's form. */
export function carriedValues(message: HttpRequest | HttpResponse): ReadonlyMap<string, Carried> {
  return "url" in message ? requestValues(message) : responseValues(message);
}

/** A value, as it was sent and where it stood. */
export interface Carried {
  readonly value: string;
  /** Exactly as sent: percent-encoded, for one. */
  readonly sent: string;
  readonly where: "query" | "form" | "redirect" | "page" | "json";
}

function requestValues({ url, body, headers }: HttpRequest): ReadonlyMap<string, Carried> {
  const form = headerText(headers, "content-type").startsWith("application/x-www-form-urlencoded") ? body : "";
  return new Map([...pairs(queryText(url), "query"), ...pairs(form, "form")]);
}

function responseValues({ headers, body }: HttpResponse): ReadonlyMap<string, Carried> {
  const type = headerText(headers, "content-type");
  return new Map([
    ...pairs(queryText(headerText(headers, "location")), "redirect"),
    ...(type.startsWith("text/html") ? inputsOf(body) : []),
    ...(type.includes("json") ? membersOf(body) : []),
  ]);
}

/** One header as text; empty where it is absent. */
export function headerText(headers: HttpRequest["headers"], name: string): string {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === "string" ? value : (value?.join(", ") ?? "");
}

function queryText(url: string): string {
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start + 1).replace(/#.*$/, "");
}

function pairs(text: string, where: Carried["where"]): readonly (readonly [string, Carried])[] {
  return text
    .split("&")
    .filter((pair) => pair.includes("="))
    .map((pair) => {
      const sent = pair.slice(pair.indexOf("=") + 1);
      return [pair.slice(0, pair.indexOf("=")), { value: decodeForm(sent), sent, where }] as const;
    });
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** Hidden inputs of a page that posts itself (SAML bindings 3.5.4). */
function inputsOf(html: string): readonly (readonly [string, Carried])[] {
  return [...html.matchAll(/<input\b[^<>]*>/gi)].flatMap(([tag]) => {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    const value = /\bvalue="([^"]*)"/.exec(tag)?.[1];
    return name === undefined || value === undefined
      ? []
      : [[name, { value, sent: value, where: "page" as const }] as const];
  });
}

function membersOf(json: string): readonly (readonly [string, Carried])[] {
  const value = parseObject(json);
  return Object.entries(value ?? {}).flatMap(([name, member]) =>
    typeof member === "string" ? [[name, { value: member, sent: member, where: "json" as const }] as const] : [],
  );
}

/** A JSON text that is one object, or undefined. */
export function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a message is one of SCIM: by its media type (RFC 7644, section 8.1), or by where a request goes. */
export function isScim(message: HttpRequest | HttpResponse): boolean {
  if (headerText(message.headers, "content-type").startsWith("application/scim+json")) return true;
  return "url" in message && new URL(message.url).pathname.startsWith("/scim/");
}
