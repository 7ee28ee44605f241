import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALGORITHM, AUTHN_CONTEXT } from "./names.ts";
import { type AcceptedResponse, type ProcessedResponse, processResponse } from "./process-response.ts";
import { buildResponse } from "./response.ts";
import { samlCheckCodeSchema } from "./settings.ts";
import { ASSERTION, RESPONSE } from "./test-message.ts";
import {
  type Departure,
  encryptAssertion,
  GOOD_RESPONSE,
  IDP_KEY,
  ISSUED_AT,
  OTHER_KEY,
  processDeparture,
  REQUEST_ID,
  replaceAll,
  signElement,
  signResponse,
  testInput,
  toBase64,
} from "./test-response.ts";

async function accept(departure: Departure = {}, trusted = [IDP_KEY]): Promise<AcceptedResponse> {
  return acceptedOf(await processDeparture(departure, trusted));
}

function acceptedOf({ result }: ProcessedResponse): AcceptedResponse {
  if (result.kind !== "accepted") throw new Error(`Refused: ${result.code}: ${result.reason}`);
  return result;
}

function checkOf({ checks }: ProcessedResponse, code: string) {
  return checks.find((check) => check.code === code);
}

const PASSWORD = AUTHN_CONTEXT.passwordProtectedTransport;
const MFA = AUTHN_CONTEXT.multiFactor;

const UNSOLICITED = [
  [` InResponseTo="${REQUEST_ID}">`, ">"],
  [`InResponseTo="${REQUEST_ID}" `, ""],
] as const;

