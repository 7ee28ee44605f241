import { parseDateTime } from "./date-time.ts";
import type { ScimDataType } from "./schema.ts";

/** A type whose values have no parts. */
export type SimpleDataType = Exclude<ScimDataType, "complex">;

/** What values of each type look like, for a sentence: "it is …". */
export const DATA_TYPE_IN_WORDS: Readonly<Record<SimpleDataType, string>> = {
  string: "text",
  boolean: "true or false",
  decimal: "a number",
  integer: "a whole number",
  dateTime: "a date with a time, such as `2026-03-02T09:00:00Z`",
  binary: "base64",
  reference: "a URI as text",
};

/** Tells whether a JSON value is one of a type (RFC 7643, section 2.3). */
export function isOfDataType(value: unknown, type: SimpleDataType): value is string | number | boolean {
  switch (type) {
    case "string":
    case "reference":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "decimal":
      return Number.isFinite(value);
    case "integer":
      return Number.isInteger(value);
    case "dateTime":
      return typeof value === "string" && parseDateTime(value) !== undefined;
    case "binary":
      return typeof value === "string" && isBase64(value);
  }
}

/** Tells whether a text is base64 in either alphabet, padded or not (RFC 7643, section 2.3.6). */
function isBase64(text: string): boolean {
  const [, body = "", padding = ""] = /^([\w+/-]*)(={0,2})$/.exec(text) ?? [];
  if (body.length + padding.length !== text.length || body.length % 4 === 1) return false;
  return padding === "" || text.length % 4 === 0;
}
