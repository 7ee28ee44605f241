import { getVerifiedXml } from "@node-saml/node-saml/lib/xml.js";
import { DOMParser } from "@xmldom/xmldom";
import { signatureProblem } from "./check-signature.ts";
import { NAMESPACE } from "./names.ts";
import { rsaKeyOf } from "./verify-logout.ts";
import { child, type XmlElement } from "./xml.ts";

/**
 * What the signature of a metadata document was found to be. `whole`: the document is as it was when the key of
 * `certificate`, in PEM and out of the document itself, signed it; whose key that is nobody has said.
 */
export type MetadataSignature =
  | { readonly kind: "unsigned" }
  | { readonly kind: "whole"; readonly certificate: string }
  | { readonly kind: "changed"; readonly certificate: string }
  | { readonly kind: "notChecked"; readonly problem: string };

/**
 * Holds a metadata document against its own signature (SAML metadata, section 3): the one over its root, with the
 * certificate that came along. RSA with SHA-2 only.
 */
export function verifyMetadata(xml: string, root: XmlElement): MetadataSignature {
  const signature = child(root, NAMESPACE.signature, "Signature");
  if (signature === undefined) return { kind: "unsigned" };
  const problem = signatureProblem(root);
  if (problem !== undefined) return { kind: "notChecked", problem };
  const certificate = certificateIn(signature);
  const keys = certificate === undefined ? [] : rsaKeyOf(certificate);
  if (certificate === undefined || keys.length === 0)
    return { kind: "notChecked", problem: "it comes without a certificate of an RSA key" };
  return { kind: isWhole(xml, keys) ? "whole" : "changed", certificate };
}

function certificateIn(signature: XmlElement): string | undefined {
  const keyInfo = child(signature, NAMESPACE.signature, "KeyInfo");
  const data = keyInfo === undefined ? undefined : child(keyInfo, NAMESPACE.signature, "X509Data");
  const found = data === undefined ? undefined : child(data, NAMESPACE.signature, "X509Certificate");
  return found === undefined ? undefined : buildCertificatePem(found.text);
}

/** A certificate in PEM from the base64 that metadata and signatures hold; not looked into. */
export function buildCertificatePem(base64: string): string {
  const lines = base64.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function isWhole(xml: string, keys: readonly string[]): boolean {
  try {
    const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
    return getVerifiedXml(xml, root, [...keys]) !== null;
  } catch {
    return false;
  }
}
