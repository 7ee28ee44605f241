import { createHash, type KeyObject, sign } from "node:crypto";
import { buildElement } from "./canonical.ts";
import { ALGORITHM, NAMESPACE } from "./names.ts";

/** What a message is signed with. */
export interface SamlSigningKey {
  /** RSA. */
  readonly privateKey: KeyObject;
  /** X.509 in PEM; it is sent along, so that a receiver knows which of several certificates it is. */
  readonly certificate: string;
}

/**
 * A signed element: `build` writes it in exclusive canonical form around its Signature, and is called once with none to
 * get the bytes that are digested. That is the enveloped-signature transform done the other way round (XML Signature,
 * section 6.6.4; SAML core, section 5.4).
 */
export function signEnveloped(id: string, key: SamlSigningKey, build: (signature: string) => string): string {
  return build(buildSignature(build(""), id, key));
}

/** The base64 inside a PEM certificate, in one line. */
export function certificateBase64(pem: string): string {
  return pem.replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, "").replace(/\s+/g, "");
}

/** KeyInfo with the certificate. `ds` must be declared around it. */
export function buildKeyInfo(certificate: string, attributes: Readonly<Record<string, string>> = {}): string {
  const x509 = buildElement("ds:X509Certificate", {}, certificateBase64(certificate));
  return buildElement("ds:KeyInfo", attributes, buildElement("ds:X509Data", {}, x509));
}

/** RSA-SHA256 over the SignedInfo, which holds the SHA-256 of the canonical element. */
function buildSignature(canonical: string, id: string, key: SamlSigningKey): string {
  const digest = createHash("sha256").update(canonical, "utf8").digest("base64");
  // SignedInfo is canonicalized on its own: there the namespace is declared on it, here around it.
  const signed = buildSignedInfo(id, digest, { "xmlns:ds": NAMESPACE.signature });
  const value = sign("sha256", Buffer.from(signed, "utf8"), key.privateKey).toString("base64");
  return buildElement(
    "ds:Signature",
    { "xmlns:ds": NAMESPACE.signature },
    buildSignedInfo(id, digest, {}) + buildElement("ds:SignatureValue", {}, value) + buildKeyInfo(key.certificate),
  );
}

function buildSignedInfo(id: string, digest: string, declaration: Readonly<Record<string, string>>): string {
  const transforms = [ALGORITHM.envelopedSignature, ALGORITHM.exclusiveCanonical]
    .map((Algorithm) => buildElement("ds:Transform", { Algorithm }))
    .join("");
  const reference =
    buildElement("ds:Transforms", {}, transforms) +
    buildElement("ds:DigestMethod", { Algorithm: ALGORITHM.sha256 }) +
    buildElement("ds:DigestValue", {}, digest);
  return buildElement(
    "ds:SignedInfo",
    declaration,
    buildElement("ds:CanonicalizationMethod", { Algorithm: ALGORITHM.exclusiveCanonical }) +
      buildElement("ds:SignatureMethod", { Algorithm: ALGORITHM.rsaSha256 }) +
      buildElement("ds:Reference", { URI: `#${id}` }, reference),
  );
}
