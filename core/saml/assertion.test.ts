import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { type AssertionInput, buildAssertion, type SamlAttribute } from "./assertion.ts";
import { NAME_ID_FORMAT, NAMESPACE } from "./names.ts";
import { ASSERTION, NOW } from "./test-message.ts";
import { child, childrenNamed, parseXmlDocument, type XmlElement } from "./xml.ts";

function read(input: AssertionInput): XmlElement {
  return parseXmlDocument(buildAssertion(input));
}

function find(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => child(at, NAMESPACE.assertion, name), element);
}

/** The Attribute elements that these attributes become. */
function attributesOf(attributes: readonly SamlAttribute[]): readonly XmlElement[] {
  return childrenNamed(
    find(read({ ...ASSERTION, attributes }), "AttributeStatement"),
    NAMESPACE.assertion,
    "Attribute",
  );
}

describe("an assertion", () => {
  it("names who says it, about whom, for whom and for how long", () => {
    const assertion = read(ASSERTION);
    expect(assertion.attributes).toEqual({ ID: "_assertion1", IssueInstant: "2026-03-02T09:00:00Z", Version: "2.0" });
    expect(find(assertion, "Issuer")?.text).toBe("https://idp.test/saml");
    expect(find(assertion, "Subject", "NameID")).toMatchObject({
      text: "ada@acme.test",
      attributes: { Format: NAME_ID_FORMAT.emailAddress },
    });
    expect(find(assertion, "Conditions")?.attributes).toEqual({
      NotBefore: "2026-03-02T09:00:00Z",
      NotOnOrAfter: "2026-03-02T09:05:00Z",
    });
    expect(find(assertion, "Conditions", "AudienceRestriction", "Audience")?.text).toBe("https://app.test/saml");
  });

  it("is confirmed for the bearer, with a recipient, an end, and no beginning", () => {
    const confirmation = find(read(ASSERTION), "Subject", "SubjectConfirmation");
    expect(confirmation?.attributes).toEqual({ Method: "urn:oasis:names:tc:SAML:2.0:cm:bearer" });
    expect(find(confirmation, "SubjectConfirmationData")?.attributes).toEqual({
      InResponseTo: "_request1",
      NotOnOrAfter: "2026-03-02T09:05:00Z",
      Recipient: "https://app.test/saml/acs",
    });
  });

  it("answers no request where nobody asked", () => {
    const { inResponseTo: _, ...unsolicited } = ASSERTION;
    expect(buildAssertion(unsolicited)).not.toContain("InResponseTo");
  });

  it("says how and when the person signed in", () => {
    const statement = find(read({ ...ASSERTION, sessionNotOnOrAfter: NOW + 500 }), "AuthnStatement");
    expect(statement?.attributes).toEqual({
      AuthnInstant: "2026-03-02T08:59:00Z",
      SessionIndex: "_session1",
      SessionNotOnOrAfter: "2026-03-02T09:00:00.500Z",
    });
    expect(find(statement, "AuthnContext", "AuthnContextClassRef")?.text).toBe(
      "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
    );
    expect(find(read(ASSERTION), "AuthnStatement")?.attributes).not.toHaveProperty("SessionNotOnOrAfter");
  });

  it("qualifies a persistent NameID", () => {
    const nameId = {
      value: "x",
      format: NAME_ID_FORMAT.persistent,
      nameQualifier: "https://idp.test",
      spNameQualifier: "https://app.test",
    };
    expect(find(read({ ...ASSERTION, nameId }), "Subject", "NameID")?.attributes).toEqual({
      Format: NAME_ID_FORMAT.persistent,
      NameQualifier: "https://idp.test",
      SPNameQualifier: "https://app.test",
    });
  });

  it("refuses what XML cannot carry, with a code", () => {
    const attempt = () => buildAssertion({ ...ASSERTION, attributes: [{ name: "a", value: "\u0000" }] });
    expect(attempt).toThrow(RehearsalError);
    expect(attempt).toThrow(expect.objectContaining({ code: "XML_CHARACTER" }));
    expect(attempt).toThrow('XML cannot carry the character U+0000, found in "\\u0000".');
  });
});

describe("its attributes", () => {
  it("have a Name, and FriendlyName and NameFormat where they are set", () => {
    expect(attributesOf(ASSERTION.attributes).map(({ attributes }) => attributes)).toEqual([
      { Name: "email" },
      { FriendlyName: "Groups", Name: "groups", NameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic" },
    ]);
  });

  it.each([
    ["one text", "a", ["a"]],
    ["several", ["a", "b", "a"], ["a", "b", "a"]],
    ["an empty text, kept", "", [""]],
    ["empty texts among others", ["", "a"], ["", "a"]],
    ["white space, kept", "  ", ["  "]],
    ["a number and a truth value, as text", [1.5, true, false], ["1.5", "true", "false"]],
    ["no value at all", [], []],
  ])("hold %s", (_, value, expected) => {
    const [attribute] = attributesOf([{ name: "a", value }]);
    expect(attribute?.children.map(({ text }) => text)).toEqual(expected);
  });

  it("mark null, so that it differs from an empty text", () => {
    const [attribute] = attributesOf([{ name: "a", value: null }]);
    expect(attribute?.children).toMatchObject([
      { text: "", attributes: { [`{${NAMESPACE.schemaInstance}}nil`]: "true" } },
    ]);
  });

  it("stand in no statement where there are none", () => {
    expect(buildAssertion({ ...ASSERTION, attributes: [] })).not.toContain("AttributeStatement");
  });
});
