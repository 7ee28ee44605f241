import { SAML } from "@node-saml/node-saml";
import fc from "fast-check";
import { IdentityProvider, ServiceProvider, setSchemaValidator } from "samlify";
import { describe, expect, it } from "vitest";
import { createSeededRandom } from "../random.ts";
import { buildIdpMetadata, buildSpMetadata } from "./metadata.ts";
import { NAME_ID_FORMAT, NAMESPACE, STATUS } from "./names.ts";
import { encodePost } from "./post-binding.ts";
import { buildResponse, type ResponseInput } from "./response.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "./test-certificate.ts";
import { ASSERTION, RESPONSE } from "./test-message.ts";
import { schemaErrors } from "./test-schema.ts";
import { child, childrenNamed, parseXmlDocument } from "./xml.ts";

/** Libraries that are not ours read what we write. They know no clock but the machine's, so the times are around now. */

const NOW = Math.floor(Date.now() / 1000) * 1000;

const LOGIN: ResponseInput = {
  ...RESPONSE,
  issueInstant: NOW,
  assertion: {
    ...ASSERTION,
    issueInstant: NOW,
    authnInstant: NOW - 60_000,
    notBefore: NOW - 60_000,
    notOnOrAfter: NOW + 300_000,
  },
};

const ENCRYPT_FOR = { certificate: OTHER_CERTIFICATE.certificate, random: createSeededRandom("libraries") };

const WAYS = [
  { name: "the assertion signed", sign: "assertion" },
  { name: "the response signed", sign: "response" },
  { name: "both signed", sign: "both" },
  { name: "the assertion signed, then encrypted", sign: "assertion", encryptFor: ENCRYPT_FOR },
  { name: "the assertion signed and encrypted, the response signed around it", sign: "both", encryptFor: ENCRYPT_FOR },
] as const;

describe("samlify", () => {
  setSchemaValidator({
    validate: async (xml: string) => {
      const errors = await schemaErrors("protocol", { message: xml });
      if (errors.length > 0) throw new Error(errors.join("\n"));
      return "valid";
    },
  });

  const metadata = buildIdpMetadata({
    entityId: "https://idp.test/saml",
    ssoUrl: "https://idp.test/saml/sso",
    certificates: [IDP_CERTIFICATE.certificate],
    nameIdFormats: ["emailAddress"],
  });

  function serviceProvider() {
    return ServiceProvider({
      metadata: buildSpMetadata({
        entityId: "https://app.test/saml",
        acsUrl: "https://app.test/saml/acs",
        signRequests: false,
        certificate: OTHER_CERTIFICATE.certificate,
        wantAssertionsSigned: true,
      }),
      encPrivateKey: OTHER_CERTIFICATE.privateKeyPem,
    });
  }

  async function parse(response: string, encrypted: boolean) {
    const idp = IdentityProvider({ metadata, isAssertionEncrypted: encrypted });
    return serviceProvider().parseLoginResponse(idp, "post", { body: { SAMLResponse: encodePost(response) } });
  }

  it.each(WAYS)("reads a login from both sides' metadata: $name", async ({ name: _, ...way }) => {
    const { extract } = await parse(await buildResponse({ ...LOGIN, ...way }), "encryptFor" in way);
    expect(extract).toMatchObject({
      issuer: "https://idp.test/saml",
      nameID: "ada@acme.test",
      audience: "https://app.test/saml",
      response: { destination: "https://app.test/saml/acs", inResponseTo: "_request1" },
      sessionIndex: { sessionIndex: "_session1" },
      attributes: { email: "ada@acme.test", groups: ["Engineering", "Admins"] },
    });
  });

  it("refuses one that was altered on its way", async () => {
    const response = await buildResponse(LOGIN);
    await expect(parse(response.replaceAll("ada@acme.test", "eve@acme.test"), false)).rejects.toThrow();
  });
});

