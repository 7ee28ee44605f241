import { SAML } from "@node-saml/node-saml";
import fc from "fast-check";
import { IdentityProvider, ServiceProvider } from "samlify";
import { describe, expect, it } from "vitest";
import { formRequest, getRequest, type HttpRequest, headerOf } from "../http/message.ts";
import {
  buildSoapLogout,
  type LogoutKey,
  type ReceivedLogout,
  receiveLogout,
  receiveSoap,
  sendLogout,
} from "./logout-binding.ts";
import { buildLogoutMessage, type LogoutMessage, type LogoutRequest, type LogoutResponse } from "./logout-message.ts";
import { buildIdpMetadata, buildSpMetadata, parseIdpMetadata } from "./metadata.ts";
import { ALGORITHM, NAME_ID_FORMAT, STATUS } from "./names.ts";
import { encodePost } from "./post-binding.ts";
import { type LogoutInput, type ProcessedLogout, processLogout } from "./process-logout.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "./test-certificate.ts";
import { schemaErrors } from "./test-schema.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const IDP = "https://idp.test/saml";
const URL = "https://app.test/saml/slo";

const keyOf = ({ privateKeyPem, certificate }: typeof IDP_CERTIFICATE): LogoutKey => {
  return { privateKey: privateKeyPem, certificate };
};
const KEY = keyOf(IDP_CERTIFICATE);

const REQUEST: LogoutRequest & { readonly destination: string } = {
  kind: "request",
  id: "_logout1",
  issueInstant: NOW,
  issuer: IDP,
  destination: URL,
  nameId: { value: "ada@acme.test", format: NAME_ID_FORMAT.emailAddress, nameQualifier: IDP, spNameQualifier: "x" },
  sessionIndexes: ["_session1"],
  notOnOrAfter: NOW + 300_000,
  reason: "urn:oasis:names:tc:SAML:2.0:logout:user",
};

const RESPONSE: LogoutResponse & { readonly destination: string } = {
  kind: "response",
  id: "_answer1",
  issueInstant: NOW,
  issuer: IDP,
  destination: URL,
  inResponseTo: "_asked1",
  status: { code: STATUS.success },
};

type Sent = LogoutMessage & { readonly destination: string };

/** What arrives when the message is sent this way. */
function sent(message: Sent, binding: "redirect" | "post" | "soap" = "redirect", key: LogoutKey | undefined = KEY) {
  if (binding === "soap") return receiveSoap(buildSoapLogout(message, key));
  const { response, xml } = sendLogout(message, binding, key, "back & forth");
  const location = headerOf(response, "location");
  return receiveLogout(location === undefined ? posted(encodePost(xml), message.kind) : getRequest(location));
}

function posted(encoded: string, kind: LogoutMessage["kind"] = "request"): HttpRequest {
  return formRequest(URL, [
    [kind === "request" ? "SAMLRequest" : "SAMLResponse", encoded],
    ["RelayState", "back & forth"],
  ]);
}

function process(received: ReceivedLogout, change: Partial<LogoutInput> = {}): ProcessedLogout {
  return processLogout({
    received,
    senderOf: (entityId) =>
      entityId === IDP
        ? {
            certificates: [IDP_CERTIFICATE.certificate],
            settingPath: "applications/a/saml",
            certificateSetting: "trust",
          }
        : undefined,
    url: URL,
    now: NOW,
    clockSkewSeconds: 60,
    isConsumed: (id) => id === "_seen",
    isAwaited: (id) => id === "_asked1",
    ...change,
  });
}

function failureOf(received: ReceivedLogout, change: Partial<LogoutInput> = {}) {
  const { message, failure, checks } = process(received, change);
  expect(message).toBeUndefined();
  const results = checks.map(({ result }) => result);
  const failedAt = results.indexOf("failed");
  expect(checks[failedAt]?.code).toBe(failure?.code);
  expect(results.slice(failedAt + 1).every((result) => result === "notReached")).toBe(true);
  return failure;
}

const BINDINGS = ["redirect", "post", "soap"] as const;

