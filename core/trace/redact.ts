import type { HttpHeaders, HttpRequest, HttpResponse } from "../http/message.ts";
import { redactFilter, redactJson } from "./redact-json.ts";
import { redacted, SECRET_FIELDS } from "./secrets.ts";

/**
 * Takes secrets out of HTTP messages before they enter a trace. A secret becomes `‹redacted 3fa1›`: the four digits are
 * the beginning of its SHA-256, so that one can still see that two places carry the same one.
 */

const NAMES = SECRET_FIELDS.join("|");
const FORM_SECRET = new RegExp(`(^|[?&#])(${NAMES})=([^&#\\s"']*)`, "g");
/** To look first: most messages carry no secret, and replacing costs ten times what looking does. */
const HAS_FORM_SECRET = new RegExp(`(?:^|[?&#])(?:${NAMES})=`);

/** An input of a page, up to where its tag ends or another begins: what stands in its attributes is escaped. */
const HTML_INPUT = /<input\b[^<>]*>/gi;
const HTML_SECRET_NAME = new RegExp(`\\bname=(["'])(?:${NAMES})\\1`, "i");
const HTML_VALUE = /\bvalue=(?:"([^"]*)"|'([^']*)')/gi;

/** The request without its secrets. */
export function redactRequest({ method, url, headers, body }: HttpRequest): HttpRequest {
  return {
    method,
    url: redactFilter(redactForm(url)),
    headers: redactHeaders(headers),
    body: redactBody(body, headers["content-type"]),
  };
}

/** The response without its secrets. */
export function redactResponse({ status, headers, body }: HttpResponse): HttpResponse {
  return { status, headers: redactHeaders(headers), body: redactBody(body, headers["content-type"]) };
}

function redactBody(body: string, type: string | readonly string[] | undefined): string {
  if (body === "") return body;
  const kind = typeof type === "string" ? type.toLowerCase() : "";
  if (kind.includes("form-urlencoded")) return redactForm(body);
  if (kind.includes("html")) return body.replace(HTML_INPUT, redactInput);
  // Whatever it is called: a client may have sent JSON as something else, and been refused for it.
  return kind.includes("json") || /^\s*[{[]/.test(body) ? redactJson(body) : body;
}

function redactInput(tag: string): string {
  if (!HTML_SECRET_NAME.test(tag)) return tag;
  return tag.replace(HTML_VALUE, (_, quoted?: string, apostrophed?: string) => {
    return `value="${redacted(quoted ?? apostrophed ?? "")}"`;
  });
}

function redactForm(text: string): string {
  if (!HAS_FORM_SECRET.test(text)) return text;
  return text.replace(
    FORM_SECRET,
    (_, start: string, name: string, secret: string) => `${start}${name}=${redacted(secret)}`,
  );
}

/** The very same fields where none of them can hold a secret. */
function redactHeaders(headers: HttpHeaders): HttpHeaders {
  const { authorization, cookie, location, "set-cookie": setCookie } = headers;
  if ((authorization ?? cookie ?? location ?? setCookie) === undefined) return headers;
  const result: Record<string, string | readonly string[]> = { ...headers };
  if (typeof authorization === "string") {
    const [scheme = "", credentials = ""] = authorization.split(" ", 2);
    result.authorization = `${scheme} ${redacted(credentials)}`;
  }
  if (typeof cookie === "string") result.cookie = cookie.split("; ").map(redactPair).join("; ");
  if (setCookie !== undefined) {
    result["set-cookie"] = (typeof setCookie === "string" ? [setCookie] : setCookie).map(redactPair);
  }
  if (typeof location === "string") result.location = redactForm(location);
  return result;
}

/** `name=secret; attributes` with the secret taken out. An emptied cookie stays empty: that is a sign-out. */
function redactPair(pair: string): string {
  const end = pair.indexOf(";") < 0 ? pair.length : pair.indexOf(";");
  const start = pair.slice(0, end).indexOf("=") + 1;
  return start === 0 || start === end
    ? pair
    : `${pair.slice(0, start)}${redacted(pair.slice(start, end))}${pair.slice(end)}`;
}
