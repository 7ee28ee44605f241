import type { AttributeValue } from "../../core/contract/model.ts";

/** A value of a claim or an attribute as a person reads it; what is not there is told apart from what is empty. */
export function showAttribute(value: AttributeValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value === "") return "an empty text";
  if (typeof value !== "object") return String(value);
  return value.length === 0 ? "an empty list" : value.join(", ");
}
