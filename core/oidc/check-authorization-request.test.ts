import { describe, expect, test } from "vitest";
import { checkRules } from "../trace/checklist.ts";
import {
  buildAuthorizationRequest,
  parseAuthorizationRequest,
  showAuthorizationRequest,
} from "./authorization-request.ts";
import { CLIENT_RULES, REQUEST_RULES } from "./check-authorization-request.ts";
import { buildCodeChallenge } from "./pkce.ts";
import type { OidcConnection, OidcRelyingParty } from "./settings.ts";

const client: OidcConnection = {
  clientId: "acme",
  clientSecret: "s3cret",
  clientAuthentication: "client_secret_basic",
  redirectUris: ["https://desk.test/oidc/callback", "https://desk.test/other?kept=1"],
  requirePkce: true,
  idTokenAlgorithm: "RS256",
  subject: "public",
  scopes: ["openid", "email"],
  codeLifetimeSeconds: 60,
  tokenLifetimeSeconds: 300,
  claims: [],
};

const CHALLENGE = buildCodeChallenge("a".repeat(43));
const good = {
  client_id: "acme",
  redirect_uri: "https://desk.test/oidc/callback",
  response_type: "code",
  scope: "openid email",
  state: "st",
  nonce: "no",
  code_challenge: CHALLENGE,
  code_challenge_method: "S256",
};

const PATH = "identityProviders/idp/connections/desk/oidc";

function failureOf(parameters: URLSearchParams, changes: Partial<OidcConnection> = {}, canSign = true) {
  return checkRules(REQUEST_RULES, { parameters, client: { ...client, ...changes }, canSign }, PATH).failure;
}

const changed = (change: Record<string, string>) => new URLSearchParams({ ...good, ...change });
const twice = (name: string) => new URLSearchParams([...Object.entries(good), [name, "again"]]);

describe("an unknown client or address", () => {
  test.each([
    [
      "an unknown client",
      changed({ client_id: "other" }),
      undefined,
      "OIDC_CLIENT",
      'No client is registered as "other".',
    ],
    ["no client", changed({ client_id: "" }), undefined, "OIDC_CLIENT", 'No client is registered as "".'],
    ["two clients", twice("client_id"), client, "OIDC_CLIENT", 'No client is registered as "acme again".'],
    [
      "another address",
      changed({ redirect_uri: "https://evil.test/" }),
      client,
      "OIDC_REDIRECT_URI",
      'The redirect_uri "https://evil.test/" is not registered for this client. Nothing is sent there.',
    ],
    [
      "an address that begins alike",
      changed({ redirect_uri: "https://desk.test/oidc/callback/../x" }),
      client,
      "OIDC_REDIRECT_URI",
      'The redirect_uri "https://desk.test/oidc/callback/../x" is not registered for this client. Nothing is sent there.',
    ],
    [
      "an address in other letters",
      changed({ redirect_uri: "https://DESK.test/oidc/callback" }),
      client,
      "OIDC_REDIRECT_URI",
      'The redirect_uri "https://DESK.test/oidc/callback" is not registered for this client. Nothing is sent there.',
    ],
    [
      "two addresses",
      twice("redirect_uri"),
      client,
      "OIDC_REDIRECT_URI",
      'The redirect_uri "https://desk.test/oidc/callback again" is not registered for this client. Nothing is sent there.',
    ],
    [
      "no address",
      new URLSearchParams({ client_id: "acme" }),
      client,
      "OIDC_REDIRECT_URI",
      "The request has no redirect_uri.",
    ],
  ])("is refused: %s", (_, parameters, known, code, reason) => {
    const subject = { parameters, ...(known === undefined ? {} : { client: known }) };
    expect(checkRules(CLIENT_RULES, subject, undefined).failure).toEqual({ code, reason });
  });

  test("an address with a fragment is refused, even where it was registered", () => {
    const uri = "https://desk.test/#here";
    const subject = { parameters: changed({ redirect_uri: uri }), client: { ...client, redirectUris: [uri] } };
    expect(checkRules(CLIENT_RULES, subject, PATH).failure).toMatchObject({
      code: "OIDC_REDIRECT_URI",
      setting: `${PATH}/redirectUris`,
    });
  });
});

