import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { buildIdpMetadata, buildSpMetadata, parseIdpMetadata } from "./metadata.ts";
import { NAMESPACE } from "./names.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "./test-certificate.ts";
import { child, parseXmlDocument } from "./xml.ts";

const IDP = {
  entityId: "https://idp.test/saml?a=1&b=2",
  ssoUrl: "https://idp.test/saml/sso",
  certificates: [IDP_CERTIFICATE.certificate, OTHER_CERTIFICATE.certificate],
  nameIdFormats: ["emailAddress", "persistent"],
} as const;

const XML = buildIdpMetadata(IDP);

function altered(from: string | RegExp, to: string): string {
  const xml = XML.replace(from, to);
  if (xml === XML) throw new Error(`${from} is not there to be replaced`);
  return xml;
}

describe("the identity provider's metadata", () => {
  it("is read as it was written, with both certificates of a rollover in their order", () => {
    const { nameIdFormats: _, ...expected } = IDP;
    expect(parseIdpMetadata(XML)).toEqual(expected);
  });

  it("is read without the keys that are for encryption", () => {
    const { certificates } = parseIdpMetadata(altered('use="signing"', 'use="encryption"'));
    expect(certificates).toEqual([OTHER_CERTIFICATE.certificate]);
  });

  it("is read with the keys that are for any use", () => {
    expect(parseIdpMetadata(altered(/ use="signing"/g, "")).certificates).toHaveLength(2);
  });

  it.each([
    [
      "SAML_METADATA_XML",
      "<a",
      "The XML is not well-formed: document must contain a root element, at line 1, column 2.",
    ],
    ["SAML_METADATA_TYPE", "<a/>", "The document is a a, not an EntityDescriptor of SAML 2.0."],
    ["SAML_METADATA_ENTITY_ID", altered(/ entityID="[^"]*"/, ""), "The metadata has no entityID."],
    [
      "SAML_METADATA_ROLE",
      altered(/IDPSSODescriptor/g, "SPSSODescriptor"),
      "The metadata describes no identity provider that speaks SAML 2.0.",
    ],
    [
      "SAML_METADATA_ROLE",
      altered(
        'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"',
        'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"',
      ),
      "The metadata describes no identity provider that speaks SAML 2.0.",
    ],
    [
      "SAML_METADATA_SSO",
      altered("HTTP-Redirect", "HTTP-POST"),
      "The metadata names no SingleSignOnService for HTTP-Redirect with an http or https URL.",
    ],
    [
      "SAML_METADATA_SSO",
      altered('Location="https:', 'Location="javascript:'),
      "The metadata names no SingleSignOnService for HTTP-Redirect with an http or https URL.",
    ],
    [
      "SAML_METADATA_CERTIFICATE",
      altered(/use="signing"/g, 'use="encryption"'),
      "The metadata has no certificate for signing.",
    ],
    [
      "SAML_METADATA_CERTIFICATE",
      altered("<ds:X509Certificate>", "<ds:X509Certificate>AAAA"),
      "The metadata has an X509Certificate that cannot be read.",
    ],
  ])("is refused with %s", (code, xml, message) => {
    const problem = problemOf(xml);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toBe(message);
  });

  it("is refused with a code, however it is damaged", () => {
    fc.assert(
      fc.property(fc.nat(XML.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, length, put) => {
        const problem = problemOf(XML.slice(0, at) + put + XML.slice(at + length));
        expect(problem?.code ?? "SAML_METADATA_").toMatch(/^SAML_METADATA_/);
      }),
    );
  });
});

describe("the application's metadata", () => {
  it("says where responses go, what it wants, and its key", () => {
    const entity = parseXmlDocument(
      buildSpMetadata({
        entityId: "https://app.test/saml",
        acsUrl: "https://app.test/saml/acs",
        signRequests: true,
        certificate: OTHER_CERTIFICATE.certificate,
        wantAssertionsSigned: false,
        nameIdFormat: "persistent",
      }),
    );
    const role = child(entity, NAMESPACE.metadata, "SPSSODescriptor");
    expect(entity.attributes).toEqual({ entityID: "https://app.test/saml" });
    expect(role?.attributes).toMatchObject({ AuthnRequestsSigned: "true", WantAssertionsSigned: "false" });
    expect(role?.children.map(({ localName }) => localName)).toEqual([
      "KeyDescriptor",
      "NameIDFormat",
      "AssertionConsumerService",
    ]);
    expect(child(role, NAMESPACE.metadata, "AssertionConsumerService")?.attributes).toEqual({
      Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
      Location: "https://app.test/saml/acs",
      index: "0",
      isDefault: "true",
    });
  });
});

/** The coded error, undefined where there is none; anything else that is thrown fails the test. */
function problemOf(xml: string): RehearsalError | undefined {
  try {
    parseIdpMetadata(xml);
    return undefined;
  } catch (problem) {
    if (problem instanceof RehearsalError) return problem;
    throw problem;
  }
}
