import type { HttpResponse } from "../http/message.ts";
import { versionOf } from "./entity-tag.ts";
import { isScimObject, memberOf, type ScimObject } from "./resource.ts";
import { emptyResponse, scimResponse } from "./scim-request.ts";

/** What an operation came to, before it is written as a response or as a line of a bulk response. */
export interface Answer {
  readonly status: number;
  /** Absent: no body. */
  readonly body?: ScimObject;
  /** The whole resource that was read, made or changed: its place and its version are told in header fields. */
  readonly resource?: ScimObject;
}

/** Where a resource is, from its `meta.location`. */
export function locationOf(resource: ScimObject): string | undefined {
  const meta = memberOf(resource, "meta");
  const location = isScimObject(meta) ? memberOf(meta, "location") : undefined;
  return typeof location === "string" ? location : undefined;
}

/**
 * The answer as a response: `Location` for what was made (RFC 7644, section 3.3), `ETag` for every resource (3.14), and
 * `Content-Location` for one that is told, the same as its `meta.location` (RFC 7643, section 3.1).
 *
 * @param mediaType what its body is sent as
 */
export function toResponse({ status, body, resource }: Answer, mediaType: string): HttpResponse {
  const version = resource === undefined ? undefined : versionOf(resource);
  const location = resource === undefined ? undefined : locationOf(resource);
  const headers: Record<string, string> = {};
  if (version !== undefined) headers.etag = version;
  if (location !== undefined && status === 201) headers.location = location;
  if (location !== undefined && body !== undefined) headers["content-location"] = location;
  if (body === undefined) return emptyResponse(status === 304 ? 304 : 204, headers);
  return scimResponse(status, body, mediaType, headers);
}
