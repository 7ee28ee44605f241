import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { compactVerify, createLocalJWKSet } from "jose";
import { describe, expect, test } from "vitest";
import { getRequest, type HttpRequest } from "../http/message.ts";
import { buildAtHash } from "../oidc/id-token.ts";
import { createSeededRandom } from "../random.ts";
import type { Check } from "../trace/step.ts";
import { handleToken, handleUserinfo, oidcJwks } from "./oidc-endpoint.ts";
import {
  BASIC,
  bodyOf,
  CALLBACK,
  changeWorld,
  createCall,
  createWorld,
  EC_KEY,
  NOW,
  ORIGIN,
  obtainCode,
  RSA_KEY,
  type TestCall,
  tokenRequest,
  userinfoRequest,
  VERIFIER,
} from "./test-oidc.ts";
import type { IdentityProviderWorld } from "./world.ts";

async function claimsOf(world: IdentityProviderWorld, idToken: unknown): Promise<Record<string, unknown>> {
  const keys = createLocalJWKSet(JSON.parse(oidcJwks(world).body));
  const { payload } = await compactVerify(String(idToken), keys);
  const claims: Record<string, unknown> = JSON.parse(new TextDecoder().decode(payload));
  return claims;
}

function checksOf(call: TestCall): readonly Check[] {
  const step = call.steps.find(({ title }) => title === "Acme ID checks the token request");
  return step?.kind === "checks" ? step.checks : [];
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

describe("a code is exchanged", () => {
  test("for an access token and a signed ID token that nobody keeps on the way", async () => {
    const world = createWorld();
    const call = createCall();
    const response = await handleToken(world, call, tokenRequest(await obtainCode(world, call)));
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      pragma: "no-cache",
    });
    const body = bodyOf(response);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: "Bearer",
      expires_in: 300,
      scope: "openid profile email groups",
      id_token: expect.any(String),
    });
    expect(await claimsOf(world, body.id_token)).toEqual({
      iss: ORIGIN,
      sub: "u-ada",
      aud: "desk-client",
      exp: NOW / 1000 + 300,
      iat: NOW / 1000,
      auth_time: NOW / 1000,
      nonce: "no-1",
      acr: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
      amr: ["pwd"],
      sid: expect.stringMatching(/^_/),
      at_hash: buildAtHash(String(body.access_token)),
      email: "ada@acme.test",
      email_verified: true,
      name: "Ada Lovelace",
      groups: ["Engineering"],
      tenant: "acme",
    });
  });

  test("and leaves a trace: the checks, the claims, the token, and no secret", async () => {
    const world = createWorld();
    const call = createCall();
    const code = await obtainCode(world, call);
    const body = bodyOf(await handleToken(world, call, tokenRequest(code)));
    const steps = call.steps.slice(-3);
    expect(steps.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      "checks: Acme ID checks the token request",
      "evaluation: Acme ID shapes the claims",
      "artefact: Acme ID signs the ID token",
    ]);
    expect(checksOf(call).map(({ code: rule, result }) => `${rule} ${result}`)).toEqual([
      "OIDC_TOKEN_PARAMETERS passed",
      "OIDC_CLIENT_METHOD passed",
      "OIDC_CLIENT_AUTHENTICATION passed",
      "OIDC_GRANT_TYPE passed",
      "OIDC_CODE passed",
      "OIDC_CODE_USED passed",
      "OIDC_CODE_EXPIRED passed",
      "OIDC_CODE_REDIRECT_URI passed",
      "OIDC_CODE_VERIFIER passed",
      "OIDC_USER passed",
      "OIDC_PAIRWISE_SALT passed",
      "OIDC_SIGNING_KEY passed",
    ]);
    const trace = JSON.stringify(call.steps);
    const state = JSON.stringify(world.state.read());
    for (const secret of [code, String(body.access_token), String(body.id_token), "s3cret", VERIFIER]) {
      expect(trace).not.toContain(secret);
      expect(state).not.toContain(secret);
    }
  });

  test("and the ID token is shown as it was signed, with what matters marked", async () => {
    const world = createWorld();
    const call = createCall();
    const body = bodyOf(await handleToken(world, call, tokenRequest(await obtainCode(world, call))));
    const step = call.steps.at(-1);
    const artefact = step?.kind === "artefact" ? step.artefact : undefined;
    expect(JSON.parse(artefact?.text ?? "")).toEqual({
      header: { alg: "RS256", typ: "JWT", kid: "rsa-1" },
      payload: await claimsOf(world, body.id_token),
    });
    expect(artefact?.marks).toHaveLength(4);
    for (const mark of artefact?.marks ?? []) expect(artefact?.text).toContain(mark);
  });

  test("for claims that the granted scopes cover, and says why others are held back", async () => {
    const world = createWorld();
    const call = createCall();
    const body = bodyOf(
      await handleToken(world, call, tokenRequest(await obtainCode(world, call, { scope: "openid email" }))),
    );
    const claims = await claimsOf(world, body.id_token);
    expect(claims).toMatchObject({ email: "ada@acme.test", tenant: "acme" });
    expect(claims).not.toHaveProperty("groups");
    expect(claims).not.toHaveProperty("name");
    const step = call.steps.find(({ kind }) => kind === "evaluation");
    expect(step?.kind === "evaluation" && step.evaluations.map(({ target, result }) => `${target} ${result}`)).toEqual([
      "email applied",
      "email_verified applied",
      "name skipped",
      "groups skipped",
      "tenant applied",
      "sub skipped",
    ]);
    expect(step?.kind === "evaluation" && step.evaluations.slice(3)).toMatchObject([
      {
        why: "The scope `groups` was not granted, so the claim is not sent.",
        setting: "identityProviders/idp/connections/desk/oidc/claims/c-groups",
      },
      {},
      { why: "`sub` belongs to the protocol: no row can set it." },
    ]);
  });

  test("the same each time, byte for byte", async () => {
    const run = async () => {
      const world = createWorld();
      const call = createCall(NOW, createSeededRandom("same"));
      return handleToken(world, call, tokenRequest(await obtainCode(world, call)));
    };
    expect(await run()).toEqual(await run());
  });

  test("for a token signed with ES256", async () => {
    const world = createWorld({ client: { idTokenAlgorithm: "ES256" } });
    const call = createCall();
    const body = bodyOf(await handleToken(world, call, tokenRequest(await obtainCode(world, call))));
    expect(String(body.id_token).split(".", 1)[0]).toBe(
      Buffer.from('{"alg":"ES256","typ":"JWT","kid":"ec-1"}').toString("base64url"),
    );
    expect(await claimsOf(world, body.id_token)).toMatchObject({ sub: "u-ada" });
  });

  test("for a pairwise sub, another one for each client", async () => {
    const world = createWorld({ client: { subject: "pairwise" } });
    const call = createCall();
    const body = bodyOf(await handleToken(world, call, tokenRequest(await obtainCode(world, call))));
    const { sub } = await claimsOf(world, body.id_token);
    expect(sub).toMatch(/^[\w-]{43}$/);
    expect(bodyOf(handleUserinfo(world, call, userinfoRequest(String(body.access_token))))).toMatchObject({ sub });
  });

  test("without PKCE where the client does without", async () => {
    const world = createWorld({ client: { requirePkce: false } });
    const call = createCall();
    const code = await obtainCode(world, call, { code_challenge: "", code_challenge_method: "" });
    expect((await handleToken(world, call, tokenRequest(code, { code_verifier: "" }))).status).toBe(200);
  });
});

