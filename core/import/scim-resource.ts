import { type ScimResourceType, schemasOf } from "../scim/schema.ts";
import type { JsonObject } from "./json-list.ts";

/**
 * A user as a server of this type can check it: without the extensions that it does not have, and with the `schemas` that
 * lists of chosen attributes leave out.
 */
export function withKnownSchemas(value: JsonObject, type: ScimResourceType): JsonObject {
  const known = new Set(schemasOf(type).map(({ id }) => id.toLowerCase()));
  const isKnown = (urn: unknown): boolean => known.has(String(urn).toLowerCase());
  const members = Object.entries(value).filter(([name]) => !name.startsWith("urn:") || isKnown(name));
  const listed = Array.isArray(value.schemas) ? value.schemas.filter(isKnown) : [];
  return { ...Object.fromEntries(members), schemas: listed.length === 0 ? [type.schema.id] : listed };
}