describe("processResponse accepts", () => {
  it("a good response, and reads who it is about", async () => {
    const processed = await processDeparture({});
    expect(processed.result).toEqual({
      kind: "accepted",
      assertionId: "_assertion1",
      notOnOrAfter: Date.parse("2026-03-02T09:05:00Z"),
      inResponseTo: REQUEST_ID,
      identity: {
        issuer: "https://idp.test/saml",
        subject: {
          value: "ada@acme.test",
          format: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
          transient: false,
        },
        claims: { email: "ada@acme.test", groups: ["Engineering", "Admins"] },
        sessionIndex: "_session1",
        sessionNotOnOrAfter: Date.parse("2026-03-02T17:00:00Z"),
        authnContext: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
      },
    });
    expect(processed.checks.map(({ result }) => result).filter((result) => result !== "passed")).toEqual([
      "notApplicable",
      "notApplicable",
      "notApplicable",
      "notApplicable",
    ]);
    expect(processed.assertionXml).toMatch(/^<saml:Assertion /);
    expect(processed.responseXml).toMatch(/^<samlp:Response /);
  });

  it.each([
    { want: "assertionSigned", sign: "assertion" },
    { want: "assertionSigned", sign: "both" },
    { want: "responseSigned", sign: "response" },
    { want: "responseSigned", sign: "both" },
    { want: "bothSigned", sign: "both" },
    { want: "eitherSigned", sign: "assertion" },
    { want: "eitherSigned", sign: "response" },
    { want: "eitherSigned", sign: "both" },
  ] as const)("$sign signed where it wants $want, in the open and encrypted", async ({ want, sign }) => {
    expect((await accept({ sign, settings: { want } })).identity.subject.value).toBe("ada@acme.test");
    const inner =
      sign === "assertion" || sign === "both" ? signElement(GOOD_RESPONSE, "Assertion", IDP_KEY) : GOOD_RESPONSE;
    const encrypted = await encryptAssertion(inner, OTHER_KEY);
    const outer = sign === "response" || sign === "both" ? signElement(encrypted, "Response", IDP_KEY) : encrypted;
    const settings = { want, wantEncrypted: true, key: OTHER_KEY };
    const processed = await processResponse(testInput(toBase64(outer), { settings }));
    expect(acceptedOf(processed).identity.claims).toEqual({
      email: "ada@acme.test",
      groups: ["Engineering", "Admins"],
    });
    expect(checkOf(processed, "SAML_DECRYPTION")?.result).toBe("passed");
  });

  it("either of two trusted keys during a rollover", async () => {
    expect((await accept({ key: IDP_KEY }, [IDP_KEY, OTHER_KEY])).kind).toBe("accepted");
    expect((await accept({ key: OTHER_KEY }, [IDP_KEY, OTHER_KEY])).kind).toBe("accepted");
  });

  it.each(["assertion", "response", "both"] as const)(
    "what the product's own identity provider signs: %s",
    async (sign) => {
      const settings = { entityId: ASSERTION.audience, acsUrl: RESPONSE.destination, want: "eitherSigned" } as const;
      const xml = await buildResponse({ ...RESPONSE, sign });
      const { identity } = acceptedOf(await processResponse(testInput(toBase64(xml), { settings })));
      expect(identity.claims).toEqual({ email: "ada@acme.test", groups: ["Engineering", "Admins"] });
    },
  );

  it("RSA with SHA-512", async () => {
    const how = { signatureAlgorithm: ALGORITHM.rsaSha512, digestAlgorithm: ALGORITHM.sha512 };
    expect((await accept({ how })).kind).toBe("accepted");
  });

  it("an unsolicited response where they are allowed", async () => {
    const result = await accept({ alter: UNSOLICITED, settings: { allowUnsolicited: true } });
    expect("inResponseTo" in result).toBe(false);
  });

  it.each([
    { name: "the last millisecond", now: "2026-03-02T09:04:59.999Z", clockSkewSeconds: 0 },
    { name: "the last millisecond of the skew", now: "2026-03-02T09:05:59.999Z", clockSkewSeconds: 60 },
    { name: "the first millisecond", now: "2026-03-02T09:00:00.000Z", clockSkewSeconds: 0 },
    { name: "the first millisecond of the skew", now: "2026-03-02T08:59:00.000Z", clockSkewSeconds: 60 },
  ])("$name", async ({ now, clockSkewSeconds }) => {
    expect((await accept({ input: { now: Date.parse(now) }, settings: { clockSkewSeconds } })).kind).toBe("accepted");
  });

  it("Conditions without times, since the confirmation has one", async () => {
    const alter = [
      ['<saml:Conditions NotBefore="2026-03-02T09:00:00Z" NotOnOrAfter="2026-03-02T09:05:00Z">', "<saml:Conditions>"],
    ] as const;
    expect((await accept({ alter })).kind).toBe("accepted");
  });

  it.each([
    { name: "a NameID of the format that is asked for", settings: { nameIdFormat: "emailAddress" as const } },
    {
      name: "a sign-in at least as strong as is asked for",
      settings: { requestedAuthnContext: { comparison: "minimum" as const, classes: [PASSWORD] } },
    },
  ])("$name", async ({ settings }) => {
    const processed = await processDeparture({ settings });
    acceptedOf(processed);
    const code = "nameIdFormat" in settings ? "SAML_NAME_ID_FORMAT" : "SAML_AUTHN_CONTEXT";
    expect(checkOf(processed, code)?.result).toBe("passed");
  });

  it("a class that cannot be compared with those asked for, and says so", async () => {
    const asked = { comparison: "minimum" as const, classes: ["urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos"] };
    const processed = await processDeparture({ settings: { requestedAuthnContext: asked } });
    acceptedOf(processed);
    expect(checkOf(processed, "SAML_AUTHN_CONTEXT")).toMatchObject({
      result: "notApplicable",
      actual: `${PASSWORD}: which of them is the stronger is not known here`,
    });
  });

  it("an assertion with several confirmations, which is remembered until the last of them ends", async () => {
    const longer =
      '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="_request1" NotOnOrAfter="2026-03-02T09:30:00Z" Recipient="https://acme.test/saml/acs"/></saml:SubjectConfirmation></saml:Subject>';
    const result = await accept({ alter: [["</saml:Subject>", longer]] });
    expect(result.notOnOrAfter).toBe(Date.parse("2026-03-02T09:30:00Z"));
  });

  it("one good SubjectConfirmation among others", async () => {
    const other =
      '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="https://other.test" NotOnOrAfter="2026-03-02T09:00:00Z"/></saml:SubjectConfirmation>';
    expect((await accept({ alter: [["</saml:NameID>", `</saml:NameID>${other}`]] })).kind).toBe("accepted");
  });

  it("a response without Destination and Issuer where only the assertion is signed, and says so", async () => {
    const alter = [
      [' Destination="https://acme.test/saml/acs"', ""],
      ["<saml:Issuer>https://idp.test/saml</saml:Issuer><samlp:Status>", "<samlp:Status>"],
    ] as const;
    const withoutIssuer = signResponse(replaceAll(GOOD_RESPONSE, alter), "assertion", IDP_KEY);
    const processed = await processResponse(testInput(toBase64(withoutIssuer)));
    acceptedOf(processed);
    expect(checkOf(processed, "SAML_DESTINATION")).toMatchObject({
      result: "notApplicable",
      actual: "absent; only a signed Response must carry it",
    });
  });
});

