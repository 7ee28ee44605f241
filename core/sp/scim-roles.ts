import { type Account, accountValue, type RoleGrant } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { groupsByMember } from "../accounts/groups-by-member.ts";
import { foldCase } from "../fold-case.ts";
import { SUBJECT } from "../mapping/evaluate.ts";
import { evaluateRoleRules } from "../mapping/roles.ts";
import { isScimList, isScimObject, memberOf, type ScimObject } from "../scim/resource.ts";
import type { ScimRoles } from "../scim/settings.ts";
import type { ScimWatch } from "../scim/watch.ts";
import type { ScimStoreContext } from "./scim-context.ts";

/**
 * The account with the roles that SCIM gives it: those of its groups, those that its user lists, or those that rules find
 * in its attributes. Roles that others granted stay as they are; what SCIM granted and no longer gives ends. The very same
 * account where nothing differs.
 */
export function applyScimRoles(
  account: Account,
  resource: ScimObject,
  context: ScimStoreContext,
  watch: ScimWatch,
): Account {
  const { roles } = context.settings;
  switch (roles.from) {
    case "none":
      return account;
    case "groups": {
      const groups = groupsByMember(context.groups.read()).get(account.id) ?? [];
      return withGrants(account, rolesOfGroups(groups, roles), context);
    }
    case "rules":
      return withGrants(account, rolesByRules(account, context), context);
    case "roles":
    case "entitlements":
      return withGrants(account, rolesListed(resource, roles.from, context, watch), context);
  }
}

/** A role, and what gives it. */
interface WantedRole {
  readonly role: string;
  readonly cause: string;
  readonly why: string;
}

function rolesOfGroups(
  groups: readonly AccountGroup[],
  roles: Extract<ScimRoles, { from: "groups" }>,
): readonly WantedRole[] {
  return groups.flatMap(({ id, displayName }) =>
    roles.groups
      .filter((each) => foldCase(each.displayName) === foldCase(displayName))
      .map(({ role }) => ({ role, cause: `group:${id}`, why: `Membership of the group ${displayName} grants it.` })),
  );
}

/** The application's own rules, with the account's attributes for claims. */
function rolesByRules(account: Account, { application, evaluated }: ScimStoreContext): readonly WantedRole[] {
  const { id, roleRules, roles } = application;
  const lookup = (name: string) => accountValue(account, name === SUBJECT ? "userName" : name);
  const { grants, evaluations } = evaluateRoleRules(roleRules, roles, lookup, `applications/${id}/roleRules`);
  if (evaluations.length > 0) evaluated(account, evaluations);
  return grants.map(({ role, rule, why }) => ({ role, cause: rule, why }));
}

/** A value names a role by its id or its name. One that names none grants nothing. */
function rolesListed(
  resource: ScimObject,
  from: "roles" | "entitlements",
  { application }: ScimStoreContext,
  watch: ScimWatch,
): readonly WantedRole[] {
  const listed = memberOf(resource, from);
  const values = isScimList(listed) ? listed.filter(isScimObject).map((each) => memberOf(each, "value")) : [];
  return values.flatMap((value) => {
    const role = application.roles.find(({ id, name }) => id === value || name === value);
    if (role !== undefined) return [{ role: role.id, cause: from, why: `\`${from}\` of the SCIM user lists it.` }];
    watch.note(`\`${from}\` lists \`${String(value).slice(0, 100)}\`, which is no role of ${application.name}.`);
    return [];
  });
}

/** A grant keeps its time while what gave it still does; with another cause it is a new one. */
function withGrants(account: Account, wanted: readonly WantedRole[], { writing }: ScimStoreContext): Account {
  const stays = account.roles.filter(
    ({ writer, role, cause }) => writer !== "scim" || wanted.some((each) => each.role === role && each.cause === cause),
  );
  const held = new Set(stays.map(({ role }) => role));
  const granted: RoleGrant[] = [];
  for (const { role, cause, why } of wanted) {
    if (held.has(role)) continue;
    held.add(role);
    granted.push({ role, writer: "scim", at: writing.at, why, cause });
  }
  if (granted.length === 0 && stays.length === account.roles.length) return account;
  return { ...account, roles: [...stays, ...granted] };
}
