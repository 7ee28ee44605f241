import { hash, type KeyObject } from "node:crypto";
import { CompactSign } from "jose";
import { numericDate } from "../time.ts";
import { AUTHENTICATION_CONTEXT } from "./names.ts";
import type { IdTokenAlgorithm } from "./settings.ts";

/** What an ID token says. Times in milliseconds since the epoch. */
export interface IdTokenContent {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string;
  readonly now: number;
  readonly lifetimeSeconds: number;
  readonly authenticatedAt: number;
  /** How the person proved who they are (RFC 8176). */
  readonly methods: readonly string[];
  readonly sessionId: string;
  /** Of the request, where it had one. */
  readonly nonce?: string | undefined;
  /** The access token that is issued beside it. */
  readonly accessToken: string;
  /** Claims about the person. One with a name of the protocol's own is overruled. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The claims of an ID token, under their names on the wire (OpenID Connect Core, sections 2 and 3.1.3.6). */
export interface IdTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly exp: number;
  readonly iat: number;
  readonly auth_time: number;
  readonly nonce?: string;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly sid: string;
  readonly at_hash: string;
  readonly [claim: string]: unknown;
}

/** Builds the claims of an ID token: those about the person last, as a reader expects them. */
export function buildIdTokenClaims(content: IdTokenContent): IdTokenClaims {
  const { issuer: iss, subject: sub, clientId: aud, nonce, methods, sessionId: sid } = content;
  const iat = numericDate(content.now);
  const exp = iat + content.lifetimeSeconds;
  const auth_time = numericDate(content.authenticatedAt);
  const acr = authenticationContextOf(methods);
  const amr = [...methods];
  const at_hash = buildAtHash(content.accessToken);
  const claims: IdTokenClaims & Record<string, unknown> =
    nonce === undefined
      ? { iss, sub, aud, exp, iat, auth_time, acr, amr, sid, at_hash }
      : { iss, sub, aud, exp, iat, auth_time, nonce, acr, amr, sid, at_hash };
  for (const [name, value] of Object.entries(content.claims)) {
    if (!Object.hasOwn(claims, name)) claims[name] = value;
  }
  return claims;
}

/** The `acr` that these methods amount to. */
export function authenticationContextOf(methods: readonly string[]): string {
  return methods.includes("mfa")
    ? AUTHENTICATION_CONTEXT.multiFactor
    : AUTHENTICATION_CONTEXT.passwordProtectedTransport;
}

/** `at_hash`: the left half of the access token's SHA-256, in base64url (OpenID Connect Core, section 3.1.3.6). */
export function buildAtHash(accessToken: string): string {
  const leftHalf = hash("sha256", accessToken, "binary").slice(0, 16);
  return Buffer.from(leftHalf, "binary").toString("base64url");
}

/** The key that signs, and how others find its public part. */
export interface IdTokenKey {
  readonly id: string;
  readonly algorithm: IdTokenAlgorithm;
  readonly privateKey: KeyObject;
}

/** The header of an ID token (RFC 7515, section 4.1). */
export function buildIdTokenHeader({ id, algorithm }: Pick<IdTokenKey, "id" | "algorithm">) {
  return { alg: algorithm, typ: "JWT", kid: id } as const;
}

const UTF8 = new TextEncoder();

/** Signs the claims: a JWS in compact form (RFC 7515, section 7.1). */
export async function signIdToken(claims: IdTokenClaims, key: IdTokenKey): Promise<string> {
  const payload = UTF8.encode(JSON.stringify(claims));
  return new CompactSign(payload).setProtectedHeader(buildIdTokenHeader(key)).sign(key.privateKey);
}
