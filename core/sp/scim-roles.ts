import type { Account, Writer } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { groupsByMember } from "../accounts/groups-by-member.ts";
import { grantRoles, type WantedRole, withRoles } from "../accounts/role-grants.ts";
import { foldCase } from "../fold-case.ts";
import type { InputGroup } from "../mapping/person-world.ts";
import { evaluateRoleRules } from "../mapping/roles.ts";
import { isScimObject, memberOf, type ScimObject, type ScimValue } from "../scim/resource.ts";
import type { ScimRoles } from "../scim/settings.ts";
import type { ScimWatch } from "../scim/watch.ts";
import { claimsOfAccount } from "./claims-of-account.ts";
import type { ScimStoreContext } from "./scim-context.ts";
import { roleNamed, valuesIn } from "./scim-role-list.ts";

/**
 * The account with the roles that SCIM gives it: those of its groups, those that its user lists, or those that rules find
 * in its attributes. What SCIM granted and no longer gives ends; roles that others granted stay, but where the client
 * changes the list of all of them (see {@link RoleList}). The very same account where nothing differs.
 *
 * Most applications let nobody in without a role: Datadog makes a new user Standard, GitLab a Guest, whoever made the
 * account. A login gives the default role of the JIT policy where no rule holds; SCIM gives `defaultRole` of its own
 * settings where nothing else gives a role, and takes it back when something does. Without one, an account that SCIM makes
 * holds no role until a group, a list, a rule or a login gives it one.
 */
export function applyScimRoles(
  account: Account,
  resource: ScimObject,
  context: ScimStoreContext,
  watch: ScimWatch,
): Account {
  const { settings, shape } = context;
  const { roles } = settings;
  switch (roles.from) {
    case "none":
      return settings.defaultRole === undefined ? account : withGrants(account, [], context);
    case "groups": {
      const groups = groupsByMember(context.groups.read()).get(account.id) ?? [];
      return withGrants(account, rolesOfGroups(groups, roles), context);
    }
    case "rules":
      return withGrants(account, rolesByRules(account, context), context);
    case "roles":
    case "entitlements": {
      const listed = rolesListed(account, valuesIn(resource, roles.from), context, watch);
      const kept = shape.roleList === undefined ? account : withoutUnlisted(account, listed, context.writing.at);
      return withGrants(kept, listed, context);
    }
  }
}

/** A client saw all of the account's roles in the list, and leaves in it those that it wants to stay. */
function withoutUnlisted(account: Account, listed: readonly WantedRole[], at: string): Account {
  const roles = account.roles.filter(({ role }) => listed.some((each) => each.role === role));
  if (roles.length === account.roles.length) return account;
  return withRoles(account, roles, () => ({ writer: "scim", at, why: UNLISTED }));
}

const UNLISTED = "The SCIM client changed the list of all roles, and it is not in it.";

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
function rolesByRules(account: Account, context: ScimStoreContext): readonly WantedRole[] {
  const { application, evaluated, writing } = context;
  const { id, roleRules, roles } = application;
  const lookup = claimsOfAccount(application, account);
  const world = { now: Date.parse(writing.at), groups: groupsAsAsked(account, context) };
  const { grants, evaluations } = evaluateRoleRules(roleRules, roles, lookup, `applications/${id}/roleRules`, world);
  if (evaluations.length > 0) evaluated(account, evaluations);
  return grants.map(({ role, rule, why }) => ({ role, cause: rule, why }));
}

/** The application's own groups of an account, as an expression asks for groups. */
function groupsAsAsked({ id }: Account, { groups }: ScimStoreContext): readonly InputGroup[] {
  const found = groupsByMember(groups.read()).get(id) ?? [];
  return found.map((group) => ({ id: group.id, name: group.displayName }));
}

/** A value that names no role grants nothing. A role that SCIM gave already was given for what it was given for. */
function rolesListed(
  account: Account,
  values: readonly ScimValue[],
  { application, settings }: ScimStoreContext,
  watch: ScimWatch,
): readonly WantedRole[] {
  const { from } = settings.roles;
  return values.flatMap((value) => {
    const role = roleNamed(value, { known: application.roles, readsJson: settings.behaviour.lenientRoles === true });
    if (role !== undefined) {
      const given = account.roles.find((grant) => grant.writer === "scim" && grant.role === role.id);
      return [{ role: role.id, cause: given?.cause ?? from, why: `\`${from}\` of the SCIM user lists it.` }];
    }
    const text = isScimObject(value) ? memberOf(value, "value") : undefined;
    watch.note(`\`${from}\` lists \`${String(text).slice(0, 100)}\`, which is no role of ${application.name}.`);
    return [];
  });
}

function withGrants(account: Account, given: readonly WantedRole[], context: ScimStoreContext): Account {
  const hand = { writer: "scim", at: context.writing.at } as const;
  return grantRoles(account, orDefaultRole(given, account, context, "scim"), hand);
}

const DEFAULT_CAUSE = "scim.defaultRole";

/** The roles that a writer gives; where neither it nor anybody else gives one, the default role. */
export function orDefaultRole(
  given: readonly WantedRole[],
  account: Account,
  settings: Pick<ScimStoreContext, "application" | "settings">,
  by: Writer,
): readonly WantedRole[] {
  const isGiven = given.length > 0 || account.roles.some(({ writer }) => writer !== by);
  return isGiven ? given : defaultRole(settings);
}

function defaultRole({
  application,
  settings,
}: Pick<ScimStoreContext, "application" | "settings">): readonly WantedRole[] {
  const role = application.roles.find(({ id }) => id === settings.defaultRole);
  if (role === undefined) return [];
  return [
    { role: role.id, cause: DEFAULT_CAUSE, why: `Nothing else gives a role, so the default role ${role.name} is.` },
  ];
}
