import { z } from "zod";
import type { ClaimMapping, GroupForm, GroupSet } from "../mapping/claim-mapping.ts";
import { groupSource, presetGroups } from "./preset-settings.ts";
import { PRESETS } from "./product.ts";

const optionalClaimSchema = z.looseObject({
  name: z.string().min(1),
  source: z.string().nullish(),
  essential: z.boolean().nullish(),
  additionalProperties: z.array(z.string()).nullish(),
});

/** An optional claim of an application's manifest in Entra. */
export type OptionalClaim = z.infer<typeof optionalClaimSchema>;

/** The part of an application's manifest that is about claims (reference: idp-claims.md, "Entra groups claim details"). */
export const entraManifestSchema = z.looseObject({
  displayName: z.string().nullish(),
  name: z.string().nullish(),
  /** `All`, `SecurityGroup`, `DirectoryRole`, `ApplicationGroup`, `None`; several with commas between. */
  groupMembershipClaims: z.string().nullish(),
  optionalClaims: z
    .looseObject({
      idToken: z.array(optionalClaimSchema).nullish(),
      accessToken: z.array(optionalClaimSchema).nullish(),
      saml2Token: z.array(optionalClaimSchema).nullish(),
    })
    .nullish(),
});

export type EntraManifest = z.infer<typeof entraManifestSchema>;

/** Which token of the manifest a protocol here sends. */
export const ENTRA_TOKENS = { saml: "saml2Token", oidc: "idToken" } as const;

/** What reading depends on. */
export interface ManifestContext {
  readonly protocol: "saml" | "oidc";
  /** What the organisation is called in Entra. */
  readonly tenant: string;
  /** What people here have: names of attributes. */
  readonly attributes: ReadonlySet<string>;
}

/** One claim of a manifest as it is read, and what is to be said about it. */
export interface ReadEntraClaim {
  /** Where it stands in the token's list; absent: it follows from `groupMembershipClaims` alone. */
  readonly index?: number;
  readonly place: string;
  readonly subject: string;
  readonly result: "taken" | "adapted" | "notUnderstood";
  readonly message: string;
  readonly row?: ClaimMapping;
}

/** What an optional claim is made of here: the first name of an attribute that somebody has, and its name in SAML. */
interface KnownClaim {
  readonly attributes: readonly [string, ...string[]];
  readonly saml?: string;
}

const WS_2005 = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/** Entra's name for an attribute first; people who were imported from elsewhere have another. */
const KNOWN_CLAIMS: ReadonlyMap<string, KnownClaim> = new Map([
  ["email", { attributes: ["mail", "email", "emailAddress"], saml: `${WS_2005}/emailaddress` }],
  ["upn", { attributes: ["userName"], saml: `${WS_2005}/upn` }],
  ["given_name", { attributes: ["givenName", "firstName"] }],
  ["family_name", { attributes: ["surname", "lastName", "sn"] }],
  ["preferred_username", { attributes: ["userName"] }],
]);

/** The optional claim that a row is, by its name and what it is made of; undefined: none. */
export function optionalClaimOf({ claim, source }: ClaimMapping, protocol: "saml" | "oidc"): string | undefined {
  if (source.kind !== "attribute") return undefined;
  const found = [...KNOWN_CLAIMS].find(
    ([name, known]) => claimName(name, known, protocol) === claim && known.attributes.includes(source.attribute),
  );
  return found?.[0];
}

function claimName(name: string, { saml }: KnownClaim, protocol: "saml" | "oidc"): string {
  return protocol === "saml" ? (saml ?? name) : name;
}

/** Reads the claims that a manifest has for one protocol. */
export function readEntraClaims(manifest: EntraManifest, context: ManifestContext): readonly ReadEntraClaim[] {
  const listed = manifest.optionalClaims?.[ENTRA_TOKENS[context.protocol]] ?? [];
  const read = listed.flatMap((claim, index) =>
    claim.name === "groups"
      ? readGroups(manifest, context, { claim, index })
      : [readOptionalClaim(claim, index, context)],
  );
  const isListed = listed.some(({ name }) => name === "groups");
  return isListed ? read : [...read, ...readGroups(manifest, context)];
}

function readOptionalClaim({ name }: OptionalClaim, index: number, context: ManifestContext): ReadEntraClaim {
  const { protocol, attributes } = context;
  const told = { index, place: `optionalClaims.${ENTRA_TOKENS[protocol]}[${index}]`, subject: name };
  const known = KNOWN_CLAIMS.get(name);
  if (known === undefined) {
    const message = "What it is made of is not known here: it is kept and not sent.";
    return { ...told, result: "notUnderstood", message };
  }
  const attribute = known.attributes.find((each) => attributes.has(each)) ?? known.attributes[0];
  const source = { kind: "attribute", attribute } as const;
  const row = { id: `optional-${name}`, claim: claimName(name, known, protocol), source };
  return { ...told, result: "taken", message: `It is sent from \`${attribute}\`.`, row };
}

