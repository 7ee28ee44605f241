import { NAMESPACE } from "./names.ts";
import { child, childrenNamed, type XmlElement } from "./xml.ts";

/** A Response as it came: nothing in it is to be believed before its signature is verified (SAML core, section 3.3.3). */
export interface ReceivedResponse {
  readonly element: XmlElement;
  readonly version: string | undefined;
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly issuers: readonly string[];
  readonly status: ReceivedStatus;
  /** Signatures that stand directly in the Response. */
  readonly signatures: readonly XmlElement[];
  /** Assertions directly in the Response. */
  readonly assertions: readonly XmlElement[];
  readonly encryptedAssertions: readonly XmlElement[];
  /** Assertions anywhere in the message, encrypted or not: a second one may be an attempt at signature wrapping. */
  readonly assertionsAnywhere: number;
}

/** SAML core, section 3.2.2: codes from the outermost inwards. */
export interface ReceivedStatus {
  readonly codes: readonly string[];
  readonly message: string | undefined;
}

/** Picks a Response apart. */
export function readResponse(element: XmlElement): ReceivedResponse {
  return {
    element,
    version: element.attributes.Version,
    destination: element.attributes.Destination,
    inResponseTo: element.attributes.InResponseTo,
    issuers: childrenNamed(element, NAMESPACE.assertion, "Issuer").map(({ text }) => text),
    status: readStatus(element),
    signatures: childrenNamed(element, NAMESPACE.signature, "Signature"),
    assertions: childrenNamed(element, NAMESPACE.assertion, "Assertion"),
    encryptedAssertions: childrenNamed(element, NAMESPACE.assertion, "EncryptedAssertion"),
    assertionsAnywhere: [...descendantsNamed(element, "Assertion"), ...descendantsNamed(element, "EncryptedAssertion")]
      .length,
  };
}

/** Every element of that local name inside, at any depth and in any namespace. */
export function descendantsNamed(element: XmlElement, localName: string): readonly XmlElement[] {
  return element.children.flatMap((each) => [
    ...(each.localName === localName ? [each] : []),
    ...descendantsNamed(each, localName),
  ]);
}

function readStatus(response: XmlElement): ReceivedStatus {
  const status = child(response, NAMESPACE.protocol, "Status");
  return { codes: readStatusCodes(status), message: child(status, NAMESPACE.protocol, "StatusMessage")?.text };
}

function readStatusCodes(parent: XmlElement | undefined): readonly string[] {
  const code = child(parent, NAMESPACE.protocol, "StatusCode");
  return code === undefined ? [] : [code.attributes.Value ?? "", ...readStatusCodes(code)];
}
