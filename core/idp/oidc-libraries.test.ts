import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { describe, expect, test } from "vitest";
import type { HttpHeaders, HttpRequest, HttpResponse } from "../http/message.ts";
import { buildCodeChallenge } from "../oidc/pkce.ts";
import type { OidcConnection } from "../oidc/settings.ts";
import { createTestKey } from "../oidc/test-keys.ts";
import { CALLBACK, createCall, createWorld, dispatch, ORIGIN, signInAda } from "./test-oidc.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** Relying parties that are not ours, in-process. They read the machine's clock, so the provider does here as well. */

const METHODS: readonly HttpRequest["method"][] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

async function toHttpRequest(request: Request): Promise<HttpRequest> {
  const method = METHODS.find((known) => known === request.method) ?? "GET";
  return { method, url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() };
}

function toFetchResponse({ status, headers, body }: HttpResponse): Response {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((entry): [string, string] => [name, entry]),
  );
  return new Response(body === "" ? null : body, { status, headers: fields });
}

/** `fetch`, answered by the provider. */
function fetchFrom(world: IdentityProviderWorld) {
  return async (url: string, options: object): Promise<Response> => {
    const request = await toHttpRequest(new Request(url, options));
    return toFetchResponse(await dispatch(world, createCall(Date.now()), request));
  };
}

/** The browser: Ada is signed in, so that the provider sends her straight back. */
async function browse(world: IdentityProviderWorld, url: URL): Promise<URL> {
  const call = createCall(Date.now());
  const headers: HttpHeaders = { cookie: signInAda(world, call) };
  const response = await dispatch(world, call, { method: "GET", url: url.href, headers, body: "" });
  return new URL(String(response.headers.location));
}

const POST = { clientAuthentication: "client_secret_post" } as const;
const PUBLIC = { clientAuthentication: "none" } as const;
const AWKWARD = "s3:cr%t + é&=";

describe("openid-client", () => {
  test.each<[string, Partial<OidcConnection>, client.ClientAuth]>([
    ["client_secret_basic", {}, client.ClientSecretBasic("s3cret")],
    ["client_secret_basic with an awkward secret", { clientSecret: AWKWARD }, client.ClientSecretBasic(AWKWARD)],
    ["client_secret_post", POST, client.ClientSecretPost("s3cret")],
    ["none", PUBLIC, client.None()],
    ["ES256", { idTokenAlgorithm: "ES256" }, client.ClientSecretBasic("s3cret")],
    ["a pairwise sub", { subject: "pairwise" }, client.ClientSecretBasic("s3cret")],
  ])("signs in with %s", async (_, setup, authentication) => {
    const world = createWorld({ client: setup });
    const metadata = { id_token_signed_response_alg: setup.idTokenAlgorithm ?? "RS256", require_auth_time: true };
    const config = await client.discovery(new URL(ORIGIN), "desk-client", metadata, authentication, {
      [client.customFetch]: fetchFrom(world),
      execute: [client.enableNonRepudiationChecks],
    });
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: "openid email groups",
      state: expectedState,
      nonce: expectedNonce,
      max_age: "300",
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true, maxAge: 300 };
    const tokens = await client.authorizationCodeGrant(config, await browse(world, url), checks);
    const claims = tokens.claims();
    expect(claims).toMatchObject({ iss: ORIGIN, aud: "desk-client", email: "ada@acme.test", groups: ["Engineering"] });
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? "");
    expect(userinfo).toMatchObject({ sub: claims?.sub, email: "ada@acme.test", tenant: "acme" });
  });

  test("notices a signature by a key that is not the published one", async () => {
    const world = createWorld();
    const [key] = world.provider.keys;
    if (key === undefined) throw new Error("The provider has no key.");
    const keys = [{ ...key, certificate: createTestKey("other", "RS256").certificate }];
    const config = await client.discovery(new URL(ORIGIN), "desk-client", {}, client.ClientSecretBasic("s3cret"), {
      [client.customFetch]: fetchFrom({ ...world, provider: { ...world.provider, keys } }),
      execute: [client.enableNonRepudiationChecks],
    });
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: "openid",
      code_challenge: buildCodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const grant = client.authorizationCodeGrant(config, await browse(world, url), { pkceCodeVerifier });
    await expect(grant).rejects.toMatchObject({ cause: { message: "JWT signature verification failed" } });
  });

  test("is told why, where it fails", async () => {
    const world = createWorld();
    const config = await client.discovery(new URL(ORIGIN), "desk-client", {}, client.ClientSecretBasic("wrong"), {
      [client.customFetch]: fetchFrom(world),
    });
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: "openid",
      code_challenge: buildCodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const grant = client.authorizationCodeGrant(config, await browse(world, url), { pkceCodeVerifier });
    await expect(grant).rejects.toMatchObject({ status: 401 });
  });

  test("reads an error that comes by redirect", async () => {
    const world = createWorld();
    const config = await client.discovery(new URL(ORIGIN), "desk-client", {}, client.ClientSecretBasic("s3cret"), {
      [client.customFetch]: fetchFrom(world),
    });
    const url = client.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: "openid" });
    const grant = client.authorizationCodeGrant(config, await browse(world, url));
    await expect(grant).rejects.toMatchObject({
      error: "invalid_request",
      error_description: expect.stringContaining("PKCE"),
    });
  });
});

describe("oauth4webapi", () => {
  const issuer = new URL(ORIGIN);

  async function begin(world: IdentityProviderWorld) {
    const options = { [oauth.customFetch]: fetchFrom(world) };
    const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(String(as.authorization_endpoint));
    url.search = new URLSearchParams({
      client_id: "desk-client",
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid profile",
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).toString();
    return { options, as, verifier, state, nonce, url };
  }

  test("signs in, verifies the signature, and asks userinfo", async () => {
    const world = createWorld();
    const rp: oauth.Client = { client_id: "desk-client" };
    const { options, as, verifier, state, nonce, url } = await begin(world);
    const parameters = oauth.validateAuthResponse(as, rp, await browse(world, url), state);
    const authentication = oauth.ClientSecretBasic("s3cret");
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      rp,
      authentication,
      parameters,
      CALLBACK,
      verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(as, rp, answer, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(as, answer, options);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    expect(claims).toMatchObject({ sub: "u-ada", name: "Ada Lovelace" });
    const userinfo = await oauth.userInfoRequest(as, rp, tokens.access_token, options);
    expect(await oauth.processUserInfoResponse(as, rp, "u-ada", userinfo)).toMatchObject({ name: "Ada Lovelace" });
  });

  test("gets a challenge at userinfo that it can read", async () => {
    const world = createWorld();
    const { options, as } = await begin(world);
    const response = await oauth.userInfoRequest(as, { client_id: "desk-client" }, "unknown", options);
    const processed = oauth.processUserInfoResponse(as, { client_id: "desk-client" }, "u-ada", response);
    await expect(processed).rejects.toMatchObject({
      code: oauth.WWW_AUTHENTICATE_CHALLENGE,
      cause: [{ scheme: "bearer", parameters: { error: "invalid_token" } }],
    });
  });
});