/** How the groups claim writes groups, by its additional properties. */
export const ENTRA_GROUP_FORMS: ReadonlyMap<string, GroupForm> = new Map([
  ["sam_account_name", "samAccountName"],
  ["dns_domain_and_sam_account_name", "dnsSamAccountName"],
  ["netbios_domain_and_sam_account_name", "netbiosSamAccountName"],
]);

/** Names of cloud groups: on their own, or for groups that have none of the other forms. */
export const CLOUD_NAMES = "cloud_displayname";
/** Groups in the place of app roles. */
export const EMIT_AS_ROLES = "emit_as_roles";

/** The names of the two claims that groups are sent in. */
export const ENTRA_GROUP_CLAIMS = {
  saml: {
    groups: "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
    roles: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
  },
  oidc: { groups: "groups", roles: "roles" },
} as const;

interface ListedClaim {
  readonly claim: OptionalClaim;
  readonly index: number;
}

function readGroups(
  manifest: EntraManifest,
  { protocol, tenant }: ManifestContext,
  listed?: ListedClaim,
): readonly ReadEntraClaim[] {
  const which = (manifest.groupMembershipClaims ?? "None").split(",").map((text) => text.trim());
  const place =
    listed === undefined ? "groupMembershipClaims" : `optionalClaims.${ENTRA_TOKENS[protocol]}[${listed.index}]`;
  const told = { place, subject: "groups", ...(listed === undefined ? {} : { index: listed.index }) };
  const none = (message: string): ReadEntraClaim => ({ ...told, result: "notUnderstood", message });
  if (which.every((each) => each === "None"))
    return listed === undefined ? [] : [none("`groupMembershipClaims` says None: no groups are sent.")];
  if (which.every((each) => each === "DirectoryRole" || each === "None"))
    return [none("Directory roles are not known here: `wids` is not sent.")];
  const properties = listed?.claim.additionalProperties ?? [];
  const source = groupSetOf(which, properties, { protocol, tenant });
  const asRoles = properties.includes(EMIT_AS_ROLES);
  const claim = ENTRA_GROUP_CLAIMS[protocol][asRoles ? "roles" : "groups"];
  const row = { id: asRoles ? "groups-as-roles" : "groups", claim, source };
  const roles = asRoles ? " They are sent in the place of app roles, which are not sent then." : "";
  const { result, message } = describeMembership(which);
  const odd = properties.flatMap((each) => whyNotUsed(each, source) ?? []);
  return [{ ...told, result, message: `${message}${roles}`, row }, ...odd.map(none)];
}

function groupSetOf(
  which: readonly string[],
  properties: readonly string[],
  { protocol, tenant }: Pick<ManifestContext, "protocol" | "tenant">,
): GroupSet {
  const preset = presetGroups(PRESETS.entra, protocol)?.source;
  const context = { tenant, origin: "", attributeFor: (fact: string) => fact };
  const base: GroupSet = preset?.kind === "groups" ? groupSource(preset, context) : { kind: "groups", emit: "id" };
  const isAssigned = which.includes("ApplicationGroup") && !which.includes("All") && !which.includes("SecurityGroup");
  const form = properties.flatMap((each) => ENTRA_GROUP_FORMS.get(each) ?? [])[0];
  const cloud = properties.includes(CLOUD_NAMES) && isAssigned;
  return {
    ...base,
    ...(isAssigned ? { assigned: true as const } : {}),
    ...(form === undefined && cloud ? { emit: "name" as const } : {}),
    ...(form === undefined ? {} : { emit: form, ...(cloud ? { otherwise: "name" as const } : {}) }),
  };
}

function describeMembership(which: readonly string[]): Pick<ReadEntraClaim, "result" | "message"> {
  if (which.includes("All")) return { result: "taken", message: "All groups are sent." };
  if (which.includes("SecurityGroup"))
    return {
      result: "adapted",
      message: "Security groups alone: which groups are that is not known here, and all are sent.",
    };
  return { result: "taken", message: "Groups that are assigned to the application are sent." };
}

/** Why a property of the groups claim does nothing; undefined: it does something, or is not asked about. */
function whyNotUsed(property: string, { assigned }: GroupSet): string | undefined {
  if (property === CLOUD_NAMES && assigned !== true)
    return `\`${CLOUD_NAMES}\` works for groups that are assigned to the application alone (ApplicationGroup): it is kept and not used.`;
  const isKnown = ENTRA_GROUP_FORMS.has(property) || property === CLOUD_NAMES || property === EMIT_AS_ROLES;
  return isKnown ? undefined : `\`${property}\` is not known: it is kept and not used.`;
}