describe("node-saml", () => {
  /** Lets node-saml's own time checks run, and keeps the XML that it verified. */
  class Watched extends SAML {
    signedXml = "";

    protected override getSignedAssertion(signedXml: string): Promise<string | null> {
      this.signedXml = signedXml;
      return super.getSignedAssertion(signedXml);
    }
  }

  async function validate(response: string, sign: ResponseInput["sign"]) {
    const library = new Watched({
      callbackUrl: "https://app.test/saml/acs",
      issuer: "https://app.test/saml",
      audience: "https://app.test/saml",
      idpCert: [OTHER_CERTIFICATE.certificate, IDP_CERTIFICATE.certificate],
      decryptionPvk: OTHER_CERTIFICATE.privateKeyPem,
      wantAuthnResponseSigned: sign !== "assertion",
      wantAssertionsSigned: sign !== "response",
    });
    const { profile } = await library.validatePostResponseAsync({ SAMLResponse: encodePost(response) });
    return { profile, signedXml: library.signedXml };
  }

  it.each(WAYS)("accepts a login: $name", async ({ name: _, ...way }) => {
    const { profile } = await validate(await buildResponse({ ...LOGIN, ...way }), way.sign);
    expect(profile).toMatchObject({
      issuer: "https://idp.test/saml",
      nameID: "ada@acme.test",
      nameIDFormat: NAME_ID_FORMAT.emailAddress,
      sessionIndex: "_session1",
      attributes: { email: "ada@acme.test", groups: ["Engineering", "Admins"] },
    });
  });

  it("takes a signed NoPassive for what it is, and any other error for an error", async () => {
    const { assertion: _, ...error } = { ...LOGIN, sign: "response" as const };
    const passive = await buildResponse({ ...error, status: { code: STATUS.responder, subCode: STATUS.noPassive } });
    expect((await validate(passive, "response")).profile).toBeNull();
    const denied = await buildResponse({
      ...error,
      status: { code: STATUS.requester, subCode: STATUS.requestDenied, message: "no" },
    });
    await expect(validate(denied, "response")).rejects.toThrow("SAML provider returned Requester error: no");
  });

  it("verifies whatever a value holds, and the value is read back as it was", async () => {
    const awkward = fc.constantFrom(
      "&",
      "<",
      ">",
      '"',
      "'",
      "\t",
      "\n",
      "\r",
      "\r\n",
      " ",
      "\u0085",
      "\u2028",
      "\u2029",
      "\uFEFF",
      "]]>",
      "<!--",
      "&#x85;",
      "\u{1F600}",
      "e\u0301",
    );
    const text = fc.string({ unit: fc.oneof(awkward, fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 })) });
    const sign = fc.constantFrom("assertion", "response", "both");
    await fc.assert(
      fc.asyncProperty(text, text, sign, async (name, value, how) => {
        const assertion = {
          ...(LOGIN.assertion ?? ASSERTION),
          attributes: [{ name, friendlyName: value, value: [value, "end"] }],
        };
        const response = await buildResponse({ ...LOGIN, assertion, sign: how });
        const { signedXml } = await validate(response, how);
        expect(readAttribute(signedXml)).toEqual({ Name: name, FriendlyName: value, values: [value, "end"] });
        expect(readAttribute(response)).toEqual({ Name: name, FriendlyName: value, values: [value, "end"] });
      }),
      { numRuns: 50 },
    );
  });
});

/** The first Attribute of a Response or an Assertion. */
function readAttribute(xml: string) {
  const root = parseXmlDocument(xml);
  const assertion = root.localName === "Assertion" ? root : child(root, NAMESPACE.assertion, "Assertion");
  const attribute = child(
    child(assertion, NAMESPACE.assertion, "AttributeStatement"),
    NAMESPACE.assertion,
    "Attribute",
  );
  const values = childrenNamed(attribute, NAMESPACE.assertion, "AttributeValue").map(({ text }) => text);
  return { ...attribute?.attributes, values };
}
