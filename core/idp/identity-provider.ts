import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { importedDocumentSchema } from "../imported-document.ts";
import { expressionSettingsSchema } from "../mapping/source.ts";
import { noteSchema } from "../note.ts";
import { oidcConnectionSchema } from "../oidc/settings.ts";
import { provisioningSchema } from "../provisioning/settings.ts";
import { samlConnectionSchema } from "../saml/settings.ts";
import { instantSchema, sessionMinutesSchema } from "../time.ts";
import { domainSchema, originSchema } from "../url.ts";
import { appRoleSchema, assignedRolesSchema } from "./app-role.ts";
import { groupRulesSchema } from "./group-rules.ts";
import { productSchema } from "./presets/preset.ts";

/**
 * A key that the identity provider signs with. Several at once make a rollover: `active` signs, `next` and `retiring`
 * are published but do not sign.
 */
export const signingKeySchema = z.strictObject({
  id: nameSchema,
  algorithm: z.enum(["RS256", "ES256"]),
  status: z.enum(["active", "next", "retiring"]),
  /** PKCS#8 in PEM. Absent in a copy that was made to be shared. */
  privateKey: z.exactOptional(z.string().min(1)),
  /** X.509 certificate in PEM, around the public key. */
  certificate: z.string().min(1),
  createdAt: instantSchema,
  /** True: this private key was published with a sample, so that nothing real may rely on it. */
  sample: z.exactOptional(z.boolean()),
});

export type SigningKey = z.infer<typeof signingKeySchema>;

/** Who may use an application. `required: false`: everybody. */
export const assignmentSchema = z.strictObject({
  required: z.boolean(),
  users: z.array(z.string().min(1)),
  groups: z.array(z.string().min(1)),
  /** With which of the application's roles; absent: none in particular. */
  roles: z.exactOptional(assignedRolesSchema),
});

/** One application as the identity provider knows it: an enterprise app, an app integration, a client. */
export const connectionSchema = z.strictObject({
  /** Id of the application. */
  application: z.string().min(1),
  assignment: assignmentSchema,
  /** The roles that the application publishes (Entra's app roles). Absent: nobody knows of any; empty: there is none. */
  appRoles: z.exactOptional(z.array(appRoleSchema)),
  /** A second factor is asked for, whatever the general policy says. */
  requireSecondFactor: z.exactOptional(z.boolean()),
  saml: z.exactOptional(samlConnectionSchema),
  oidc: z.exactOptional(oidcConnectionSchema),
  /** How accounts get there apart from logins; absent: by nothing else. */
  provisioning: z.exactOptional(provisioningSchema),
  /** How its expressions are taken where the product's documentation is silent. */
  expressions: z.exactOptional(expressionSettingsSchema),
  /** The files that these settings were imported from, one of each kind at most. */
  imported: z.exactOptional(z.array(importedDocumentSchema)),
  note: z.exactOptional(noteSchema),
});

export type Connection = z.infer<typeof connectionSchema>;

/** How people prove who they are. */
export const signOnPolicySchema = z.strictObject({
  /** `onRequest`: only when the application asks for it, or has it required. */
  secondFactor: z.enum(["never", "onRequest", "always"]),
  /** How long a session at the identity provider lasts. */
  sessionMinutes: sessionMinutesSchema,
  /** Somebody who is disabled loses sessions and tokens here at once, instead of when they expire. */
  revokeOnDisable: z.exactOptional(z.boolean()),
});

/** Signs SAML assertions and OIDC tokens for the people of the directory. */
export const identityProviderSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1),
  /** The product that it behaves like; absent: none in particular. What differs from its preset is worked out, never kept. */
  product: z.exactOptional(productSchema),
  /** What the organisation is called in that product: a tenant id, a realm. Stands in its issuer and its links. */
  tenant: z.exactOptional(z.string().min(1)),
  /** The verified domains of that organisation, its default one first. Absent: nobody says. */
  domains: z.exactOptional(z.array(domainSchema).min(1)),
  /** Scheme and host of all its endpoints. Its OIDC issuer identifier too. */
  origin: originSchema,
  /** Its SAML entityID. */
  entityId: z.string().min(1),
  signOnPolicy: signOnPolicySchema,
  keys: z.array(signingKeySchema).min(1),
  /** Secret behind pairwise identifiers: persistent NameIDs and pairwise `sub`s. */
  pairwiseSalt: z.exactOptional(z.string().min(16)),
  connections: z.array(connectionSchema),
  /** What puts people into groups while a condition holds for them; absent: nothing does. */
  groupRules: z.exactOptional(groupRulesSchema),
  note: z.exactOptional(noteSchema),
});

export type IdentityProvider = z.infer<typeof identityProviderSchema>;

/** The default domain of the organisation: the first that is verified. Undefined where nobody says which are. */
export function defaultDomainOf({ domains }: Pick<IdentityProvider, "domains">): string | undefined {
  return domains?.[0];
}

/** The default domain where only one identity provider is asked about; undefined where several might be meant. */
export function onlyDefaultDomain(providers: readonly Pick<IdentityProvider, "domains">[]): string | undefined {
  const [only, ...others] = providers;
  return only === undefined || others.length > 0 ? undefined : defaultDomainOf(only);
}