describe("each kind of client authentication", () => {
  const none = { clientAuthentication: "none" } as const;
  const post = { clientAuthentication: "client_secret_post" } as const;
  test.each([
    ["client_secret_basic", {}, {}, BASIC, 200],
    ["client_secret_basic with a client_id in the form", {}, { client_id: "desk-client" }, BASIC, 200],
    ["client_secret_basic, form-encoded", { clientSecret: "p%:+ é" }, {}, basic("desk-client:p%25%3A%2B+%C3%A9"), 200],
    ["client_secret_post", post, { client_id: "desk-client", client_secret: "s3cret" }, "", 200],
    ["none", none, { client_id: "desk-client" }, "", 200],
    ["a wrong secret", {}, {}, basic("desk-client:wrong"), 401],
    ["a wrong secret in the form", post, { client_id: "desk-client", client_secret: "wrong" }, "", 401],
    ["a secret by the other way", {}, { client_id: "desk-client", client_secret: "s3cret" }, "", 200],
    ["Basic credentials where the secret is to be posted", post, {}, BASIC, 200],
    [
      "a secret by the other way where only the registered one is taken",
      { strictClientAuthentication: true },
      { client_id: "desk-client", client_secret: "s3cret" },
      "",
      401,
    ],
    ["no secret", {}, { client_id: "desk-client" }, "", 401],
    ["a secret of a public client", none, {}, BASIC, 401],
    ["an unknown client", {}, {}, basic("nobody:s3cret"), 401],
    ["two ways at once", {}, { client_secret: "s3cret" }, BASIC, 400],
    ["no client at all", {}, {}, "", 400],
  ])("%s", async (_, client, change, authorization, status) => {
    const world = createWorld({ client });
    const call = createCall();
    const code = await obtainCode(world, call);
    const response = await handleToken(world, call, tokenRequest(code, change, authorization));
    expect(response.status).toBe(status);
    if (status === 401) {
      expect(response.headers["www-authenticate"]).toBe('Basic realm="token", charset="UTF-8"');
      expect(bodyOf(response)).toMatchObject({ error: "invalid_client" });
    }
    if (status === 400) expect(bodyOf(response)).toMatchObject({ error: "invalid_request" });
  });
});

