import type { AccountAttribute } from "../accounts/account.ts";
import type { RoleRule } from "../mapping/role-rule.ts";
import { ENTERPRISE_USER_SCHEMA } from "../scim/enterprise-user-schema.ts";
import type { ScimBinding, ScimRoles, ScimServerSettings } from "../scim/settings.ts";
import type { Application } from "./application.ts";

/**
 * The SCIM server that an application has unless somebody says otherwise: attributes with a well-known name stand where
 * RFC 7643 has a place for them, the others in the application's own extension. It keeps to the letter of the RFC, and
 * roles come from groups, of which none is named yet.
 */
export function buildScimSettings(
  { accountAttributes }: Pick<Application, "accountAttributes">,
  bearerToken?: string,
): ScimServerSettings {
  return {
    ...(bearerToken === undefined ? {} : { bearerToken }),
    bindings: buildBindings(accountAttributes),
    roles: { from: "groups", groups: [] },
    behaviour: {},
  };
}

/**
 * The same for an application whose logins are set up, so that SCIM gives the roles that a login would: groups where its
 * rules ask for groups alone, else the rules themselves; and the default role of its logins.
 */
export function deriveScimSettings({
  accountAttributes,
  roles,
  roleRules,
  jit: { defaultRole },
}: Pick<Application, "accountAttributes" | "roles" | "roleRules" | "jit">): ScimServerSettings {
  return {
    ...buildScimSettings({ accountAttributes }),
    roles: deriveRoles(roleRules),
    ...(roles.some(({ id }) => id === defaultRole) && defaultRole !== undefined ? { defaultRole } : {}),
  };
}

function deriveRoles(rules: readonly RoleRule[]): ScimRoles {
  const fromGroups = rolesOfGroups(rules);
  return fromGroups.groups.length === rules.length ? fromGroups : { from: "rules" };
}

/** The roles that rules give for a group of a name; other rules are left out. */
export function rolesOfGroups(rules: readonly RoleRule[]): Extract<ScimRoles, { readonly from: "groups" }> {
  const groups = rules.flatMap(({ role, when }) =>
    "operator" in when && when.operator === "isMemberOf" ? [{ displayName: when.value, role }] : [],
  );
  return { from: "groups", groups };
}

/** Each place goes to the first attribute that it suits. All of them hold one value, so none suits a list. */
function buildBindings(attributes: readonly AccountAttribute[]): ScimBinding[] {
  const wanted = attributes.flatMap(({ name, multiValued }) => {
    const path = multiValued === true ? undefined : wellKnownPlace(name);
    return path === undefined ? [] : [{ attribute: name, path }];
  });
  return wanted.filter(({ path }, index) => wanted.findIndex((each) => each.path === path) === index);
}

/**
 * Where RFC 7643 has a place for what applications call so; undefined for a name that is not well known. Names without
 * regard to case, spaces and punctuation: `Cost Centre`, `cost_centre` and `costCentre` are the same.
 */
export function wellKnownPlace(name: string): string | undefined {
  return PLACES.get(name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
}

/** What applications and directories call the members of a user (RFC 7643, section 4.1). */
const CORE_NAMES: Readonly<Record<string, readonly string[]>> = {
  externalId: ["externalid"],
  'emails[type eq "work"].value': ["email", "mail", "emailaddress", "workemail"],
  'phoneNumbers[type eq "work"].value': ["phone", "phonenumber", "telephone", "telephonenumber", "workphone"],
  'phoneNumbers[type eq "mobile"].value': ["mobile", "mobilephone", "cellphone"],
  displayName: ["displayname"],
  nickName: ["nickname"],
  "name.formatted": ["name", "fullname", "formattedname"],
  "name.givenName": ["givenname", "firstname"],
  "name.middleName": ["middlename"],
  "name.familyName": ["familyname", "lastname", "surname"],
  title: ["title", "jobtitle"],
  userType: ["usertype", "employeetype"],
  preferredLanguage: ["preferredlanguage", "language"],
  locale: ["locale"],
  timezone: ["timezone"],
};

/** The same for Enterprise User (RFC 7643, section 4.3). */
const ENTERPRISE_NAMES: Readonly<Record<string, readonly string[]>> = {
  employeeNumber: ["employeenumber", "employeeid"],
  costCenter: ["costcenter", "costcentre"],
  organization: ["organization", "organisation", "company", "companyname"],
  division: ["division"],
  department: ["department"],
  "manager.value": ["manager"],
};

const PLACES: ReadonlyMap<string, string> = new Map([
  ...byName(CORE_NAMES, ""),
  ...byName(ENTERPRISE_NAMES, `${ENTERPRISE_USER_SCHEMA.id}:`),
]);

function byName(names: Readonly<Record<string, readonly string[]>>, prefix: string): [name: string, path: string][] {
  return Object.entries(names).flatMap(([path, known]) =>
    known.map((name): [string, string] => [name, `${prefix}${path}`]),
  );
}
