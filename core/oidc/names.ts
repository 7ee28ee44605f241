/** Identifiers of OpenID Connect that both sides use. */

/** Scopes that the identity provider knows (OpenID Connect Core, section 5.4; `groups` is everybody's own addition). */
export const SCOPES = ["openid", "profile", "email", "groups"] as const;

/**
 * Values of `acr` that the identity provider can meet, from weak to strong. The same identifiers as in SAML, so that one
 * policy reads alike in both protocols.
 */
export const AUTHENTICATION_CONTEXT = {
  passwordProtectedTransport: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
  /** REFEDS MFA profile, https://refeds.org/profile/mfa */
  multiFactor: "https://refeds.org/profile/mfa",
} as const;

/** Claims that belong to the protocol and say nothing about the person (OpenID Connect Core, section 2; RFC 7519). */
const PROTOCOL_CLAIMS: ReadonlySet<string> = new Set([
  "iss",
  "sub",
  "aud",
  "exp",
  "nbf",
  "iat",
  "jti",
  "auth_time",
  "nonce",
  "acr",
  "amr",
  "azp",
  "sid",
  "at_hash",
  "c_hash",
  "s_hash",
]);

/** Tells whether a claim belongs to the protocol, so that no mapping may set it. */
export function isProtocolClaim(name: string): boolean {
  return PROTOCOL_CLAIMS.has(name);
}
