import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formOf, headerOf, jsonResponse } from "../http/message.ts";
import { buildJwks } from "../oidc/jwks.ts";
import { buildCodeChallenge } from "../oidc/pkce.ts";
import { createTestKey } from "../oidc/test-keys.ts";
import { secretHash } from "../random.ts";
import type { Application } from "./application.ts";
import {
  createApplicationWorld,
  createRehearsal,
  createTestProvider,
  ISSUER,
  type Mischief,
  NOW,
} from "./test-oidc-provider.ts";

const KEY = createTestKey("k1", "RS256");
const NEXT_KEY = createTestKey("k2", "RS256");
const STRANGER = createTestKey("k1", "RS256");
const EC_KEY = createTestKey("e1", "ES256");

type Settings = Partial<NonNullable<Application["oidc"]>>;

function setUp(settings: Settings = {}, mischief: Mischief = {}) {
  const world = createApplicationWorld(settings);
  const provider = createTestProvider(KEY);
  provider.misbehave(mischief);
  return { world, provider, browser: createRehearsal(world, provider) };
}

const locationOf = (response: { headers: object }) =>
  new URL(String(Object.entries(response.headers).find(([name]) => name === "location")?.[1]));

describe("a login begins", () => {
  test("with a redirect to the identity provider that carries state, nonce and a code challenge", async () => {
    const { world, browser } = setUp({
      acrValues: ["https://refeds.org/profile/mfa"],
      prompt: "login",
      maxAgeSeconds: 60,
    });
    const response = await browser.start();
    expect(response.status).toBe(302);
    const url = locationOf(response);
    expect(url.origin + url.pathname).toBe(`${ISSUER}/oidc/authorize`);
    const parameters = Object.fromEntries(url.searchParams);
    expect(parameters).toEqual({
      client_id: "desk-client",
      redirect_uri: "https://desk.test/oidc/callback",
      response_type: "code",
      scope: "openid email",
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      prompt: "login",
      max_age: "60",
      acr_values: "https://refeds.org/profile/mfa",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
    const kept = world.state.read().oidcRequests[secretHash(String(parameters.state))];
    expect(kept).toMatchObject({ nonce: parameters.nonce, returnTo: "/tickets", expiresAt: NOW + 600_000 });
    expect(buildCodeChallenge(kept?.codeVerifier ?? "")).toBe(parameters.code_challenge);
  });

  test("bound to the browser by a cookie that no script reads, kept as its hash", async () => {
    const { world, browser } = setUp();
    const [cookie = ""] = (await browser.start()).headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^rehearsal_login=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const secret = /=([^;]+)/.exec(cookie)?.[1] ?? "";
    expect(Object.values(world.state.read().oidcRequests)).toMatchObject([{ browser: secretHash(secret) }]);
    expect(JSON.stringify(world.state.read())).not.toContain(secret);
  });

  test("and the trace shows the request, but neither the verifier nor the cookie", async () => {
    const { world, browser } = setUp();
    const [cookie = ""] = (await browser.start()).headers["set-cookie"] ?? [];
    expect(browser.steps.map(({ title }) => title)).toEqual([
      "Acme Desk reads the provider's configuration",
      "Acme Desk asks the identity provider who this is",
    ]);
    const [kept] = Object.values(world.state.read().oidcRequests);
    const trace = JSON.stringify(browser.steps);
    expect(trace).not.toContain(kept?.codeVerifier ?? "?");
    expect(trace).not.toContain(/=([^;]+)/.exec(cookie)?.[1] ?? "?");
  });

  test("without PKCE where that is switched off", async () => {
    const { browser } = setUp({ pkce: false });
    expect(locationOf(await browser.start()).searchParams.has("code_challenge")).toBe(false);
  });

  test("in two tabs at once, and both can be finished", async () => {
    const { provider, browser } = setUp();
    const first = String((await browser.start("/one")).headers.location);
    const second = String((await browser.start("/two")).headers.location);
    expect((await browser.callback(provider.authorize(first))).headers.location).toBe("/one");
    expect((await browser.callback(provider.authorize(second))).headers.location).toBe("/two");
  });

  test("asks for configuration and keys once a day", async () => {
    const { provider, browser } = setUp();
    await browser.start();
    browser.pass(24 * 3_600_000 - 1);
    await browser.start();
    expect(provider.asked).toEqual(["/.well-known/openid-configuration", "/oidc/jwks"]);
    browser.pass(1);
    await browser.start();
    expect(provider.asked).toHaveLength(4);
  });
});

describe("what was read from a provider is read again", () => {
  test("where the application is set up for another issuer since", async () => {
    const { world, provider, browser } = setUp();
    await browser.start();
    const { oidc } = world.application;
    if (oidc === undefined) throw new Error("The application has no OpenID Connect settings.");
    const moved = {
      ...world,
      application: { ...world.application, oidc: { ...oidc, issuer: "https://new.acme.test" } },
    };
    const later = createRehearsal(moved, provider);
    expect((await later.start()).status).toBe(403);
    expect(later.outcome()).toMatchObject({ code: "OIDC_DISCOVERY_ISSUER" });
  });

  test("where the clock was set back", async () => {
    const { provider, browser } = setUp();
    await browser.start();
    browser.pass(-1);
    await browser.start();
    expect(provider.asked).toHaveLength(4);
  });
});

test("a cookie that somebody else planted is replaced", async () => {
  const { browser } = setUp();
  browser.plantCookie("rehearsal_login=planted");
  const [cookie = ""] = (await browser.start()).headers["set-cookie"] ?? [];
  expect(cookie).not.toContain("planted");
});

describe("the configuration cannot be used", () => {
  test.each<[string, Mischief, object]>([
    [
      "another issuer",
      { discovery: (document) => ({ ...document, issuer: "https://evil.test" }) },
      {
        code: "OIDC_DISCOVERY_ISSUER",
        reason:
          'The configuration says that its issuer is "https://evil.test", but the application is set up for https://idp.acme.test.',
        setting: "applications/desk/oidc/issuer",
      },
    ],
    [
      "nobody there",
      { down: "/.well-known/openid-configuration" },
      {
        code: "OIDC_DISCOVERY",
        reason:
          "The configuration at https://idp.acme.test/.well-known/openid-configuration cannot be used: it answered 0, nobody answers at https://idp.acme.test (connection refused).",
      },
    ],
    [
      "a list",
      { discovery: () => [] },
      {
        code: "OIDC_DISCOVERY",
        reason:
          "The configuration at https://idp.acme.test/.well-known/openid-configuration cannot be used: it answered 200, no JSON object.",
      },
    ],
    [
      "no key set",
      { jwks: { keys: "none" } },
      { code: "OIDC_JWKS", reason: "The provider's key set cannot be read: 200, no JWK Set." },
    ],
  ])("%s", async (_, mischief, outcome) => {
    const { browser, world } = setUp({}, mischief);
    const response = await browser.start();
    expect(response.status).toBe(403);
    expect(browser.outcome()).toMatchObject({ result: "refused", by: "app:desk", ...outcome });
    expect(world.state.read().discovery).toBeUndefined();
  });
});

describe("a login ends", () => {
  test("with an account, a session, and where the person wanted to go", async () => {
    const { world, browser } = setUp();
    const response = await browser.login();
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe("/tickets");
    expect(world.accounts.read()).toMatchObject([
      {
        userName: "ada@acme.test",
        attributes: { email: "ada@acme.test" },
        links: [{ issuer: ISSUER, subject: "u-ada" }],
      },
    ]);
    expect(Object.values(world.state.read().sessions)).toMatchObject([
      { protocol: "oidc", issuer: ISSUER, subject: "u-ada", sessionIndex: "_s1" },
    ]);
    expect(world.state.read().oidcRequests).toEqual({});
  });

  test("and every check is shown, in a fixed order", async () => {
    const { browser } = setUp({ userinfo: true });
    await browser.login();
    expect(browser.checks("authorization response")).toEqual([
      "OIDC_ERROR passed",
      "OIDC_RESPONSE_PARAMETERS passed",
      "OIDC_STATE passed",
      "OIDC_STATE_BROWSER passed",
      "OIDC_STATE_EXPIRED passed",
      "OIDC_RESPONSE_ISS passed",
      "OIDC_RESPONSE_CODE passed",
    ]);
    expect(browser.checks("token response")).toEqual(["OIDC_TOKEN_ERROR passed"]);
    expect(browser.checks("ID token")).toHaveLength(15);
    expect(browser.checks("userinfo")).toEqual(["OIDC_USERINFO passed", "OIDC_USERINFO_SUB passed"]);
  });

  test("and the trace has no secret in it", async () => {
    const { browser } = setUp({ userinfo: true });
    await browser.login();
    const trace = JSON.stringify(browser.steps);
    for (const secret of ["code-1", "access-1", "s3cret"]) expect(trace).not.toContain(secret);
  });

  test("the same each time, byte for byte", async () => {
    const run = async () => {
      const { browser } = setUp();
      await browser.login();
      return JSON.stringify(browser.steps);
    };
    expect(await run()).toBe(await run());
  });

  test("with ES256", async () => {
    const { provider, browser } = setUp();
    provider.useKey(EC_KEY);
    expect((await browser.login()).status).toBe(303);
  });

  test("with what userinfo adds; what the ID token says goes before it", async () => {
    const { world, browser } = setUp({ userinfo: true });
    await browser.login();
    expect(world.accounts.read()).toMatchObject([
      { attributes: { email: "ada@acme.test", displayName: "Ada Lovelace" } },
    ]);
  });

  test.each([
    [
      "of the ID token is not verified by userinfo's word about its own",
      { email: "eve@acme.test", email_verified: undefined },
      { email: "ada@acme.test", email_verified: true },
      { email: "eve@acme.test" },
    ],
    [
      "of userinfo is not verified by the ID token's word about none",
      { email: undefined, email_verified: true },
      { email: "eve@acme.test" },
      { email: "eve@acme.test" },
    ],
    [
      "of userinfo is verified where userinfo says so",
      { email: undefined, email_verified: false },
      { email: "ada@acme.test", email_verified: true },
      { email: "ada@acme.test", email_verified: true },
    ],
    [
      "of the ID token is verified where the ID token says so",
      {},
      { email: "eve@acme.test", email_verified: false },
      { email: "ada@acme.test", email_verified: true },
    ],
  ])("and the email %s", async (_name, claims, userinfo, expected) => {
    const { browser } = setUp(
      { userinfo: true },
      { claims, userinfo: jsonResponse(200, { sub: "u-ada", ...userinfo }) },
    );
    await browser.login();
    const identity = browser.identity();
    expect(identity.claims).toEqual(expected);
    expect(identity.emailVerified).toBe("email_verified" in expected ? expected.email_verified : undefined);
  });

  test.each<[string, Settings, string | undefined, Record<string, string>]>([
    ["client_secret_basic", {}, `Basic ${Buffer.from("desk-client:s3cret").toString("base64")}`, {}],
    [
      "client_secret_post",
      { clientAuthentication: "client_secret_post" },
      undefined,
      { client_id: "desk-client", client_secret: "s3cret" },
    ],
    ["none", { clientAuthentication: "none" }, undefined, { client_id: "desk-client" }],
  ])("and the client authenticates with %s", async (_, settings, authorization, fields) => {
    const { provider, browser } = setUp(settings);
    await browser.login();
    const request = provider.tokenRequest();
    expect(request && headerOf(request, "authorization")).toBe(authorization);
    expect(request && Object.fromEntries(formOf(request))).toEqual({
      grant_type: "authorization_code",
      code: "code-1",
      redirect_uri: "https://desk.test/oidc/callback",
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      ...fields,
    });
  });

  test("and says it where the sign-in was weaker than was wished for", async () => {
    const { browser } = setUp({ acrValues: ["https://refeds.org/profile/mfa"] });
    expect((await browser.login()).status).toBe(303);
    expect(browser.steps).toContainEqual(
      expect.objectContaining({
        kind: "notice",
        status: "warning",
        why: 'Acme Desk asked for https://refeds.org/profile/mfa and got "urn:example:low". With acr_values that is a wish, so the login goes on.',
      }),
    );
  });
});

describe("a change of keys", () => {
  test("is survived: the keys are read once more, and kept", async () => {
    const { provider, browser } = setUp();
    await browser.login();
    provider.useKey(NEXT_KEY);
    expect((await browser.login()).status).toBe(303);
    expect(browser.steps.filter(({ title }) => title === "Acme Desk reads the keys again")).toHaveLength(1);
    const verified = browser.steps.filter(({ title }) => /verifies the ID token|the keys again/.test(title)).slice(1);
    expect(verified.map(({ status, title }) => `${status}: ${title}`)).toEqual([
      "warning: Acme Desk verifies the ID token",
      "ok: Acme Desk reads the keys again",
      "ok: Acme Desk verifies the ID token again",
    ]);
    expect(verified[0]).toMatchObject({
      why: "The keys that were kept do not fit: none of them is the one that the token names. The provider may have changed its keys, so they are read again before anybody is refused.",
      checks: expect.arrayContaining([expect.objectContaining({ code: "OIDC_KEY", result: "failed" })]),
    });
    expect((await browser.login()).status).toBe(303);
    expect(provider.asked.filter((path) => path === "/oidc/jwks")).toHaveLength(2);
    expect(provider.asked.filter((path) => path === "/.well-known/openid-configuration")).toHaveLength(1);
  });

  test("to a key that is never published is refused after one more look", async () => {
    const { provider, browser } = setUp();
    await browser.login();
    provider.useKey(NEXT_KEY);
    provider.misbehave({ jwks: buildJwks([KEY]) });
    expect((await browser.login()).status).toBe(403);
    expect(browser.outcome()).toMatchObject({
      code: "OIDC_KEY",
      reason: 'The key "k2" that signed the ID token cannot be used: the key set has no key of that id.',
    });
    expect(provider.asked.filter((path) => path === "/oidc/jwks")).toHaveLength(2);
  });

  test("while the key set cannot be read is refused", async () => {
    const { provider, browser } = setUp();
    await browser.login();
    provider.useKey(NEXT_KEY);
    provider.misbehave({ down: "/oidc/jwks" });
    expect((await browser.login()).status).toBe(403);
    expect(browser.outcome()).toMatchObject({ code: "OIDC_KEY" });
  });
});

describe("refuses the login", () => {
  const tamper = (sub: string) =>
    `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ sub })).toString("base64url")}.`;

  test.each<[string, Mischief, Settings, string, string, string | undefined]>([
    [
      "an error",
      { answer: { code: undefined, error: "access_denied", error_description: "Not you." } },
      {},
      "OIDC_ERROR",
      'The identity provider answered with the error "access_denied": "Not you.".',
      undefined,
    ],
    [
      "an unknown state",
      { answer: { state: "forged" } },
      {},
      "OIDC_STATE",
      "No login that waits for an answer has this state: it was never begun here, or it was answered already.",
      undefined,
    ],
    [
      "another issuer's answer",
      { answer: { iss: "https://evil.test" } },
      {},
      "OIDC_RESPONSE_ISS",
      'The answer says that it comes from "https://evil.test", but https://idp.acme.test was asked.',
      "applications/desk/oidc/issuer",
    ],
    [
      "an answer that does not say who answers",
      { answer: { iss: undefined } },
      {},
      "OIDC_RESPONSE_ISS",
      "The answer says that it comes from (absent), but https://idp.acme.test was asked.",
      "applications/desk/oidc/issuer",
    ],
    [
      "no code",
      { answer: { code: undefined } },
      {},
      "OIDC_RESPONSE_CODE",
      "The answer has neither a code nor an error.",
      undefined,
    ],
    [
      "an error of the token endpoint",
      { tokenResponse: jsonResponse(400, { error: "invalid_grant", error_description: "Used." }) },
      {},
      "OIDC_TOKEN_ERROR",
      'The token endpoint gave no tokens: 400, error "invalid_grant": "Used.".',
      undefined,
    ],
    [
      "a token endpoint that is down",
      { down: "/oidc/token" },
      {},
      "OIDC_TOKEN_ERROR",
      "The token endpoint gave no tokens: nobody answers at https://idp.acme.test (connection refused).",
      undefined,
    ],
    [
      "tokens that are no JSON",
      { tokenResponse: { status: 200, headers: {}, body: "<html>" } },
      {},
      "OIDC_TOKEN_ERROR",
      "The token endpoint gave no tokens: 200, no JSON object.",
      undefined,
    ],
    [
      "an ID token without a signature",
      { idToken: tamper("u-ada") },
      {},
      "OIDC_ALGORITHM",
      'The ID token is signed with "none"; only RS256 and ES256 may be used.',
      "applications/desk/oidc/algorithms",
    ],
    [
      "an algorithm that is not allowed",
      {},
      { algorithms: ["ES256"] },
      "OIDC_ALGORITHM",
      'The ID token is signed with "RS256"; only ES256 may be used.',
      "applications/desk/oidc/algorithms",
    ],
    [
      "an ID token that cannot be decoded",
      { idToken: "no token" },
      {},
      "OIDC_ID_TOKEN",
      "The ID token cannot be decoded.",
      undefined,
    ],
    [
      "a stranger's signature",
      { jwks: buildJwks([STRANGER]) },
      {},
      "OIDC_SIGNATURE",
      "The signature of the ID token does not verify: it was changed on the way, or made by somebody else.",
      undefined,
    ],
    [
      "another issuer",
      { claims: { iss: "https://evil.test" } },
      {},
      "OIDC_ISSUER",
      'The ID token was issued by "https://evil.test", but https://idp.acme.test was asked.',
      "applications/desk/oidc/issuer",
    ],
    [
      "no subject",
      { claims: { sub: undefined } },
      {},
      "OIDC_SUBJECT",
      "The ID token's sub is (absent): it does not say who signed in.",
      undefined,
    ],
    [
      "another audience",
      { claims: { aud: "wiki" } },
      {},
      "OIDC_AUDIENCE",
      'The ID token is for "wiki", and this application is desk-client.',
      "applications/desk/oidc/clientId",
    ],
    [
      "a token that was issued to another client",
      { claims: { azp: "wiki" } },
      {},
      "OIDC_AZP",
      'The ID token was issued to "wiki", and this application is desk-client.',
      "applications/desk/oidc/clientId",
    ],
    [
      "an expired token",
      { claims: { exp: NOW / 1000 - 60 } },
      {},
      "OIDC_EXPIRED",
      "The ID token expired at 2026-03-02T08:59:00.000Z; it is 2026-03-02T09:00:00.000Z.",
      "applications/desk/oidc/clockSkewSeconds",
    ],
    [
      "a token that is not valid yet",
      { claims: { nbf: NOW / 1000 + 61 } },
      {},
      "OIDC_NOT_BEFORE",
      "The ID token is not valid before 2026-03-02T09:01:01.000Z; it is 2026-03-02T09:00:00.000Z.",
      "applications/desk/oidc/clockSkewSeconds",
    ],
    [
      "a token from the future",
      { claims: { iat: NOW / 1000 + 1 } },
      { clockSkewSeconds: 0 },
      "OIDC_ISSUED_AT",
      "The ID token was made at 2026-03-02T09:00:01.000Z, in the future; it is 2026-03-02T09:00:00.000Z.",
      "applications/desk/oidc/clockSkewSeconds",
    ],
    [
      "a token of another login",
      { claims: { nonce: "other" } },
      {},
      "OIDC_NONCE",
      "The ID token's nonce is not the one of this login: it was made for another.",
      undefined,
    ],
    [
      "a token without a nonce",
      { claims: { nonce: undefined } },
      {},
      "OIDC_NONCE",
      "The ID token has no nonce, so that nothing ties it to this login.",
      undefined,
    ],
    [
      "another access token",
      { claims: { at_hash: "AAAAAAAAAAAAAAAAAAAAAA" } },
      {},
      "OIDC_AT_HASH",
      "The access token is not the one that the ID token was issued with.",
      undefined,
    ],
    [
      "an old sign-in",
      { claims: { auth_time: NOW / 1000 - 121 } },
      { maxAgeSeconds: 60 },
      "OIDC_AUTH_TIME",
      "The person signed in at 2026-03-02T08:57:59.000Z, longer ago than the 60 seconds that max_age allows.",
      "applications/desk/oidc/maxAgeSeconds",
    ],
    [
      "userinfo about somebody else",
      { userinfo: jsonResponse(200, { sub: "u-bob" }) },
      { userinfo: true },
      "OIDC_USERINFO_SUB",
      'Userinfo is about "u-bob", the ID token about "u-ada".',
      undefined,
    ],
    [
      "userinfo that refuses",
      { userinfo: jsonResponse(401, { error: "invalid_token" }) },
      { userinfo: true },
      "OIDC_USERINFO",
      'Userinfo gave no claims: 401, error "invalid_token".',
      "applications/desk/oidc/userinfo",
    ],
    [
      "no userinfo endpoint",
      { discovery: ({ userinfo_endpoint: _, ...document }) => document },
      { userinfo: true },
      "OIDC_USERINFO",
      "Userinfo gave no claims: the provider's configuration names no userinfo_endpoint.",
      "applications/desk/oidc/userinfo",
    ],
  ])("for %s", async (_, mischief, settings, code, reason, setting) => {
    const { world, browser } = setUp(settings, mischief);
    const response = await browser.login();
    expect(response.status).toBe(403);
    expect(browser.outcome()).toEqual({
      result: "refused",
      by: "app:desk",
      application: "desk",
      code,
      reason,
      ...(setting === undefined ? {} : { setting }),
    });
    expect(world.accounts.read()).toEqual([]);
    expect(world.state.read().sessions).toEqual({});
  });

  test("for an answer that was used already", async () => {
    const { provider, browser } = setUp();
    const url = provider.authorize(String((await browser.start()).headers.location));
    expect((await browser.callback(url)).status).toBe(303);
    expect((await browser.callback(url)).status).toBe(403);
    expect(browser.outcome()).toMatchObject({ code: "OIDC_STATE" });
  });

  test("for an answer in another browser, and leaves the login of the first one open", async () => {
    const { world, provider, browser } = setUp();
    const url = provider.authorize(String((await browser.start()).headers.location));
    const other = createRehearsal(world, provider, "other");
    expect((await other.callback(url)).status).toBe(403);
    expect(other.outcome()).toMatchObject({ code: "OIDC_STATE_BROWSER" });
    expect((await browser.callback(url)).status).toBe(303);
  });

  test("for an answer that comes too late", async () => {
    const { provider, browser } = setUp();
    const url = provider.authorize(String((await browser.start()).headers.location));
    browser.pass(600_000);
    expect((await browser.callback(url)).status).toBe(403);
    expect(browser.outcome()).toMatchObject({
      code: "OIDC_STATE_EXPIRED",
      reason: "The login was begun more than ten minutes ago. Begin again.",
    });
  });

  test("where the application is not set up for it", async () => {
    const world = createApplicationWorld();
    const { oidc: _, ...application } = world.application;
    const browser = createRehearsal({ ...world, application }, createTestProvider(KEY));
    expect((await browser.start()).status).toBe(403);
    expect(browser.outcome()).toMatchObject({ code: "APP_PROTOCOL_OFF", setting: "applications/desk/oidc" });
    expect((await browser.callback("https://desk.test/oidc/callback?code=x")).status).toBe(403);
  });
});

test("whatever comes back, nothing is thrown and nobody is let in", async () => {
  const name = fc.constantFrom("code", "state", "iss", "error", "error_description", "__proto__");
  const { browser } = setUp();
  await browser.start();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, fc.string())), async (parameters) => {
      const response = await browser.callback(`https://desk.test/oidc/callback?${new URLSearchParams(parameters)}`);
      expect(response.status).toBe(403);
      expect(browser.outcome()?.code).toMatch(/^OIDC_/);
    }),
  );
});

test("whatever the token endpoint and userinfo answer, nothing is thrown", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(599), fc.oneof(fc.json(), fc.string()), fc.boolean(), async (status, body, atUserinfo) => {
      const answer = { status, headers: {}, body };
      const { browser } = setUp({ userinfo: true }, atUserinfo ? { userinfo: answer } : { tokenResponse: answer });
      expect((await browser.login()).status).toBe(403);
    }),
    { numRuns: 50 },
  );
});
