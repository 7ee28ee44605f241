import { z } from "zod";
import { claimMappingSchema } from "../mapping/claim-mapping.ts";
import { lifetimeSecondsSchema } from "../time.ts";
import { httpUrlSchema } from "../url.ts";

export const clientAuthenticationSchema = z.enum(["client_secret_basic", "client_secret_post", "none"]);
export const idTokenAlgorithmSchema = z.enum(["RS256", "ES256"]);

/** How a client proves who it is at the token endpoint (OpenID Connect Core, section 9). */
export type ClientAuthenticationMethod = z.infer<typeof clientAuthenticationSchema>;

/** Signature algorithms of ID tokens (RFC 7518, section 3.1). Asymmetric ones only. */
export type IdTokenAlgorithm = z.infer<typeof idTokenAlgorithmSchema>;

/** What the identity provider knows about one OpenID Connect client. */
export const oidcConnectionSchema = z.strictObject({
  clientId: z.string().min(1),
  /** Absent for a public client, or in a copy that was made to be shared. */
  clientSecret: z.exactOptional(z.string().min(1)),
  clientAuthentication: clientAuthenticationSchema,
  /** Only the registered way of authentication is taken: a client registered for Basic credentials cannot post its secret. */
  strictClientAuthentication: z.exactOptional(z.boolean()),
  /** Compared character by character (RFC 9700, section 4.1.3). */
  redirectUris: z.array(httpUrlSchema).min(1),
  requirePkce: z.boolean(),
  idTokenAlgorithm: idTokenAlgorithmSchema,
  /** `pairwise`: another `sub` for each client (OpenID Connect Core, section 8). */
  subject: z.enum(["public", "pairwise"]),
  scopes: z.array(z.enum(["openid", "profile", "email", "groups"])),
  codeLifetimeSeconds: lifetimeSecondsSchema,
  tokenLifetimeSeconds: lifetimeSecondsSchema,
  claims: z.array(claimMappingSchema),
  /** Where the client is told that a session is over (OpenID Connect Back-Channel Logout); absent: it is not told. */
  backchannelLogoutUri: z.exactOptional(httpUrlSchema),
  /** Where a browser may be sent after a logout that the client began (OpenID Connect RP-Initiated Logout). */
  postLogoutRedirectUris: z.exactOptional(z.array(httpUrlSchema)),
});

export type OidcConnection = z.infer<typeof oidcConnectionSchema>;

/** An application's own settings as an OpenID Connect relying party. */
export const oidcRelyingPartySchema = z.strictObject({
  /** The identity provider's issuer identifier; everything else is discovered from it. */
  issuer: httpUrlSchema,
  clientId: z.string().min(1),
  clientSecret: z.exactOptional(z.string().min(1)),
  clientAuthentication: clientAuthenticationSchema,
  redirectUri: httpUrlSchema,
  scopes: z.array(z.string().min(1)).min(1),
  /** Allow-list; `none` and symmetric algorithms are never accepted. */
  algorithms: z.array(idTokenAlgorithmSchema).min(1),
  pkce: z.boolean(),
  /** Asks userinfo as well, and takes claims that the ID token does not carry from there. */
  userinfo: z.boolean(),
  acrValues: z.exactOptional(z.array(z.string().min(1))),
  prompt: z.exactOptional(z.enum(["none", "login"])),
  maxAgeSeconds: z.exactOptional(z.int().min(0)),
  clockSkewSeconds: z.int().min(0).max(3600),
  /**
   * Takes logout tokens at `/oidc/backchannel-logout`, and ends the sessions that they name (OpenID Connect Back-Channel
   * Logout). Absent: no.
   */
  backchannelLogout: z.exactOptional(z.boolean()),
  /**
   * Signing out here signs out at the identity provider too, which sends the browser back to this address (OpenID Connect
   * RP-Initiated Logout). Its path is `/oidc/signed-out`. Absent: signing out ends the application's own session alone.
   */
  postLogoutRedirectUri: z.exactOptional(httpUrlSchema),
});

export type OidcRelyingParty = z.infer<typeof oidcRelyingPartySchema>;
