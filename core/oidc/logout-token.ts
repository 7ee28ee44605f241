import { CompactSign } from "jose";
import { numericDate } from "../time.ts";
import type { IdTokenKey } from "./id-token.ts";

/** The one event that a logout token tells of (OpenID Connect Back-Channel Logout, section 2.4). */
export const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

/** The type that keeps a logout token from being taken for another one (the same section; RFC 8725, section 3.11). */
export const LOGOUT_TOKEN_TYPE = "logout+jwt";

/** A logout token is used at once: two minutes are what the specification recommends (the same section). */
const LIFETIME_SECONDS = 120;

/** What a logout token says. */
export interface LogoutTokenContent {
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string;
  readonly sessionId: string;
  /** Never used twice. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The claims of a logout token, under their names on the wire. There is no `nonce`, so that it is no ID token. */
export interface LogoutTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly sid: string;
  readonly events: Readonly<Record<string, Readonly<Record<string, never>>>>;
}

/** Builds the claims of a logout token (OpenID Connect Back-Channel Logout, section 2.4). */
export function buildLogoutTokenClaims(content: LogoutTokenContent): LogoutTokenClaims {
  const iat = numericDate(content.now);
  return {
    iss: content.issuer,
    sub: content.subject,
    aud: content.clientId,
    iat,
    exp: iat + LIFETIME_SECONDS,
    jti: content.id,
    sid: content.sessionId,
    events: { [LOGOUT_EVENT]: {} },
  };
}

/** The header of a logout token. */
export function buildLogoutTokenHeader({ id, algorithm }: Pick<IdTokenKey, "id" | "algorithm">) {
  return { alg: algorithm, typ: LOGOUT_TOKEN_TYPE, kid: id } as const;
}

/** Signs the claims: a JWS in compact form (RFC 7515, section 7.1). */
export async function signLogoutToken(claims: LogoutTokenClaims, key: IdTokenKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  return new CompactSign(payload).setProtectedHeader(buildLogoutTokenHeader(key)).sign(key.privateKey);
}
