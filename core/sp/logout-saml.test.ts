import { describe, expect, test } from "vitest";
import { createAccountStore } from "../accounts/account-store.ts";
import { formRequest, getRequest, type HttpRequest, type HttpResponse, headerOf } from "../http/message.ts";
import { buildTarget } from "../jit/test-target.ts";
import { type Call, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import { buildSoapLogout, type LogoutKey, receiveLogout, receiveSoap, sendLogout } from "../saml/logout-binding.ts";
import { type LogoutMessage, type LogoutRequest, parseLogoutMessage } from "../saml/logout-message.ts";
import { STATUS } from "../saml/names.ts";
import type { SamlServiceProvider } from "../saml/settings.ts";
import { IDP_CERTIFICATE, OTHER_CERTIFICATE } from "../saml/test-certificate.ts";
import { TEST_SETTINGS } from "../saml/test-response.ts";
import { readLogoutElement, verifyLogout } from "../saml/verify-logout.ts";
import type { NewStep } from "../trace/step.ts";
import { createApplication } from "./party.ts";
import { type ApplicationSession, EMPTY_APPLICATION_STATE } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const IDP = "https://idp.test/saml";
const ORIGIN = "https://acme.test";
const SLO = `${ORIGIN}/saml/slo`;
const IDP_SLO = "https://idp.test/saml/slo";

const keyOf = ({ privateKeyPem: privateKey, certificate }: typeof IDP_CERTIFICATE): LogoutKey => ({
  privateKey,
  certificate,
});
const IDP_KEY = keyOf(IDP_CERTIFICATE);

const SETTINGS: SamlServiceProvider = {
  ...TEST_SETTINGS,
  singleLogout: true,
  key: keyOf(OTHER_CERTIFICATE),
  trust: {
    kind: "pinned",
    entityId: IDP,
    ssoUrl: "https://idp.test/saml/sso",
    sloUrl: IDP_SLO,
    certificates: [IDP_CERTIFICATE.certificate],
  },
};

const session = (subject: string, sessionIndex: string): ApplicationSession => ({
  account: subject,
  protocol: "saml",
  issuer: IDP,
  subject,
  sessionIndex,
  createdAt: NOW,
  expiresAt: NOW + 3_600_000,
});

/** An application with three sessions: two of Ada, one of Bob. */
function open(change: Partial<SamlServiceProvider> = {}) {
  const { accounts, ...target } = buildTarget();
  const world: ApplicationWorld = {
    application: {
      ...target,
      accountAttributes: [...target.accountAttributes],
      roles: [...target.roles],
      mappings: [...target.mappings],
      roleRules: [...target.roleRules],
      accounts: [],
      origin: ORIGIN,
      signOn: "saml",
      sessionMinutes: 60,
      saml: { ...SETTINGS, ...change },
    },
    accounts: createAccountStore(accounts),
    groups: createCell([]),
    state: createCell({
      ...EMPTY_APPLICATION_STATE,
      sessions: { a: session("ada", "_s1"), b: session("ada", "_s2"), c: session("bob", "_s3") },
    }),
  };
  const steps: NewStep[] = [];
  const call: Call = {
    now: NOW,
    random: createSeededRandom("sp"),
    record: (step) => void steps.push(step),
    recordLater: (_phase, build) => void steps.push(build()),
    fetch: () => Promise.reject(new Error("Nobody is asked.")),
  };
  const party = createApplication(world);
  return {
    steps,
    left: () => Object.keys(world.state.read().sessions).join(""),
    ask: (request: HttpRequest) => party(request, call),
  };
}

const REQUEST: LogoutRequest & { readonly destination: string } = {
  kind: "request",
  id: "_r1",
  issueInstant: NOW,
  issuer: IDP,
  destination: SLO,
  nameId: { value: "ada" },
  sessionIndexes: ["_s1"],
  notOnOrAfter: NOW + 300_000,
};

function byBrowser(change: Partial<LogoutRequest> = {}, key: LogoutKey | undefined = IDP_KEY): HttpRequest {
  const { response } = sendLogout({ ...REQUEST, ...change, destination: SLO }, "redirect", key, "state");
  return getRequest(headerOf(response, "location") ?? "");
}

function directly(change: Partial<LogoutRequest> = {}, key: LogoutKey | undefined = IDP_KEY): HttpRequest {
  const body = buildSoapLogout({ ...REQUEST, destination: `${SLO}/soap`, ...change }, key);
  return { method: "POST", url: `${SLO}/soap`, headers: { "content-type": "text/xml" }, body };
}

/** The application's answer, once its signature was verified. */
function answerIn(response: HttpResponse): LogoutMessage {
  const location = headerOf(response, "location");
  const received = location === undefined ? receiveSoap(response.body) : receiveLogout(getRequest(location));
  const element = readLogoutElement(received);
  if (element === undefined) throw new TypeError("There is no message.");
  const signature = verifyLogout(received, element, [OTHER_CERTIFICATE.certificate]);
  if (signature.kind !== "verified") throw new TypeError(`The message is ${signature.kind}.`);
  return parseLogoutMessage(signature.element);
}

const DONE = { kind: "response", inResponseTo: "_r1", status: { code: STATUS.success } };

describe.each([
  ["by the browser", byBrowser],
  ["directly", directly],
])("a LogoutRequest that comes %s", (_, send) => {
  test.each<[string, Partial<LogoutRequest>, string]>([
    ["the session that it names", {}, "bc"],
    ["several sessions", { sessionIndexes: ["_s1", "_s2"] }, "c"],
    ["every session of the person where it names none", { sessionIndexes: [] }, "c"],
    ["nothing where it names another's", { sessionIndexes: ["_s3"] }, "abc"],
    ["nothing of somebody who is not here", { nameId: { value: "eve" }, sessionIndexes: [] }, "abc"],
  ])("ends %s, and is answered", async (__, change, left) => {
    const application = open();
    expect(answerIn(await application.ask(send(change)))).toMatchObject(DONE);
    expect(application.left()).toBe(left);
  });

  test.each<[string, Partial<LogoutRequest>, LogoutKey, string]>([
    ["signed by somebody else", {}, keyOf(OTHER_CERTIFICATE), "SAML_LOGOUT_SIGNATURE"],
    ["of another identity provider", { issuer: "https://evil.test" }, IDP_KEY, "SAML_LOGOUT_ISSUER"],
    ["expired", { notOnOrAfter: NOW - 3_600_000 }, IDP_KEY, "SAML_LOGOUT_EXPIRED"],
  ])("and is %s ends nothing", async (__, change, key, code) => {
    const { ask, left, steps } = open();
    await ask(send(change, key));
    expect(left()).toBe("abc");
    const checks = steps.find(({ kind }) => kind === "checks");
    expect(checks?.kind === "checks" && checks.checks.find(({ result }) => result === "failed")?.code).toBe(code);
  });

  test("and is brought a second time ends nothing", async () => {
    const { ask, left, steps } = open();
    await ask(send({ sessionIndexes: ["_s1"] }));
    await ask(send({ sessionIndexes: ["_s1"] }));
    expect(left()).toBe("bc");
    const checks = steps.findLast(({ kind }) => kind === "checks");
    expect(checks?.kind === "checks" && checks.checks.find(({ result }) => result === "failed")?.code).toBe(
      "SAML_LOGOUT_REPLAY",
    );
  });

  test("is not taken where that is off", async () => {
    const { ask, left } = open({ singleLogout: false });
    expect((await ask(send())).status).toBe(404);
    expect(left()).toBe("abc");
  });
});

test("a request that is refused directly is told why", async () => {
  const { ask } = open();
  expect(answerIn(await ask(directly({}, keyOf(OTHER_CERTIFICATE))))).toMatchObject({
    status: { code: STATUS.requester, message: expect.stringContaining("signature") },
  });
});

test("a request that the browser brings unsigned leads nowhere", async () => {
  const { ask, steps } = open();
  const { response } = sendLogout(REQUEST, "redirect", undefined, undefined);
  const answer = await ask(getRequest(headerOf(response, "location") ?? ""));
  expect([answer.status, answer.headers.location]).toEqual([400, undefined]);
  expect(steps.at(-1)).toMatchObject({ outcome: { result: "refused", code: "SAML_LOGOUT_SIGNATURE" } });
});

test("an application without a key obeys, and its answer is not signed", async () => {
  const { key: _, ...keyless } = SETTINGS;
  const { ask, left } = open({ ...keyless, key: { certificate: OTHER_CERTIFICATE.certificate } });
  const location = headerOf(await ask(byBrowser()), "location") ?? "";
  expect(location.startsWith(`${IDP_SLO}?SAMLResponse=`)).toBe(true);
  expect(location).not.toContain("Signature=");
  expect(left()).toBe("bc");
});

test("a form that is no logout message gets a page", async () => {
  const { ask } = open();
  expect((await ask(formRequest(SLO, [["SAMLRequest", "!"]]))).status).toBe(400);
  expect((await ask({ method: "POST", url: `${SLO}/soap`, headers: {}, body: "<a/>" })).status).toBe(200);
});
