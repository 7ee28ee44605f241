import type { KeyObject } from "node:crypto";
import { importCertificateKey } from "../key-import.ts";
import { isJsonObject, type Json, type JsonObject, memberOf } from "./json-object.ts";
import { importPublicJwk, isKeyFor } from "./jwk-import.ts";
import type { IdTokenAlgorithm } from "./settings.ts";

/** A JWK Set (RFC 7517, section 5). */
export interface JwkSet {
  readonly keys: readonly JsonObject[];
}

/** A key of the provider as far as others may see it. */
export interface PublishedKey {
  readonly id: string;
  readonly algorithm: IdTokenAlgorithm;
  /** X.509 certificate in PEM. */
  readonly certificate: string;
}

/**
 * The key set that a provider publishes: every key of a rollover, whether it signs yet or still, so that nobody is
 * surprised by the next one (OpenID Connect Core, section 10.1.1). A certificate that cannot be read is left out.
 */
export function buildJwks(keys: readonly PublishedKey[]): JwkSet {
  return { keys: keys.map(buildJwk).filter((jwk) => jwk !== undefined) };
}

function buildJwk({ id, algorithm, certificate }: PublishedKey): JsonObject | undefined {
  const exported: unknown = importCertificateKey(certificate)?.export({ format: "jwk" });
  if (!isJsonObject(exported)) return undefined;
  const { kty, n, e, crv, x, y } = exported;
  const members: [string, Json | undefined][] = Object.entries({
    kty,
    use: "sig",
    alg: algorithm,
    kid: id,
    n,
    e,
    crv,
    x,
    y,
  });
  return Object.fromEntries(members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** The document as a JWK Set; undefined where it is none. Members of `keys` that are no objects are left out. */
export function parseJwks(document: JsonObject): { keys: JsonObject[] } | undefined {
  const keys = memberOf(document, "keys");
  return Array.isArray(keys) ? { keys: keys.filter(isJsonObject) } : undefined;
}

/** The key that a token says it was signed with, or why there is none. */
export type FoundKey =
  | { readonly found: true; readonly key: KeyObject; readonly kid?: string }
  | { readonly found: false; readonly why: string };

/**
 * Picks the one key of the set that fits the token's header: its `kid` where it names one, else the only key for that
 * algorithm (OpenID Connect Core, section 10.1). A key for another algorithm, key type or use never fits (RFC 8725, section 3.1).
 */
export function findVerificationKey(jwks: JwkSet, algorithm: IdTokenAlgorithm, kid: Json | undefined): FoundKey {
  const named = jwks.keys.filter((jwk) => kid === undefined || jwk.kid === kid);
  if (named.length === 0) return { found: false, why: "the key set has no key of that id" };
  const [jwk, ...others] = named.filter((candidate) => isFor(candidate, algorithm));
  if (jwk === undefined) return { found: false, why: `the key set has no such key for ${algorithm}` };
  if (others.length > 0) return { found: false, why: "several keys fit, and the token does not say which" };
  const key = importPublicJwk(jwk);
  if (key === undefined || !isKeyFor(key, algorithm))
    return { found: false, why: "the key cannot be read, or is too short" };
  return { found: true, key, ...(typeof jwk.kid === "string" ? { kid: jwk.kid } : {}) };
}

function isFor(jwk: JsonObject, algorithm: IdTokenAlgorithm): boolean {
  const { kty, crv, use = "sig", alg = algorithm } = jwk;
  const rightType = algorithm === "RS256" ? kty === "RSA" : kty === "EC" && crv === "P-256";
  return rightType && use === "sig" && alg === algorithm;
}
