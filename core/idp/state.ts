import { z } from "zod";
import { provisioningStateSchema } from "../provisioning/state.ts";

/**
 * What an identity provider remembers between requests. Plain JSON; secrets are kept as hashes. Times are milliseconds
 * since the epoch. Records are keyed by the hash of the secret that the browser or client holds.
 */

const epochMs = z.int().min(0);

/** How somebody proved who they are (RFC 8176 values). */
const authenticationMethodSchema = z.enum(["pwd", "otp", "hwk", "mfa"]);

export type AuthenticationMethod = z.infer<typeof authenticationMethodSchema>;

/** A NameID as it was written to an application. */
const nameIdSchema = z.strictObject({
  value: z.string(),
  format: z.exactOptional(z.string()),
  nameQualifier: z.exactOptional(z.string()),
  spNameQualifier: z.exactOptional(z.string()),
});

/** An application that was told of a person in a session, and can be told when that ends. */
const sessionParticipantSchema = z.discriminatedUnion("protocol", [
  z.strictObject({ protocol: z.literal("oidc"), application: z.string(), subject: z.string() }),
  z.strictObject({
    protocol: z.literal("saml"),
    application: z.string(),
    nameId: nameIdSchema,
  }),
]);

export type SessionParticipant = z.infer<typeof sessionParticipantSchema>;

/** A browser that is signed in at the identity provider. */
const idpSessionSchema = z.strictObject({
  user: z.string(),
  /** SessionIndex of SAML, `sid` of OIDC. Not secret. */
  index: z.string(),
  authenticatedAt: epochMs,
  methods: z.array(authenticationMethodSchema),
  expiresAt: epochMs,
  /** Those that take part in single logout. */
  participants: z.exactOptional(z.array(sessionParticipantSchema)),
});

export type IdpSession = z.infer<typeof idpSessionSchema>;

/** An AuthnRequest that passed its checks, or a login that starts here. */
export const pendingSamlSchema = z.strictObject({
  protocol: z.literal("saml"),
  application: z.string(),
  /** Absent: nobody asked; the login starts at the identity provider. */
  requestId: z.exactOptional(z.string()),
  acsUrl: z.string(),
  relayState: z.exactOptional(z.string()),
  nameIdFormat: z.enum(["unspecified", "emailAddress", "persistent", "transient"]),
  spNameQualifier: z.exactOptional(z.string()),
  authnContext: z.exactOptional(z.string()),
});

/** An authorization request that passed its checks. */
export const pendingOidcSchema = z.strictObject({
  protocol: z.literal("oidc"),
  application: z.string(),
  redirectUri: z.string(),
  state: z.exactOptional(z.string()),
  nonce: z.exactOptional(z.string()),
  scopes: z.array(z.string()),
  codeChallenge: z.exactOptional(z.string()),
  acr: z.exactOptional(z.string()),
});

export type PendingSaml = z.infer<typeof pendingSamlSchema>;
export type PendingOidc = z.infer<typeof pendingOidcSchema>;

/** A sign-in under way: the browser is looking at the login page. */
const transactionSchema = z.strictObject({
  request: z.discriminatedUnion("protocol", [pendingSamlSchema, pendingOidcSchema]),
  needsSecondFactor: z.boolean(),
  /** Set once the person is known and the second factor is asked for. */
  user: z.exactOptional(z.string()),
  expiresAt: epochMs,
});

export type SignInTransaction = z.infer<typeof transactionSchema>;

/** An authorization code. Kept after use until it expires, so that a replay is noticed; one that comes later is not. */
const authorizationCodeSchema = z.strictObject({
  request: pendingOidcSchema,
  user: z.string(),
  session: z.strictObject({
    index: z.string(),
    authenticatedAt: epochMs,
    methods: z.array(authenticationMethodSchema),
  }),
  expiresAt: epochMs,
  used: z.boolean(),
});

export type AuthorizationCode = z.infer<typeof authorizationCodeSchema>;

const accessTokenSchema = z.strictObject({
  application: z.string(),
  user: z.string(),
  scopes: z.array(z.string()),
  /** Hash of the code it came from: a replay of that code revokes it (RFC 6749, section 4.1.2). */
  code: z.string(),
  expiresAt: epochMs,
});

export type AccessToken = z.infer<typeof accessTokenSchema>;

/** An application that is to end the sessions of somebody. */
const samlLogoutSchema = z.strictObject({
  application: z.string(),
  sessionIndex: z.string(),
  nameId: nameIdSchema,
});

export type SamlLogout = z.infer<typeof samlLogoutSchema>;

/** A single logout under way: the browser goes from one application to the next. Keyed by the ID of the request sent last. */
const logoutSchema = z.strictObject({
  /** The application that is being asked. */
  asked: z.string(),
  /** Those that have not been asked yet. */
  remaining: z.array(samlLogoutSchema),
  /** Ids of the applications that did not confirm. */
  unconfirmed: z.array(z.string()),
  end: z.discriminatedUnion("protocol", [
    /** An application's LogoutRequest is answered. */
    z.strictObject({
      protocol: z.literal("saml"),
      application: z.string(),
      requestId: z.string(),
      relayState: z.exactOptional(z.string()),
    }),
    /** The browser is sent on, or sees a page here. */
    z.strictObject({ protocol: z.literal("oidc"), location: z.exactOptional(z.string()) }),
  ]),
  expiresAt: epochMs,
});

export type LogoutUnderWay = z.infer<typeof logoutSchema>;

export const identityProviderStateSchema = z.strictObject({
  sessions: z.record(z.string(), idpSessionSchema),
  transactions: z.record(z.string(), transactionSchema),
  codes: z.record(z.string(), authorizationCodeSchema),
  accessTokens: z.record(z.string(), accessTokenSchema),
  logouts: z.exactOptional(z.record(z.string(), logoutSchema)),
  /** Of each application that it provisions, by its id. */
  provisioning: z.exactOptional(z.record(z.string(), provisioningStateSchema)),
});

export type IdentityProviderState = z.infer<typeof identityProviderStateSchema>;

/** An identity provider that has not met anybody yet. */
export const EMPTY_IDENTITY_PROVIDER_STATE: IdentityProviderState = {
  sessions: {},
  transactions: {},
  codes: {},
  accessTokens: {},
};
