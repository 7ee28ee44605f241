/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A JSON object: what tokens, key sets and configuration documents are. */
export type JsonObject = { [name: string]: Json };

/** Text longer than this is not read: a megabyte is a hundred times what any of these documents needs. */
export const MAX_JSON_LENGTH = 1024 * 1024;

/** The text as a JSON object; undefined where it is none, or longer than {@link MAX_JSON_LENGTH}. */
export function parseJsonObject(text: string): JsonObject | undefined {
  if (text.length > MAX_JSON_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Tells whether what `JSON.parse` gave is an object, neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of the object itself, never one of its prototype. */
export function memberOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
