import { createPublicKey, type KeyObject } from "node:crypto";
import { memoOfKeys } from "../key-import.ts";
import type { JsonObject } from "./json-object.ts";
import type { IdTokenAlgorithm } from "./settings.ts";

const importJwkText = memoOfKeys((text) => createPublicKey({ key: JSON.parse(text), format: "jwk" }));

/** The public key in a JWK (RFC 7517); undefined where it cannot be read. Private members are never looked at. */
export function importPublicJwk(jwk: JsonObject): KeyObject | undefined {
  const known = imported.get(jwk);
  if (known !== undefined) return known;
  const { kty, n, e, crv, x, y } = jwk;
  const key = importJwkText(JSON.stringify({ kty, n, e, crv, x, y }));
  if (key !== undefined) imported.set(jwk, key);
  return key;
}

/** A set that was read is kept for a day and looked into at every login; a JWK is never changed in place. */
const imported = new WeakMap<JsonObject, KeyObject>();

/** Tells whether a key may be used with the algorithm: RSA of 2048 bits and more, or on P-256 (RFC 7518, sections 3.3 and 3.4). */
export function isKeyFor(key: KeyObject, algorithm: IdTokenAlgorithm): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  return algorithm === "RS256"
    ? key.asymmetricKeyType === "rsa" && modulusLength >= 2048
    : key.asymmetricKeyType === "ec" && namedCurve === "prime256v1";
}
