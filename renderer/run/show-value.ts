import type { AttributeValue } from "../../core/contract/model.ts";
import type { RoleNamer } from "../../core/contract/why.ts";

/** A value as a person reads it; a dash where there is none, and quotation marks only where nothing would be seen. */
export function showValue(value: AttributeValue | undefined): string {
  if (value === undefined) return "—";
  if (value === null) return "null";
  if (value === "") return '""';
  if (typeof value === "object") return value.length === 0 ? "[]" : value.map(String).join(", ");
  return String(value);
}

/** A value of an account by its path: a role is held or not, and links are in words with the subject quoted. */
export function showAt(path: string, value: AttributeValue | undefined): string {
  if (path === "links") return showValue(value).replace(/`([^`]*)`/g, "“$1”");
  if (!path.startsWith("roles.")) return showValue(value);
  return value === undefined ? "—" : "held";
}

/** The path of a value in words: `attributes.email` is "email", `roles.admin` is "role Administrator". */
export function nameOfPath(path: string, roleName: RoleNamer): string {
  const role = roleOfPath(path);
  return role === undefined ? path.replace(/^attributes\./, "") : `role ${roleName(role) ?? role}`;
}

/** The id of the role that a path is about, if it is about one. */
export function roleOfPath(path: string): string | undefined {
  return path.startsWith("roles.") ? path.slice("roles.".length) : undefined;
}
