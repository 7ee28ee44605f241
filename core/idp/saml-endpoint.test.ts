import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { decrypt } from "xml-encryption";
import { getRequest } from "../http/message.ts";
import { parseIdpMetadata } from "../saml/metadata.ts";
import { AUTHN_CONTEXT, BINDING, NAME_ID_FORMAT, NAMESPACE, STATUS } from "../saml/names.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "../saml/test-certificate.ts";
import { child, childrenNamed, type XmlElement } from "../saml/xml.ts";
import type { SigningKey } from "./identity-provider.ts";
import {
  ACS,
  find,
  formOf,
  NOW,
  readPosted,
  redirect,
  responseXml,
  SECOND_ACS,
  type Setup,
  SIGNING_KEY,
  setUp,
  statusOf,
} from "./test-saml.ts";

const START = "https://idp.test/saml/start?application=app";

const SETTINGS = "identityProviders/idp/connections/app/saml";

function nameIdOf(assertion: XmlElement | undefined): XmlElement | undefined {
  return find(assertion, "Subject", "NameID");
}

function confirmationOf(assertion: XmlElement | undefined): Readonly<Record<string, string>> | undefined {
  return find(assertion, "Subject", "SubjectConfirmation", "SubjectConfirmationData")?.attributes;
}

function contextOf(assertion: XmlElement | undefined): string | undefined {
  return find(assertion, "AuthnStatement", "AuthnContext", "AuthnContextClassRef")?.text;
}