describe("a logout message", () => {
  it.each(BINDINGS)("is read from verified bytes, over %s", (binding) => {
    for (const message of [REQUEST, RESPONSE]) {
      const processed = process(sent(message, binding));
      expect(processed.failure).toBeUndefined();
      expect(processed.message).toEqual(message);
      expect(processed.checks.every(({ result }) => result === "passed" || result === "notApplicable")).toBe(true);
    }
  });

  it("brings its RelayState along", () => {
    expect(sent(REQUEST, "redirect").relayState).toBe("back & forth");
    expect(sent(REQUEST, "post").relayState).toBe("back & forth");
  });

  it.each(BINDINGS)("is valid by the OASIS schema, and so is the other, as sent over %s", async (binding) => {
    const key = binding === "redirect" ? undefined : IDP_CERTIFICATE;
    const { notOnOrAfter: _, reason: __, ...plain } = { ...REQUEST, sessionIndexes: [] };
    const partial = { ...RESPONSE, status: { code: STATUS.success, subCode: STATUS.partialLogout, message: "<&>" } };
    const documents = [REQUEST, plain, RESPONSE, partial].map((message) => buildLogoutMessage(message, key));
    expect(await schemaErrors("protocol", Object.fromEntries(documents.entries()))).toEqual([]);
  });

  it.each<[string, string, ReceivedLogout, Partial<LogoutInput>?]>([
    ["no message", "SAML_LOGOUT_ENCODING", receiveLogout(getRequest(URL))],
    ["both messages", "SAML_LOGOUT_ENCODING", receiveLogout(getRequest(`${URL}?SAMLRequest=a&SAMLResponse=b`))],
    ["no XML", "SAML_LOGOUT_XML", receiveLogout(posted(encodePost("hello")))],
    ["a DOCTYPE", "SAML_LOGOUT_XML", receiveLogout(posted(encodePost("<!DOCTYPE a><a/>")))],
    ["another message", "SAML_LOGOUT_TYPE", receiveLogout(posted(encodePost("<LogoutRequest/>")))],
    ["no envelope", "SAML_LOGOUT_SOAP", receiveSoap(buildLogoutMessage(REQUEST, IDP_CERTIFICATE))],
    ["two messages in its envelope", "SAML_LOGOUT_SOAP", receiveSoap(twice(buildSoapLogout(REQUEST, KEY)))],
    ["an ID that is none", "SAML_LOGOUT_MEMBER", sent({ ...REQUEST, id: "1" })],
    ["no name", "SAML_LOGOUT_MEMBER", sent({ ...REQUEST, nameId: { value: "" } })],
    ["a stranger as its sender", "SAML_LOGOUT_ISSUER", sent({ ...REQUEST, issuer: "https://evil.test" })],
    ["no signature in its URL", "SAML_LOGOUT_SIGNATURE", unsigned("redirect")],
    ["no signature inside", "SAML_LOGOUT_SIGNATURE", unsigned("post")],
    ["no signature in its envelope", "SAML_LOGOUT_SIGNATURE", unsigned("soap")],
    ["another's signature in its URL", "SAML_LOGOUT_SIGNATURE", sent(REQUEST, "redirect", keyOf(OTHER_CERTIFICATE))],
    ["another's signature inside", "SAML_LOGOUT_SIGNATURE", sent(REQUEST, "post", keyOf(OTHER_CERTIFICATE))],
    ["another destination", "SAML_LOGOUT_DESTINATION", sent({ ...REQUEST, destination: "https://other.test/" })],
    ["a time in the future", "SAML_LOGOUT_ISSUE_INSTANT", sent({ ...REQUEST, issueInstant: NOW + 301_000 })],
    ["a time long ago", "SAML_LOGOUT_ISSUE_INSTANT", sent({ ...REQUEST, issueInstant: NOW - 601_000 })],
    ["an end that is past", "SAML_LOGOUT_EXPIRED", sent({ ...REQUEST, notOnOrAfter: NOW - 60_000 })],
    ["an ID that was seen", "SAML_LOGOUT_REPLAY", sent({ ...REQUEST, id: "_seen" })],
    ["an answer to nothing", "SAML_LOGOUT_IN_RESPONSE_TO", sent({ ...RESPONSE, inResponseTo: "_other" })],
    ["an answer that says no", "SAML_LOGOUT_STATUS", sent({ ...RESPONSE, status: { code: STATUS.responder } })],
    ["no certificate to verify it with", "SAML_LOGOUT_SIGNATURE", sent(REQUEST), { senderOf: () => NO_CERTIFICATES }],
  ])("with %s is refused by %s", (_, code, received, change) => {
    expect(failureOf(received, change)).toMatchObject({ code, reason: expect.stringMatching(/\.$/) });
  });

  it("that was altered on its way is refused", () => {
    const { response } = sendLogout(REQUEST, "redirect", KEY, "state");
    const url = (headerOf(response, "location") ?? "").replace("RelayState=state", "RelayState=other");
    expect(failureOf(receiveLogout(getRequest(url)))?.code).toBe("SAML_LOGOUT_SIGNATURE");
    const xml = buildLogoutMessage(REQUEST, IDP_CERTIFICATE).replace("ada@", "eve@");
    expect(failureOf(receiveLogout(posted(encodePost(xml))))?.code).toBe("SAML_LOGOUT_SIGNATURE");
  });

  it("whose signature is over a message inside it is refused", () => {
    const signed = buildLogoutMessage(REQUEST, IDP_CERTIFICATE);
    const signature = /<ds:Signature.*<\/ds:Signature>/s.exec(signed)?.[0] ?? "";
    const forged = buildLogoutMessage({ ...REQUEST, id: "_forged", nameId: { value: "eve@acme.test" } });
    const wrapped = forged
      .replace("</saml:Issuer>", `</saml:Issuer>${signature}`)
      .replace("</samlp:LogoutRequest>", `<x>${signed}</x></samlp:LogoutRequest>`);
    expect(failureOf(receiveLogout(posted(encodePost(wrapped))))?.code).toBe("SAML_LOGOUT_SIGNATURE");
  });

  it("signed with a weak algorithm is refused", () => {
    const weak = buildLogoutMessage(REQUEST, IDP_CERTIFICATE).replace(ALGORITHM.rsaSha256, ALGORITHM.rsaSha1);
    expect(failureOf(receiveLogout(posted(encodePost(weak))))?.reason).toContain("rsa-sha1");
  });

  it("may come unsigned as the answer over the very connection, and an answer may be partial", () => {
    const { destination: _, ...direct } = RESPONSE;
    expect(process(receiveSoap(buildSoapLogout(direct, undefined)), { url: undefined }).failure).toBeUndefined();
    const status = { code: STATUS.success, subCode: STATUS.partialLogout };
    expect(process(sent({ ...RESPONSE, status })).message).toMatchObject({ status });
  });

  it("is never an exception, whatever comes", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...BINDINGS), (text, binding) => {
        const url = `${URL}?SAMLRequest=${encodeURIComponent(text)}`;
        const received = {
          redirect: receiveLogout(getRequest(url)),
          post: receiveLogout(posted(text)),
          soap: receiveSoap(text),
        };
        expect(process(received[binding]).failure).toBeDefined();
      }),
    );
  });
});

