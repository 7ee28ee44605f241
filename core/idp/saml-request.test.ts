import { describe, expect, it } from "vitest";
import { formRequest, getRequest, type HttpRequest } from "../http/message.ts";
import { buildAuthnRequest } from "../saml/authn-request.ts";
import { BINDING, NAME_ID_FORMAT, NAMESPACE, STATUS } from "../saml/names.ts";
import { encodePost } from "../saml/post-binding.ts";
import { encodeRedirect } from "../saml/redirect-binding.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "../saml/test-certificate.ts";
import { checkSsoRequest } from "./saml-request.ts";
import { ACS, NOW, REQUEST, redirect, SECOND_ACS, type Setup, SSO, setUp } from "./test-saml.ts";

const SIGN = { privateKeyPem: OTHER_CERTIFICATE.privateKeyPem };
const SETTINGS = "identityProviders/idp/connections/app/saml";

function check(http: HttpRequest, setup: Setup = {}) {
  return checkSsoRequest(setUp(setup).world, NOW, http);
}

function signed(connection: Partial<SamlConnection> = {}): Setup {
  return {
    connection: { requireSignedRequests: true, requestCertificates: [OTHER_CERTIFICATE.certificate], ...connection },
  };
}

/** A posted request with its XML altered. */
function posted(from = "", to = ""): HttpRequest {
  const xml = buildAuthnRequest(REQUEST).replace(from, to);
  return formRequest(SSO, [["SAMLRequest", encodePost(xml)]]);
}

interface Refusal {
  readonly what: string;
  readonly http: HttpRequest;
  readonly setup?: Setup;
  readonly code: string;
  readonly reason: string;
  readonly setting?: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: "no request",
    http: getRequest(SSO),
    code: "SAML_REQUEST_MISSING",
    reason: "The request carries no SAMLRequest.",
  },
  {
    what: "no base64",
    http: getRequest(`${SSO}?SAMLRequest=***`),
    code: "SAML_REQUEST_ENCODING",
    reason: "SAMLRequest is not base64.",
  },
  {
    what: "a DOCTYPE",
    http: posted("<samlp", '<!DOCTYPE a [<!ENTITY b "c">]><samlp'),
    code: "SAML_REQUEST_XML",
    reason: "The XML has a DOCTYPE; a SAML message never does.",
  },
  {
    what: "Version 1.1",
    http: posted('"2.0"', '"1.1"'),
    code: "SAML_REQUEST_VERSION",
    reason: 'Version is "1.1"; only "2.0" is spoken.',
  },
  {
    what: "an unknown application",
    http: redirect({ issuer: "https://evil.test" }),
    code: "SAML_REQUEST_ISSUER",
    reason: 'Acme ID knows no application with the entityID "https://evil.test".',
    setting: "identityProviders/idp/connections",
  },
  {
    what: "no signature where one must be",
    http: redirect(),
    setup: signed(),
    code: "SAML_REQUEST_SIGNATURE",
    reason: "The application's requests must be signed, and this one is not.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "somebody else's signature",
    http: redirect({}, { sign: { privateKeyPem: IDP_CERTIFICATE.privateKeyPem } }),
    setup: signed(),
    code: "SAML_REQUEST_SIGNATURE",
    reason: "The request's signature was not made with a key of the application, or the request was altered.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "a wrong signature, even where none must be",
    http: redirect({}, { sign: { privateKeyPem: IDP_CERTIFICATE.privateKeyPem } }),
    setup: signed({ requireSignedRequests: false }),
    code: "SAML_REQUEST_SIGNATURE",
    reason: "The request's signature was not made with a key of the application, or the request was altered.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "a signature without its algorithm",
    http: getRequest(redirect({}, { sign: SIGN }).url.replace(/&SigAlg=[^&]*/, "")),
    setup: signed({ requireSignedRequests: false }),
    code: "SAML_REQUEST_SIGNATURE",
    reason: "The request is signed with no SigAlg; only RSA-SHA256 is accepted.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "RSA-SHA1",
    http: getRequest(
      redirect({}, { sign: SIGN }).url.replace(
        "2001%2F04%2Fxmldsig-more%23rsa-sha256",
        "2000%2F09%2Fxmldsig%23rsa-sha1",
      ),
    ),
    setup: signed(),
    code: "SAML_REQUEST_SIGNATURE",
    reason: "The request is signed with http://www.w3.org/2000/09/xmldsig#rsa-sha1; only RSA-SHA256 is accepted.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "a signature that nobody can verify, where one must be",
    http: redirect({}, { sign: SIGN }),
    setup: signed({ requestCertificates: [] }),
    code: "SAML_REQUEST_SIGNATURE",
    reason: "The application's requests must be signed, but none of its certificates is registered.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "a signature inside the XML",
    http: posted("</samlp:AuthnRequest>", `<ds:Signature xmlns:ds="${NAMESPACE.signature}"/></samlp:AuthnRequest>`),
    code: "SAML_REQUEST_SIGNATURE",
    reason:
      "The request is signed inside its XML; a signed one is read over HTTP-Redirect only, where the URL is signed.",
    setting: `${SETTINGS}/requireSignedRequests`,
  },
  {
    what: "another Destination",
    http: redirect({ destination: "https://other-idp.test/sso" }),
    code: "SAML_REQUEST_DESTINATION",
    reason: "The request was made for another address.",
  },
  {
    what: "no Destination in a signed request",
    http: getRequest(
      encodeRedirect({
        destination: SSO,
        samlRequest: buildAuthnRequest(REQUEST).replace(` Destination="${SSO}"`, ""),
        sign: SIGN,
      }),
    ),
    setup: signed(),
    code: "SAML_REQUEST_DESTINATION",
    reason: "A signed request must name its Destination.",
  },
  {
    what: "an old request",
    http: redirect({ issueInstant: NOW - 600_001 }),
    code: "SAML_REQUEST_ISSUE_INSTANT",
    reason: "The request is too old: begin again at the application.",
  },
  {
    what: "a request from the future",
    http: redirect({ issueInstant: NOW + 300_001 }),
    code: "SAML_REQUEST_ISSUE_INSTANT",
    reason: "The request was made in the future: the application's clock is ahead.",
  },
  ...["https://evil.test/acs", `${ACS}/../evil`, `${ACS}?x=1`, ACS.toUpperCase()].map((acsUrl) => ({
    what: `the ACS ${acsUrl}`,
    http: redirect({ acsUrl }),
    code: "SAML_REQUEST_ACS",
    reason:
      "The assertion consumer service that the request names is not registered for the application; nothing is sent there.",
    setting: `${SETTINGS}/acsUrls`,
  })),
  {
    what: "an ACS by an index that is not there",
    http: posted(`AssertionConsumerServiceURL="${ACS}"`, 'AssertionConsumerServiceIndex="2"'),
    code: "SAML_REQUEST_ACS",
    reason:
      "The assertion consumer service that the request names is not registered for the application; nothing is sent there.",
    setting: `${SETTINGS}/acsUrls`,
  },
  {
    what: "an ACS by URL and by index",
    http: redirect({ acsIndex: 0 }),
    code: "SAML_REQUEST_ACS",
    reason: "The request names the assertion consumer service by URL and by index, and only one of them is allowed.",
    setting: `${SETTINGS}/acsUrls`,
  },
];

