import { constants, createCipheriv, type createPublicKey, publicEncrypt, X509Certificate } from "node:crypto";
import { RehearsalError } from "../errors.ts";
import type { Random } from "../random.ts";
import { buildElement } from "./canonical.ts";
import { ALGORITHM, NAMESPACE } from "./names.ts";
import { buildKeyInfo } from "./signature.ts";

/** Whom an assertion is encrypted for. */
export interface EncryptionTarget {
  /** PEM, around an RSA key. */
  readonly certificate: string;
  /** Where the content key and the vector come from. */
  readonly random: Random;
}

/**
 * The assertion as an EncryptedAssertion that only the owner of the certificate's key can read: AES-256-GCM with a fresh
 * key, which RSA-OAEP wraps (XML Encryption 1.1, sections 5.2.4 and 5.5.2; SAML core, section 2.3.4). `assertion` is
 * encrypted as it is, a signature included. Throws `SAML_ENCRYPTION_CERTIFICATE` for what is no RSA certificate.
 *
 * Written here rather than with a library, since a Response that is signed around it needs it in exclusive canonical
 * form. The padding of RSA-OAEP is the machine's randomness, so that an encrypted part never repeats.
 */
export function buildEncryptedAssertion(assertion: string, { certificate, random }: EncryptionTarget): string {
  const key = random.bytes(32);
  const methods = {
    data: buildElement("xenc:EncryptionMethod", { Algorithm: ALGORITHM.aes256Gcm }),
    // Without a DigestMethod both the digest and MGF1 are SHA-1, which every library can read and no attack reaches.
    key: buildElement("xenc:EncryptionMethod", { Algorithm: ALGORITHM.rsaOaep }),
  };
  const encryptedKey = buildElement(
    "xenc:EncryptedKey",
    {},
    methods.key + buildKeyInfo(certificate) + buildCipherData(wrapKey(key, certificate)),
  );
  const encryptedData = buildElement(
    "xenc:EncryptedData",
    { "xmlns:xenc": NAMESPACE.encryption, Type: ALGORITHM.encryptedElement },
    methods.data +
      buildElement("ds:KeyInfo", { "xmlns:ds": NAMESPACE.signature }, encryptedKey) +
      buildCipherData(encryptText(assertion, key, random.bytes(12))),
  );
  return buildElement("saml:EncryptedAssertion", { "xmlns:saml": NAMESPACE.assertion }, encryptedData);
}

/** XML Encryption 1.1, section 5.2.4: a vector of 96 bits, the cipher text, and a tag of 128 bits. */
function encryptText(text: string, key: Uint8Array, vector: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, vector);
  return Buffer.concat([vector, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function wrapKey(key: Uint8Array, certificate: string): Buffer {
  return publicEncrypt(
    { key: publicKeyOf(certificate), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
    key,
  );
}

function publicKeyOf(certificate: string): ReturnType<typeof createPublicKey> {
  try {
    const { publicKey } = new X509Certificate(certificate);
    if (publicKey.asymmetricKeyType === "rsa") return publicKey;
  } catch {
    // Not a certificate at all: refused below.
  }
  throw new RehearsalError(
    "SAML_ENCRYPTION_CERTIFICATE",
    "The application's encryption certificate is not an X.509 certificate in PEM around an RSA key.",
  );
}

function buildCipherData(bytes: Buffer): string {
  return buildElement("xenc:CipherData", {}, buildElement("xenc:CipherValue", {}, bytes.toString("base64")));
}
