import { createPrivateKey, createPublicKey } from "node:crypto";
import { SignedXml } from "xml-crypto";
import { encrypt } from "xml-encryption";
import { ALGORITHM, NAMESPACE } from "./names.ts";
import { type ProcessedResponse, processResponse, type ResponseInput } from "./process-response.ts";
import type { SamlServiceProvider } from "./settings.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE, type TestCertificate } from "./test-certificate.ts";

/**
 * For tests only: responses signed with `xml-crypto`, which is not how the product signs, and free to be wrong in every
 * way. Start from {@link GOOD_RESPONSE}, alter its text, then sign it.
 */

/** A key pair of an identity provider or of an application, PEM. */
export interface TestKey {
  readonly privateKey: string;
  readonly certificate: string;
}

/** The identity provider's. */
export const IDP_KEY: TestKey = keyOf(IDP_CERTIFICATE);

/** The application's, or a stranger's. */
export const OTHER_KEY: TestKey = keyOf(OTHER_CERTIFICATE);

function keyOf({ privateKeyPem, certificate }: TestCertificate): TestKey {
  return { privateKey: privateKeyPem, certificate };
}

/** When the good response was issued. It is good for five minutes. */
export const ISSUED_AT = Date.parse("2026-03-02T09:00:00Z");

/** The request that the good response answers. */
export const REQUEST_ID = "_request1";

/** Everything as it should be, but not signed yet. */
export const GOOD_RESPONSE = [
  `<samlp:Response xmlns:samlp="${NAMESPACE.protocol}" xmlns:saml="${NAMESPACE.assertion}" ID="_response1" Version="2.0" IssueInstant="2026-03-02T09:00:00Z" Destination="https://acme.test/saml/acs" InResponseTo="${REQUEST_ID}">`,
  `<saml:Issuer>https://idp.test/saml</saml:Issuer>`,
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>`,
  `<saml:Assertion xmlns:saml="${NAMESPACE.assertion}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="_assertion1" Version="2.0" IssueInstant="2026-03-02T09:00:00Z">`,
  `<saml:Issuer>https://idp.test/saml</saml:Issuer>`,
  `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@acme.test</saml:NameID>`,
  `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${REQUEST_ID}" NotOnOrAfter="2026-03-02T09:05:00Z" Recipient="https://acme.test/saml/acs"/></saml:SubjectConfirmation></saml:Subject>`,
  `<saml:Conditions NotBefore="2026-03-02T09:00:00Z" NotOnOrAfter="2026-03-02T09:05:00Z"><saml:AudienceRestriction><saml:Audience>https://acme.test/saml</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
  `<saml:AuthnStatement AuthnInstant="2026-03-02T08:59:00Z" SessionIndex="_session1" SessionNotOnOrAfter="2026-03-02T17:00:00Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
  `<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>ada@acme.test</saml:AttributeValue></saml:Attribute><saml:Attribute Name="groups"><saml:AttributeValue>Engineering</saml:AttributeValue><saml:AttributeValue>Admins</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
  `</saml:Assertion></samlp:Response>`,
].join("");

/** How to sign. What is left out is as it should be. */
export interface TestSigning {
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
  readonly canonicalization?: string;
  readonly transforms?: readonly string[];
}

/** Signs the first Assertion or the Response of `xml` in place, enveloped, its signature after its Issuer. */
export function signElement(
  xml: string,
  element: "Assertion" | "Response",
  key: TestKey,
  how: TestSigning = {},
): string {
  const path = `//*[local-name(.)='${element}']`;
  const signer = new SignedXml({
    privateKey: createPrivateKey(key.privateKey),
    publicCert: key.certificate,
    signatureAlgorithm: how.signatureAlgorithm ?? ALGORITHM.rsaSha256,
    canonicalizationAlgorithm: how.canonicalization ?? ALGORITHM.exclusiveCanonical,
  });
  signer.addReference({
    xpath: path,
    transforms: how.transforms ?? [ALGORITHM.envelopedSignature, ALGORITHM.exclusiveCanonical],
    digestAlgorithm: how.digestAlgorithm ?? ALGORITHM.sha256,
  });
  signer.computeSignature(xml, {
    prefix: "ds",
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: "after" },
  });
  return signer.getSignedXml();
}