describe("a request of a known client", () => {
  test("passes where all is well", () => {
    expect(failureOf(new URLSearchParams(good))).toBeUndefined();
  });

  test.each([
    [
      "a parameter twice",
      twice("state"),
      "OIDC_PARAMETERS",
      "invalid_request",
      'The parameter "state" appears more than once.',
    ],
    [
      "no response_type",
      changed({ response_type: "" }),
      "OIDC_PARAMETERS",
      "invalid_request",
      "The request has no response_type.",
    ],
    [
      "neither response_type nor scope",
      changed({ response_type: "", scope: "" }),
      "OIDC_PARAMETERS",
      "invalid_request",
      "The request has no response_type and no scope.",
    ],
    [
      "a request object",
      changed({ request: "eyJ" }),
      "OIDC_REQUEST_OBJECT",
      "request_not_supported",
      "The parameter request is not supported.",
    ],
    [
      "a request_uri",
      changed({ request_uri: "https://desk.test/r" }),
      "OIDC_REQUEST_URI",
      "request_uri_not_supported",
      "The parameter request_uri is not supported.",
    ],
    [
      "the implicit flow",
      changed({ response_type: "id_token" }),
      "OIDC_RESPONSE_TYPE",
      "unsupported_response_type",
      'The response_type "id_token" is not supported; only code is.',
    ],
    [
      "the hybrid flow",
      changed({ response_type: "code id_token" }),
      "OIDC_RESPONSE_TYPE",
      "unsupported_response_type",
      'The response_type "code id_token" is not supported; only code is.',
    ],
    [
      "another response_mode",
      changed({ response_mode: "fragment" }),
      "OIDC_RESPONSE_MODE",
      "invalid_request",
      'The response_mode "fragment" is not supported; only query is.',
    ],
    [
      "a scope without openid",
      changed({ scope: "email" }),
      "OIDC_SCOPE",
      "invalid_scope",
      "The scope has no openid: this is no OpenID Connect request.",
    ],
    [
      "no challenge",
      changed({ code_challenge: "", code_challenge_method: "" }),
      "OIDC_PKCE",
      "invalid_request",
      "This client must send a code_challenge (PKCE).",
    ],
    [
      "the method plain",
      changed({ code_challenge_method: "plain" }),
      "OIDC_PKCE",
      "invalid_request",
      'The code_challenge_method "plain" is not supported; only S256 is.',
    ],
    [
      "no method, which means plain",
      changed({ code_challenge_method: "" }),
      "OIDC_PKCE",
      "invalid_request",
      "The code_challenge_method (absent) is not supported; only S256 is.",
    ],
    [
      "a challenge that is no hash",
      changed({ code_challenge: "short" }),
      "OIDC_PKCE",
      "invalid_request",
      "The code_challenge is no SHA-256 in base64url.",
    ],
    [
      "a method without a challenge",
      changed({ code_challenge: "" }),
      "OIDC_PKCE",
      "invalid_request",
      "The code_challenge is no SHA-256 in base64url.",
    ],
    [
      "none with another prompt",
      changed({ prompt: "none login" }),
      "OIDC_PROMPT",
      "invalid_request",
      "The prompt none goes with no other: it asks that nothing is shown.",
    ],
    [
      "an unknown prompt",
      changed({ prompt: "dance" }),
      "OIDC_PROMPT",
      "invalid_request",
      'The prompt "dance" is not known.',
    ],
    [
      "a negative max_age",
      changed({ max_age: "-1" }),
      "OIDC_MAX_AGE",
      "invalid_request",
      'The max_age "-1" is no whole number of seconds.',
    ],
    [
      "a max_age in words",
      changed({ max_age: "1e3" }),
      "OIDC_MAX_AGE",
      "invalid_request",
      'The max_age "1e3" is no whole number of seconds.',
    ],
  ])("is told what is wrong: %s", (_, parameters, code, error, reason) => {
    expect(failureOf(parameters)).toMatchObject({ code, error, reason });
  });

  test("may not use openid unless it is allowed to", () => {
    expect(failureOf(new URLSearchParams(good), { scopes: ["email"] })).toEqual({
      code: "OIDC_SCOPE",
      error: "invalid_scope",
      reason: "This client may not use the scope openid.",
      setting: `${PATH}/scopes`,
    });
  });

  test("may leave PKCE out where it is not required", () => {
    const parameters = changed({ code_challenge: "", code_challenge_method: "" });
    expect(failureOf(parameters, { requirePkce: false })).toBeUndefined();
    expect(failureOf(changed({ code_challenge_method: "plain" }), { requirePkce: false })?.code).toBe("OIDC_PKCE");
  });

  test("gets no tokens where nobody can sign them", () => {
    expect(failureOf(new URLSearchParams(good), {}, false)).toEqual({
      code: "OIDC_SIGNING_KEY",
      error: "server_error",
      reason:
        "The identity provider has no active RS256 key with its private part. Copies made to be shared carry none.",
      setting: `${PATH}/idTokenAlgorithm`,
    });
  });
});

describe("an accepted request", () => {
  test("is read: only scopes that are allowed, the first acr that is known", () => {
    const parameters = changed({
      scope: "openid email groups magic",
      acr_values: "magic https://refeds.org/profile/mfa",
      max_age: "60",
      prompt: "login consent",
    });
    expect(parseAuthorizationRequest(parameters, client)).toEqual({
      redirectUri: "https://desk.test/oidc/callback",
      scopes: ["openid", "email"],
      state: "st",
      nonce: "no",
      codeChallenge: CHALLENGE,
      prompt: ["login", "consent"],
      maxAgeSeconds: 60,
      acr: "https://refeds.org/profile/mfa",
    });
  });

  test("is shown without parameters that nobody knows, such as a secret that does not belong there", () => {
    const shown = showAuthorizationRequest(changed({ client_secret: "s3cret", access_token: "t" }));
    expect(JSON.parse(shown)).toEqual({ ...good });
  });
});

test("what the relying party builds is accepted by the provider", () => {
  const settings: OidcRelyingParty = {
    issuer: "https://idp.acme.test",
    clientId: "acme",
    clientAuthentication: "client_secret_basic",
    redirectUri: "https://desk.test/oidc/callback",
    scopes: ["email"],
    algorithms: ["RS256"],
    pkce: true,
    userinfo: false,
    acrValues: ["https://refeds.org/profile/mfa"],
    prompt: "login",
    maxAgeSeconds: 60,
    clockSkewSeconds: 0,
  };
  const parameters = buildAuthorizationRequest(settings, { state: "st", nonce: "no", codeVerifier: "a".repeat(43) });
  expect(failureOf(parameters)).toBeUndefined();
  expect(Object.fromEntries(parameters)).toEqual({
    ...good,
    scope: "openid email",
    prompt: "login",
    max_age: "60",
    acr_values: "https://refeds.org/profile/mfa",
  });
});