describe("a login that the application begins", () => {
  it("ends with an assertion, posted to where the request wanted it, with its RelayState", async () => {
    const { logIn } = setUp();
    const response = await logIn(redirect({ acsUrl: SECOND_ACS }, { relayState: "/orders" }));
    const { root, assertion } = readPosted(response);
    expect(formOf(response)).toMatchObject({ action: SECOND_ACS });
    expect(formOf(response).fields.get("RelayState")).toBe("/orders");
    expect(root.attributes).toMatchObject({ Destination: SECOND_ACS, InResponseTo: "_request1" });
    expect(statusOf(root)).toEqual([STATUS.success, undefined]);
    expect(confirmationOf(assertion)).toEqual({
      InResponseTo: "_request1",
      NotOnOrAfter: "2026-03-02T09:05:00Z",
      Recipient: SECOND_ACS,
    });
    expect(nameIdOf(assertion)).toMatchObject({
      text: "ada@acme.test",
      attributes: { Format: NAME_ID_FORMAT.emailAddress },
    });
    expect(contextOf(assertion)).toBe(AUTHN_CONTEXT.passwordProtectedTransport);
    expect(find(assertion, "Conditions", "AudienceRestriction", "Audience")?.text).toBe("https://app.test/saml");
  });

  it("tells what the claims mapping says, and nothing where there is nothing", async () => {
    const { logIn } = setUp();
    const { assertion } = readPosted(await logIn(redirect()));
    const attributes = childrenNamed(find(assertion, "AttributeStatement"), NAMESPACE.assertion, "Attribute");
    expect(attributes.map((each) => [each.attributes, each.children.map(({ text }) => text)])).toEqual([
      [{ Name: "user" }, ["ada"]],
      [
        {
          FriendlyName: "Department",
          Name: "department",
          NameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
        },
        ["Finance"],
      ],
      [{ Name: "groups" }, ["Engineering", "Admins"]],
    ]);
  });

  it("is shown step by step", async () => {
    const { logIn, steps } = setUp();
    await logIn(redirect());
    expect(steps().map(({ title, status }) => `${status}: ${title}`)).toEqual([
      "ok: Acme ID reads the AuthnRequest",
      "ok: Acme ID checks the AuthnRequest",
      "ok: ada signs in at Acme ID",
      expect.stringContaining("ok: "),
      "ok: Acme ID shapes the claims for Expenses",
      "ok: Acme ID signs the assertion",
    ]);
  });

  it("shows the assertion that was sent, with what it says of the person marked", async () => {
    const { logIn, steps } = setUp();
    const xml = responseXml(await logIn(redirect()));
    const step = steps().find(({ title }) => title === "Acme ID signs the assertion");
    const artefact = step?.kind === "artefact" ? step.artefact : undefined;
    expect(xml).toContain(artefact?.text ?? "nothing was recorded");
    expect(artefact?.marks).toEqual([
      `<saml:NameID Format="${NAME_ID_FORMAT.emailAddress}">ada@acme.test</saml:NameID>`,
      ...["ada", "Finance", "Engineering", "Admins"].map(
        (value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`,
      ),
    ]);
    for (const mark of artefact?.marks ?? []) expect(artefact?.text).toContain(mark);
  });

  it("shows where the NameID and every claim come from", async () => {
    const { logIn, steps } = setUp();
    await logIn(redirect());
    const step = steps().find(({ kind }) => kind === "evaluation");
    const evaluations = step?.kind === "evaluation" ? step.evaluations : [];
    expect(evaluations.map(({ target, result, value }) => [target, result, value])).toEqual([
      ["NameID", "applied", "ada@acme.test"],
      ["user", "applied", "ada"],
      ["department", "applied", "Finance"],
      ["groups", "applied", ["Engineering", "Admins"]],
      ["phone", "absent", undefined],
    ]);
    expect(evaluations[0]).toMatchObject({ rule: "attribute `email`", setting: `${SETTINGS}/nameId` });
    expect(evaluations[1]?.setting).toBe(`${SETTINGS}/claims/c-user`);
  });

  it("lasts as long as the connection says", async () => {
    const { logIn } = setUp({ connection: { assertionLifetimeSeconds: 60, sessionMinutes: 30 } });
    await logIn(redirect());
    const { assertion } = readPosted(await logIn(redirect(), NOW + 60_000));
    expect(find(assertion, "Conditions")?.attributes).toEqual({
      NotBefore: "2026-03-02T09:01:00Z",
      NotOnOrAfter: "2026-03-02T09:02:00Z",
    });
    expect(find(assertion, "AuthnStatement")?.attributes).toMatchObject({
      AuthnInstant: "2026-03-02T09:00:00Z",
      SessionNotOnOrAfter: "2026-03-02T09:30:00Z",
    });
  });

  it("gives the same bytes for the same world", async () => {
    const connection = { sign: "both" } as const;
    const [first, second] = await Promise.all([0, 1].map(() => setUp({ connection }).logIn(redirect())));
    expect(first?.body).toBe(second?.body);
  });
});

describe("ForceAuthn and IsPassive", () => {
  it("asks nobody twice while the session is open, and names the same session", async () => {
    const { send, logIn } = setUp();
    const first = readPosted(await logIn(redirect())).assertion;
    const second = readPosted(await send(redirect())).assertion;
    const sessionIndex = find(first, "AuthnStatement")?.attributes.SessionIndex;
    expect(sessionIndex).toMatch(/^_/);
    expect(find(second, "AuthnStatement")?.attributes.SessionIndex).toBe(sessionIndex);
    expect(second?.attributes.ID).not.toBe(first?.attributes.ID);
  });

  it("asks again with ForceAuthn, and says when", async () => {
    const { send, logIn } = setUp();
    await logIn(redirect());
    const later = NOW + 120_000;
    expect(formOf(await send(redirect({ forceAuthn: true }), later)).action).toBe("/sign-in");
    const { assertion } = readPosted(await logIn(redirect({ forceAuthn: true }), later));
    expect(find(assertion, "AuthnStatement")?.attributes.AuthnInstant).toBe("2026-03-02T09:02:00Z");
  });

  it("shows nothing with IsPassive: NoPassive without a session, an assertion with one", async () => {
    const { send, logIn, outcome } = setUp();
    const refused = readPosted(await send(redirect({ isPassive: true })));
    expect(statusOf(refused.root)).toEqual([STATUS.responder, STATUS.noPassive]);
    expect(refused.assertion).toBeUndefined();
    expect(outcome()).toBeUndefined();
    await logIn(redirect());
    expect(statusOf(readPosted(await send(redirect({ isPassive: true }))).root)).toEqual([STATUS.success, undefined]);
  });
});

describe("NameIDs", () => {
  it("are persistent where asked for: the same every time, with both qualifiers", async () => {
    const { logIn, send } = setUp();
    const request = redirect({ nameIdPolicy: { format: NAME_ID_FORMAT.persistent, allowCreate: true } });
    const first = nameIdOf(readPosted(await logIn(request)).assertion);
    const second = nameIdOf(readPosted(await send(request)).assertion);
    expect(first?.attributes).toEqual({
      Format: NAME_ID_FORMAT.persistent,
      NameQualifier: "https://idp.test/saml",
      SPNameQualifier: "https://app.test/saml",
    });
    expect(first?.text).toMatch(/^[\w-]{43}$/);
    expect(second?.text).toBe(first?.text);
  });

  it("are transient where asked for: another one every time", async () => {
    const { logIn, send } = setUp();
    const request = redirect({ nameIdPolicy: { format: NAME_ID_FORMAT.transient } });
    const first = nameIdOf(readPosted(await logIn(request)).assertion);
    const second = nameIdOf(readPosted(await send(request)).assertion);
    expect(first?.attributes.Format).toBe(NAME_ID_FORMAT.transient);
    expect(second?.text).not.toBe(first?.text);
  });

  it("are unspecified where the connection says so", async () => {
    const nameId = { format: "unspecified", source: { kind: "attribute", attribute: "userName" } } as const;
    const { logIn } = setUp({ connection: { nameId } });
    expect(nameIdOf(readPosted(await logIn(redirect())).assertion)).toMatchObject({
      text: "ada",
      attributes: { Format: NAME_ID_FORMAT.unspecified },
    });
  });

  it.each([
    ["absent", {}],
    ["empty", { email: " " }],
    ["several", { email: ["a@acme.test", "b@acme.test"] }],
  ])("cannot be made where the value is %s", async (_, attributes) => {
    const { logIn, outcome } = setUp({ user: { attributes } });
    const response = await logIn(redirect());
    expect(response.status).toBe(403);
    expect(outcome()).toMatchObject({
      result: "refused",
      code: "SAML_NAME_ID_EMPTY",
      reason: "No NameID can be made for ada. A NameID must be one value that is not empty.",
      application: "app",
      setting: `${SETTINGS}/nameId`,
    });
  });

  it("is a persistent one where no value comes out, if that is set, and the trace says so", async () => {
    const nameId: SamlConnection["nameId"] = {
      format: "emailAddress",
      source: { kind: "attribute", attribute: "email" },
      transformations: [{ function: "Extract", after: "nowhere" }],
      whenEmpty: "persistent",
    };
    const { logIn, steps } = setUp({ connection: { nameId } });
    const made = nameIdOf(readPosted(await logIn(redirect())).assertion);
    expect(made?.attributes.Format).toBe(NAME_ID_FORMAT.persistent);
    expect(made?.text).not.toContain("ada");
    const step = steps().find(({ kind }) => kind === "evaluation");
    expect(step?.kind === "evaluation" ? step.evaluations[0] : undefined).toMatchObject({
      target: "NameID",
      result: "applied",
      rule: 'attribute `email` through Extract() after "nowhere"',
      value: made?.text,
      why: expect.stringContaining("a persistent pairwise identifier is sent in its place"),
      intermediate: [
        { text: "attribute `email`", value: "ada@acme.test" },
        { text: expect.stringContaining("nothing comes out") },
        { text: "A NameID must be one value that is not empty." },
      ],
    });
  });

  it("is joined without the domain of what it is joined from", async () => {
    const nameId: SamlConnection["nameId"] = {
      format: "emailAddress",
      source: { kind: "attribute", attribute: "email" },
      transformations: [{ function: "Join", separator: "@", with: { constant: "fabrikam.test" } }],
    };
    const { logIn } = setUp({ connection: { nameId } });
    expect(nameIdOf(readPosted(await logIn(redirect())).assertion)?.text).toBe("ada@fabrikam.test");
  });

  it("cannot be persistent without the secret behind them", async () => {
    const nameId = { format: "persistent", source: { kind: "constant", value: "x" } } as const;
    const { logIn, outcome } = setUp({ connection: { nameId }, shared: true });
    expect((await logIn(redirect())).status).toBe(403);
    expect(outcome()).toMatchObject({
      code: "IDP_NO_PAIRWISE_SALT",
      reason:
        "No NameID can be made for ada. The identity provider's secret for pairwise identifiers is missing, as in every copy that was made to be shared.",
      setting: "identityProviders/idp/pairwiseSalt",
    });
  });
});

describe("RequestedAuthnContext", () => {
  const mfa = { comparison: "exact", classes: [AUTHN_CONTEXT.multiFactor] } as const;

  it("is met with a second factor, also where a session without one is open", async () => {
    const { logIn } = setUp();
    await logIn(redirect());
    const { assertion } = readPosted(await logIn(redirect({ requestedAuthnContext: mfa })));
    expect(contextOf(assertion)).toBe(AUTHN_CONTEXT.multiFactor);
  });

  it("names the class that was asked for, where a stronger one was had", async () => {
    const { logIn, send } = setUp();
    await logIn(redirect({ requestedAuthnContext: mfa }));
    const exact = { comparison: "exact", classes: [AUTHN_CONTEXT.passwordProtectedTransport] } as const;
    const minimum = { ...exact, comparison: "minimum" } as const;
    expect(contextOf(readPosted(await send(redirect({ requestedAuthnContext: exact }))).assertion)).toBe(
      AUTHN_CONTEXT.passwordProtectedTransport,
    );
    expect(contextOf(readPosted(await send(redirect({ requestedAuthnContext: minimum }))).assertion)).toBe(
      AUTHN_CONTEXT.multiFactor,
    );
  });

  it("is refused where the sign-on policy offers no second factor", async () => {
    const { logIn } = setUp({ provider: { signOnPolicy: { secondFactor: "never", sessionMinutes: 60 } } });
    const { root } = readPosted(await logIn(redirect({ requestedAuthnContext: mfa })));
    expect(statusOf(root)).toEqual([STATUS.responder, STATUS.noAuthnContext]);
  });
});

describe("a request that cannot be trusted", () => {
  it("gets an error page, and nothing is sent to the address that it names", async () => {
    const { logIn, outcome, steps } = setUp();
    const response = await logIn(redirect({ acsUrl: "https://evil.test/acs" }));
    expect(response.status).toBe(400);
    expect(response.body).not.toContain("<form");
    expect(response.body).not.toContain("evil.test");
    expect(response.headers.location).toBeUndefined();
    expect(outcome()).toEqual({
      result: "refused",
      code: "SAML_REQUEST_ACS",
      reason:
        "The assertion consumer service that the request names is not registered for the application; nothing is sent there.",
      by: "idp:idp",
      application: "app",
      setting: `${SETTINGS}/acsUrls`,
    });
    expect(steps().map(({ kind }) => kind)).toEqual(["artefact", "checks", "outcome"]);
  });

  it("is shown even where it cannot be read", async () => {
    const { send, steps } = setUp();
    const response = await send(getRequest("https://idp.test/saml/sso?SAMLRequest=***"));
    expect(response.status).toBe(400);
    expect(steps().map(({ kind }) => kind)).toEqual(["checks", "outcome"]);
  });
});

describe("an error response", () => {
  const unfulfillable = redirect({ protocolBinding: BINDING.redirect }, { relayState: "r" });

  it("goes to the application with its RelayState and says what was wrong", async () => {
    const { send, steps } = setUp();
    const response = await send(unfulfillable);
    const { root } = readPosted(response);
    expect(formOf(response).action).toBe(ACS);
    expect(formOf(response).fields.get("RelayState")).toBe("r");
    expect(root.attributes).toMatchObject({ InResponseTo: "_request1", Destination: ACS });
    expect(statusOf(root)).toEqual([STATUS.requester, STATUS.unsupportedBinding]);
    expect(steps().at(-1)).toMatchObject({
      kind: "artefact",
      status: "warning",
      title: "Acme ID answers with an error: UnsupportedBinding",
    });
  });

  it.each([
    ["assertion", false],
    ["response", true],
    ["both", true],
  ] as const)("of a connection that signs %s is signed: %s", async (sign, expected) => {
    const { send } = setUp({ connection: { sign } });
    const { root } = readPosted(await send(unfulfillable));
    expect(child(root, NAMESPACE.signature, "Signature") !== undefined).toBe(expected);
  });
});

describe("a login that begins at the identity provider", () => {
  it("answers no request, at the first address", async () => {
    const { logIn } = setUp();
    const response = await logIn(getRequest(START));
    const { root, assertion } = readPosted(response);
    expect(formOf(response).action).toBe(ACS);
    expect(formOf(response).fields.has("RelayState")).toBe(false);
    expect(root.attributes).not.toHaveProperty("InResponseTo");
    expect(confirmationOf(assertion)).not.toHaveProperty("InResponseTo");
  });

  it.each([
    ["the one of the connection", "", "/home"],
    ["the one that was given", "&RelayState=%2Forders%3Fa%3D1", "/orders?a=1"],
    [
      "one that leads elsewhere, which is the application's to see to",
      "&RelayState=https%3A%2F%2Fevil.test",
      "https://evil.test",
    ],
  ])("hands on RelayState: %s", async (_, query, expected) => {
    const { logIn } = setUp({ connection: { defaultRelayState: "/home" } });
    const response = await logIn(getRequest(START + query));
    expect(formOf(response)).toMatchObject({ action: ACS });
    expect(formOf(response).fields.get("RelayState")).toBe(expected);
  });

  it("refuses a RelayState of more than 80 bytes", async () => {
    const { logIn, outcome } = setUp();
    expect((await logIn(getRequest(`${START}&RelayState=${"%C3%A9".repeat(41)}`))).status).toBe(400);
    expect(outcome()).toMatchObject({ code: "SAML_RELAY_STATE", reason: "RelayState is longer than 80 bytes." });
    expect(formOf(await logIn(getRequest(`${START}&RelayState=${"%C3%A9".repeat(40)}`))).action).toBe(ACS);
  });

  it.each(["", "?application=", "?application=other", "?application=oidc-only"])(
    "knows no application at %j",
    async (query) => {
      const { send, outcome } = setUp();
      expect((await send(getRequest(`https://idp.test/saml/start${query}`))).status).toBe(400);
      expect(outcome()).toMatchObject({
        code: "IDP_UNKNOWN_APPLICATION",
        setting: "identityProviders/idp/connections",
      });
    },
  );
});

describe("keys and certificates", () => {
  const next: SigningKey = { ...SIGNING_KEY, id: "rsa-2", status: "next", certificate: OTHER_CERTIFICATE.certificate };
  const retiring: SigningKey = { ...next, id: "rsa-0", status: "retiring" };
  const elliptic: SigningKey = {
    ...SIGNING_KEY,
    id: "ec-1",
    algorithm: "ES256",
    certificate: "not an RSA certificate",
  };

  it("publishes every RSA certificate, the active one first", async () => {
    const { send } = setUp({ provider: { keys: [retiring, elliptic, SIGNING_KEY, next] } });
    const response = await send(getRequest("https://idp.test/saml/metadata"));
    expect(response.headers["content-type"]).toBe("application/samlmetadata+xml");
    expect(parseIdpMetadata(response.body)).toEqual({
      entityId: "https://idp.test/saml",
      ssoUrl: "https://idp.test/saml/sso",
      certificates: [IDP_CERTIFICATE.certificate, OTHER_CERTIFICATE.certificate, OTHER_CERTIFICATE.certificate],
    });
  });

  it("signs with the active one, and sends its certificate along", async () => {
    const { logIn } = setUp({ provider: { keys: [next, SIGNING_KEY] } });
    const { assertion } = readPosted(await logIn(redirect()));
    const signature = child(assertion, NAMESPACE.signature, "Signature");
    const data = child(child(signature, NAMESPACE.signature, "KeyInfo"), NAMESPACE.signature, "X509Data");
    const certificate = child(data, NAMESPACE.signature, "X509Certificate")?.text ?? "";
    expect(IDP_CERTIFICATE.certificate.replaceAll("\n", "")).toContain(certificate);
    expect(certificate).not.toBe("");
  });

  it.each<[string, Setup]>([
    ["in a copy that was made to be shared", { shared: true }],
    ["where none is active", { provider: { keys: [next] } }],
    ["where the active one is no RSA key", { provider: { keys: [elliptic] } }],
    ["where the private key cannot be read", { provider: { keys: [{ ...SIGNING_KEY, privateKey: "nonsense" }] } }],
  ])("cannot sign %s", async (_, setup) => {
    const { logIn, outcome } = setUp(setup);
    expect((await logIn(redirect())).status).toBe(403);
    expect(outcome()).toMatchObject({
      code: "IDP_NO_SIGNING_KEY",
      reason:
        "Acme ID has no active RS256 key with a private part to sign with. A copy that was made to be shared has none.",
      setting: "identityProviders/idp/keys",
    });
  });

  it("encrypts for the application what it signed", async () => {
    const { logIn, steps } = setUp({ connection: { encryptionCertificate: OTHER_CERTIFICATE.certificate } });
    const xml = responseXml(await logIn(redirect()));
    expect(xml).not.toContain("ada@acme.test");
    const decrypted = await promisify(decrypt)(xml, { key: OTHER_CERTIFICATE.privateKeyPem });
    expect(decrypted).toContain("ada@acme.test");
    expect(steps().at(-1)).toMatchObject({ artefact: { text: decrypted }, why: expect.stringContaining("encrypted") });
  });
});

describe("what cannot be written", () => {
  it("is refused: a value that XML cannot carry", async () => {
    const { logIn, outcome } = setUp({ user: { attributes: { email: "ada@acme.test", department: "a\u0000b" } } });
    expect((await logIn(redirect())).status).toBe(403);
    expect(outcome()).toMatchObject({
      code: "XML_CHARACTER",
      reason: 'XML cannot carry the character U+0000, found in "a\\u0000b".',
      setting: `${SETTINGS}/claims`,
    });
  });

  it("is refused: a certificate that cannot be encrypted for", async () => {
    const { logIn, outcome } = setUp({ connection: { encryptionCertificate: "nonsense" } });
    await logIn(redirect());
    expect(outcome()).toMatchObject({
      code: "SAML_ENCRYPTION_CERTIFICATE",
      reason: "The application's encryption certificate is not an X.509 certificate in PEM around an RSA key.",
      setting: `${SETTINGS}/encryptionCertificate`,
    });
  });
});