describe("the checks", () => {
  const ORDER =
    "SAML_ENCODING SAML_DOCTYPE SAML_XML SAML_VERSION SAML_STATUS SAML_DESTINATION SAML_RESPONSE_ISSUER SAML_IN_RESPONSE_TO SAML_ASSERTION SAML_ENCRYPTION SAML_DECRYPTION SAML_SIGNED SAML_SIGNATURE_PROFILE SAML_SIGNATURE_ALGORITHM SAML_SIGNATURE SAML_VERSION SAML_ISSUER SAML_NAME_ID SAML_NAME_ID_FORMAT SAML_SUBJECT_CONFIRMATION SAML_RECIPIENT SAML_CONFIRMATION_EXPIRED SAML_CONFIRMATION_IN_RESPONSE_TO SAML_CONDITIONS SAML_AUDIENCE SAML_AUTHN_STATEMENT SAML_AUTHN_CONTEXT SAML_SESSION_EXPIRED SAML_ATTRIBUTES SAML_LIBRARY SAML_REPLAY";

  it.each([
    { name: "for a response that is accepted", departure: {} },
    { name: "for one that fails in the middle", departure: { key: OTHER_KEY } },
    { name: "for one that cannot be read", departure: { input: { samlResponse: "?" } } },
  ])("are all listed, in this order, $name", async ({ departure }) => {
    const { checks } = await processDeparture(departure);
    expect(checks.map(({ code }) => code).join(" ")).toBe(ORDER);
  });

  it("say which values of the Response nothing but the message vouches for", async () => {
    const unsigned = await processDeparture({});
    expect(checkOf(unsigned, "SAML_DESTINATION")?.actual).toBe(
      '"https://acme.test/saml/acs" (the Response is not signed)',
    );
    const signed = await processDeparture({ sign: "both" });
    expect(checkOf(signed, "SAML_DESTINATION")?.actual).toBe('"https://acme.test/saml/acs"');
  });

  it("say what was verified", async () => {
    expect(checkOf(await processDeparture({}), "SAML_SIGNATURE")?.actual).toBe("verified: the assertion");
    expect(checkOf(await processDeparture({ sign: "both" }), "SAML_SIGNATURE")?.actual).toBe(
      "verified: the assertion and the Response",
    );
  });
});

describe("processResponse refuses a signature that is wrong, although another is enough", () => {
  const broken = signElement(GOOD_RESPONSE, "Assertion", IDP_KEY).replace(
    "ada@acme.test</saml:NameID>",
    "eve@acme.test</saml:NameID>",
  );

  it("the assertion's, in a Response that was signed around it", async () => {
    const xml = signElement(broken, "Response", IDP_KEY);
    const { result } = await processResponse(testInput(toBase64(xml), { settings: { want: "responseSigned" } }));
    expect(result).toMatchObject({ kind: "refused", code: "SAML_SIGNATURE" });
  });

  it("the same where the assertion is encrypted", async () => {
    const xml = signElement(await encryptAssertion(broken, OTHER_KEY), "Response", IDP_KEY);
    const settings = { want: "responseSigned", key: OTHER_KEY } as const;
    const { result } = await processResponse(testInput(toBase64(xml), { settings }));
    expect(result).toMatchObject({ kind: "refused", code: "SAML_SIGNATURE" });
  });
});