/** Signs the assertion, the response, or the one and then the other. */
export function signResponse(
  xml: string,
  what: "assertion" | "response" | "both" | "nothing",
  key: TestKey,
  how: TestSigning = {},
): string {
  const inner = what === "assertion" || what === "both" ? signElement(xml, "Assertion", key, how) : xml;
  return what === "response" || what === "both" ? signElement(inner, "Response", key, how) : inner;
}

/** Puts the assertion into an EncryptedAssertion that only the key's owner can read. */
export async function encryptAssertion(xml: string, key: TestKey): Promise<string> {
  const [assertion = ""] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml) ?? [];
  const encrypted = await new Promise<string>((resolve, reject) => {
    const options = {
      rsa_pub: createPublicKey(key.certificate).export({ format: "pem", type: "spki" }).toString(),
      pem: key.certificate,
      encryptionAlgorithm: "http://www.w3.org/2009/xmlenc11#aes256-gcm",
      keyEncryptionAlgorithm: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    } as const;
    encrypt(assertion, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return xml.replace(assertion, () => `<saml:EncryptedAssertion>${encrypted}</saml:EncryptedAssertion>`);
}

/** As a browser posts it. */
export function toBase64(xml: string): string {
  return Buffer.from(xml, "utf8").toString("base64");
}

/** The application that the good response is for. It trusts whoever the test says. */
export const TEST_SETTINGS: SamlServiceProvider = {
  entityId: "https://acme.test/saml",
  acsUrl: "https://acme.test/saml/acs",
  trust: { kind: "pinned", entityId: "https://idp.test/saml", ssoUrl: "https://idp.test/saml/sso", certificates: [] },
  signRequests: false,
  want: "assertionSigned",
  wantEncrypted: false,
  forceAuthn: false,
  isPassive: false,
  allowUnsolicited: false,
  clockSkewSeconds: 0,
  unsafeChecksOff: [],
};

/** Pieces of text and what takes their place. */
export type Replacements = readonly (readonly [piece: string | RegExp, replacement: string])[];

/** How one case departs from a good response that arrives in good time. */
export interface Departure {
  /** Before signing. */
  readonly alter?: Replacements;
  /** After signing and encrypting. */
  readonly tamper?: Replacements;
  readonly sign?: "assertion" | "response" | "both" | "nothing";
  readonly how?: TestSigning;
  /** The key that signs, where it is not the identity provider's. */
  readonly key?: TestKey;
  readonly encryptFor?: TestKey;
  readonly settings?: Partial<SamlServiceProvider>;
  readonly input?: Partial<ResponseInput>;
}

/** Has the application process a response that departs from the good one. */
export async function processDeparture(
  departure: Departure,
  trusted: readonly TestKey[] = [IDP_KEY],
): Promise<ProcessedResponse> {
  const { alter = [], tamper = [], sign = "assertion", key = IDP_KEY, how, encryptFor } = departure;
  const signed = signResponse(replaceAll(GOOD_RESPONSE, alter), sign, key, how);
  const sent = encryptFor === undefined ? signed : await encryptAssertion(signed, encryptFor);
  return processResponse(testInput(toBase64(replaceAll(sent, tamper)), departure, trusted));
}

/** What the application knows beside the posted response. */
export function testInput(
  samlResponse: string,
  { settings, input }: Pick<Departure, "settings" | "input"> = {},
  trusted: readonly TestKey[] = [IDP_KEY],
): ResponseInput {
  return {
    samlResponse,
    settings: { ...TEST_SETTINGS, ...settings },
    settingPath: "applications/acme/saml",
    trusted: { entityId: "https://idp.test/saml", certificates: trusted.map(({ certificate }) => certificate) },
    now: ISSUED_AT,
    requestStatus: (id) => (id === REQUEST_ID ? "pending" : "unknown"),
    isConsumed: () => false,
    ...input,
  };
}

/** Each replacement must find something, so that no case passes by doing nothing. */
export function replaceAll(text: string, replacements: Replacements): string {
  return replacements.reduce((before, [piece, replacement]) => {
    const after = before.replace(piece, () => replacement);
    if (after === before) throw new Error(`Nothing to replace: ${piece}`);
    return after;
  }, text);
}
