import { getVerifiedXml } from "@node-saml/node-saml/lib/xml.js";
import { DOMParser } from "@xmldom/xmldom";
import { importCertificateKey } from "../key-import.ts";
import { signatureProblem } from "./check-signature.ts";
import type { ReceivedLogout } from "./logout-binding.ts";
import { ALGORITHM, NAMESPACE } from "./names.ts";
import { verifyRedirectSignature } from "./redirect-binding.ts";
import { child, childrenNamed, parseXmlDocument, type XmlElement } from "./xml.ts";

/** What a signature was found to be. `element`: the message as it was signed, and all that may be read from now on. */
export type LogoutSignature =
  | { readonly kind: "verified"; readonly element: XmlElement }
  | { readonly kind: "unsigned" }
  | { readonly kind: "refused"; readonly problem: string };

/**
 * The message in what came, before anything is verified: the root, or over SOAP the one element of the Body. Throws a
 * RehearsalError where it is no XML.
 */
export function readLogoutElement({ xml = "", binding }: ReceivedLogout): XmlElement | undefined {
  const root = parseXmlDocument(xml);
  if (binding !== "soap") return root;
  if (root.namespace !== NAMESPACE.soap || root.localName !== "Envelope") return undefined;
  const body = childrenNamed(root, NAMESPACE.soap, "Body");
  const content = body[0]?.children ?? [];
  return body.length === 1 && content.length === 1 ? content[0] : undefined;
}

/**
 * Verifies the signature with one of the PEM certificates: that of the URL with HTTP-Redirect, else the one inside the
 * message (SAML bindings, sections 3.4.4.1 and 3.5.5.2; core, section 5). RSA with SHA-2 only.
 */
export function verifyLogout(
  received: ReceivedLogout,
  element: XmlElement,
  certificates: readonly string[],
): LogoutSignature {
  return received.redirect === undefined
    ? verifyInside(received, element, certificates)
    : verifyUrl(received.redirect, element, certificates);
}

function verifyUrl(
  redirect: NonNullable<ReceivedLogout["redirect"]>,
  element: XmlElement,
  certificates: readonly string[],
): LogoutSignature {
  const { signature, sigAlg } = redirect;
  if (signature === undefined && sigAlg === undefined) return { kind: "unsigned" };
  if (sigAlg !== ALGORITHM.rsaSha256)
    return { kind: "refused", problem: `it is signed with ${sigAlg ?? "no SigAlg"}, and only RSA-SHA256 is accepted` };
  return verifyRedirectSignature(redirect, certificates)
    ? { kind: "verified", element }
    : { kind: "refused", problem: "the signature of the URL does not verify" };
}

function verifyInside(
  { xml = "", binding }: ReceivedLogout,
  element: XmlElement,
  certificates: readonly string[],
): LogoutSignature {
  if (child(element, NAMESPACE.signature, "Signature") === undefined) return { kind: "unsigned" };
  const problem = signatureProblem(element);
  if (problem !== undefined) return { kind: "refused", problem };
  const signed = signedXml(xml, binding === "soap", certificates);
  if (signed === undefined) return { kind: "refused", problem: "the signature does not verify" };
  // From the very bytes that were signed, so that nothing around them can say anything else.
  return { kind: "verified", element: parseXmlDocument(signed) };
}

/** The canonical bytes that the signature covers; undefined where it does not verify. */
function signedXml(xml: string, inEnvelope: boolean, certificates: readonly string[]): string | undefined {
  try {
    const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
    const element = inEnvelope ? onlyElement(onlyElement(root, "Body"), undefined) : root;
    if (element === undefined) return undefined;
    return getVerifiedXml(xml, element, certificates.flatMap(rsaKeyOf)) ?? undefined;
  } catch {
    return undefined;
  }
}

function onlyElement(parent: Element | undefined, localName: string | undefined): Element | undefined {
  const elements = Array.from(parent?.childNodes ?? []).filter((node): node is Element => node.nodeType === 1);
  const named = elements.filter((each) => localName === undefined || each.localName === localName);
  return named.length === 1 ? named[0] : undefined;
}

/** As text of the public key, which is all that verifying takes: the certificate itself is trusted as it was registered. */
export function rsaKeyOf(pem: string): readonly string[] {
  const key = importCertificateKey(pem);
  return key?.asymmetricKeyType === "rsa" ? [key.export({ format: "pem", type: "spki" }).toString()] : [];
}