describe("an AuthnRequest that cannot be trusted is refused", () => {
  it.each(REFUSALS)("$what: $code", ({ http, setup, code, reason, setting }) => {
    const { verdict, checks } = check(http, setup);
    expect(verdict).toMatchObject({ kind: "refused", refusal: { code, reason, status: 400 } });
    expect(verdict.kind === "refused" ? verdict.refusal.setting : undefined).toBe(setting);
    const failed = checks.findIndex(({ result }) => result === "failed");
    expect(checks[failed]?.code).toBe(code);
    expect(checks.slice(0, failed).map(({ result }) => result)).not.toContain("notReached");
    expect(new Set(checks.slice(failed + 1).map(({ result }) => result))).toEqual(new Set(["notReached"]));
    expect(checks).toHaveLength(10);
  });
});

describe("an AuthnRequest that can be trusted but not done as asked", () => {
  const { requester, responder } = STATUS;

  it.each([
    [
      "another binding",
      redirect({ protocolBinding: BINDING.redirect }),
      requester,
      STATUS.unsupportedBinding,
      "The application wants its response over a binding other than HTTP-POST.",
    ],
    [
      "a Subject",
      posted("</samlp:AuthnRequest>", `<saml:Subject xmlns:saml="${NAMESPACE.assertion}"/></samlp:AuthnRequest>`),
      requester,
      STATUS.requestUnsupported,
      "The application asks for one particular person, which is not offered here.",
    ],
    [
      "a NameID format that is unknown",
      redirect({ nameIdPolicy: { format: "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos" } }),
      requester,
      STATUS.invalidNameIdPolicy,
      "The application asks for a NameID format that it is not allowed.",
    ],
    [
      "another application's identifiers",
      redirect({ nameIdPolicy: { spNameQualifier: "https://other.test/saml" } }),
      requester,
      STATUS.invalidNameIdPolicy,
      "The application asks for identifiers of another application or group.",
    ],
    [
      "an authentication that nobody has",
      redirect({ requestedAuthnContext: { comparison: "exact", classes: ["urn:x"] } }),
      responder,
      STATUS.noAuthnContext,
      "No authentication here is exact: urn:x.",
    ],
  ])("is told so: %s", (_, http, code, subCode, message) => {
    const { verdict } = check(http);
    expect(verdict).toMatchObject({
      kind: "unfulfillable",
      status: { code, subCode, message },
      pending: { acsUrl: ACS, requestId: "_request1" },
    });
  });

  it("is told so where the NameID format is known but not allowed", () => {
    const http = redirect({ nameIdPolicy: { format: NAME_ID_FORMAT.persistent } });
    const { verdict, checks } = check(http, { connection: { allowedNameIdFormats: ["transient"] } });
    expect(verdict).toMatchObject({ kind: "unfulfillable", status: { subCode: STATUS.invalidNameIdPolicy } });
    expect(checks.find(({ result }) => result === "failed")).toMatchObject({
      code: "SAML_REQUEST_NAME_ID",
      expected: `${NAME_ID_FORMAT.emailAddress}, ${NAME_ID_FORMAT.transient}`,
      actual: NAME_ID_FORMAT.persistent,
      setting: `${SETTINGS}/allowedNameIdFormats`,
    });
  });
});