describe("metadata", () => {
  const idp = {
    entityId: IDP,
    ssoUrl: "https://idp.test/saml/sso",
    certificates: [IDP_CERTIFICATE.certificate],
    nameIdFormats: ["emailAddress"],
  } as const;
  const sp = {
    entityId: "https://app.test/saml",
    acsUrl: "https://app.test/saml/acs",
    signRequests: true,
    certificate: OTHER_CERTIFICATE.certificate,
    wantAssertionsSigned: true,
  } as const;
  const withSlo = buildIdpMetadata({ ...idp, sloUrl: "https://idp.test/saml/slo" });

  it("names the single logout services where there are any, valid by the schema", async () => {
    const app = buildSpMetadata({ ...sp, nameIdFormat: "transient", slo: { browser: URL, soap: `${URL}/soap` } });
    expect(await schemaErrors("metadata", { withSlo, app })).toEqual([]);
    expect(parseIdpMetadata(withSlo).sloUrl).toBe("https://idp.test/saml/slo");
    expect(parseIdpMetadata(buildIdpMetadata(idp))).not.toHaveProperty("sloUrl");
    expect(app.match(/SingleLogoutService/g)).toHaveLength(6);
  });

  it("is enough for samlify to read a LogoutRequest of ours and to write one that we read", async () => {
    const app = ServiceProvider({
      metadata: buildSpMetadata({ ...sp, slo: { browser: URL, soap: `${URL}/soap` } }),
      privateKey: OTHER_CERTIFICATE.privateKeyPem,
      requestSignatureAlgorithm: ALGORITHM.rsaSha256,
      wantLogoutRequestSigned: true,
    });
    const provider = IdentityProvider({ metadata: withSlo, wantLogoutRequestSigned: true });
    const { context } = app.createLogoutRequest(provider, "redirect", {
      logoutNameID: "ada@acme.test",
      sessionIndex: "_session1",
    });
    const certificates = { certificates: [OTHER_CERTIFICATE.certificate], settingPath: "", certificateSetting: "" };
    const { message, failure } = process(receiveLogout(getRequest(context)), {
      senderOf: () => certificates,
      url: "https://idp.test/saml/slo",
      now: Date.now(),
    });
    expect(failure).toBeUndefined();
    expect(message).toMatchObject({ issuer: "https://app.test/saml", nameId: { value: "ada@acme.test" } });
  });
});

