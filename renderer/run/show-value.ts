import type { AttributeValue } from "../../core/contract/model.ts";

/** A value as a person reads it; a dash where there is none, and quotation marks only where nothing would be seen. */
export function showValue(value: AttributeValue | undefined): string {
  if (value === undefined) return "—";
  if (value === null) return "null";
  if (value === "") return '""';
  if (typeof value === "object") return value.length === 0 ? "[]" : value.map(String).join(", ");
  return String(value);
}

/** A value of an account by its path: a role is held or not. */
export function showAt(path: string, value: AttributeValue | undefined): string {
  if (!path.startsWith("roles.")) return showValue(value);
  return value === undefined ? "—" : "held";
}

/** The path of a value in words: `attributes.email` is "email", `roles.admin` is "role admin". */
export function nameOfPath(path: string): string {
  return path.startsWith("roles.") ? `role ${path.slice("roles.".length)}` : path.replace(/^attributes\./, "");
}
