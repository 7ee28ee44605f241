import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { type AuthnRequest, buildAuthnRequest, parseAuthnRequest } from "./authn-request.ts";
import { AUTHN_CONTEXT, BINDING, NAME_ID_FORMAT } from "./names.ts";
import { NOW } from "./test-message.ts";

const PLAIN: AuthnRequest = {
  id: "_request1",
  issueInstant: NOW,
  issuer: "https://app.test/saml",
  forceAuthn: false,
  isPassive: false,
};

const FULL: AuthnRequest = {
  ...PLAIN,
  destination: "https://idp.test/saml/sso",
  acsUrl: "https://app.test/saml/acs?a=1&b=2",
  protocolBinding: BINDING.post,
  nameIdPolicy: { format: NAME_ID_FORMAT.persistent, spNameQualifier: "https://app.test/saml", allowCreate: false },
  forceAuthn: true,
  isPassive: true,
  requestedAuthnContext: { comparison: "better", classes: [AUTHN_CONTEXT.passwordProtectedTransport] },
};

/** The plain request with one piece of its text replaced. */
function altered(from: string, to: string): string {
  const xml = buildAuthnRequest(PLAIN);
  if (!xml.includes(from)) throw new Error(`${from} is not there to be replaced`);
  return xml.replace(from, to);
}

describe("an AuthnRequest", () => {
  it.each([
    ["the plainest", PLAIN],
    ["the fullest", FULL],
    ["one with an index", { ...PLAIN, acsIndex: 3, nameIdPolicy: {} }],
  ])("is read as it was written: %s", (_, request) => {
    expect(parseAuthnRequest(buildAuthnRequest(request))).toEqual(request);
  });

  it("leaves out what is not asked for", () => {
    expect(buildAuthnRequest(PLAIN)).toBe(
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_request1" IssueInstant="2026-03-02T09:00:00Z" Version="2.0"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://app.test/saml</saml:Issuer></samlp:AuthnRequest>',
    );
  });

  it("is read as others write it: other prefixes, 1 for true, a comparison left out", () => {
    const request = parseAuthnRequest(`<?xml version="1.0"?>
      <AuthnRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"
        ID="id-1" Version="2.0" IssueInstant="2026-03-02T09:00:00.000Z" ForceAuthn="1" IsPassive="0">
        <a:Issuer> https://app.test/saml </a:Issuer>
        <RequestedAuthnContext><a:AuthnContextClassRef> urn:x </a:AuthnContextClassRef></RequestedAuthnContext>
      </AuthnRequest>`);
    expect(request).toEqual({
      ...PLAIN,
      id: "id-1",
      forceAuthn: true,
      requestedAuthnContext: { comparison: "exact", classes: ["urn:x"] },
    });
  });

  it("tells when it names a person, or carries a signature of its own", () => {
    const more =
      '<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></samlp:AuthnRequest>';
    expect(parseAuthnRequest(altered("</samlp:AuthnRequest>", more))).toEqual({
      ...PLAIN,
      namesSubject: true,
      envelopedSignature: true,
    });
  });

  it.each([
    ["SAML_REQUEST_XML", "<a>", "The XML is not well-formed: unclosed tag: a, at line 1, column 3."],
    [
      "SAML_REQUEST_XML",
      `<!DOCTYPE a>${buildAuthnRequest(PLAIN)}`,
      "The XML has a DOCTYPE; a SAML message never does.",
    ],
    ["SAML_REQUEST_TYPE", "<a/>", "The message is <a>, not an AuthnRequest of SAML 2.0."],
    [
      "SAML_REQUEST_TYPE",
      altered("SAML:2.0:protocol", "SAML:1.0:protocol"),
      "The message is <AuthnRequest>, not an AuthnRequest of SAML 2.0.",
    ],
    ["SAML_REQUEST_VERSION", altered('Version="2.0"', 'Version="1.1"'), 'Version is "1.1"; only "2.0" is spoken.'],
    ["SAML_REQUEST_VERSION", altered(' Version="2.0"', ""), 'Version is absent; only "2.0" is spoken.'],
    [
      "SAML_REQUEST_ID",
      altered("_request1", "1"),
      'ID is "1"; it must be an xs:ID of at most 256 characters, beginning with a letter or _.',
    ],
    [
      "SAML_REQUEST_ISSUE_INSTANT",
      altered("2026-03-02T09:00:00Z", "yesterday"),
      'IssueInstant is "yesterday"; it must be a time in UTC such as 2026-03-02T09:00:00Z.',
    ],
    [
      "SAML_REQUEST_ISSUER",
      altered("https://app.test/saml", " "),
      "The AuthnRequest names no Issuer, so nobody knows which application asks.",
    ],
    [
      "SAML_REQUEST_VALUE",
      altered(" Version", ' ForceAuthn="yes" Version'),
      'ForceAuthn is "yes"; it must be true or false.',
    ],
    [
      "SAML_REQUEST_VALUE",
      altered(" Version", ' AssertionConsumerServiceIndex="-1" Version'),
      'AssertionConsumerServiceIndex is "-1"; it must be a number.',
    ],
    [
      "SAML_REQUEST_VALUE",
      altered("</samlp:AuthnRequest>", '<samlp:RequestedAuthnContext Comparison="best"/></samlp:AuthnRequest>'),
      'Comparison is "best"; it must be exact, minimum, maximum or better.',
    ],
  ])("is refused with %s", (code, xml, message) => {
    const problem = problemOf(() => parseAuthnRequest(xml));
    expect(problem.code).toBe(code);
    expect(problem.message).toBe(message);
  });

  it("survives any text in its values", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value.trim() !== "");
    fc.assert(
      fc.property(text, text, (issuer, acsUrl) => {
        const read = parseAuthnRequest(buildAuthnRequest({ ...PLAIN, issuer, acsUrl }));
        expect(read).toEqual({ ...PLAIN, issuer: issuer.trim(), acsUrl });
      }),
    );
  });

  it("is refused with a code, however it is damaged", () => {
    const xml = buildAuthnRequest(FULL);
    fc.assert(
      fc.property(fc.nat(xml.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, length, put) => {
        const damaged = xml.slice(0, at) + put + xml.slice(at + length);
        try {
          parseAuthnRequest(damaged);
        } catch (problem) {
          expect(problem).toBeInstanceOf(RehearsalError);
          expect(problem).toHaveProperty("code", expect.stringMatching(/^SAML_REQUEST_/));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function problemOf(action: () => unknown): RehearsalError {
  try {
    action();
  } catch (problem) {
    if (problem instanceof RehearsalError) return problem;
  }
  throw new Error("Expected a RehearsalError");
}