test("a client that comes by the other way is let in, and the check says both ways", async () => {
  const world = createWorld();
  const call = createCall();
  const inForm = { client_id: "desk-client", client_secret: "s3cret" };
  await handleToken(world, call, tokenRequest(await obtainCode(world, call), inForm, ""));
  expect(checksOf(call).find(({ code }) => code === "OIDC_CLIENT_AUTHENTICATION")).toMatchObject({
    result: "passed",
    expected: "desk-client, by client_secret_basic",
    actual: "desk-client, by client_secret_post; registered for client_secret_basic",
  });
});

describe("a token request is refused", () => {
  const refusal = async (request: (code: string) => HttpRequest, later = 0, setup = {}) => {
    const world = createWorld(setup);
    const call = createCall();
    const code = await obtainCode(world, call);
    const at = createCall(NOW + later);
    const response = await handleToken(world, at, request(code));
    expect(response.headers).toMatchObject({ "cache-control": "no-store", "content-type": "application/json" });
    const rule = checksOf(at).find(({ result }) => result === "failed")?.code;
    return { status: response.status, rule, ...bodyOf(response) };
  };

  test.each<[string, (code: string) => HttpRequest, number, string, string, string]>([
    [
      "a repeated parameter",
      (code) => ({ ...tokenRequest(code), body: `${tokenRequest(code).body}&code=x` }),
      0,
      "OIDC_TOKEN_PARAMETERS",
      "invalid_request",
      "The parameter 'code' appears more than once.",
    ],
    [
      "no grant_type",
      (code) => tokenRequest(code, { grant_type: "" }),
      0,
      "OIDC_TOKEN_PARAMETERS",
      "invalid_request",
      "The request has no grant_type, or is no posted form.",
    ],
    [
      "JSON instead of a form",
      () => ({
        method: "POST",
        url: `${ORIGIN}/oidc/token`,
        headers: { "content-type": "application/json", authorization: BASIC },
        body: "{}",
      }),
      0,
      "OIDC_TOKEN_PARAMETERS",
      "invalid_request",
      "The request has no grant_type, or is no posted form.",
    ],
    [
      "another grant_type",
      (code) => tokenRequest(code, { grant_type: "password" }),
      0,
      "OIDC_GRANT_TYPE",
      "unsupported_grant_type",
      "The grant_type 'password' is not supported.",
    ],
    [
      "an unknown code",
      () => tokenRequest("never-issued"),
      0,
      "OIDC_CODE",
      "invalid_grant",
      "The code is not known here: it was never issued, or it has long expired.",
    ],
    [
      "no code",
      () => tokenRequest(""),
      0,
      "OIDC_CODE",
      "invalid_grant",
      "The code is not known here: it was never issued, or it has long expired.",
    ],
    [
      "another client's code",
      (code) => tokenRequest(code, {}, basic("wiki-client:s3cret")),
      0,
      "OIDC_CODE",
      "invalid_grant",
      "The code was issued to another client.",
    ],
    [
      "an expired code",
      (code) => tokenRequest(code),
      60_000,
      "OIDC_CODE_EXPIRED",
      "invalid_grant",
      "The code was not exchanged within 60 seconds.",
    ],
    [
      "another redirect_uri",
      (code) => tokenRequest(code, { redirect_uri: `${CALLBACK}/` }),
      0,
      "OIDC_CODE_REDIRECT_URI",
      "invalid_grant",
      "The redirect_uri 'https://desk.test/oidc/callback/' is not the one that the code was sent to.",
    ],
    [
      "no redirect_uri",
      (code) => tokenRequest(code, { redirect_uri: "" }),
      0,
      "OIDC_CODE_REDIRECT_URI",
      "invalid_grant",
      "The redirect_uri (absent) is not the one that the code was sent to.",
    ],
    [
      "a wrong verifier",
      (code) => tokenRequest(code, { code_verifier: "w".repeat(43) }),
      0,
      "OIDC_CODE_VERIFIER",
      "invalid_grant",
      "The code_verifier does not belong to the code_challenge.",
    ],
    [
      "no verifier",
      (code) => tokenRequest(code, { code_verifier: "" }),
      0,
      "OIDC_CODE_VERIFIER",
      "invalid_grant",
      "The code_verifier is missing.",
    ],
  ])("%s", async (_, request, later, rule, error, error_description) => {
    expect(await refusal(request, later)).toEqual({ status: 400, rule, error, error_description });
  });

  test("a code within its last second is still good", async () => {
    const world = createWorld();
    const code = await obtainCode(world, createCall());
    expect((await handleToken(world, createCall(NOW + 59_999), tokenRequest(code))).status).toBe(200);
  });

  test("a verifier where no challenge was sent: it may be a downgrade", async () => {
    const world = createWorld({ client: { requirePkce: false } });
    const call = createCall();
    const code = await obtainCode(world, call, { code_challenge: "", code_challenge_method: "" });
    expect(bodyOf(await handleToken(world, call, tokenRequest(code)))).toEqual({
      error: "invalid_grant",
      error_description: "There is a code_verifier, but the authorization request had no code_challenge.",
    });
  });

  test.each([
    ["disabled", { active: false }],
    ["suspended", { suspended: true }],
  ])("a person who was %s since", async (_, change) => {
    const world = createWorld();
    const call = createCall();
    const code = await obtainCode(world, call);
    const users = world.directory.users.map((user) => ({ ...user, ...change }));
    const after = changeWorld(world, { directory: { ...world.directory, users } });
    const response = await handleToken(after, call, tokenRequest(code));
    expect({ status: response.status, ...bodyOf(response) }).toEqual({
      status: 400,
      error: "invalid_grant",
      error_description: "The person was disabled, suspended or removed since the code was issued.",
    });
  });

  test("a person who was removed since", async () => {
    const world = createWorld();
    const call = createCall();
    const code = await obtainCode(world, call);
    const after = changeWorld(world, { directory: { users: [], groups: [] } });
    expect(bodyOf(await handleToken(after, call, tokenRequest(code)))).toMatchObject({ error: "invalid_grant" });
  });

  test("a wrong verifier does not spend the code", async () => {
    const world = createWorld();
    const call = createCall();
    const code = await obtainCode(world, call);
    expect((await handleToken(world, call, tokenRequest(code, { code_verifier: "w".repeat(43) }))).status).toBe(400);
    expect((await handleToken(world, call, tokenRequest(code))).status).toBe(200);
  });

  const SHORT = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export({ format: "pem", type: "pkcs8" });
  const NO_KEY =
    "The identity provider has no active RS256 key with its private part. Copies made to be shared carry none.";
  const NO_SALT =
    "The client wants a pairwise sub, and the identity provider has no salt to make it with. Copies made to be shared carry none.";
  const withKey = (change: object) => {
    const key = {
      id: "k",
      algorithm: "RS256",
      status: "active",
      certificate: "x",
      createdAt: "2026-01-01T00:00:00.000Z",
    };
    return { keys: [{ ...key, ...change }] };
  };
  test.each([
    ["no salt for a pairwise sub", { pairwiseSalt: undefined }, "OIDC_PAIRWISE_SALT", NO_SALT],
    ["a key that was taken out", { keys: [] }, "OIDC_SIGNING_KEY", NO_KEY],
    ["a key without its private part", withKey({}), "OIDC_SIGNING_KEY", NO_KEY],
    ["a key that cannot be read", withKey({ privateKey: "x" }), "OIDC_SIGNING_KEY", NO_KEY],
    ["a key of another type", withKey({ privateKey: EC_KEY.privateKey }), "OIDC_SIGNING_KEY", NO_KEY],
    ["a key that is too short", withKey({ privateKey: String(SHORT) }), "OIDC_SIGNING_KEY", NO_KEY],
    [
      "a key that signs no more",
      withKey({ privateKey: RSA_KEY.privateKey, status: "retiring" }),
      "OIDC_SIGNING_KEY",
      NO_KEY,
    ],
  ])("%s: that is the provider's own fault", async (_, change, rule, description) => {
    const world = createWorld({ client: { subject: "pairwise" } });
    const call = createCall();
    const code = await obtainCode(world, call);
    const broken = { ...world, provider: { ...world.provider, ...change } } as IdentityProviderWorld;
    const at = createCall();
    const response = await handleToken(broken, at, tokenRequest(code));
    expect({ status: response.status, ...bodyOf(response) }).toEqual({
      status: 500,
      error: "server_error",
      error_description: description,
    });
    expect(checksOf(at).find(({ result }) => result === "failed")?.code).toBe(rule);
  });
});

