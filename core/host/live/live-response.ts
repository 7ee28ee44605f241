import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpHeaders, HttpResponse } from "../../http/message.ts";
import { ScimError } from "../../scim/scim-error.ts";
import { errorResponse } from "../../scim/scim-request.ts";
import { isScimPath } from "../../sp/scim-endpoint.ts";
import type { Refusal } from "../check-request.ts";
import { type CookieDoor, outgoingCookie } from "./live-cookies.ts";

/** Sends a party's response: in UTF-8 with its length, its cookies under the names that the host knows them by. */
export function sendResponse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: HttpResponse,
  door: CookieDoor,
): void {
  const bytes = Buffer.from(body);
  const hasBody = status !== 204 && status !== 304;
  outgoing.writeHead(status, {
    ...(hasBody ? { "content-length": bytes.length } : {}),
    ...(headers["set-cookie"] === undefined ? headers : withCookies(headers, door)),
  });
  outgoing.end(hasBody && incoming.method !== "HEAD" ? bytes : undefined);
}

function withCookies(headers: HttpHeaders, door: CookieDoor): HttpHeaders {
  const fields = headers["set-cookie"] ?? [];
  const list = typeof fields === "string" ? [fields] : fields;
  return { ...headers, "set-cookie": list.map((field) => outgoingCookie(field, door)) };
}

/** A refusal in the form that the client reads: a SCIM error to a SCIM client (RFC 7644, section 3.12), else a line of text. */
export function refusalResponse({ url = "" }: IncomingMessage, refusal: Refusal): HttpResponse {
  const { status, message, headers = {} } = refusal;
  if (isScimPath(url.split(/[?#]/, 1)[0] ?? "")) {
    const scimType = status === 400 ? "invalidSyntax" : undefined;
    const error = errorResponse(new ScimError(status, scimType, message));
    return { ...error, headers: { ...error.headers, ...headers } };
  }
  const plain = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...plain, "x-content-type-options": "nosniff", ...headers }, body: `${message}\n` };
}

/** A fault of ours: nothing of it goes out but that it was one. */
export const FAULT: Refusal = { status: 500, code: "FAULT", message: "This is a fault in Rehearsal." };
