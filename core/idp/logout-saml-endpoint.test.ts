import { describe, expect, test } from "vitest";
import { getRequest, type HttpRequest, type HttpResponse, headerOf } from "../http/message.ts";
import { createSeededRandom } from "../random.ts";
import { buildSoapLogout, type LogoutKey, receiveLogout, receiveSoap, sendLogout } from "../saml/logout-binding.ts";
import { type LogoutMessage, type LogoutRequest, parseLogoutMessage } from "../saml/logout-message.ts";
import { STATUS } from "../saml/names.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "../saml/test-certificate.ts";
import { readLogoutElement, verifyLogout } from "../saml/verify-logout.ts";
import { tellWithoutBrowser } from "./logout-chain.ts";
import { addParticipant } from "./logout-session.ts";
import { createIdentityProvider } from "./party.ts";
import { createCall, createWorld, NOW, ORIGIN, signInAda } from "./test-oidc.ts";

const SLO = `${ORIGIN}/saml/slo`;
const KEY: LogoutKey = { privateKey: OTHER_CERTIFICATE.privateKeyPem, certificate: OTHER_CERTIFICATE.certificate };
const NAME_ID = { value: "ada", format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", nameQualifier: "q" };

function connectionTo(application: string, more: { readonly soapUrl?: string } = {}) {
  const origin = `https://${application}.test`;
  return {
    application,
    assignment: { required: false, users: [], groups: [] },
    saml: {
      entityId: `${origin}/saml`,
      acsUrls: [`${origin}/saml/acs`],
      nameId: { format: "persistent" as const, source: { kind: "attribute" as const, attribute: "id" } },
      allowedNameIdFormats: [],
      sign: "assertion" as const,
      requireSignedRequests: true,
      requestCertificates: [OTHER_CERTIFICATE.certificate],
      assertionLifetimeSeconds: 300,
      singleLogout: { url: `${origin}/saml/slo`, ...more },
      claims: [],
    },
  };
}

/** Ada is signed in, and went to these applications. */
function signedIn(applications: readonly string[], more: { readonly soapUrl?: string } = {}) {
  const { privateKeyPem: privateKey, certificate } = IDP_CERTIFICATE;
  const key = { id: "rsa", algorithm: "RS256", status: "active", createdAt: "2026-01-01T00:00:00.000Z" } as const;
  const world = createWorld({
    provider: {
      keys: [{ ...key, privateKey, certificate }],
      connections: ["alpha", "beta", "gamma"].map((each) => connectionTo(each, more)),
    },
  });
  signInAda(world, createCall());
  const [session] = Object.values(world.state.read().sessions);
  const index = session?.index ?? "";
  for (const application of applications)
    addParticipant(world, index, { protocol: "saml", application, nameId: NAME_ID });
  const call = createCall(NOW, createSeededRandom("slo"));
  const party = createIdentityProvider(world);
  return {
    world,
    index,
    call,
    sessions: () => Object.values(world.state.read().sessions),
    send: (message: LogoutMessage, key: LogoutKey | "none" = KEY) => {
      const signing = key === "none" ? undefined : key;
      const { response } = sendLogout({ ...message, destination: SLO }, "redirect", signing, "back");
      return party(getRequest(String(response.headers.location)), call);
    },
  };
}

const requestOf = (application: string, change: Partial<LogoutRequest> = {}): LogoutRequest => ({
  kind: "request",
  id: "_r1",
  issueInstant: NOW,
  issuer: `https://${application}.test/saml`,
  nameId: NAME_ID,
  sessionIndexes: [],
  ...change,
});

const answerOf = (application: string, inResponseTo: string, code: string = STATUS.success): LogoutMessage => ({
  kind: "response",
  id: "_a1",
  issueInstant: NOW,
  issuer: `https://${application}.test/saml`,
  inResponseTo,
  status: { code },
});

/** The message that the browser is sent on with, once its signature was verified, and where it is sent. */
function messageIn(response: HttpResponse): { readonly to: string; readonly message: LogoutMessage } {
  const location = headerOf(response, "location") ?? "";
  const received = receiveLogout(getRequest(location));
  const element = readLogoutElement(received);
  if (element === undefined) throw new TypeError("There is no message.");
  const signature = verifyLogout(received, element, [IDP_CERTIFICATE.certificate]);
  if (signature.kind !== "verified") throw new TypeError(`The message is ${signature.kind}.`);
  return { to: location.replace(/\?.*/, ""), message: parseLogoutMessage(signature.element) };
}

describe("an application's LogoutRequest", () => {
  test("ends the session, is carried to the others one after another, and answered in the end", async () => {
    const { send, sessions, index } = signedIn(["alpha", "beta", "gamma"]);
    const toBeta = messageIn(await send(requestOf("alpha", { sessionIndexes: [index] })));
    expect(sessions()).toEqual([]);
    expect(toBeta).toMatchObject({
      to: "https://beta.test/saml/slo",
      message: { kind: "request", nameId: NAME_ID, sessionIndexes: [index], destination: "https://beta.test/saml/slo" },
    });
    const toGamma = messageIn(await send(answerOf("beta", toBeta.message.id)));
    expect(toGamma.to).toBe("https://gamma.test/saml/slo");
    const end = await send(answerOf("gamma", toGamma.message.id));
    expect(messageIn(end)).toMatchObject({
      to: "https://alpha.test/saml/slo",
      message: { kind: "response", inResponseTo: "_r1", status: { code: STATUS.success } },
    });
    expect(new URL(String(headerOf(end, "location"))).searchParams.get("RelayState")).toBe("back");
  });

  test.each([
    ["says no", (id: string) => answerOf("beta", id, STATUS.responder), KEY],
    ["signs its answer with another key", (id: string) => answerOf("beta", id), foreignKey()],
    ["answers in another's name", (id: string) => answerOf("nobody", id), KEY],
  ] as const)("is answered with PartialLogout where the next one %s", async (_, answer, key) => {
    const { send } = signedIn(["alpha", "beta"]);
    const { message } = messageIn(await send(requestOf("alpha")));
    const end = messageIn(await send(answer(message.id), key));
    expect(end.message).toMatchObject({ status: { code: STATUS.success, subCode: STATUS.partialLogout } });
  });

  test("without a SessionIndex ends every session of that name", async () => {
    const { send, sessions } = signedIn(["alpha"]);
    await send(requestOf("alpha"));
    expect(sessions()).toEqual([]);
  });

  test.each<[string, Partial<LogoutRequest>]>([
    ["another session", { sessionIndexes: ["_other"] }],
    ["another name", { nameId: { ...NAME_ID, value: "bob" } }],
    ["another format", { nameId: { value: "ada" } }],
    ["another qualifier", { nameId: { ...NAME_ID, nameQualifier: "other" } }],
    ["a name that another application was given", { issuer: "https://beta.test/saml" }],
  ])("about %s ends nothing, and is answered all the same", async (_, change) => {
    const { send, sessions } = signedIn(["alpha"]);
    const { message } = messageIn(await send(requestOf("alpha", change)));
    expect(message).toMatchObject({ kind: "response", status: { code: STATUS.success } });
    expect(sessions()).toHaveLength(1);
  });

  test.each<[string, Partial<LogoutRequest>, LogoutKey | "none", string]>([
    ["not signed", {}, "none", "SAML_LOGOUT_SIGNATURE"],
    ["signed by somebody else", {}, foreignKey(), "SAML_LOGOUT_SIGNATURE"],
    ["of a stranger", { issuer: "https://evil.test" }, KEY, "SAML_LOGOUT_ISSUER"],
    ["long ago", { issueInstant: NOW - 3_600_000 }, KEY, "SAML_LOGOUT_ISSUE_INSTANT"],
    ["past its end", { notOnOrAfter: NOW - 3_600_000 }, KEY, "SAML_LOGOUT_EXPIRED"],
  ])("that is %s ends nothing and leads nowhere", async (_, change, key, code) => {
    const { send, sessions, call } = signedIn(["alpha"]);
    const answer = await send(requestOf("alpha", change), key);
    expect([answer.status, answer.headers.location]).toEqual([400, undefined]);
    expect(call.steps.at(-1)).toMatchObject({ kind: "outcome", outcome: { result: "refused", code } });
    expect(sessions()).toHaveLength(1);
  });
});

test("an answer to nothing is refused", async () => {
  const { send, call } = signedIn([]);
  expect((await send(answerOf("alpha", "_made-up"))).status).toBe(400);
  expect(call.steps.at(-1)).toMatchObject({ outcome: { code: "SAML_LOGOUT_IN_RESPONSE_TO" } });
});

describe("without a browser", () => {
  const soapUrl = "https://alpha.test/saml/slo/soap";

  async function tell(more: { readonly soapUrl?: string }, answer: (id: string) => HttpResponse | "nobody") {
    const { world, call } = signedIn(["alpha"], more);
    const sent: HttpRequest[] = [];
    const listening = {
      ...call,
      fetch: async (request: HttpRequest): Promise<HttpResponse> => {
        sent.push(request);
        const element = readLogoutElement(receiveSoap(request.body));
        const response = answer(element?.attributes.ID ?? "");
        if (response === "nobody") throw new Error("connection refused");
        return response;
      },
    };
    const [session] = Object.values(world.state.read().sessions);
    if (session === undefined) throw new TypeError("Nobody is signed in.");
    return { sent, unconfirmed: await tellWithoutBrowser(world, listening, session) };
  }

  const soap = (message: LogoutMessage, key: LogoutKey | undefined = KEY): HttpResponse => {
    return { status: 200, headers: {}, body: buildSoapLogout(message, key) };
  };

  test("an application is asked over SOAP, with a signature inside", async () => {
    const { sent, unconfirmed } = await tell({ soapUrl }, (id) => soap(answerOf("alpha", id)));
    expect(unconfirmed).toEqual([]);
    const [request] = sent;
    expect(request).toMatchObject({
      method: "POST",
      url: soapUrl,
      headers: { "content-type": "text/xml; charset=utf-8", soapaction: expect.stringContaining("oasis-open") },
    });
    const received = receiveSoap(request?.body ?? "");
    const element = readLogoutElement(received);
    expect(element && verifyLogout(received, element, [IDP_CERTIFICATE.certificate]).kind).toBe("verified");
  });

  test.each<[string, { readonly soapUrl?: string }, (id: string) => HttpResponse | "nobody"]>([
    ["has no such service", {}, () => "nobody"],
    ["does not answer", { soapUrl }, () => "nobody"],
    ["answers with an error", { soapUrl }, () => ({ status: 500, headers: {}, body: "" })],
    ["answers no XML", { soapUrl }, () => ({ status: 200, headers: {}, body: "thanks" })],
    ["answers another request", { soapUrl }, () => soap(answerOf("alpha", "_other"))],
    ["says no", { soapUrl }, (id) => soap(answerOf("alpha", id, STATUS.requester))],
    ["answers with a signature of somebody else", { soapUrl }, (id) => soap(answerOf("alpha", id), foreignKey())],
  ])("an application that %s has not confirmed", async (_, more, answer) => {
    expect((await tell(more, answer)).unconfirmed).toEqual(["alpha"]);
  });
});

function foreignKey(): LogoutKey {
  return { privateKey: IDP_CERTIFICATE.privateKeyPem, certificate: IDP_CERTIFICATE.certificate };
}
