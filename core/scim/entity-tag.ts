import { type HttpRequest, headerOf } from "../http/message.ts";
import { isScimObject, memberOf, type ScimObject } from "./resource.ts";
import { ScimError } from "./scim-error.ts";

/** The entity tag of a resource, from `meta.version` (RFC 7644, section 3.14). */
export function versionOf(resource: ScimObject): string | undefined {
  const meta = memberOf(resource, "meta");
  const version = isScimObject(meta) ? memberOf(meta, "version") : undefined;
  return typeof version === "string" ? version : undefined;
}

/**
 * Checks that a change was meant for the resource as it is now (RFC 9110, sections 13.1.1 and 13.1.2). Weak tags are
 * compared weakly, as RFC 7644 has it (section 3.14).
 *
 * @throws {ScimError} 412 where it was meant for another version
 */
export function checkVersion(request: HttpRequest, resource: ScimObject): void {
  checkMatch(request, resource);
  const present = versionOf(resource);
  const unwanted = headerOf(request, "if-none-match");
  if (unwanted !== undefined && isListed(unwanted, present)) throw outdated("If-None-Match", unwanted, present);
}

/**
 * Checks that the resource is the one that the client has seen (RFC 9110, section 13.1.1), where it says which.
 *
 * @throws {ScimError} 412 where it is another version
 */
export function checkMatch(request: HttpRequest, resource: ScimObject): void {
  const wanted = headerOf(request, "if-match");
  const present = versionOf(resource);
  if (wanted !== undefined && !isListed(wanted, present)) throw outdated("If-Match", wanted, present);
}

function outdated(field: string, value: string, present: string | undefined): ScimError {
  const detail = `${field} is \`${value.slice(0, 100)}\`; the resource is at version \`${present ?? "(none)"}\` now.`;
  return new ScimError(412, undefined, detail);
}

/** Tells whether the client has this version already (RFC 9110, section 13.1.2). */
export function isUnmodified(request: HttpRequest, resource: ScimObject): boolean {
  const known = headerOf(request, "if-none-match");
  return known !== undefined && isListed(known, versionOf(resource));
}

/** A tag may hold a comma, so that the list is not taken apart at commas (RFC 9110, section 8.8.3). */
const OPAQUE_TAG = /"[^"]*"/g;

function isListed(field: string, version: string | undefined): boolean {
  if (field.trim() === "*") return true;
  if (version === undefined) return false;
  const listed: readonly string[] = field.match(OPAQUE_TAG) ?? [];
  return listed.includes(version.replace(/^W\//, ""));
}
