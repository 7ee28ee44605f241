import { type RolesForm, rolesFormIn } from "../expression/entra-trees.ts";
import type { InputAppRole } from "../expression/input.ts";
import { prepareExpression } from "../expression/prepare.ts";
import type { Source } from "./source.ts";

export type { RolesForm } from "../expression/entra-trees.ts";
export type { InputAppRole } from "../expression/input.ts";

/** The name by which a claim reads the values of a person's app roles: Entra's `user.assignedroles`. */
export const ASSIGNED_ROLES = "assignedroles";

/** How the app roles that a row gives are sent; undefined for a row that gives none, or works on what it gives. */
export function rolesFormOf(source: Source): RolesForm | undefined {
  if (source.kind !== "expression" || source.dialect !== "entra") return undefined;
  const prepared = prepareExpression(source.dialect, source.text, { log: false });
  return prepared.ok ? rolesFormIn(prepared.tree) : undefined;
}

const ROLE_LIST = /^(urn:ietf:params:scim:schemas:core:2\.0:User:)?roles$/i;

/** Tells whether a target is the whole list of roles of a SCIM user: as it stands, or behind the URN of the core schema. */
export function isRoleListTarget(target: string): boolean {
  return ROLE_LIST.test(target);
}

/** More than any app role has to say of itself. */
const LONGEST_ROLE = 4_000;

/**
 * An app role that is written as JSON in a text, as the complex functions give it:
 * `{"id":"…","value":"Admin","displayName":"Administrator"}`. Undefined for any other text.
 */
export function readAppRole(text: string): Partial<InputAppRole> | undefined {
  if (text.length > LONGEST_ROLE || !text.startsWith("{")) return undefined;
  try {
    const role: Readonly<Record<string, unknown>> = JSON.parse(text);
    const members = (["id", "value", "displayName"] as const).flatMap((name) => {
      const value = Object.hasOwn(role, name) ? role[name] : undefined;
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  } catch {
    return undefined;
  }
}

/** The same the other way round. */
export function writeAppRole({ id, value, displayName }: InputAppRole): string {
  return JSON.stringify({ id, value, displayName });
}