describe("processResponse reads the verified assertion", () => {
  const attributes = /<saml:AttributeStatement>.*<\/saml:AttributeStatement>/;
  const value = (text: string) => `<saml:AttributeValue>${text}</saml:AttributeValue>`;
  const attribute = (name: string, ...values: readonly string[]) =>
    `<saml:Attribute Name="${name}">${values.join("")}</saml:Attribute>`;
  const statement = (...list: readonly string[]) =>
    `<saml:AttributeStatement>${list.join("")}</saml:AttributeStatement>`;

  it.each([
    {
      name: "repeated attributes merge",
      xml: statement(attribute("g", value("a"), value("b")), attribute("h", value("x")), attribute("g", value("c"))),
      claims: { g: ["a", "b", "c"], h: "x" },
    },
    {
      name: "attributes of two statements merge",
      xml: statement(attribute("g", value("a"))) + statement(attribute("g", value("b"))),
      claims: { g: ["a", "b"] },
    },
    { name: "an empty value is an empty text", xml: statement(attribute("g", value(""))), claims: { g: "" } },
    { name: "an attribute without value is an empty list", xml: statement(attribute("g")), claims: { g: [] } },
    {
      name: "nil is null",
      xml: statement(attribute("g", '<saml:AttributeValue xsi:nil="true"/>')),
      claims: { g: null },
    },
    {
      name: "nil among others says nothing",
      xml: statement(attribute("g", value("a"), '<saml:AttributeValue xsi:nil="1"/>')),
      claims: { g: ["a"] },
    },
    {
      name: "typed values stay text",
      xml: statement(attribute("g", '<saml:AttributeValue xsi:type="xs:integer">007</saml:AttributeValue>')),
      claims: { g: "007" },
    },
    {
      name: "white space is kept",
      xml: statement(attribute("g", value(" a\tb&#xD;\n "))),
      claims: { g: " a\tb\r\n " },
    },
    {
      name: "comments are cut out, and the text on both sides is kept",
      xml: statement(attribute("g", value("user@x<!-- -->.evil"))),
      claims: { g: "user@x.evil" },
    },
    { name: "CDATA is text", xml: statement(attribute("g", value("<![CDATA[<a>&amp;]]>"))), claims: { g: "<a>&amp;" } },
    {
      name: "a structured value is its text",
      xml: statement(attribute("g", value("<saml:NameID>abc</saml:NameID>"))),
      claims: { g: "abc" },
    },
    { name: "no statement, no claims", xml: "", claims: {} },
  ])("$name", async ({ xml, claims }) => {
    for (const sign of ["assertion", "response"] as const) {
      const { identity } = await accept({ alter: [[attributes, xml]], sign, settings: { want: "eitherSigned" } });
      expect(identity.claims).toEqual(claims);
    }
  });

  it("line separators of other standards, which some parsers take for line feeds", async () => {
    const alter = [[attributes, statement(attribute("g", value("a&#x85;b&#x2028;c")))]] as const;
    const tamper = [
      ["\u0085", "&#x85;"],
      ["\u2028", "&#x2028;"],
    ] as const;
    for (const sign of ["assertion", "response"] as const) {
      const { identity } = await accept({ alter, tamper, sign, settings: { want: "eitherSigned" } });
      expect(identity.claims).toEqual({ g: "a\u0085b\u2028c" });
    }
  });

  it("the whole NameID, whatever comment was put into it after signing", async () => {
    const alter = [["ada@acme.test</saml:NameID>", "admin@acme.test.evil.test</saml:NameID>"]] as const;
    const tamper = [["admin@acme.test.evil.test", "admin@acme.test<!-- -->.evil.test"]] as const;
    expect((await accept({ alter, tamper })).identity.subject.value).toBe("admin@acme.test.evil.test");
  });

  it("the NameID's qualifiers, and that a transient one is never a key", async () => {
    const nameId =
      '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient" NameQualifier="q" SPNameQualifier="s">';
    const { identity } = await accept({ alter: [[/<saml:NameID [^>]*>/, nameId]] });
    expect(identity.subject).toEqual({
      value: "ada@acme.test",
      format: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
      nameQualifier: "q",
      spNameQualifier: "s",
      transient: true,
    });
  });
});

