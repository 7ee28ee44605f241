import { z } from "zod";

/**
 * What an application remembers between requests, apart from its accounts. Plain JSON; secrets are kept as hashes.
 * Times are milliseconds since the epoch.
 */

const epochMs = z.int().min(0);

/** A browser that is signed in. Keyed by the hash of its cookie. */
const applicationSessionSchema = z.strictObject({
  account: z.string(),
  /** `local`: on the application's own page, without the identity provider. */
  protocol: z.enum(["saml", "oidc", "local"]),
  issuer: z.string(),
  subject: z.string(),
  sessionIndex: z.exactOptional(z.string()),
  /** SAML, where single logout is on: how the identity provider writes the subject's NameID. */
  nameId: z.exactOptional(
    z.strictObject({
      format: z.exactOptional(z.string()),
      nameQualifier: z.exactOptional(z.string()),
      spNameQualifier: z.exactOptional(z.string()),
    }),
  ),
  /** OpenID Connect, where signing out goes to the identity provider: what that is reminded with. */
  idToken: z.exactOptional(z.string()),
  createdAt: epochMs,
  expiresAt: epochMs,
});

export type ApplicationSession = z.infer<typeof applicationSessionSchema>;

/** An AuthnRequest that waits for its response. Keyed by its ID. */
const samlRequestSchema = z.strictObject({
  /** Hash of the cookie of the browser that asked. */
  browser: z.string(),
  returnTo: z.string(),
  expiresAt: epochMs,
});

export type SamlRequestState = z.infer<typeof samlRequestSchema>;

/** An authorization request that waits for its answer. Keyed by the hash of `state`. */
const oidcRequestSchema = z.strictObject({
  /** Hash of the cookie of the browser that asked. */
  browser: z.string(),
  nonce: z.string(),
  codeVerifier: z.exactOptional(z.string()),
  returnTo: z.string(),
  expiresAt: epochMs,
});

export type OidcRequestState = z.infer<typeof oidcRequestSchema>;

/** What was read from the identity provider and is kept for a while. */
const fetchedMetadataSchema = z.strictObject({
  fetchedAt: epochMs,
  entityId: z.string(),
  ssoUrl: z.string(),
  sloUrl: z.exactOptional(z.string()),
  certificates: z.array(z.string()),
});

export type FetchedMetadata = z.infer<typeof fetchedMetadataSchema>;

const fetchedDiscoverySchema = z.strictObject({
  fetchedAt: epochMs,
  /** The discovery document and the key set, as they came. */
  configuration: z.record(z.string(), z.json()),
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.json())) }),
});

export type FetchedDiscovery = z.infer<typeof fetchedDiscoverySchema>;

export const applicationStateSchema = z.strictObject({
  sessions: z.record(z.string(), applicationSessionSchema),
  samlRequests: z.record(z.string(), samlRequestSchema),
  oidcRequests: z.record(z.string(), oidcRequestSchema),
  /** Assertions that were accepted, by issuer and ID, until they expire: a replay is refused. */
  consumedAssertions: z.record(z.string(), epochMs),
  /** Logout tokens and LogoutRequests that were obeyed, by issuer and id, until they expire: a replay is refused. */
  consumedLogouts: z.exactOptional(z.record(z.string(), epochMs)),
  /** LogoutRequests that wait for their answers, by their IDs, until they are given up. */
  logoutRequests: z.exactOptional(z.record(z.string(), z.strictObject({ expiresAt: epochMs }))),
  metadata: z.exactOptional(fetchedMetadataSchema),
  discovery: z.exactOptional(fetchedDiscoverySchema),
  /** The SCIM requests of the minute that runs, where there is a limit. */
  scimRate: z.exactOptional(z.strictObject({ since: epochMs, requests: z.int().min(0) })),
});

export type ApplicationState = z.infer<typeof applicationStateSchema>;

/** An application that nobody has signed in to yet. */
export const EMPTY_APPLICATION_STATE: ApplicationState = {
  sessions: {},
  samlRequests: {},
  oidcRequests: {},
  consumedAssertions: {},
};
