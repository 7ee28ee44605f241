import { readAppRole } from "../../mapping/app-role-rows.ts";
import type { ScimObject } from "../../scim/resource.ts";
import type { AttributeChange } from "./dialect.ts";
import type { SentValue, Target } from "./targets.ts";

/**
 * App roles on their way to a SCIM server, as Microsoft documents them ("Provisioning a role to a SCIM app" in
 * customize-application-attributes.md). The complex functions give each role as JSON in a text, which is what is remembered
 * of them; a server is sent objects, or, in a PATCH of Entra's without the flag, those very texts.
 */

/** What Entra says of every app role. A row for the type changes nothing: this is what arrives (MicrosoftDocs/entra-docs issue 391). */
export const ROLE_TYPE = "WindowsAzureActiveDirectoryRole";

/** Tells whether a target is the whole list of roles. */
export function isRoleList({ roles }: Pick<Target, "roles">): boolean {
  return roles === "add" || roles === "replace";
}

/** The roles of a list as a server takes them: none of them is the primary one. */
export function roleObjects(value: SentValue): readonly ScimObject[] {
  return textsIn(value).map((text) => {
    const role = readAppRole(text);
    const named = { primary: false, type: ROLE_TYPE };
    if (role === undefined) return { ...named, value: text };
    const { displayName: display, value: own } = role;
    return { ...named, ...(display === undefined ? {} : { display }), ...(own === undefined ? {} : { value: own }) };
  });
}

/** What a list of roles holds once others were added. */
export function withRolesAdded(before: SentValue | undefined, added: SentValue): string[] {
  const held = textsIn(before);
  return [...held, ...missingIn(held, textsIn(added))];
}

/** What is to change about a list of roles, if anything: where roles are only ever added, those that are new. */
export function changesOfRoles(
  target: Target,
  before: SentValue | undefined,
  value: SentValue | undefined,
): readonly AttributeChange[] {
  const [held, wanted] = [textsIn(before), textsIn(value)];
  const added = missingIn(held, wanted);
  const known = before === undefined ? {} : { before };
  if (target.roles === "add") return added.length === 0 ? [] : [{ target, ...known, value: added }];
  if (added.length === 0 && missingIn(wanted, held).length === 0) return [];
  return [{ target, ...known, ...(value === undefined ? {} : { value }) }];
}

function missingIn(held: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((text) => !held.some((each) => isSameRole(each, text)));
}

/** A server that reads the JSON tells no more than the role's value. */
function isSameRole(left: string, right: string): boolean {
  if (left === right) return true;
  const [one, other] = [readAppRole(left), readAppRole(right)];
  if (one !== undefined && other !== undefined) return false;
  return (one?.value ?? left) === (other?.value ?? right);
}

function textsIn(value: SentValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? [value] : [];
}
