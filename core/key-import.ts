import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/**
 * Keys as the crypto library wants them. Importing one costs several times what verifying with it does, so what was
 * imported is kept: a pure memo of text that never changes, bounded, and holding no more than the text it is asked with.
 */

/** Keys kept at the most by each memo; a workspace has a handful. */
const KEPT = 64;

/** The private key in a PKCS#8 PEM; undefined where it cannot be read. */
export const importPrivateKey = memoOfKeys((pem) => createPrivateKey(pem));

/** The public key in an X.509 certificate PEM; undefined where it cannot be read. */
export const importCertificateKey = memoOfKeys((pem) => createPublicKey(pem));

/** `read`, which throws for what is no key, made to answer undefined then, and to remember the keys it has read. */
export function memoOfKeys(read: (text: string) => KeyObject): (text: string) => KeyObject | undefined {
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
