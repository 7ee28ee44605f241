import { describe, expect, it } from "vitest";
import { createSeededRandom } from "../random.ts";
import { type AuthnRequest, buildAuthnRequest } from "./authn-request.ts";
import { buildIdpMetadata, buildSpMetadata } from "./metadata.ts";
import { AUTHN_CONTEXT, BINDING, NAME_ID_FORMAT, STATUS } from "./names.ts";
import { buildResponse, type ResponseInput } from "./response.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "./test-certificate.ts";
import { ASSERTION, NOW, RESPONSE, UNSOLICITED } from "./test-message.ts";
import { schemaErrors } from "./test-schema.ts";

const { assertion: _, ...WITHOUT_ASSERTION } = RESPONSE;

const RESPONSES: Readonly<Record<string, ResponseInput>> = {
  "signed in the assertion": RESPONSE,
  "signed around it": { ...RESPONSE, sign: "response" },
  "signed twice": { ...RESPONSE, sign: "both" },
  "not signed": { ...RESPONSE, sign: "none" },
  encrypted: {
    ...RESPONSE,
    sign: "both",
    encryptFor: { certificate: OTHER_CERTIFICATE.certificate, random: createSeededRandom("schema") },
  },
  unsolicited: UNSOLICITED,
  "without attributes": { ...RESPONSE, assertion: { ...ASSERTION, attributes: [] } },
  "with every kind of value": {
    ...RESPONSE,
    assertion: {
      ...ASSERTION,
      sessionNotOnOrAfter: NOW + 3_600_000,
      nameId: {
        value: "x",
        format: NAME_ID_FORMAT.persistent,
        nameQualifier: "https://idp.test/saml",
        spNameQualifier: "https://app.test/saml",
      },
      attributes: [
        { name: "null", value: null },
        { name: "empty", value: "" },
        { name: "none", value: [] },
        { name: "number", value: 1.5 },
        { name: "mixed", value: [true, "<&>\r\n\u2028"] },
      ],
    },
  },
  "an error": {
    ...WITHOUT_ASSERTION,
    sign: "response",
    status: { code: STATUS.requester, subCode: STATUS.invalidNameIdPolicy, message: "no <such> format" },
  },
  "an error that is not signed": { ...WITHOUT_ASSERTION, sign: "none", status: { code: STATUS.responder } },
};

const REQUEST = { id: "_r", issueInstant: NOW, issuer: "https://app.test/saml", forceAuthn: false, isPassive: false };

const REQUESTS: Readonly<Record<string, AuthnRequest>> = {
  plainest: REQUEST,
  fullest: {
    ...REQUEST,
    destination: "https://idp.test/saml/sso",
    acsUrl: "https://app.test/saml/acs?a=1&b=2",
    protocolBinding: BINDING.post,
    nameIdPolicy: { format: NAME_ID_FORMAT.persistent, spNameQualifier: "https://app.test/saml", allowCreate: true },
    forceAuthn: true,
    isPassive: true,
    requestedAuthnContext: { comparison: "minimum", classes: Object.values(AUTHN_CONTEXT) },
  },
  "with an index": { ...REQUEST, acsIndex: 2, nameIdPolicy: {} },
};

const METADATA = {
  "identity provider": buildIdpMetadata({
    entityId: "https://idp.test/saml",
    ssoUrl: "https://idp.test/saml/sso",
    certificates: [IDP_CERTIFICATE.certificate, OTHER_CERTIFICATE.certificate],
    nameIdFormats: ["emailAddress", "persistent"],
  }),
  "plain application": buildSpMetadata({
    entityId: "https://app.test/saml",
    acsUrl: "https://app.test/saml/acs",
    signRequests: false,
    wantAssertionsSigned: true,
  }),
  "application with a key": buildSpMetadata({
    entityId: "https://app.test/saml",
    acsUrl: "https://app.test/saml/acs",
    signRequests: true,
    certificate: OTHER_CERTIFICATE.certificate,
    wantAssertionsSigned: false,
    nameIdFormat: "transient",
  }),
};

describe("the OASIS schemas", () => {
  it("accept every kind of response", async () => {
    const built = Object.entries(RESPONSES).map(async ([name, input]) => [name, await buildResponse(input)] as const);
    expect(await schemaErrors("protocol", Object.fromEntries(await Promise.all(built)))).toEqual([]);
  });

  it("accept AuthnRequests, from the plainest to the fullest", async () => {
    const built = Object.entries(REQUESTS).map(([name, request]) => [name, buildAuthnRequest(request)] as const);
    expect(await schemaErrors("protocol", Object.fromEntries(built))).toEqual([]);
  });

  it("accept the metadata of both sides", async () => {
    expect(await schemaErrors("metadata", METADATA)).toEqual([]);
  });

  it("would notice an element out of its place", async () => {
    const response = await buildResponse({ ...RESPONSE, sign: "none" });
    const damaged = response.replace("<saml:Subject>", "<saml:Audience>x</saml:Audience><saml:Subject>");
    const [error] = await schemaErrors("protocol", { damaged });
    expect(error).toContain("This element is not expected");
  });
});