describe("an AuthnRequest that is accepted", () => {
  it("becomes what the sign-in needs to know", () => {
    const http = redirect(
      {
        forceAuthn: true,
        isPassive: true,
        nameIdPolicy: { format: NAME_ID_FORMAT.persistent, spNameQualifier: "https://app.test/saml" },
      },
      { relayState: "a&b" },
    );
    expect(check(http).verdict).toEqual({
      kind: "accepted",
      pending: {
        protocol: "saml",
        application: "app",
        requestId: "_request1",
        acsUrl: ACS,
        relayState: "a&b",
        nameIdFormat: "persistent",
        spNameQualifier: "https://app.test/saml",
      },
      demands: { forceAuthn: true, isPassive: true, secondFactor: false },
    });
  });

  it.each([
    ["by URL", redirect({ acsUrl: SECOND_ACS }), SECOND_ACS],
    ["by index", posted(`AssertionConsumerServiceURL="${ACS}"`, 'AssertionConsumerServiceIndex="1"'), SECOND_ACS],
    ["the first where none is named", posted(` AssertionConsumerServiceURL="${ACS}"`, ""), ACS],
  ])("names where the response goes: %s", (_, http, acsUrl) => {
    expect(check(http).verdict).toMatchObject({ kind: "accepted", pending: { acsUrl } });
  });

  it.each([
    ["a signature that must be", redirect({}, { sign: SIGN }), signed(), "passed"],
    [
      "a signature by one of two keys",
      redirect({}, { sign: SIGN }),
      signed({ requestCertificates: [IDP_CERTIFICATE.certificate, OTHER_CERTIFICATE.certificate] }),
      "passed",
    ],
    ["a signature that need not be", redirect({}, { sign: SIGN }), signed({ requireSignedRequests: false }), "passed"],
    ["a signature that nobody can verify, and need not be", redirect({}, { sign: SIGN }), {}, "notApplicable"],
    ["none where none must be", redirect(), {}, "notApplicable"],
  ])("has %s", (_, http, setup, result) => {
    const { verdict, checks } = check(http, setup);
    expect(verdict.kind).toBe("accepted");
    expect(checks.find(({ code }) => code === "SAML_REQUEST_SIGNATURE")?.result).toBe(result);
  });

  it("need not name a Destination where it is not signed", () => {
    const { verdict, checks } = check(posted(` Destination="${SSO}"`, ""));
    expect(verdict.kind).toBe("accepted");
    expect(checks.find(({ code }) => code === "SAML_REQUEST_DESTINATION")?.result).toBe("notApplicable");
  });

  it("leaves the NameID format to the identity provider with `unspecified`", () => {
    const http = redirect({ nameIdPolicy: { format: NAME_ID_FORMAT.unspecified } });
    expect(check(http).verdict).toMatchObject({ pending: { nameIdFormat: "emailAddress" } });
  });

  it("shows every check with its section, in one order", () => {
    expect(check(redirect()).checks.map(({ code, result }) => `${code} ${result}`)).toEqual([
      "SAML_REQUEST_XML passed",
      "SAML_REQUEST_ISSUER passed",
      "SAML_REQUEST_SIGNATURE notApplicable",
      "SAML_REQUEST_DESTINATION passed",
      "SAML_REQUEST_ISSUE_INSTANT passed",
      "SAML_REQUEST_ACS passed",
      "SAML_REQUEST_BINDING passed",
      "SAML_REQUEST_SUBJECT passed",
      "SAML_REQUEST_NAME_ID passed",
      "SAML_REQUEST_AUTHN_CONTEXT notApplicable",
    ]);
    expect(check(redirect()).checks.every(({ spec }) => spec.startsWith("SAML "))).toBe(true);
  });
});