describe("a code that is used twice", () => {
  test("is refused, and the tokens that came from it are revoked; others are not", async () => {
    const world = createWorld();
    const call = createCall();
    const code = await obtainCode(world, call);
    const token = String(bodyOf(await handleToken(world, call, tokenRequest(code))).access_token);
    const other = String(
      bodyOf(await handleToken(world, call, tokenRequest(await obtainCode(world, call)))).access_token,
    );
    expect(handleUserinfo(world, call, userinfoRequest(token)).status).toBe(200);
    const replay = await handleToken(world, call, tokenRequest(code));
    expect({ status: replay.status, ...bodyOf(replay) }).toEqual({
      status: 400,
      error: "invalid_grant",
      error_description:
        "The code was used before. Somebody else has seen it, so the tokens that came from it are revoked.",
    });
    expect(handleUserinfo(world, call, userinfoRequest(token)).status).toBe(401);
    expect(handleUserinfo(world, call, userinfoRequest(other)).status).toBe(200);
  });

  test("by another client revokes nothing", async () => {
    const world = createWorld();
    const call = createCall();
    const code = await obtainCode(world, call);
    const token = String(bodyOf(await handleToken(world, call, tokenRequest(code))).access_token);
    expect(bodyOf(await handleToken(world, call, tokenRequest(code, {}, basic("wiki-client:s3cret"))))).toMatchObject({
      error: "invalid_grant",
    });
    expect(handleUserinfo(world, call, userinfoRequest(token)).status).toBe(200);
  });
});

