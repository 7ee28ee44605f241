import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formRequest, getRequest } from "../http/message.ts";
import { createSeededRandom, secretHash } from "../random.ts";
import { answerOidc, handleAuthorize } from "./oidc-endpoint.ts";
import type { PendingOidc } from "./state.ts";
import {
  authorizeRequest,
  CALLBACK,
  createCall,
  createWorld,
  NOW,
  ORIGIN,
  obtainCode,
  REQUEST,
  redirectOf,
  signInAda,
} from "./test-oidc.ts";

const MFA = "https://refeds.org/profile/mfa";

describe("somebody who is signed in", () => {
  test("comes back with a code, the state and who answers", async () => {
    const world = createWorld();
    const call = createCall();
    const response = await handleAuthorize(world, call, authorizeRequest({}, signInAda(world, call)));
    expect(response.status).toBe(303);
    expect(response.headers.location).toMatch(/^https:\/\/desk\.test\/oidc\/callback\?code=/);
    expect(redirectOf(response)).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), state: "st-1", iss: ORIGIN });
    expect(response.headers["cache-control"]).toBe("no-store");
  });

  test("by a posted form as well", async () => {
    const world = createWorld();
    const call = createCall();
    const request = formRequest(`${ORIGIN}/oidc/authorize`, Object.entries(REQUEST), {
      cookie: signInAda(world, call),
    });
    expect(redirectOf(await handleAuthorize(world, call, request))).toMatchObject({
      state: "st-1",
      code: expect.any(String),
    });
  });

  test("the code is kept as its hash, with what was asked for, and expires", async () => {
    const world = createWorld();
    const code = await obtainCode(world, createCall());
    expect(JSON.stringify(world.state.read())).not.toContain(code);
    expect(world.state.read().codes[secretHash(code)]).toMatchObject({
      request: {
        application: "desk",
        redirectUri: CALLBACK,
        nonce: "no-1",
        scopes: ["openid", "profile", "email", "groups"],
      },
      user: "u-ada",
      session: { authenticatedAt: NOW, methods: ["pwd"] },
      expiresAt: NOW + 60_000,
      used: false,
    });
  });

  test("leaves a trace: the request, every check, the session, the code", async () => {
    const world = createWorld();
    const call = createCall();
    await handleAuthorize(world, call, authorizeRequest({}, signInAda(world, call)));
    expect(call.steps.map(({ title }) => title)).toEqual([
      "The authorization request arrives",
      "Acme ID checks the authorization request",
      "ada@acme.test is already signed in",
      "ada@acme.test may sign in",
      "Acme ID issues an authorization code for ada@acme.test",
    ]);
    const [, checks] = call.steps;
    expect(checks?.kind === "checks" && checks.checks.map(({ code, result }) => `${code} ${result}`)).toEqual([
      "OIDC_CLIENT passed",
      "OIDC_REDIRECT_URI passed",
      "OIDC_PARAMETERS passed",
      "OIDC_REQUEST_OBJECT passed",
      "OIDC_REQUEST_URI passed",
      "OIDC_RESPONSE_TYPE passed",
      "OIDC_RESPONSE_MODE notApplicable",
      "OIDC_SCOPE passed",
      "OIDC_PKCE passed",
      "OIDC_PROMPT notApplicable",
      "OIDC_MAX_AGE notApplicable",
      "OIDC_SIGNING_KEY passed",
    ]);
  });

  test("codes that have expired are dropped, and never more than five of one person kept", async () => {
    const world = createWorld();
    const random = createSeededRandom("many");
    for (let index = 0; index < 8; index += 1) await obtainCode(world, createCall(NOW, random));
    expect(Object.keys(world.state.read().codes)).toHaveLength(5);
    await obtainCode(world, createCall(NOW + 60_000, random));
    expect(Object.keys(world.state.read().codes)).toHaveLength(1);
  });
});

