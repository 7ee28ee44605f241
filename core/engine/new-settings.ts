import type { BehaviourCard } from "../cards/card.ts";
import type { ApplicationSettings } from "../contract/methods.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import type { AttributeMapping } from "../mapping/attribute-mapping.ts";
import { SUBJECT } from "../mapping/evaluate.ts";
import type { RoleRule } from "../mapping/role-rule.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import { buildScimSettings, deriveScimSettings, rolesOfGroups } from "../sp/default-scim.ts";
import type { Workspace } from "../store/workspace.ts";
import { claimsMentioned, namesBelow } from "./apply-card.ts";
import { directoryAttribute, type Meaning, meaningOf } from "./directory-attributes.ts";

/** What the settings of a new application depend on. */
export interface SettingsWish {
  readonly name: string;
  readonly slug: string;
  readonly signOn: "saml" | "oidc";
  readonly card: BehaviourCard | undefined;
}

/** What claims are usually called. OIDC: OpenID Connect Core, section 5.1. */
const CLAIM_NAMES: Readonly<Record<"saml" | "oidc", Readonly<Record<Meaning, string>>>> = {
  saml: {
    userName: "userName",
    email: "mail",
    displayName: "displayName",
    firstName: "givenName",
    lastName: "surname",
    department: "department",
    title: "title",
    groups: "groups",
  },
  oidc: {
    userName: "preferred_username",
    email: "email",
    displayName: "name",
    firstName: "given_name",
    lastName: "family_name",
    department: "department",
    title: "title",
    groups: "groups",
  },
};

type ClaimNames = Readonly<Record<Meaning, string>>;

/** What claims are called here: as the card calls those that it speaks of, else as usual. */
function claimNames(card: BehaviourCard | undefined, signOn: "saml" | "oidc"): ClaimNames {
  const mentioned = claimsMentioned(card).flatMap((name) => {
    const meaning = meaningOf(name);
    return meaning === undefined ? [] : [[meaning, name] as const];
  });
  return { ...CLAIM_NAMES[signOn], ...Object.fromEntries(mentioned.reverse()) };
}

const LABELS: Readonly<Record<string, string>> = {
  email: "Email",
  displayName: "Display name",
  firstName: "First name",
  lastName: "Last name",
  department: "Department",
};

/** The settings of a new application before its card is applied: careful ones, with which a first login makes an account. */
export function buildSettings(
  workspace: Workspace,
  provider: IdentityProvider,
  wish: SettingsWish,
): ApplicationSettings {
  const { name, slug, signOn, card } = wish;
  const origin = `https://${slug}-app.test`;
  const attributes = accountAttributeNames(card);
  const claims = claimNames(card, signOn);
  const roles = buildRoles(workspace, wish, claims);
  const accountAttributes = attributes
    .filter((attribute) => attribute !== "userName" || namesBelow(card, "accountAttributes").includes("userName"))
    .map((attribute) => ({
      name: attribute,
      ...(LABELS[attribute] === undefined ? {} : { label: LABELS[attribute] }),
    }));
  const jit = buildJit(card, claims, roles.defaultRole);
  return {
    id: slug,
    name,
    ...(card === undefined ? {} : { card: card.id }),
    origin,
    signOn,
    ...(signOn === "saml" ? { saml: buildSaml(origin, provider) } : { oidc: buildOidc(origin, slug, provider) }),
    sessionMinutes: 480,
    accountAttributes,
    roles: roles.roles,
    mappings: attributes.map((attribute) => buildMapping(attribute, claims)),
    roleRules: roles.rules,
    scim: buildScim(card, { accountAttributes, roles: roles.roles, roleRules: roles.rules, jit }),
    jit,
  };
}

function buildJit(
  card: BehaviourCard | undefined,
  claims: ClaimNames,
  defaultRole: string,
): ApplicationSettings["jit"] {
  return {
    enabled: true,
    match: matchAttributes(card).map((account) => ({
      account,
      from: { claim: claimFor(account, claims) },
      compare: "ignoreCase",
    })),
    noMatch: "create",
    emailOnlyMatch: "refuse",
    deactivated: "refuse",
    laterLogins: "updateAll",
    requiredClaims: [],
    allowedEmailDomains: [],
    roles: "replace",
    defaultRole,
    noRoleRuleMatches: "keepDefault",
  };
}

/** SCIM gives the roles that a login would. Where the card says what it gives, nothing is known of a default role beside. */
function buildScim(
  card: BehaviourCard | undefined,
  application: Parameters<typeof deriveScimSettings>[0],
): ScimServerSettings {
  if (!tellsScimRoles(card)) return deriveScimSettings(application);
  return { ...buildScimSettings(application), roles: rolesOfGroups(application.roleRules) };
}

function tellsScimRoles(card: BehaviourCard | undefined): boolean {
  const settings = card?.rules.flatMap((rule) => rule.settings) ?? [];
  return settings.some(({ path }) => path === "scim.roles" || path.startsWith("scim.roles."));
}