describe("node-saml", () => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const request = { ...REQUEST, issueInstant: now, notOnOrAfter: now + 300_000 };
  const library = new SAML({
    callbackUrl: "https://app.test/saml/acs",
    issuer: "https://app.test/saml",
    idpCert: [IDP_CERTIFICATE.certificate],
    idpIssuer: IDP,
    entryPoint: "https://idp.test/saml/sso",
    logoutUrl: "https://idp.test/saml/slo",
    privateKey: OTHER_CERTIFICATE.privateKeyPem,
    signatureAlgorithm: "sha256",
  });

  it("accepts our LogoutRequest by HTTP-POST, and refuses an altered one", async () => {
    const xml = buildLogoutMessage(request, IDP_CERTIFICATE);
    const { profile } = await library.validatePostRequestAsync({ SAMLRequest: encodePost(xml) });
    expect(profile).toMatchObject({ nameID: "ada@acme.test", sessionIndex: "_session1", issuer: IDP });
    const altered = encodePost(xml.replace("ada@", "eve@"));
    await expect(library.validatePostRequestAsync({ SAMLRequest: altered })).rejects.toThrow("Invalid signature");
  });

  it.each([request, { ...RESPONSE, issueInstant: now }])("accepts our $kind by HTTP-Redirect", async (message) => {
    const { response } = sendLogout(message, "redirect", KEY, "state");
    const query = (headerOf(response, "location") ?? "").replace(/^[^?]*\?/, "");
    const container = Object.fromEntries(new URLSearchParams(query));
    const { loggedOut, profile } = await library.validateRedirectAsync(container, query);
    expect(loggedOut).toBe(true);
    if (message.kind === "request") expect(profile).toMatchObject({ ID: "_logout1", nameID: "ada@acme.test" });
    const altered = query.replace("RelayState=state", "RelayState=other");
    await expect(library.validateRedirectAsync(container, altered)).rejects.toThrow("Invalid query signature");
  });

  it("writes a LogoutRequest that we accept", async () => {
    const user = {
      issuer: IDP,
      nameID: "ada@acme.test",
      nameIDFormat: NAME_ID_FORMAT.emailAddress,
      sessionIndex: "_s1",
    };
    const url = await library.getLogoutUrlAsync(user, "", {});
    const certificates = { certificates: [OTHER_CERTIFICATE.certificate], settingPath: "", certificateSetting: "" };
    const { message, failure } = process(receiveLogout(getRequest(url)), {
      senderOf: () => certificates,
      url: "https://idp.test/saml/slo",
      now: Date.now(),
    });
    expect(failure).toBeUndefined();
    expect(message).toMatchObject({ nameId: { value: "ada@acme.test" }, sessionIndexes: ["_s1"] });
  });
});

const NO_CERTIFICATES = {
  certificates: [],
  settingPath: "identityProviders/i",
  certificateSetting: "requestCertificates",
};

function unsigned(binding: "redirect" | "post" | "soap"): ReceivedLogout {
  if (binding === "soap") return receiveSoap(buildSoapLogout(REQUEST, undefined));
  const { response, xml } = sendLogout(REQUEST, binding, undefined, undefined);
  const location = headerOf(response, "location");
  return receiveLogout(location === undefined ? posted(encodePost(xml)) : getRequest(location));
}

function twice(envelope: string): string {
  const [message = ""] = /<samlp:LogoutRequest.*<\/samlp:LogoutRequest>/s.exec(envelope) ?? [];
  return envelope.replace("</soap:Body>", `${message}</soap:Body>`);
}
