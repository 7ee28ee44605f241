import type { AttributeValue, Scalar } from "../../core/contract/model.ts";

/** The kinds of a single value. */
export type ScalarKind = "text" | "number" | "yesNo";

/** The kind of a value; lists and null count as text. */
export function kindOf(value: AttributeValue | undefined): ScalarKind {
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "yesNo" : "text";
}

/** A value as it stands in a field. */
export function showScalar(value: AttributeValue): string {
  if (value === null) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}

/** What somebody typed as a value of the kind that was there. What is no such value is text. */
export function toScalar(text: string, before: AttributeValue | undefined): Scalar {
  return toKind(text, kindOf(before));
}

/** A text as a value of a kind; what cannot be one stays text. */
export function toKind(text: string, kind: ScalarKind): Scalar {
  if (kind === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (kind === "yesNo" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}