describe("what is wrong with the client or its address is shown on a page, and nobody is sent there", () => {
  test.each([
    [
      "an unknown client",
      { client_id: "nobody" },
      "OIDC_CLIENT",
      'No client is registered as "nobody".',
      "identityProviders/idp/connections",
    ],
    [
      "an unregistered address",
      { redirect_uri: "https://evil.test/cb" },
      "OIDC_REDIRECT_URI",
      'The redirect_uri "https://evil.test/cb" is not registered for this client. Nothing is sent there.',
      "identityProviders/idp/connections/desk/oidc/redirectUris",
    ],
    [
      "another client's address",
      { redirect_uri: "https://wiki.test/cb" },
      "OIDC_REDIRECT_URI",
      'The redirect_uri "https://wiki.test/cb" is not registered for this client. Nothing is sent there.',
      "identityProviders/idp/connections/desk/oidc/redirectUris",
    ],
    [
      "markup in the address",
      { redirect_uri: "<script>" },
      "OIDC_REDIRECT_URI",
      'The redirect_uri "<script>" is not registered for this client. Nothing is sent there.',
      "identityProviders/idp/connections/desk/oidc/redirectUris",
    ],
  ])("%s", async (_, change, code, reason, setting) => {
    const world = createWorld();
    const call = createCall();
    const response = await handleAuthorize(world, call, authorizeRequest(change, signInAda(world, call)));
    expect(response.status).toBe(400);
    expect(response.headers).not.toHaveProperty("location");
    expect(response.body).not.toContain("<script>");
    expect(call.steps.at(-1)).toMatchObject({
      kind: "outcome",
      status: "refused",
      outcome: { result: "refused", code, reason, setting, by: "idp:idp" },
    });
    expect(call.steps.at(-2)).toMatchObject({ kind: "checks", status: "refused" });
  });
});

describe("what else is wrong is told to the client", () => {
  test.each([
    [
      "a repeated parameter",
      `${new URLSearchParams(REQUEST)}&nonce=2`,
      "invalid_request",
      "The parameter 'nonce' appears more than once.",
    ],
    [
      "another response_type",
      new URLSearchParams({ ...REQUEST, response_type: "token" }),
      "unsupported_response_type",
      "The response_type 'token' is not supported; only code is.",
    ],
    [
      "a scope without openid",
      new URLSearchParams({ ...REQUEST, scope: "profile" }),
      "invalid_scope",
      "The scope has no openid: this is no OpenID Connect request.",
    ],
    [
      "no code challenge",
      new URLSearchParams({ ...REQUEST, code_challenge: "", code_challenge_method: "" }),
      "invalid_request",
      "This client must send a code_challenge (PKCE).",
    ],
    [
      "prompt none and login",
      new URLSearchParams({ ...REQUEST, prompt: "none login" }),
      "invalid_request",
      "The prompt none goes with no other: it asks that nothing is shown.",
    ],
  ])("%s", async (_, query, error, description) => {
    const world = createWorld();
    const response = await handleAuthorize(world, createCall(), getRequest(`${ORIGIN}/oidc/authorize?${query}`));
    expect(response.status).toBe(303);
    expect(response.headers.location).toMatch(/^https:\/\/desk\.test\/oidc\/callback\?error=/);
    expect(redirectOf(response)).toEqual({ error, error_description: description, state: "st-1", iss: ORIGIN });
    expect(world.state.read().codes).toEqual({});
  });

  test("no key to sign with", async () => {
    const response = await handleAuthorize(createWorld({ provider: { keys: [] } }), createCall(), authorizeRequest());
    expect(redirectOf(response)).toMatchObject({ error: "server_error" });
  });
});

