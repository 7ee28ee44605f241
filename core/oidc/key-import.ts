import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { JsonObject } from "./json-object.ts";
import type { IdTokenAlgorithm } from "./settings.ts";

/**
 * Keys as the crypto library wants them. Importing one costs more than verifying with it, so what was imported is kept:
 * a pure memo of text that never changes, bounded, and holding no more than the text it is asked with.
 */

/** Keys kept at the most by each memo; a workspace has a handful. */
const KEPT = 64;

/** The private key in a PKCS#8 PEM; undefined where it cannot be read. */
export const importPrivateKey = memo((pem) => createPrivateKey(pem));

/** The public key in an X.509 certificate PEM; undefined where it cannot be read. */
export const importCertificateKey = memo((pem) => createPublicKey(pem));

const importJwkText = memo((text) => createPublicKey({ key: JSON.parse(text), format: "jwk" }));

/** The public key in a JWK (RFC 7517); undefined where it cannot be read. Private members are never looked at. */
export function importPublicJwk(jwk: JsonObject): KeyObject | undefined {
  const { kty, n, e, crv, x, y } = jwk;
  return importJwkText(JSON.stringify({ kty, n, e, crv, x, y }));
}

/** Tells whether a key may be used with the algorithm: RSA of 2048 bits and more, or on P-256 (RFC 7518, sections 3.3 and 3.4). */
export function isKeyFor(key: KeyObject, algorithm: IdTokenAlgorithm): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  return algorithm === "RS256"
    ? key.asymmetricKeyType === "rsa" && modulusLength >= 2048
    : key.asymmetricKeyType === "ec" && namedCurve === "prime256v1";
}

function memo(read: (text: string) => KeyObject): (text: string) => KeyObject | undefined {
  const keys = new Map<string, KeyObject>();
  return (text) => {
    const known = keys.get(text);
    if (known !== undefined) return known;
    const key = readOrNothing(read, text);
    if (key === undefined) return undefined;
    if (keys.size >= KEPT) keys.clear();
    keys.set(text, key);
    return key;
  };
}

function readOrNothing(read: (text: string) => KeyObject, text: string): KeyObject | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}