test("every key is published, also those that sign no more or not yet", () => {
  const world = createWorld();
  const keys = world.provider.keys.map((key, index) => ({
    ...key,
    status: index === 0 ? ("retiring" as const) : ("next" as const),
  }));
  const response = oidcJwks({ ...world, provider: { ...world.provider, keys } });
  expect(response.headers["content-type"]).toBe("application/jwk-set+json");
  expect(JSON.parse(response.body)).toMatchObject({ keys: [{ kid: "rsa-1" }, { kid: "ec-1" }] });
  expect(response.body).not.toContain('"d"');
});

test("whatever is sent to the token endpoint, nothing is thrown and the answer is JSON", async () => {
  const name = fc.constantFrom(
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_id",
    "client_secret",
    "__proto__",
  );
  const authorization = fc.oneof(fc.string(), fc.constantFrom(BASIC, "", "Basic", "Bearer x"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, fc.string())),
      authorization,
      fc.boolean(),
      async (changes, header, asForm) => {
        const world = createWorld();
        const call = createCall();
        const request = tokenRequest(await obtainCode(world, call), Object.fromEntries(changes), header);
        const response = await handleToken(world, call, asForm ? request : getRequest(request.url, request.headers));
        expect([200, 400, 401]).toContain(response.status);
        expect(bodyOf(response)).toBeTypeOf("object");
      },
    ),
    { numRuns: 100 },
  );
});