describe("prompt, max_age and acr_values", () => {
  const ask = async (
    change: Record<string, string>,
    methods: readonly ("pwd" | "otp" | "mfa")[] | undefined,
    later = 0,
    setup = {},
  ) => {
    const world = createWorld(setup);
    const call = createCall();
    const cookie = methods === undefined ? "" : signInAda(world, call, methods);
    const response = await handleAuthorize(world, createCall(NOW + later), authorizeRequest(change, cookie));
    const { error, code } = redirectOf(response);
    if (response.status === 200) return "login page";
    return code === undefined ? error : "code";
  };

  test.each<[string, Record<string, string>, readonly ("pwd" | "otp" | "mfa")[] | undefined, number, string]>([
    ["nobody signed in", {}, undefined, 0, "login page"],
    ["prompt=none, nobody signed in", { prompt: "none" }, undefined, 0, "login_required"],
    ["prompt=none, signed in", { prompt: "none" }, ["pwd"], 0, "code"],
    ["prompt=login, signed in", { prompt: "login" }, ["pwd"], 0, "login page"],
    ["prompt=select_account, signed in", { prompt: "select_account" }, ["pwd"], 0, "login page"],
    ["prompt=consent, signed in", { prompt: "consent" }, ["pwd"], 0, "code"],
    ["max_age not reached", { max_age: "60" }, ["pwd"], 60_000, "code"],
    ["max_age passed", { max_age: "60" }, ["pwd"], 60_001, "login page"],
    ["max_age passed, prompt=none", { max_age: "60", prompt: "none" }, ["pwd"], 60_001, "login_required"],
    ["max_age=0", { max_age: "0" }, ["pwd"], 0, "login page"],
    ["a second factor wished for, and used", { acr_values: MFA }, ["pwd", "otp", "mfa"], 0, "code"],
    ["a second factor wished for, and not used", { acr_values: MFA }, ["pwd"], 0, "login page"],
    ["an unknown context wished for", { acr_values: "urn:example:gold" }, ["pwd"], 0, "code"],
  ])("%s", async (_, change, methods, later, result) => {
    expect(await ask(change, methods, later)).toBe(result);
  });

  test("a second factor wished for where the policy has none: a wish, so it goes on", async () => {
    const provider = { signOnPolicy: { secondFactor: "never", sessionMinutes: 60 } };
    expect(await ask({ acr_values: MFA }, ["pwd"], 0, { provider })).toBe("code");
  });

  test("an authentication that cannot be met is told", async () => {
    const pending: PendingOidc = {
      protocol: "oidc",
      application: "desk",
      redirectUri: CALLBACK,
      state: "st-1",
      scopes: ["openid"],
    };
    const call = createCall();
    const response = await answerOidc(createWorld(), call, pending, {
      kind: "noAuthnContext",
      reason: "No second factor.",
    });
    expect(redirectOf(response)).toEqual({
      error: "unmet_authentication_requirements",
      error_description: "No second factor.",
      state: "st-1",
      iss: ORIGIN,
    });
    expect(call.steps).toMatchObject([
      { kind: "notice", status: "refused", title: "Acme ID answers unmet_authentication_requirements" },
    ]);
  });
});

test("whatever is asked, nothing is thrown and nobody is sent to an address that is not registered", async () => {
  const name = fc.constantFrom(
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "prompt",
    "max_age",
    "acr_values",
    "code_challenge",
    "code_challenge_method",
    "request",
    "__proto__",
  );
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(...Object.values(REQUEST), "none", "https://evil.test/", "//evil.test", "javascript:alert(1)"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value)), fc.boolean(), async (changes, signedIn) => {
      const world = createWorld();
      const call = createCall();
      const query = new URLSearchParams({ ...REQUEST });
      for (const [parameter, text] of changes) query.set(parameter, text);
      const cookie = signedIn ? signInAda(world, call) : "";
      const response = await handleAuthorize(world, call, getRequest(`${ORIGIN}/oidc/authorize?${query}`, { cookie }));
      expect([200, 303, 400]).toContain(response.status);
      const location = String(response.headers.location ?? `${CALLBACK}?`);
      expect(location.startsWith(`${CALLBACK}?`)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
