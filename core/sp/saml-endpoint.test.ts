import { describe, expect, it } from "vitest";
import { createAccountStore } from "../accounts/account-store.ts";
import { formRequest, getRequest, type HttpRequest, type HttpResponse, headerOf, queryOf } from "../http/message.ts";
import { buildTarget } from "../jit/test-target.ts";
import { type Call, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import { parseAuthnRequest } from "../saml/authn-request.ts";
import { buildIdpMetadata } from "../saml/metadata.ts";
import { decodeRedirect, verifyRedirectSignature } from "../saml/redirect-binding.ts";
import type { SamlServiceProvider } from "../saml/settings.ts";
import {
  GOOD_RESPONSE,
  IDP_KEY,
  ISSUED_AT,
  OTHER_KEY,
  REQUEST_ID,
  type Replacements,
  replaceAll,
  signResponse,
  TEST_SETTINGS,
  type TestKey,
  toBase64,
} from "../saml/test-response.ts";
import { createRecorder } from "../trace/recorder.ts";
import { handleAcs, samlSpMetadata, startSaml } from "./saml-endpoint.ts";
import { SAML_LOGIN_COOKIE } from "./saml-request-state.ts";
import { EMPTY_APPLICATION_STATE } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

const IDP = "https://idp.test/saml";
const METADATA_URL = "https://idp.test/saml/metadata";
const METADATA_TRUST = { kind: "metadata", url: METADATA_URL, entityId: IDP } as const;
const SSO_URL = "https://idp.test/saml/sso";
const PINNED = {
  kind: "pinned",
  entityId: IDP,
  ssoUrl: SSO_URL,
  certificates: [IDP_KEY.certificate],
} satisfies SamlServiceProvider["trust"];

/** One application that nobody has signed in to, with a clock that the test moves. */
function createStage(settings: Partial<SamlServiceProvider> = {}) {
  const saml = { ...TEST_SETTINGS, trust: PINNED, ...settings };
  const { accounts, ...target } = buildTarget();
  const world: ApplicationWorld = {
    application: {
      ...target,
      accountAttributes: [...target.accountAttributes],
      roles: [...target.roles],
      mappings: [...target.mappings],
      roleRules: [...target.roleRules],
      accounts: [],
      origin: "https://acme.test",
      signOn: "saml",
      sessionMinutes: 60,
      saml,
    },
    accounts: createAccountStore(accounts),
    groups: createCell([]),
    state: createCell(EMPTY_APPLICATION_STATE),
  };
  const clock = { now: ISSUED_AT };
  const idp = { metadata: metadataWith(IDP_KEY), status: 200, reads: 0 };
  const recorder = createRecorder([], () => clock.now);
  const random = createSeededRandom("saml endpoint");
  const call = (): Call => ({
    now: clock.now,
    random,
    record: recorder.record,
    recordLater: recorder.recordLater,
    async fetch({ url }) {
      idp.reads += 1;
      expect(url).toBe(METADATA_URL);
      return { status: idp.status, headers: {}, body: idp.metadata };
    },
  });
  return { world, clock, idp, recorder, call };
}

type Stage = ReturnType<typeof createStage>;

function metadataWith(...keys: readonly TestKey[]): string {
  const certificates = keys.map(({ certificate }) => certificate);
  return buildIdpMetadata({ entityId: IDP, ssoUrl: SSO_URL, certificates, nameIdFormats: [] });
}

/** Begins a login and gives what the browser holds then. */
async function begin({ world, call }: Stage, returnTo = "/reports", cookie?: string) {
  const headers = cookie === undefined ? {} : { cookie };
  const response = await startSaml(world, call(), getRequest("https://acme.test/", headers), returnTo);
  const location = headerOf(response, "location") ?? "";
  const redirect = decodeRedirect(location.slice(location.indexOf("?")));
  const setCookie = headerOf(response, "set-cookie") ?? "";
  return {
    response,
    redirect,
    request: parseAuthnRequest(redirect.xml),
    setCookie,
    cookie: setCookie.split(";")[0] ?? "",
  };
}

/** A good response to the request with that ID, or to none. */
function responseTo(id: string | undefined, key: TestKey = IDP_KEY, alter: Replacements = []): string {
  const answered =
    id === undefined
      ? replaceAll(GOOD_RESPONSE, [
          [` InResponseTo="${REQUEST_ID}">`, ">"],
          [`InResponseTo="${REQUEST_ID}" `, ""],
        ])
      : GOOD_RESPONSE.replaceAll(REQUEST_ID, id);
  return toBase64(signResponse(replaceAll(answered, alter), "assertion", key));
}

function acsRequest(fields: Readonly<Record<string, string>>, cookie?: string): HttpRequest {
  const headers = cookie === undefined ? {} : { cookie };
  return formRequest("https://acme.test/saml/acs", Object.entries(fields), headers);
}

function post(stage: Stage, fields: Readonly<Record<string, string>>, cookie?: string): Promise<HttpResponse> {
  return handleAcs(stage.world, stage.call(), acsRequest(fields, cookie));
}

function steps(stage: Stage) {
  return stage.recorder.trace().steps;
}

function expectRefused(stage: Stage, response: HttpResponse, code: string, reason: string): void {
  expect(stage.recorder.outcome()).toMatchObject({ result: "refused", code, reason, by: "app:acme" });
  expect(response.status).toBe(403);
  expect(Object.keys(stage.world.state.read().sessions)).toEqual([]);
}

describe("startSaml", () => {
  it("sends the browser to the identity provider with an AuthnRequest, and remembers it for this browser", async () => {
    const stage = createStage();
    const { response, request, redirect, setCookie } = await begin(stage);
    expect(response.status).toBe(302);
    expect(request).toEqual({
      id: expect.stringMatching(/^_[0-9a-f]{32}$/),
      issueInstant: ISSUED_AT,
      issuer: "https://acme.test/saml",
      destination: SSO_URL,
      acsUrl: "https://acme.test/saml/acs",
      protocolBinding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
      forceAuthn: false,
      isPassive: false,
    });
    expect(redirect.relayState).toBe("/reports");
    expect(setCookie).toMatch(/^rehearsal_saml_login=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=None$/);
    expect(stage.world.state.read().samlRequests[request.id]).toMatchObject({
      returnTo: "/reports",
      expiresAt: ISSUED_AT + 600_000,
    });
    expect(JSON.stringify(stage.world.state.read())).not.toContain(setCookie.slice(21, 64));
    expect(steps(stage).map(({ kind, title }) => [kind, title])).toEqual([
      ["artefact", "Acme asks the identity provider who this is"],
    ]);
    expect(steps(stage)[0]).toMatchObject({ artefact: { type: "saml-request", text: redirect.xml } });
  });

  it("asks for what its settings say", async () => {
    const requestedAuthnContext = { comparison: "exact" as const, classes: ["https://refeds.org/profile/mfa"] };
    const stage = createStage({ nameIdFormat: "persistent", forceAuthn: true, isPassive: true, requestedAuthnContext });
    const { request } = await begin(stage);
    expect(request).toMatchObject({
      forceAuthn: true,
      isPassive: true,
      requestedAuthnContext,
      nameIdPolicy: { format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", allowCreate: true },
    });
  });

  it("signs the request with the application's key", async () => {
    const { redirect } = await begin(createStage({ signRequests: true, key: OTHER_KEY }));
    expect(verifyRedirectSignature(redirect, [OTHER_KEY.certificate])).toBe(true);
    expect(verifyRedirectSignature(redirect, [IDP_KEY.certificate])).toBe(false);
  });

  it.each([
    { name: "there is none", key: { certificate: OTHER_KEY.certificate } },
    { name: "it is no key", key: { certificate: OTHER_KEY.certificate, privateKey: "nonsense" } },
  ])("refuses to go on where it should sign but cannot: $name", async ({ key }) => {
    const stage = createStage({ signRequests: true, key });
    const response = await startSaml(stage.world, stage.call(), getRequest("https://acme.test/"), "/");
    expectRefused(
      stage,
      response,
      "SAML_SIGNING_KEY",
      "Acme should sign its requests but has no private key to do it with.",
    );
  });

  it("sends no RelayState that would not fit, and remembers the place all the same", async () => {
    const stage = createStage();
    const long = `/${"x".repeat(100)}`;
    const { redirect, request } = await begin(stage, long);
    expect(redirect.relayState).toBeUndefined();
    expect(stage.world.state.read().samlRequests[request.id]?.returnTo).toBe(long);
  });

  it("forgets requests that nobody answered in ten minutes", async () => {
    const stage = createStage();
    const first = await begin(stage);
    stage.clock.now += 600_000;
    const second = await begin(stage);
    expect(Object.keys(stage.world.state.read().samlRequests)).toEqual([second.request.id]);
    expect(first.request.id).not.toBe(second.request.id);
  });
});

describe("handleAcs", () => {
  it("signs in the person that the response is about, and uses request and assertion up", async () => {
    const stage = createStage();
    const { request, cookie } = await begin(stage);
    const response = await post(stage, { SAMLResponse: responseTo(request.id), RelayState: "/reports" }, cookie);
    expect(response.status).toBe(303);
    expect(headerOf(response, "location")).toBe("/reports");
    const state = stage.world.state.read();
    expect(Object.values(state.sessions)).toMatchObject([{ protocol: "saml", issuer: IDP, subject: "ada@acme.test" }]);
    expect(state.samlRequests).toEqual({});
    expect(state.consumedAssertions).toEqual({ [`${IDP} _assertion1`]: Date.parse("2026-03-02T09:05:00Z") });
    expect(steps(stage).slice(1, 4)).toMatchObject([
      { kind: "artefact", title: "Acme unpacks the SAML response", artefact: { type: "saml-response" } },
      { kind: "checks", title: "Acme checks the SAML response", status: "ok", subject: "SAML response" },
      { kind: "artefact", title: "Acme reads the verified assertion", artefact: { type: "saml-assertion" } },
    ]);
    expect(stage.world.accounts.read()).toMatchObject([{ userName: "ada@acme.test" }]);
  });

  it("refuses a response that another browser posts", async () => {
    const stage = createStage();
    const mine = await begin(stage);
    const theirs = await begin(stage);
    for (const cookie of [undefined, theirs.cookie, `${SAML_LOGIN_COOKIE}=guess`]) {
      const response = await post(stage, { SAMLResponse: responseTo(mine.request.id) }, cookie);
      const reason = `The response answers the request ${mine.request.id}, which another browser made.`;
      expectRefused(stage, response, "SAML_IN_RESPONSE_TO", reason);
    }
  });

  it("lets one browser log in in two tabs", async () => {
    const stage = createStage();
    const first = await begin(stage);
    const second = await begin(stage, "/second", first.cookie);
    expect(second.cookie).toBe(first.cookie);
    const response = await post(stage, { SAMLResponse: responseTo(first.request.id) }, second.cookie);
    expect(headerOf(response, "location")).toBe("/reports");
  });

  it("refuses the same response a second time", async () => {
    const stage = createStage({ allowUnsolicited: true });
    const fields = { SAMLResponse: responseTo(undefined) };
    expect((await post(stage, fields)).status).toBe(303);
    stage.world.state.write({ ...stage.world.state.read(), sessions: {} });
    const reason = "The assertion _assertion1 was used before: each works once.";
    expectRefused(stage, await post(stage, fields), "SAML_REPLAY", reason);
  });

  it("refuses the answer to a request that was answered", async () => {
    const stage = createStage();
    const { request, cookie } = await begin(stage);
    await post(stage, { SAMLResponse: responseTo(request.id) }, cookie);
    stage.world.state.write({ ...stage.world.state.read(), sessions: {} });
    const again = responseTo(request.id, IDP_KEY, [['ID="_assertion1"', 'ID="_assertion2"']]);
    const reason = `The response answers the request ${request.id}, which this application never made or which was answered before.`;
    expectRefused(stage, await post(stage, { SAMLResponse: again }, cookie), "SAML_IN_RESPONSE_TO", reason);
  });

  it("refuses an answer that comes too late", async () => {
    const stage = createStage({ clockSkewSeconds: 3600 });
    const { request, cookie } = await begin(stage);
    stage.clock.now += 600_000;
    const reason = `The response answers the request ${request.id}, which has waited too long.`;
    expectRefused(
      stage,
      await post(stage, { SAMLResponse: responseTo(request.id) }, cookie),
      "SAML_IN_RESPONSE_TO",
      reason,
    );
  });

  it("is not led by names that JavaScript reserves", async () => {
    const stage = createStage();
    const reason =
      "The response answers the request __proto__, which this application never made or which was answered before.";
    expectRefused(stage, await post(stage, { SAMLResponse: responseTo("__proto__") }), "SAML_IN_RESPONSE_TO", reason);
  });

  it("does not use the request up for a response that it refuses", async () => {
    const stage = createStage();
    const { request, cookie } = await begin(stage);
    await post(stage, { SAMLResponse: responseTo(request.id, OTHER_KEY) }, cookie);
    expect((await post(stage, { SAMLResponse: responseTo(request.id) }, cookie)).status).toBe(303);
  });

  it("forgets assertions once they could not be brought again, clock skew included", async () => {
    const stage = createStage({ allowUnsolicited: true, clockSkewSeconds: 60 });
    await post(stage, { SAMLResponse: responseTo(undefined) });
    const later = (id: string, minute: string) =>
      responseTo(undefined, IDP_KEY, [
        ['ID="_assertion1"', `ID="${id}"`],
        [/NotOnOrAfter="2026-03-02T09:05:00Z" R/, `NotOnOrAfter="2026-03-02T09:${minute}:00Z" R`],
        [/NotOnOrAfter="2026-03-02T09:05:00Z"><saml:A/, `NotOnOrAfter="2026-03-02T09:${minute}:00Z"><saml:A`],
      ]);
    stage.clock.now = Date.parse("2026-03-02T09:05:59.999Z");
    await post(stage, { SAMLResponse: later("_assertion2", "30") });
    expect(Object.keys(stage.world.state.read().consumedAssertions)).toEqual([
      `${IDP} _assertion1`,
      `${IDP} _assertion2`,
    ]);
    stage.clock.now += 1;
    await post(stage, { SAMLResponse: later("_assertion3", "30") });
    expect(Object.keys(stage.world.state.read().consumedAssertions)).toEqual([
      `${IDP} _assertion2`,
      `${IDP} _assertion3`,
    ]);
  });

  it("remembers the last thousand assertions, so that a clock that stands still costs nothing", async () => {
    const stage = createStage({ allowUnsolicited: true });
    const { state } = stage.world;
    const end = stage.clock.now + 1;
    const many = Array.from({ length: 1000 }, (_, count) => [`${IDP} _old${count}`, end] as const);
    state.write({ ...state.read(), consumedAssertions: Object.fromEntries(many) });
    expect((await post(stage, { SAMLResponse: responseTo(undefined) })).status).toBe(303);
    const keys = Object.keys(state.read().consumedAssertions);
    expect(keys).toHaveLength(1000);
    expect([keys[0], keys.at(-1)]).toEqual([`${IDP} _old1`, `${IDP} _assertion1`]);
  });

  it("remembers an assertion for as long as any of its confirmations is good", async () => {
    const stage = createStage({ allowUnsolicited: true, clockSkewSeconds: 60 });
    const longer =
      '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-03-02T10:00:00Z" Recipient="https://acme.test/saml/acs"/></saml:SubjectConfirmation></saml:Subject>';
    const long = [
      ["</saml:Subject>", longer],
      ['NotOnOrAfter="2026-03-02T09:05:00Z"><saml:A', 'NotOnOrAfter="2026-03-02T10:00:00Z"><saml:A'],
    ] as const;
    const response = responseTo(undefined, IDP_KEY, long);
    const another = responseTo(undefined, IDP_KEY, [...long, ['ID="_assertion1"', 'ID="_assertion2"']]);
    expect((await post(stage, { SAMLResponse: response })).status).toBe(303);
    stage.clock.now = Date.parse("2026-03-02T10:00:59Z");
    expect((await post(stage, { SAMLResponse: another })).status).toBe(303);
    await post(stage, { SAMLResponse: response });
    expect(stage.recorder.outcome()?.code).toBe("SAML_REPLAY");
  });

  it("shows the failing check, its setting, and says so to the person", async () => {
    const stage = createStage({ entityId: "https://other.test/saml" });
    const { request, cookie } = await begin(stage);
    const response = await post(stage, { SAMLResponse: responseTo(request.id) }, cookie);
    const reason =
      "The assertion's audience is https://acme.test/saml, but this application is https://other.test/saml.";
    expectRefused(stage, response, "SAML_AUDIENCE", reason);
    expect(stage.recorder.outcome()?.setting).toBe("applications/acme/saml/entityId");
    expect(response.body).toContain("SAML_AUDIENCE");
    expect(steps(stage).find(({ kind }) => kind === "checks")).toMatchObject({ status: "refused", why: reason });
  });

  it("leaves a mark in the trace where a switch marked unsafe is on", async () => {
    const stage = createStage({ unsafeChecksOff: ["SAML_RECIPIENT", "SAML_REPLAY"], allowUnsolicited: true });
    await post(stage, { SAMLResponse: responseTo(undefined) });
    expect(steps(stage)[0]).toMatchObject({
      kind: "notice",
      status: "warning",
      title: "Acme does not carry out every check",
      why: "A switch marked unsafe turns these off: SAML_RECIPIENT, SAML_REPLAY. A real application without them can be entered by people who should not get in.",
    });
  });

  it.each([
    {
      name: "nothing",
      request: acsRequest({}),
      code: "SAML_POST_EMPTY",
      reason: "No SAMLResponse was posted as a form field.",
    },
    {
      name: "no form",
      request: { ...acsRequest({ SAMLResponse: "x" }), headers: { "content-type": "text/plain" } },
      code: "SAML_POST_EMPTY",
      reason: "No SAMLResponse was posted as a form field.",
    },
    {
      name: "two responses",
      request: { ...acsRequest({}), body: "SAMLResponse=eA%3D%3D&SAMLResponse=eA%3D%3D" },
      code: "SAML_POST_REPEATED",
      reason: "SAMLResponse or RelayState was posted more than once.",
    },
    {
      name: "more than a mebibyte",
      request: acsRequest({ SAMLResponse: "A".repeat(1_048_576) }),
      code: "SAML_POST_TOO_LONG",
      reason: "What was posted is 1048589 characters long; at most 1048576 are read.",
    },
    {
      name: "no SAML at all",
      request: acsRequest({ SAMLResponse: "???" }),
      code: "SAML_ENCODING",
      reason: "The SAMLResponse that was posted is not base64 of UTF-8 text.",
    },
  ])("refuses a post of $name", async ({ request, code, reason }) => {
    const stage = createStage();
    expectRefused(stage, await handleAcs(stage.world, stage.call(), request), code, reason);
  });
});

describe("RelayState", () => {
  it.each([
    { relayState: "/reports?year=2026#top", location: "/reports?year=2026#top" },
    { relayState: "https://acme.test/reports", location: "/reports" },
    { relayState: "", location: "/" },
  ])("is followed within the application: $relayState", async ({ relayState, location }) => {
    const stage = createStage({ allowUnsolicited: true });
    const response = await post(stage, { SAMLResponse: responseTo(undefined), RelayState: relayState });
    expect(headerOf(response, "location")).toBe(location);
    expect(steps(stage).some(({ title }) => title === "Acme does not follow the RelayState")).toBe(false);
  });

  it.each([
    "https://evil.test/",
    "https://acme.test.evil.test/",
    "https://acme.test@evil.test/",
    "https://acme.test//evil.test/",
    "//evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/ok\r\nset-cookie: a=b",
    "javascript:alert(1)",
    "reports",
    "some-token-of-the-idp",
  ])("never leads elsewhere: %j", async (relayState) => {
    const stage = createStage({ allowUnsolicited: true });
    const response = await post(stage, { SAMLResponse: responseTo(undefined), RelayState: relayState });
    expect(response.status).toBe(303);
    expect(headerOf(response, "location")).toBe("/");
    expect(steps(stage).find(({ title }) => title === "Acme does not follow the RelayState")).toMatchObject({
      kind: "notice",
      status: "warning",
    });
  });

  it("is not needed for the answer to a request, and not followed where it was changed", async () => {
    const stage = createStage();
    const { request, cookie } = await begin(stage);
    const response = await post(stage, { SAMLResponse: responseTo(request.id), RelayState: "/elsewhere" }, cookie);
    expect(headerOf(response, "location")).toBe("/reports");
    expect(steps(stage).find(({ title }) => title === "Acme does not follow the RelayState")?.why).toMatch(
      /^RelayState is not signed, and it is not the one that was sent with the request\./,
    );
  });
});

describe("trust by metadata", () => {
  const unsolicited = { trust: METADATA_TRUST, allowUnsolicited: true } as const;

  it("is read once and kept for a day", async () => {
    const stage = createStage(unsolicited);
    await begin(stage);
    await begin(stage);
    expect(stage.idp.reads).toBe(1);
    stage.clock.now += 86_400_000;
    await begin(stage);
    expect(stage.idp.reads).toBe(2);
  });

  it("is read again, once, where the signature does not verify: a rollover", async () => {
    const stage = createStage(unsolicited);
    await begin(stage);
    stage.idp.metadata = metadataWith(OTHER_KEY, IDP_KEY);
    const response = await post(stage, { SAMLResponse: responseTo(undefined, OTHER_KEY) });
    expect(response.status).toBe(303);
    expect(stage.idp.reads).toBe(2);
    expect(stage.world.state.read().metadata?.certificates).toHaveLength(2);
    const shown = steps(stage).filter(({ phase, kind }) => phase === "validate" && kind !== "response");
    expect(shown.slice(1).map(({ status, title }) => `${status}: ${title}`)).toEqual([
      "ok: Acme unpacks the SAML response",
      "warning: Acme checks the SAML response",
      "ok: Acme reads the identity provider's metadata",
      "ok: Acme checks the SAML response again",
      "ok: Acme reads the verified assertion",
    ]);
    expect(shown[2]).toMatchObject({
      why: "The certificates that were kept do not fit. The identity provider may have taken a new one into use, so its metadata is read again before anybody is refused.",
      checks: expect.arrayContaining([expect.objectContaining({ code: "SAML_SIGNATURE", result: "failed" })]),
    });
  });

  it("is not read again for what was just read, and not for any other failure", async () => {
    const stage = createStage(unsolicited);
    const reason =
      "The signature cannot be verified: the response was changed after it was signed, or signed with a key that is not trusted.";
    expectRefused(
      stage,
      await post(stage, { SAMLResponse: responseTo(undefined, OTHER_KEY) }),
      "SAML_SIGNATURE",
      reason,
    );
    expect(stage.idp.reads).toBe(1);
    await post(stage, { SAMLResponse: "???" });
    expect(stage.idp.reads).toBe(1);
  });

  it("stays with what was kept where the metadata cannot be read again", async () => {
    const stage = createStage(unsolicited);
    await begin(stage);
    stage.idp.status = 500;
    await post(stage, { SAMLResponse: responseTo(undefined, OTHER_KEY) });
    expect(stage.recorder.outcome()?.code).toBe("SAML_SIGNATURE");
    expect((await post(stage, { SAMLResponse: responseTo(undefined) })).status).toBe(303);
  });

  it.each([
    {
      name: "the server fails",
      idp: { status: 500 },
      reason: "The identity provider answers 500 where its metadata should be, at https://idp.test/saml/metadata.",
    },
    {
      name: "it is that of somebody else",
      idp: { metadata: metadataWith(IDP_KEY).replace(`entityID="${IDP}"`, 'entityID="https://evil.test"') },
      reason: "The metadata is that of https://evil.test, but the identity provider trusted is https://idp.test/saml.",
    },
    {
      name: "it is no metadata",
      idp: { metadata: "<html/>" },
      reason: "The document is a html, not an EntityDescriptor of SAML 2.0.",
    },
  ])("refuses the login where $name", async ({ idp, reason }) => {
    const stage = createStage(unsolicited);
    Object.assign(stage.idp, idp);
    const response = await post(stage, { SAMLResponse: responseTo(undefined) });
    expectRefused(stage, response, "SAML_METADATA", reason);
    expect(stage.recorder.outcome()?.setting).toBe("applications/acme/saml/trust");
    expect(stage.world.state.read().metadata).toBeUndefined();
  });

  it("refuses the login where nobody answers", async () => {
    const stage = createStage(unsolicited);
    const call: Call = { ...stage.call(), fetch: () => Promise.reject(new Error("no such host")) };
    const response = await handleAcs(stage.world, call, acsRequest({ SAMLResponse: responseTo(undefined) }));
    const reason = "Nobody answers at https://idp.test/saml/metadata, where the metadata should be.";
    expectRefused(stage, response, "SAML_METADATA", reason);
  });
});

describe("an application without SAML", () => {
  it("says so at each endpoint", async () => {
    const stage = createStage();
    const { saml: _, ...application } = stage.world.application;
    const world = { ...stage.world, application };
    const reason = "Acme is not set up for SAML.";
    expectRefused(
      stage,
      await startSaml(world, stage.call(), getRequest("https://acme.test/"), "/"),
      "APP_PROTOCOL_OFF",
      reason,
    );
    expectRefused(stage, await handleAcs(world, stage.call(), acsRequest({})), "APP_PROTOCOL_OFF", reason);
    expect(samlSpMetadata(world).status).toBe(404);
  });
});

describe("samlSpMetadata", () => {
  it("publishes what identity providers need to know", () => {
    const { body, headers, status } = samlSpMetadata(createStage({ key: OTHER_KEY, signRequests: true }).world);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/samlmetadata+xml");
    expect(body).toContain('entityID="https://acme.test/saml"');
    expect(body).toContain('Location="https://acme.test/saml/acs"');
    expect(body).toContain('AuthnRequestsSigned="true" WantAssertionsSigned="true"');
    expect(body).not.toContain("PRIVATE");
  });
});

/** The same inputs must give the same bytes. */
describe("a login", () => {
  it("is the same twice", async () => {
    const run = async () => {
      const stage = createStage();
      const { request, cookie, response } = await begin(stage);
      await post(stage, { SAMLResponse: responseTo(request.id) }, cookie);
      return [queryOf(getRequest(headerOf(response, "location") ?? "")).get("SAMLRequest"), stage.recorder.trace()];
    };
    expect(await run()).toEqual(await run());
  });
});
