import { type HttpRequest, type HttpResponse, headerOf } from "../http/message.ts";
import type { ScimObject } from "./resource.ts";
import { buildErrorBody, ScimError } from "./scim-error.ts";

/** The media type of SCIM messages (RFC 7644, section 8.1). */
export const SCIM_MEDIA_TYPE = "application/scim+json";

const JSON_MEDIA_TYPE = "application/json";

/** The longest body that is read, in bytes. `/Bulk` has the same limit and names it. */
export const MAX_BODY = 1_048_576;

/** How deep JSON may be nested: a resource needs four levels, a bulk request around one three more. */
const MAX_DEPTH = 32;

/**
 * Reads the JSON body of a request.
 *
 * @throws {ScimError} 415 for another media type, 413 for one that is too long, 400 `invalidSyntax` for what is no JSON
 */
export function parseBody(request: HttpRequest): unknown {
  const type = mediaTypeOf(headerOf(request, "content-type"));
  if (type !== SCIM_MEDIA_TYPE && type !== JSON_MEDIA_TYPE) {
    const found = type === "" ? "no Content-Type" : `\`${type.slice(0, 100)}\``;
    throw new ScimError(415, undefined, `Found ${found}; a body is \`${SCIM_MEDIA_TYPE}\` or \`${JSON_MEDIA_TYPE}\`.`);
  }
  checkSize(request.body);
  return parseJson(request.body);
}

function checkSize(body: string): void {
  // No character takes more than three bytes for each of its units.
  if (body.length * 3 <= MAX_BODY) return;
  const bytes = Buffer.byteLength(body);
  if (bytes <= MAX_BODY) return;
  throw new ScimError(413, undefined, `The body has ${bytes} bytes; at most ${MAX_BODY} are read.`);
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    // Reads any depth without recursion; what follows may then walk the value as deep as it is.
    value = JSON.parse(text);
  } catch (error) {
    throw new ScimError(400, "invalidSyntax", `The body is no JSON${whereIn(error, text)}.`);
  }
  if (isDeeper(value, MAX_DEPTH)) {
    throw new ScimError(400, "invalidSyntax", `The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  return value;
}

/** The engine's own words quote the text around the place, which may be a password: only the place is told. */
function whereIn(error: unknown, text: string): string {
  if (text.trim() === "") return ": it is empty";
  const message = error instanceof SyntaxError ? error.message : "";
  if (message.includes("end of JSON")) return ": it ends too early";
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? "" : `: it goes wrong at character ${Number(position) + 1}`;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) if (isDeeper(member, levels - 1)) return true;
  return false;
}

/** The media type without its parameters, in lower case; empty where there is none. */
function mediaTypeOf(field: string | undefined): string {
  return field?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** What an answer is sent as: plain JSON only to a client that takes nothing else (RFC 7644, section 3.8). */
export function answerTypeFor(request: HttpRequest): string {
  const field = headerOf(request, "accept");
  if (field === undefined || field === SCIM_MEDIA_TYPE) return SCIM_MEDIA_TYPE;
  const accepted = field.split(",").map(mediaTypeOf);
  const takesScim = accepted.some((type) => [SCIM_MEDIA_TYPE, "application/*", "*/*"].includes(type));
  return !takesScim && accepted.includes(JSON_MEDIA_TYPE) ? JSON_MEDIA_TYPE : SCIM_MEDIA_TYPE;
}

/** A response with a SCIM document (RFC 7644, section 3.1). */
export function scimResponse(
  status: number,
  body: ScimObject,
  mediaType: string,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  return { status, headers: { "content-type": mediaType, ...headers }, body: JSON.stringify(body) };
}

/** A response without a body: 204 and 304. */
export function emptyResponse(status: 204 | 304, headers: Readonly<Record<string, string>>): HttpResponse {
  return { status, headers, body: "" };
}

/** The response that a refusal is told with. */
export function errorResponse(
  error: ScimError,
  mediaType: string = SCIM_MEDIA_TYPE,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return scimResponse(error.status, buildErrorBody(error), mediaType, headers);
}