/** The usual ones, and those that the card speaks of. */
function accountAttributeNames(card: BehaviourCard | undefined): readonly string[] {
  const lists = ["mappings", "accountAttributes", "jit.match"].flatMap((list) => namesBelow(card, list));
  return [...new Set(["userName", ...Object.keys(LABELS), ...lists])];
}

function matchAttributes(card: BehaviourCard | undefined): readonly string[] {
  const named = namesBelow(card, "jit.match");
  return named.length === 0 ? ["userName"] : named;
}

function claimFor(attribute: string, claims: ClaimNames): string {
  const meaning = meaningOf(attribute);
  return meaning === undefined ? SUBJECT : claims[meaning];
}

function buildMapping(attribute: string, claims: ClaimNames): AttributeMapping {
  return {
    id: attribute,
    target: attribute,
    source: { kind: "attribute", attribute: claimFor(attribute, claims) },
    apply: "always",
    ...(attribute === "userName" ? { required: true } : {}),
  };
}

function buildSaml(
  origin: string,
  { origin: idp, entityId }: IdentityProvider,
): NonNullable<ApplicationSettings["saml"]> {
  return {
    entityId: `${origin}/saml/metadata`,
    acsUrl: `${origin}/saml/acs`,
    trust: { kind: "metadata", url: `${idp}/saml/metadata`, entityId },
    signRequests: false,
    want: "assertionSigned",
    wantEncrypted: false,
    forceAuthn: false,
    isPassive: false,
    allowUnsolicited: true,
    clockSkewSeconds: 60,
    unsafeChecksOff: [],
  };
}

function buildOidc(
  origin: string,
  clientId: string,
  provider: IdentityProvider,
): NonNullable<ApplicationSettings["oidc"]> {
  return {
    issuer: provider.origin,
    clientId,
    clientAuthentication: "client_secret_basic",
    redirectUri: `${origin}/oidc/callback`,
    scopes: ["openid", "profile", "email", "groups"],
    algorithms: [tokenAlgorithm(provider)],
    pkce: true,
    userinfo: false,
    clockSkewSeconds: 60,
  };
}

/** What the identity provider can sign ID tokens with. */
export function tokenAlgorithm({ keys }: IdentityProvider): "RS256" | "ES256" {
  const active = keys.filter(({ status }) => status === "active");
  return active.length > 0 && active.every(({ algorithm }) => algorithm === "ES256") ? "ES256" : "RS256";
}

/** A default role, and one that goes with a department or a group that people here are in. */
function buildRoles(workspace: Workspace, { card }: SettingsWish, claims: ClaimNames) {
  const defaultRole = stringSetting(card, "jit.defaultRole") ?? "member";
  const isByGroup = stringSetting(card, "scim.roles.from") === "groups";
  const special = specialRole(workspace, claims, defaultRole, isByGroup);
  const everybody: RoleRule = {
    id: "everybody",
    role: defaultRole,
    when: { operator: "isPresent", claim: claims.userName },
  };
  const refuses = stringSetting(card, "jit.noRoleRuleMatches") === "refuse";
  return {
    defaultRole,
    roles: [
      { id: defaultRole, name: titleCase(defaultRole) },
      ...special.map(({ role, name }) => ({ id: role, name })),
    ],
    rules: [...special.map(({ rule }) => rule), ...(refuses ? [everybody] : [])],
  };
}

/** `isByGroup`: SCIM gives roles to the members of groups, so a login does the same. */
function specialRole(workspace: Workspace, claims: ClaimNames, taken: string, isByGroup: boolean) {
  const { groups } = workspace.directory;
  const department = mostFrequentDepartment(workspace);
  const group = groups.find((each) => each.name === department) ?? groups[0];
  const name = isByGroup ? group?.name : (department ?? group?.name);
  const id = name
    ?.toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (name === undefined || id === undefined || id === "" || id === taken) return [];
  const when: RoleRule["when"] =
    isByGroup || department === undefined
      ? { operator: "isMemberOf", claim: claims.groups, value: name }
      : { operator: "equals", claim: claims.department, value: name };
  return [{ role: id, name: `${name} team`, rule: { id, role: id, when } satisfies RoleRule }];
}

function mostFrequentDepartment(workspace: Workspace): string | undefined {
  const name = directoryAttribute(workspace, "department");
  const counts = new Map<string, number>();
  for (const { attributes } of workspace.directory.users) {
    const value = attributes[name];
    if (typeof value === "string" && value.trim() !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0];
}

/** A text that the card sets, if it does. */
function stringSetting(card: BehaviourCard | undefined, path: string): string | undefined {
  const found = card?.rules.flatMap(({ settings }) => settings).find((setting) => setting.path === path);
  return found !== undefined && "equals" in found && typeof found.equals === "string" ? found.equals : undefined;
}

function titleCase(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
}
