import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { type Extension, Name, X509CertificateGenerator } from "@peculiar/x509";
import type { SigningKey } from "../idp/identity-provider.ts";
import { isoInstant } from "../time.ts";

/** What a new key is for. */
export interface KeyRequest {
  readonly algorithm: SigningKey["algorithm"];
  /** CN of its certificate; what is beyond 64 characters is left out (RFC 5280, appendix A.1, `ub-common-name`). */
  readonly commonName: string;
  /** When its certificate begins to be valid, in milliseconds since the epoch. */
  readonly notBefore: number;
  /** For how long its certificate is valid. */
  readonly years: number;
  /** What else its certificate says (RFC 5280, section 4.2); nothing unless told otherwise. */
  readonly extensions?: readonly Extension[];
}

/** A private key (PKCS#8) and the self-signed certificate around its public key, both in PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly certificate: string;
}

/** RFC 7518, section 3.1, in the words of Web Cryptography. */
const KEY_ALGORITHM = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ES256: { name: "ECDSA", hash: "SHA-256", namedCurve: "P-256" },
} as const;

/**
 * Makes an RSA key of 2048 bits for RS256, or a key on P-256 for ES256, from the machine's randomness. Parties in a
 * federation trust the key itself, so that its certificate is signed by itself and carries no extension of its own accord.
 */
export async function createKeyPair(request: KeyRequest): Promise<KeyPair> {
  const algorithm = KEY_ALGORITHM[request.algorithm];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const notAfter = new Date(request.notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + request.years);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: new Name([{ CN: [[...request.commonName].slice(0, 64).join("")] }]),
      notBefore: new Date(request.notBefore),
      notAfter,
      signingAlgorithm: algorithm,
      keys,
      extensions: [...(request.extensions ?? [])],
    },
    webcrypto as Crypto,
  );
  return { privateKey: await exportPrivateKey(keys.privateKey), certificate: `${certificate.toString("pem")}\n` };
}

/** Makes a key that an identity provider signs with: active, and created when its certificate begins to be valid. */
export async function createSigningKey(
  request: KeyRequest & { readonly id?: string; readonly status?: SigningKey["status"] },
): Promise<SigningKey> {
  const { privateKey, certificate } = await createKeyPair(request);
  return {
    id: request.id ?? `${request.algorithm.toLowerCase()}-1`,
    algorithm: request.algorithm,
    status: request.status ?? "active",
    privateKey,
    certificate,
    createdAt: isoInstant(request.notBefore),
  };
}

async function exportPrivateKey(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END PRIVATE KEY-----\n`;
}
