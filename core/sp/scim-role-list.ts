import type { Account, Role } from "../accounts/account.ts";
import { isSameValue } from "../scim/patch-difference.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "../scim/resource.ts";
import type { ScimResourceType } from "../scim/schema.ts";
import type { ScimServerSettings } from "../scim/settings.ts";

/**
 * The member of a SCIM user that lists the roles that its account holds, whoever granted them (RFC 7643, section 4.1.2).
 * Where clients give roles by `roles` or `entitlements`, it is that one, and it is the whole list: what a client takes out
 * of it ends, also what a login granted, or a change that was answered with 200 would not have happened (F26). Elsewhere
 * `roles` is read-only: it tells what groups, rules and logins have come to.
 */
export interface RoleList {
  readonly name: "roles" | "entitlements";
  /** Clients change it. */
  readonly isWritten: boolean;
  /** The roles that the application knows. */
  readonly known: readonly Role[];
  /** A value may be JSON in a text, which says more of the role than its value (F19). */
  readonly readsJson: boolean;
}

/** The list of an application's users. */
export function describeRoleList({ roles: { from }, behaviour }: ScimServerSettings, known: readonly Role[]): RoleList {
  const isWritten = from === "roles" || from === "entitlements";
  return { name: isWritten ? from : "roles", isWritten, known, readsJson: behaviour.lenientRoles === true };
}

/** The type of the users, as clients may change the list. */
export function withRoleList(type: ScimResourceType, { name, isWritten }: RoleList): ScimResourceType {
  if (isWritten) return type;
  const attributes = type.schema.attributes.map((each) =>
    each.name === name ? { ...each, mutability: "readOnly" as const } : each,
  );
  return { ...type, schema: { ...type.schema, attributes } };
}

/**
 * The list as a client sees it: what it sent, but for roles that the account no longer holds; then every other role that
 * the account holds. Undefined where it is empty.
 */
export function showRoles(
  { roles, scim = {} }: Pick<Account, "roles" | "scim">,
  list: RoleList,
): readonly ScimValue[] | undefined {
  const { name, isWritten, known } = list;
  const held = new Set(roles.map(({ role }) => role));
  const sent = isWritten ? valuesIn(scim, name) : [];
  const stays = sent.filter((value) => {
    const role = roleNamed(value, list);
    return role === undefined || held.has(role.id);
  });
  for (const value of stays) held.delete(roleNamed(value, list)?.id ?? "");
  const shown = [...stays, ...known.filter(({ id }) => held.has(id)).map(asValue)];
  return shown.length === 0 ? undefined : shown;
}

/** What is worth keeping of a list that a client sent: what {@link showRoles} would not say by itself. */
export function keptRoles(resource: ScimObject, list: RoleList): readonly ScimValue[] {
  return valuesIn(resource, list.name).filter((value) => {
    const role = roleNamed(value, list);
    // What was read out of JSON is shown as the role that it names.
    const isRead = role !== undefined && roleNamed(value, { ...list, readsJson: false }) === undefined;
    return role === undefined || !(isRead || isSameValue(value, asValue(role)));
  });
}

/** The values of the list. */
export function valuesIn(resource: ScimObject, name: RoleList["name"]): readonly ScimValue[] {
  const listed = memberOf(resource, name);
  return isScimList(listed) ? listed : [];
}

/** The role that a value names, by its id or its name. */
export function roleNamed(
  value: ScimValue,
  { known, readsJson }: Pick<RoleList, "known" | "readsJson">,
): Role | undefined {
  const text = isScimObject(value) ? memberOf(value, "value") : undefined;
  const named = known.find(({ id, name }) => id === text || name === text);
  if (named !== undefined || !readsJson || typeof text !== "string") return named;
  const told = namesInJson(text);
  return known.find(({ id, name }) => told.includes(id) || told.includes(name));
}

/** What an app role that came as JSON in a text is called: `{"id":"…","value":"Admin","displayName":"Administrator"}`. */
function namesInJson(text: string): readonly unknown[] {
  if (text.length > LONGEST_ROLE || !text.startsWith("{")) return [];
  try {
    const role: Readonly<Record<string, unknown>> = JSON.parse(text);
    return ["value", "displayName", "id"].flatMap((name) => (Object.hasOwn(role, name) ? [role[name]] : []));
  } catch {
    return [];
  }
}

/** More than any app role has to say of itself. */
const LONGEST_ROLE = 2_000;

function asValue({ id, name }: Role): ScimObject {
  return { value: id, display: name };
}
