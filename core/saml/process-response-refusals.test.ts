import { describe, expect, it } from "vitest";
import { ALGORITHM } from "./names.ts";
import { type Departure, IDP_KEY, OTHER_KEY, processDeparture, REQUEST_ID, toBase64 } from "./test-response.ts";

const DATA = /<saml:SubjectConfirmationData[^>]*\/>/;
const UNSOLICITED = [
  [` InResponseTo="${REQUEST_ID}">`, ">"],
  [`InResponseTo="${REQUEST_ID}" `, ""],
] as const;

interface Refusal extends Departure {
  readonly name: string;
  readonly code: string;
  readonly reason: string;
  /** Below the application's SAML settings. */
  readonly setting?: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    name: "a text that is no base64",
    input: { samlResponse: "<samlp:Response/>" },
    code: "SAML_ENCODING",
    reason: "The SAMLResponse that was posted is not base64 of UTF-8 text.",
  },
  {
    name: "bytes that are no UTF-8",
    input: { samlResponse: Buffer.from([0x3c, 0xff, 0xfe]).toString("base64") },
    code: "SAML_ENCODING",
    reason: "The SAMLResponse that was posted is not base64 of UTF-8 text.",
  },
  {
    name: "a document type",
    tamper: [[/^/, '<!DOCTYPE Response [<!ENTITY a "b">]>']],
    code: "SAML_DOCTYPE",
    reason: "The response carries a DOCTYPE, which can redefine what its text means; no SAML message needs one.",
  },
  {
    name: "XML that is not well-formed",
    tamper: [[/^/, "<"]],
    code: "SAML_XML",
    reason: "The XML is not well-formed: disallowed character in tag name, at line 1, column 2.",
  },
  {
    name: "another message than a Response",
    input: { samlResponse: toBase64('<LogoutResponse xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>') },
    code: "SAML_XML",
    reason: "What was posted is not a SAML 2.0 Response but a LogoutResponse in urn:oasis:names:tc:SAML:2.0:protocol.",
  },
  {
    name: "a Response of SAML 1.1",
    alter: [['Version="2.0"', 'Version="1.1"']],
    code: "SAML_VERSION",
    reason: 'The response\'s Version is "1.1"; only 2.0 is understood.',
  },
  {
    name: "an error of the identity provider, in its words",
    alter: [
      [/<saml:Assertion.*<\/saml:Assertion>/, ""],
      [
        /<samlp:StatusCode.*?\/>/,
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:NoPassive"/></samlp:StatusCode><samlp:StatusMessage>Nobody is signed in</samlp:StatusMessage>',
      ],
    ],
    sign: "nothing",
    code: "SAML_STATUS",
    reason: "The identity provider did not sign anybody in: Responder, NoPassive (Nobody is signed in).",
  },
  {
    name: "a good assertion under an error status",
    alter: [["status:Success", "status:Requester"]],
    code: "SAML_STATUS",
    reason: "The identity provider did not sign anybody in: Requester.",
  },
  {
    name: "no status at all",
    alter: [[/<samlp:Status>.*<\/samlp:Status>/, ""]],
    code: "SAML_STATUS",
    reason: "The identity provider did not sign anybody in: no status.",
  },
  {
    name: "a Destination that is another address",
    alter: [['Destination="https://acme.test/saml/acs"', 'Destination="https://other.test/saml/acs"']],
    code: "SAML_DESTINATION",
    reason: "The response was meant for https://other.test/saml/acs, not for https://acme.test/saml/acs.",
    setting: "acsUrl",
  },
  {
    name: "a signed Response without Destination",
    alter: [[' Destination="https://acme.test/saml/acs"', ""]],
    sign: "response",
    settings: { want: "responseSigned" },
    code: "SAML_DESTINATION",
    reason: "The Response is signed but has no Destination, so that it could have been meant for anybody.",
    setting: "acsUrl",
  },
  {
    name: "a Response of another issuer",
    alter: [
      ["https://idp.test/saml</saml:Issuer><samlp:Status>", "https://evil.test/saml</saml:Issuer><samlp:Status>"],
    ],
    code: "SAML_RESPONSE_ISSUER",
    reason:
      "The response's Issuer is https://evil.test/saml, but the identity provider trusted is https://idp.test/saml.",
    setting: "trust",
  },
  {
    name: "an answer to a request that nobody made",
    alter: [[`InResponseTo="${REQUEST_ID}">`, 'InResponseTo="_other">']],
    code: "SAML_IN_RESPONSE_TO",
    reason: "The response answers the request _other, which this application never made or which was answered before.",
  },
  {
    name: "an answer to a request of another browser",
    input: { requestStatus: () => "otherBrowser" },
    code: "SAML_IN_RESPONSE_TO",
    reason: "The response answers the request _request1, which another browser made.",
  },
  {
    name: "an answer that comes too late for its request",
    input: { requestStatus: () => "expired" },
    code: "SAML_IN_RESPONSE_TO",
    reason: "The response answers the request _request1, which has waited too long.",
  },
  {
    name: "an unsolicited response where they are not allowed",
    alter: UNSOLICITED,
    code: "SAML_IN_RESPONSE_TO",
    reason: "Nobody asked for this response here, and unsolicited responses are not allowed.",
    setting: "allowUnsolicited",
  },
  {
    name: "success without an assertion",
    alter: [[/<saml:Assertion.*<\/saml:Assertion>/, ""]],
    sign: "nothing",
    code: "SAML_ASSERTION",
    reason: "The response says that the login succeeded but carries no assertion.",
  },
  {
    name: "two assertions",
    tamper: [["</samlp:Response>", '<saml:Assertion ID="_assertion2" Version="2.0"/></samlp:Response>']],
    code: "SAML_ASSERTION",
    reason: "The message holds more than one assertion, as an attempt at signature wrapping would; one is expected.",
  },
  {
    name: "an assertion in the open where it should be encrypted",
    settings: { wantEncrypted: true },
    code: "SAML_ENCRYPTION",
    reason: "The assertion is not encrypted, but the application wants it to be.",
    setting: "wantEncrypted",
  },
  {
    name: "an encrypted assertion where there is no key",
    encryptFor: OTHER_KEY,
    code: "SAML_ENCRYPTION",
    reason: "The assertion is encrypted, but the application has no private key to decrypt it with.",
    setting: "key",
  },
  {
    name: "an assertion encrypted with triple DES",
    encryptFor: OTHER_KEY,
    settings: { key: OTHER_KEY },
    tamper: [["http://www.w3.org/2009/xmlenc11#aes256-gcm", "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"]],
    code: "SAML_ENCRYPTION",
    reason: "The assertion is encrypted with http://www.w3.org/2001/04/xmlenc#tripledes-cbc, which is not accepted.",
    setting: "wantEncrypted",
  },
  {
    name: "an assertion encrypted for somebody else",
    encryptFor: OTHER_KEY,
    settings: { key: IDP_KEY },
    code: "SAML_DECRYPTION",
    reason:
      "The encrypted assertion cannot be decrypted with the application's key: it was made for another one, or damaged.",
    setting: "key",
  },
  {
    name: "no signature at all",
    sign: "nothing",
    settings: { want: "eitherSigned" },
    code: "SAML_SIGNED",
    reason: "The application wants that the assertion or the Response is signed; signed: nothing.",
    setting: "want",
  },
  {
    name: "a signed Response where the assertion should be",
    sign: "response",
    code: "SAML_SIGNED",
    reason: "The application wants that the assertion is signed; signed: the Response.",
    setting: "want",
  },
  {
    name: "a signed assertion where the Response should be",
    settings: { want: "responseSigned" },
    code: "SAML_SIGNED",
    reason: "The application wants that the Response is signed; signed: the assertion.",
    setting: "want",
  },
  {
    name: "one signature where both are wanted",
    settings: { want: "bothSigned" },
    code: "SAML_SIGNED",
    reason: "The application wants that the assertion and the Response are signed; signed: the assertion.",
    setting: "want",
  },
  {
    name: "a signature with an Object inside",
    tamper: [["</ds:Signature>", "<ds:Object/></ds:Signature>"]],
    code: "SAML_SIGNATURE_PROFILE",
    reason:
      "The signature does not follow the SAML profile of XML Signature: Signature contains SignedInfo SignatureValue KeyInfo Object.",
  },
  {
    name: "a signature over something else",
    tamper: [['URI="#_assertion1"', 'URI="#_response1"']],
    code: "SAML_SIGNATURE_PROFILE",
    reason:
      "The signature does not follow the SAML profile of XML Signature: its Reference points to #_response1, but Assertion has the ID _assertion1.",
  },
  {
    name: "RSA with SHA-1",
    how: { signatureAlgorithm: ALGORITHM.rsaSha1 },
    code: "SAML_SIGNATURE_ALGORITHM",
    reason:
      "The signature uses the signature algorithm http://www.w3.org/2000/09/xmldsig#rsa-sha1, which is not accepted.",
  },
  {
    name: "RSA with SHA-1 inside an encrypted assertion",
    how: { signatureAlgorithm: ALGORITHM.rsaSha1 },
    encryptFor: OTHER_KEY,
    settings: { key: OTHER_KEY },
    code: "SAML_SIGNATURE_ALGORITHM",
    reason:
      "The signature uses the signature algorithm http://www.w3.org/2000/09/xmldsig#rsa-sha1, which is not accepted.",
  },
  {
    name: "an HMAC with the public key for its secret",
    tamper: [[ALGORITHM.rsaSha256, "http://www.w3.org/2000/09/xmldsig#hmac-sha1"]],
    code: "SAML_SIGNATURE_ALGORITHM",
    reason:
      "The signature uses the signature algorithm http://www.w3.org/2000/09/xmldsig#hmac-sha1, which is not accepted.",
  },
  {
    name: "a digest with SHA-1",
    how: { digestAlgorithm: "http://www.w3.org/2000/09/xmldsig#sha1" },
    code: "SAML_SIGNATURE_ALGORITHM",
    reason: "The signature uses the digest algorithm http://www.w3.org/2000/09/xmldsig#sha1, which is not accepted.",
  },
  {
    name: "canonicalization that is not exclusive",
    how: { canonicalization: "http://www.w3.org/TR/2001/REC-xml-c14n-20010315" },
    code: "SAML_SIGNATURE_ALGORITHM",
    reason:
      "The signature uses the canonicalization http://www.w3.org/TR/2001/REC-xml-c14n-20010315, which is not accepted.",
  },
  {
    name: "a transform that keeps comments",
    how: { transforms: [ALGORITHM.envelopedSignature, `${ALGORITHM.exclusiveCanonical}WithComments`] },
    code: "SAML_SIGNATURE_ALGORITHM",
    reason:
      "The signature uses the transforms http://www.w3.org/2000/09/xmldsig#enveloped-signature http://www.w3.org/2001/10/xml-exc-c14n#WithComments, which is not accepted.",
  },
  {
    name: "a signature by a key that is not trusted",
    key: OTHER_KEY,
    code: "SAML_SIGNATURE",
    reason:
      "The signature cannot be verified: the response was changed after it was signed, or signed with a key that is not trusted.",
    setting: "trust",
  },
  {
    name: "an assertion that was changed after it was signed",
    tamper: [["ada@acme.test</saml:NameID>", "eve@acme.test</saml:NameID>"]],
    code: "SAML_SIGNATURE",
    reason:
      "The signature cannot be verified: the response was changed after it was signed, or signed with a key that is not trusted.",
    setting: "trust",
  },
  {
    name: "a Response that was changed after it was signed, around an assertion that is good",
    sign: "both",
    tamper: [
      [
        'ID="_response1" Version="2.0" IssueInstant="2026-03-02T09:00:00Z"',
        'ID="_response1" Version="2.0" IssueInstant="2026-03-02T09:00:01Z"',
      ],
    ],
    code: "SAML_SIGNATURE",
    reason:
      "The signature cannot be verified: the response was changed after it was signed, or signed with a key that is not trusted.",
    setting: "trust",
  },
  {
    name: "a good response where nobody is trusted",
    input: { trusted: { entityId: "https://idp.test/saml", certificates: [] } },
    code: "SAML_SIGNATURE",
    reason:
      "The signature cannot be verified: the response was changed after it was signed, or signed with a key that is not trusted.",
    setting: "trust",
  },
  {
    name: "an assertion of SAML 1.1",
    alter: [['ID="_assertion1" Version="2.0"', 'ID="_assertion1" Version="1.1"']],
    code: "SAML_VERSION",
    reason: 'The assertion\'s Version is "1.1"; only 2.0 is understood.',
  },
  {
    name: "an assertion of another issuer",
    alter: [
      ["https://idp.test/saml</saml:Issuer><saml:Subject>", "https://evil.test/saml</saml:Issuer><saml:Subject>"],
    ],
    code: "SAML_ISSUER",
    reason:
      "The assertion's Issuer is https://evil.test/saml, but the identity provider trusted is https://idp.test/saml.",
    setting: "trust",
  },
  {
    name: "an assertion about nobody",
    alter: [[/<saml:NameID.*<\/saml:NameID>/, ""]],
    code: "SAML_NAME_ID",
    reason: "The assertion has no NameID, so that it is about nobody.",
  },
  {
    name: "an empty NameID",
    alter: [["ada@acme.test</saml:NameID>", "  </saml:NameID>"]],
    code: "SAML_NAME_ID",
    reason: "The assertion's NameID is empty.",
  },
  {
    name: "two NameIDs",
    alter: [["</saml:NameID>", "</saml:NameID><saml:NameID>eve@acme.test</saml:NameID>"]],
    code: "SAML_NAME_ID",
    reason: "The assertion has more than one NameID.",
  },
  {
    name: "a NameID of another format than the one asked for",
    settings: { nameIdFormat: "persistent" },
    code: "SAML_NAME_ID_FORMAT",
    reason:
      "The NameID has the format urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, but the application asks for urn:oasis:names:tc:SAML:2.0:nameid-format:persistent.",
    setting: "nameIdFormat",
  },
  {
    name: "a NameID without a format where one is asked for",
    alter: [[' Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"', ""]],
    settings: { nameIdFormat: "emailAddress" },
    code: "SAML_NAME_ID_FORMAT",
    reason:
      "The NameID has no format, but the application asks for urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress.",
    setting: "nameIdFormat",
  },
  {
    name: "no SubjectConfirmation",
    alter: [[/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/, ""]],
    code: "SAML_SUBJECT_CONFIRMATION",
    reason: "The assertion has no SubjectConfirmation: nothing says who may bring it.",
  },
  {
    name: "a confirmation by a key instead of bearer",
    alter: [["cm:bearer", "cm:holder-of-key"]],
    code: "SAML_SUBJECT_CONFIRMATION",
    reason:
      "The assertion may only be brought by urn:oasis:names:tc:SAML:2.0:cm:holder-of-key; bearer is the method of a browser login.",
  },
  {
    name: "a confirmation without data",
    alter: [[DATA, ""]],
    code: "SAML_SUBJECT_CONFIRMATION",
    reason: "The assertion's bearer SubjectConfirmation has no SubjectConfirmationData.",
  },
  {
    name: "a confirmation with a NotBefore",
    alter: [
      [
        ' NotOnOrAfter="2026-03-02T09:05:00Z" Recipient',
        ' NotBefore="2026-03-02T09:00:00Z" NotOnOrAfter="2026-03-02T09:05:00Z" Recipient',
      ],
    ],
    code: "SAML_SUBJECT_CONFIRMATION",
    reason: "The assertion's SubjectConfirmationData has a NotBefore, which a bearer one must not have.",
  },
  {
    name: "a Recipient that is another address",
    alter: [['Recipient="https://acme.test/saml/acs"', 'Recipient="https://other.test/saml/acs"']],
    code: "SAML_RECIPIENT",
    reason: "The assertion was meant for https://other.test/saml/acs, not for https://acme.test/saml/acs.",
    setting: "acsUrl",
  },
  {
    name: "no Recipient",
    alter: [[' Recipient="https://acme.test/saml/acs"', ""]],
    code: "SAML_RECIPIENT",
    reason: "The assertion's SubjectConfirmationData has no Recipient, so that it could have been meant for anybody.",
    setting: "acsUrl",
  },
  {
    name: "a confirmation that expires at this very instant",
    input: { now: Date.parse("2026-03-02T09:05:00Z") },
    code: "SAML_CONFIRMATION_EXPIRED",
    reason:
      "The time to bring the assertion expired at 2026-03-02T09:05:00Z; it is 2026-03-02T09:05:00Z, with 0 s of clock skew allowed.",
    setting: "clockSkewSeconds",
  },
  {
    name: "a confirmation that expired as long ago as the skew",
    input: { now: Date.parse("2026-03-02T09:06:00Z") },
    settings: { clockSkewSeconds: 60 },
    code: "SAML_CONFIRMATION_EXPIRED",
    reason:
      "The time to bring the assertion expired at 2026-03-02T09:05:00Z; it is 2026-03-02T09:06:00Z, with 60 s of clock skew allowed.",
    setting: "clockSkewSeconds",
  },
  {
    name: "a confirmation without an end",
    alter: [[' NotOnOrAfter="2026-03-02T09:05:00Z" Recipient', " Recipient"]],
    code: "SAML_CONFIRMATION_EXPIRED",
    reason: "The assertion's SubjectConfirmationData has no NotOnOrAfter, so that it would be good for ever.",
    setting: "clockSkewSeconds",
  },
  {
    name: "a confirmation whose end is no time",
    alter: [['NotOnOrAfter="2026-03-02T09:05:00Z" Recipient', 'NotOnOrAfter="2099" Recipient']],
    code: "SAML_CONFIRMATION_EXPIRED",
    reason: "The time to bring the assertion has a time that cannot be read: 2099 is not an xs:dateTime in UTC.",
    setting: "clockSkewSeconds",
  },
  {
    name: "an assertion that answers another request than its response",
    alter: [
      [
        `<saml:SubjectConfirmationData InResponseTo="${REQUEST_ID}"`,
        '<saml:SubjectConfirmationData InResponseTo="_other"',
      ],
    ],
    code: "SAML_CONFIRMATION_IN_RESPONSE_TO",
    reason: "The assertion answers the request _other, but the response around it answers the request _request1.",
  },
  {
    name: "an assertion that answers a request, in a response made to look unsolicited",
    tamper: [[` InResponseTo="${REQUEST_ID}">`, ">"]],
    settings: { allowUnsolicited: true },
    code: "SAML_CONFIRMATION_IN_RESPONSE_TO",
    reason: "The assertion answers the request _request1, but the response around it answers no request.",
  },
  {
    name: "an unsolicited assertion, in a response made to look like an answer",
    alter: [[`InResponseTo="${REQUEST_ID}" `, ""]],
    code: "SAML_CONFIRMATION_IN_RESPONSE_TO",
    reason: "The assertion answers no request, but the response around it answers the request _request1.",
  },
  {
    name: "an assertion that is not valid yet",
    input: { now: Date.parse("2026-03-02T08:58:59Z") },
    settings: { clockSkewSeconds: 60 },
    code: "SAML_CONDITIONS",
    reason:
      "The assertion is not valid before 2026-03-02T09:00:00Z; it is 2026-03-02T08:58:59Z, with 60 s of clock skew allowed.",
    setting: "clockSkewSeconds",
  },
  {
    name: "an assertion that expired",
    alter: [
      ['NotOnOrAfter="2026-03-02T09:05:00Z"><saml:Audience', 'NotOnOrAfter="2026-03-02T09:01:00Z"><saml:Audience'],
    ],
    input: { now: Date.parse("2026-03-02T09:01:00Z") },
    code: "SAML_CONDITIONS",
    reason:
      "The assertion expired at 2026-03-02T09:01:00Z; it is 2026-03-02T09:01:00Z, with 0 s of clock skew allowed.",
    setting: "clockSkewSeconds",
  },
  {
    name: "an assertion without Conditions",
    alter: [[/<saml:Conditions.*<\/saml:Conditions>/, ""]],
    code: "SAML_CONDITIONS",
    reason: "The assertion has no Conditions.",
    setting: "clockSkewSeconds",
  },
  {
    name: "a condition that is not understood",
    alter: [["</saml:Conditions>", '<x:OnlyOnMondays xmlns:x="urn:x"/></saml:Conditions>']],
    code: "SAML_CONDITIONS",
    reason: "The assertion has a condition that is not understood: OnlyOnMondays.",
    setting: "clockSkewSeconds",
  },
  {
    name: "an assertion for another application",
    alter: [["https://acme.test/saml</saml:Audience>", "https://other.test/saml</saml:Audience>"]],
    code: "SAML_AUDIENCE",
    reason: "The assertion's audience is https://other.test/saml, but this application is https://acme.test/saml.",
    setting: "entityId",
  },
  {
    name: "two audience restrictions of which one names another application",
    alter: [
      [
        "</saml:AudienceRestriction>",
        "</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.test/saml</saml:Audience></saml:AudienceRestriction>",
      ],
    ],
    code: "SAML_AUDIENCE",
    reason: "The assertion's audience is https://other.test/saml, but this application is https://acme.test/saml.",
    setting: "entityId",
  },
  {
    name: "no audience at all",
    alter: [[/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ""]],
    code: "SAML_AUDIENCE",
    reason: "The assertion has no AudienceRestriction, so that it could have been meant for any application.",
    setting: "entityId",
  },
  {
    name: "an assertion that says nothing of a sign-in",
    alter: [[/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, ""]],
    code: "SAML_AUTHN_STATEMENT",
    reason: "The assertion has no AuthnStatement: it describes somebody, but does not say that they signed in.",
  },
  {
    name: "a sign-in that is weaker than was asked for, though nobody asked the identity provider",
    alter: UNSOLICITED,
    settings: {
      allowUnsolicited: true,
      requestedAuthnContext: { comparison: "exact", classes: ["https://refeds.org/profile/mfa"] },
    },
    code: "SAML_AUTHN_CONTEXT",
    reason:
      "The sign-in amounts to urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport, but the application asks for exact https://refeds.org/profile/mfa.",
    setting: "requestedAuthnContext",
  },
  {
    name: "a sign-in of no class where one is asked for",
    alter: [[/<saml:AuthnContextClassRef>.*<\/saml:AuthnContextClassRef>/, ""]],
    settings: { requestedAuthnContext: { comparison: "minimum", classes: ["https://refeds.org/profile/mfa"] } },
    code: "SAML_AUTHN_CONTEXT",
    reason:
      "The sign-in amounts to no class at all, but the application asks for minimum https://refeds.org/profile/mfa.",
    setting: "requestedAuthnContext",
  },
  {
    name: "a session that has ended at the identity provider",
    alter: [["2026-03-02T17:00:00Z", "2026-03-02T09:00:00Z"]],
    code: "SAML_SESSION_EXPIRED",
    reason:
      "The session at the identity provider expired at 2026-03-02T09:00:00Z; it is 2026-03-02T09:00:00Z, with 0 s of clock skew allowed.",
    setting: "clockSkewSeconds",
  },
  {
    name: "an attribute with a name that JavaScript reserves",
    alter: [['Name="email"', 'Name="__proto__"']],
    code: "SAML_ATTRIBUTES",
    reason: 'The assertion has an attribute whose Name cannot be used: "__proto__".',
  },
  {
    name: "what node-saml refuses although our own check is off",
    alter: [["<saml:Conditions", "<saml:Conditions/><saml:Conditions"]],
    settings: { unsafeChecksOff: ["SAML_CONDITIONS"] },
    code: "SAML_LIBRARY",
    reason: "node-saml does not accept the assertion: Unable to process multiple conditions in SAML assertion.",
  },
  {
    name: "an assertion that was used before",
    input: { isConsumed: (issuer, id) => issuer === "https://idp.test/saml" && id === "_assertion1" },
    code: "SAML_REPLAY",
    reason: "The assertion _assertion1 was used before: each works once.",
  },
  {
    name: "an assertion without an ID in a signed Response",
    alter: [[' ID="_assertion1"', ""]],
    sign: "response",
    settings: { want: "responseSigned" },
    code: "SAML_REPLAY",
    reason: "The assertion has no ID, so that a replay could not be noticed.",
  },
];

describe("processResponse refuses", () => {
  it.each(REFUSALS)("$name ($code)", async ({ code, reason, setting, ...departure }) => {
    const { result, checks } = await processDeparture(departure);
    expect(result).toEqual({
      kind: "refused",
      code,
      reason,
      ...(setting === undefined ? {} : { setting: `applications/acme/saml/${setting}` }),
    });
    const at = checks.findIndex((check) => check.result === "failed");
    expect(checks[at]?.code).toBe(code);
    expect(checks.slice(at + 1).every((check) => check.result === "notReached")).toBe(true);
  });
});
