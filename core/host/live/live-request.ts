import type { IncomingMessage } from "node:http";
import { type HttpHeaders, type HttpRequest, type HttpResponse, redirectResponse } from "../../http/message.ts";
import { MAX_BODY } from "../../scim/scim-request.ts";
import type { Refusal } from "../check-request.ts";
import { type CookieDoor, incomingCookies } from "./live-cookies.ts";
import { refusalResponse } from "./live-response.ts";
import { readBody } from "./read-body.ts";

/** Where a party listens. */
export interface Door extends CookieDoor {
  /** The party's own origin: every request is taken to be for it, by whichever name of the host it came. */
  readonly origin: string;
  /** What a `Host` field may say, in lower case. */
  readonly hosts: ReadonlySet<string>;
}

/** A request as a party reads it, or what is answered in its place. */
export type Received =
  | { readonly ok: true; readonly request: HttpRequest }
  | { readonly ok: false; readonly response: HttpResponse };

/** The longest body that is read, in bytes: as much as a SCIM server says that it takes. */
const BODY_LIMIT = MAX_BODY;

/**
 * Reads a request off the wire. Where it comes from is checked before anything else. HEAD is read as GET: whoever answers
 * leaves the body out.
 *
 * @throws where the connection breaks off before its end
 */
export async function receiveRequest(incoming: IncomingMessage, door: Door): Promise<Received> {
  const target = parseTarget(incoming);
  const refused = checkHostFields(incoming) ?? checkHost(target, door);
  if (refused !== undefined) return refuse(incoming, refused);
  if (incoming.method === "OPTIONS")
    return { ok: false, response: { status: 204, headers: { allow: ALLOWED }, body: "" } };
  const refusal = checkTarget(target) ?? checkMethod(incoming) ?? checkCoding(incoming);
  if (refusal !== undefined) return refuse(incoming, refusal);
  if (isElsewhere(incoming, target, door)) return { ok: false, response: redirectResponse(door.origin + target.path) };
  const body = await readBody(incoming, BODY_LIMIT);
  if (typeof body !== "string") return refuse(incoming, body);
  const request: HttpRequest = {
    method: methodOf(incoming),
    url: door.origin + target.path,
    headers: headersOf(incoming, door),
    body,
  };
  return { ok: true, request };
}

function refuse(incoming: IncomingMessage, refusal: Refusal): Received {
  return { ok: false, response: refusalResponse(incoming, refusal) };
}

const METHODS: readonly HttpRequest["method"][] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What `Allow` says (RFC 9110, section 10.2.1). Which of these a path takes, its party knows. */
const ALLOWED = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

function methodOf({ method }: IncomingMessage): HttpRequest["method"] {
  return METHODS.find((known) => known === method) ?? "GET";
}

/** Where a request wants to go (RFC 9112, section 3.2). */
interface Target {
  /** In lower case; absent: it names none. */
  readonly host: string | undefined;
  /** With its query, as it was sent: a signature may be about it. Empty: it names none. */
  readonly path: string;
}

/** A path, or a whole address, whose host then counts (RFC 9112, section 3.2.2). */
function parseTarget({ url = "", headers }: IncomingMessage): Target {
  if (url.startsWith("/")) return { host: headers.host?.toLowerCase(), path: url };
  const [, host, path = ""] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (host === undefined) return { host: headers.host?.toLowerCase(), path: "" };
  return { host: host.toLowerCase(), path: path.startsWith("/") ? path : `/${path}` };
}

/** Of several, servers on the way may go by another one than we do (RFC 9112, section 3.2). */
function checkHostFields({ rawHeaders }: IncomingMessage): Refusal | undefined {
  const fields = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (fields.length <= 1) return undefined;
  return { status: 400, code: "HOST_TWICE", message: "A request has one Host field." };
}

/**
 * Refuses a request that means another host: with a name that points here, a page elsewhere could read what is answered
 * (DNS rebinding). RFC 9110, section 15.5.20.
 */
function checkHost({ host }: Target, { origin, hosts }: Door): Refusal | undefined {
  if (host !== undefined && hosts.has(host)) return undefined;
  const message = `This is ${origin}, and answers to no other name. Use the address that Rehearsal printed.`;
  return { status: 421, code: "HOST_REFUSED", message };
}

/**
 * Whether a person came by another name of this host, such as `localhost`: cookies go by the host's name, so that a login
 * that began there would end without them.
 */
function isElsewhere({ method, headers }: IncomingMessage, { host }: Target, { origin, scheme }: Door): boolean {
  return method === "GET" && headers.accept?.includes("text/html") === true && `${scheme}://${host}` !== origin;
}

function checkTarget({ path }: Target): Refusal | undefined {
  if (path !== "") return undefined;
  return { status: 400, code: "TARGET_REFUSED", message: "A request names a path, such as `/login`." };
}

function checkMethod({ method = "" }: IncomingMessage): Refusal | undefined {
  if (method === "HEAD" || METHODS.some((known) => known === method)) return undefined;
  const message = `${method} is not answered here.`;
  return { status: 405, code: "METHOD_REFUSED", message, headers: { allow: ALLOWED } };
}

/** Only text in UTF-8 is read, and only as it is (RFC 9110, sections 8.4 and 15.5.16; RFC 9112, section 6.1). */
function checkCoding({ headers }: IncomingMessage): Refusal | undefined {
  const transfer = headers["transfer-encoding"]?.trim().toLowerCase() ?? "chunked";
  if (transfer !== "chunked") {
    const message = "A body is sent as it is, or in chunks.";
    return { status: 501, code: "TRANSFER_REFUSED", message, headers: { connection: "close" } };
  }
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (coding !== "identity" && coding !== "") {
    const message = "A body is sent as it is, not compressed.";
    return { status: 415, code: "CODING_REFUSED", message, headers: { "accept-encoding": "identity" } };
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
  if (["utf-8", "utf8", "us-ascii"].includes(charset.toLowerCase())) return undefined;
  return { status: 415, code: "CHARSET_REFUSED", message: "A body is text in UTF-8." };
}

function headersOf({ headers }: IncomingMessage, { cookiePrefix }: Door): HttpHeaders {
  const { cookie, ...others } = headers;
  const own = cookie === undefined ? undefined : incomingCookies(cookie, cookiePrefix);
  const kept: Record<string, string | readonly string[]> = own === undefined ? {} : { cookie: own };
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