describe("a switch marked unsafe", () => {
  const past = Date.parse("2026-03-02T20:00:00Z");
  const CASES: Readonly<Record<(typeof samlCheckCodeSchema.options)[number], Departure>> = {
    SAML_DOCTYPE: { tamper: [[/^/, "<!DOCTYPE Response>"]] },
    SAML_VERSION: { alter: [['ID="_assertion1" Version="2.0"', 'ID="_assertion1" Version="1.1"']] },
    SAML_STATUS: { alter: [["status:Success", "status:Requester"]] },
    SAML_DESTINATION: { alter: [['Destination="https://acme.test/saml/acs"', 'Destination="https://other.test"']] },
    SAML_RESPONSE_ISSUER: {
      alter: [["https://idp.test/saml</saml:Issuer><samlp:Status>", "https://evil.test</saml:Issuer><samlp:Status>"]],
    },
    SAML_IN_RESPONSE_TO: { input: { requestStatus: () => "unknown" } },
    SAML_SIGNATURE_ALGORITHM: { how: { signatureAlgorithm: ALGORITHM.rsaSha1 } },
    SAML_ISSUER: {
      alter: [["https://idp.test/saml</saml:Issuer><saml:Subject>", "https://evil.test</saml:Issuer><saml:Subject>"]],
    },
    SAML_NAME_ID: { alter: [[/<saml:NameID.*<\/saml:NameID>/, ""]] },
    SAML_NAME_ID_FORMAT: { settings: { nameIdFormat: "persistent" } },
    SAML_SUBJECT_CONFIRMATION: { alter: [["cm:bearer", "cm:sender-vouches"]] },
    SAML_RECIPIENT: { alter: [[' Recipient="https://acme.test/saml/acs"', ""]] },
    SAML_CONFIRMATION_EXPIRED: { alter: [[' NotOnOrAfter="2026-03-02T09:05:00Z" Recipient', " Recipient"]] },
    SAML_CONFIRMATION_IN_RESPONSE_TO: { alter: [[`InResponseTo="${REQUEST_ID}" `, ""]] },
    SAML_CONDITIONS: {
      alter: [
        ['NotOnOrAfter="2026-03-02T09:05:00Z"><saml:Audience', 'NotOnOrAfter="2026-03-02T08:00:00Z"><saml:Audience'],
      ],
    },
    SAML_AUDIENCE: { alter: [[/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ""]] },
    SAML_AUTHN_STATEMENT: { alter: [[/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, ""]] },
    SAML_AUTHN_CONTEXT: { settings: { requestedAuthnContext: { comparison: "exact", classes: [MFA] } } },
    SAML_SESSION_EXPIRED: { alter: [["2026-03-02T17:00:00Z", "2026-03-02T09:00:00Z"]] },
    SAML_REPLAY: { input: { isConsumed: () => true } },
  };

  it.each(samlCheckCodeSchema.options)("turns %s off, and nothing else", async (code) => {
    const departure = CASES[code];
    const guarded = await processDeparture(departure);
    expect(guarded.result).toMatchObject({ kind: "refused", code });
    const settings = { ...departure.settings, unsafeChecksOff: [code] };
    const processed = await processDeparture({ ...departure, settings }, [IDP_KEY]);
    acceptedOf(processed);
    const off = processed.checks.filter((check) => check.result === "off");
    expect(new Set(off.map((check) => check.code))).toEqual(new Set([code]));
    expect(off[0]).toMatchObject({
      actual: "not checked: a switch marked unsafe",
      setting: "applications/acme/saml/unsafeChecksOff",
    });
  });

  it.each(["<!DOCTYPE Response>", '<!doctype Response [<!ENTITY a "b">] \n>'])(
    "passes over a document type, and uses nothing of it: %s",
    async (doctype) => {
      const settings = { unsafeChecksOff: ["SAML_DOCTYPE" as const] };
      await accept({ tamper: [[/^/, doctype]], settings });
    },
  );

  it.each([
    ["many declarations that never end", "<!DOCTYPE".repeat(80_000)],
    ["one that never ends", `<!DOCTYPE${" ".repeat(700_000)}`],
    ["an internal subset that never ends", `<!DOCTYPE a [${"[".repeat(700_000)}>`],
    ["text behind the internal subset", `<!DOCTYPE a []${" ".repeat(700_000)}x><a/>`],
  ])("reads %s in no time", async (_name, xml) => {
    const settings = { unsafeChecksOff: ["SAML_DOCTYPE" as const] };
    const { result } = await processResponse(testInput(toBase64(xml), { settings }));
    expect(result).toMatchObject({ kind: "refused", code: "SAML_XML" });
  });

  it("never turns the signature off", async () => {
    const settings = { unsafeChecksOff: samlCheckCodeSchema.options };
    const tamper = [["ada@acme.test</saml:NameID>", "eve@acme.test</saml:NameID>"]] as const;
    const { result } = await processDeparture({ key: IDP_KEY, settings, tamper });
    expect(result).toMatchObject({ kind: "refused", code: "SAML_SIGNATURE" });
    const unsigned = await processDeparture({ settings, sign: "nothing" });
    expect(unsigned.result).toMatchObject({ kind: "refused", code: "SAML_SIGNED" });
  });

  it("without a NameID leaves a subject that is never a key", async () => {
    const { identity } = await accept({ ...CASES.SAML_NAME_ID, settings: { unsafeChecksOff: ["SAML_NAME_ID"] } });
    expect(identity.subject).toEqual({ value: "", transient: true });
  });

  it("that lets expired assertions in has them remembered for another day", async () => {
    const unsafeChecksOff = ["SAML_CONFIRMATION_EXPIRED", "SAML_CONDITIONS", "SAML_SESSION_EXPIRED"] as const;
    const result = await accept({ input: { now: past }, settings: { unsafeChecksOff: [...unsafeChecksOff] } });
    expect(result.notOnOrAfter).toBe(past + 86_400_000);
  });
});

