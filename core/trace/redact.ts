import { hash } from "node:crypto";
import type { HttpHeaders, HttpRequest, HttpResponse } from "../http/message.ts";

/**
 * Takes secrets out of HTTP messages before they enter a trace. A secret becomes `‹redacted 3fa1›`: the four digits are
 * the beginning of its SHA-256, so that one can still see that two places carry the same one.
 */

/**
 * Form fields, query parameters, JSON members and HTML inputs whose values are secrets (RFC 6749, 6750, 7636).
 * `transaction` is the identity provider's own: the secret of a sign-in, which is a cookie too.
 */
const SECRET_FIELDS = [
  "client_secret",
  "code",
  "code_verifier",
  "access_token",
  "refresh_token",
  "client_assertion",
  "password",
  "transaction",
] as const;

const FORM_SECRET = new RegExp(`(^|[?&#])(${SECRET_FIELDS.join("|")})=([^&#\\s"']*)`, "g");
const JSON_SECRET = new RegExp(`("(?:${SECRET_FIELDS.join("|")})"\\s*:\\s*)"([^"]*)"`, "g");

/** An input of a page, up to where its tag ends or another begins: what stands in its attributes is escaped. */
const HTML_INPUT = /<input\b[^<>]*>/gi;
const HTML_SECRET_NAME = new RegExp(`\\bname=(["'])(?:${SECRET_FIELDS.join("|")})\\1`, "i");
const HTML_VALUE = /\bvalue=(?:"([^"]*)"|'([^']*)')/gi;

/** What stands in a trace in a secret's place. */
export function redacted(secret: string): string {
  return `‹redacted ${hash("sha256", secret, "hex").slice(0, 4)}›`;
}

/** The request without its secrets. */
export function redactRequest(request: HttpRequest): HttpRequest {
  return {
    ...request,
    url: redactForm(request.url),
    headers: redactHeaders(request.headers),
    body: redactBody(request.body, request.headers["content-type"]),
  };
}

/** The response without its secrets. */
export function redactResponse(response: HttpResponse): HttpResponse {
  return {
    ...response,
    headers: redactHeaders(response.headers),
    body: redactBody(response.body, response.headers["content-type"]),
  };
}

function redactBody(body: string, type: string | readonly string[] | undefined): string {
  if (body === "" || typeof type !== "string") return body;
  if (type.includes("json"))
    return body.replace(JSON_SECRET, (_, start: string, secret: string) => `${start}"${redacted(secret)}"`);
  if (type.includes("form-urlencoded")) return redactForm(body);
  return type.includes("html") ? body.replace(HTML_INPUT, redactInput) : body;
}

function redactInput(tag: string): string {
  if (!HTML_SECRET_NAME.test(tag)) return tag;
  return tag.replace(HTML_VALUE, (_, quoted?: string, apostrophed?: string) => {
    return `value="${redacted(quoted ?? apostrophed ?? "")}"`;
  });
}

function redactForm(text: string): string {
  return text.replace(
    FORM_SECRET,
    (_, start: string, name: string, secret: string) => `${start}${name}=${redacted(secret)}`,
  );
}

function redactHeaders(headers: HttpHeaders): HttpHeaders {
  const result: Record<string, string | readonly string[]> = { ...headers };
  const { authorization, cookie, location } = headers;
  const setCookie = headers["set-cookie"];
  if (typeof authorization === "string") {
    const [scheme = "", credentials = ""] = authorization.split(" ", 2);
    result.authorization = `${scheme} ${redacted(credentials)}`;
  }
  if (typeof cookie === "string") {
    result.cookie = cookie.split("; ").map(redactPair).join("; ");
  }
  if (setCookie !== undefined) {
    result["set-cookie"] = (typeof setCookie === "string" ? [setCookie] : setCookie).map(redactPair);
  }
  if (typeof location === "string") result.location = redactForm(location);
  return result;
}

/** `name=secret; attributes` with the secret taken out. An emptied cookie stays empty: that is a sign-out. */
function redactPair(pair: string): string {
  return pair.replace(/^([^=;]*)=([^;]+)/, (_, name: string, secret: string) => `${name}=${redacted(secret)}`);
}