describe("processResponse never throws", () => {
  const signed = toBase64(signResponse(GOOD_RESPONSE, "both", IDP_KEY));
  const xml = Buffer.from(signed, "base64");

  it("for any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.string().map(toBase64)), async (samlResponse) => {
        expect((await processResponse(testInput(samlResponse))).result.kind).toBe("refused");
      }),
    );
  });

  it("for a good response with some bytes changed; it never reads another NameID", async () => {
    const place = fc.nat({ max: xml.length - 1 });
    const changes = fc.array(fc.tuple(place, fc.string({ maxLength: 12 }), fc.nat({ max: 40 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const changed = list.reduce(
          (bytes, [at, text, length]) =>
            Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at + length)]),
          xml,
        );
        const { result } = await processResponse(testInput(changed.toString("base64")));
        if (result.kind === "accepted") expect(result.identity.subject.value).toBe("ada@acme.test");
      }),
      { numRuns: 150 },
    );
  });

  it("for certificates that are none, and says that nothing was verified", async () => {
    const trusted = { entityId: "https://idp.test/saml", certificates: ["not a certificate"] };
    const { result } = await processResponse(testInput(signed, { input: { trusted, now: ISSUED_AT } }));
    expect(result).toMatchObject({ kind: "refused", code: "SAML_SIGNATURE" });
  });
});
