import type { Directory } from "../directory/directory.ts";
import { formRequest, getRequest, type HttpRequest, type HttpResponse } from "../http/message.ts";
import { buildCodeChallenge } from "../oidc/pkce.ts";
import type { OidcConnection } from "../oidc/settings.ts";
import { createTestKey, type TestKey } from "../oidc/test-keys.ts";
import { type Call, createCell } from "../party/party.ts";
import { createSeededRandom, type Random } from "../random.ts";
import type { NewStep } from "../trace/step.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { handleAuthorize, handleToken, handleUserinfo, oidcDiscovery, oidcJwks } from "./oidc-endpoint.ts";
import { openSession } from "./session.ts";
import { type AuthenticationMethod, EMPTY_IDENTITY_PROVIDER_STATE } from "./state.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** For tests only: an identity provider with one client, `desk`, and two people. */

export const NOW = Date.parse("2026-03-02T09:00:00Z");
export const ORIGIN = "https://idp.acme.test";
export const CALLBACK = "https://desk.test/oidc/callback";
export const VERIFIER = "v".repeat(43);

export const RSA_KEY = createTestKey("rsa-1", "RS256");
export const EC_KEY = createTestKey("ec-1", "ES256");

export const CLIENT: OidcConnection = {
  clientId: "desk-client",
  clientSecret: "s3cret",
  clientAuthentication: "client_secret_basic",
  redirectUris: [CALLBACK],
  requirePkce: true,
  idTokenAlgorithm: "RS256",
  subject: "public",
  scopes: ["openid", "profile", "email", "groups"],
  codeLifetimeSeconds: 60,
  tokenLifetimeSeconds: 300,
  claims: [
    { id: "c-email", claim: "email", scope: "email", source: { kind: "attribute", attribute: "email" } },
    {
      id: "c-verified",
      claim: "email_verified",
      scope: "email",
      source: { kind: "attribute", attribute: "emailVerified" },
    },
    { id: "c-name", claim: "name", scope: "profile", source: { kind: "attribute", attribute: "displayName" } },
    { id: "c-groups", claim: "groups", scope: "groups", source: { kind: "groups", emit: "name" } },
    { id: "c-tenant", claim: "tenant", source: { kind: "constant", value: "acme" } },
    { id: "c-sub", claim: "sub", source: { kind: "constant", value: "somebody-else" } },
  ],
};

const DIRECTORY: Directory = {
  users: [
    {
      id: "u-ada",
      userName: "ada@acme.test",
      active: true,
      attributes: { email: "ada@acme.test", emailVerified: true, displayName: "Ada Lovelace" },
      groups: ["g-eng"],
      secondFactors: ["otp"],
    },
    { id: "u-bob", userName: "bob@acme.test", active: true, attributes: {}, groups: [] },
  ],
  groups: [{ id: "g-eng", name: "Engineering" }],
};

/** What may differ from the usual. */
export interface Setup {
  readonly client?: Partial<OidcConnection>;
  readonly provider?: Partial<IdentityProvider>;
  readonly directory?: Directory;
}

const signingKey = (key: TestKey) => ({
  id: key.id,
  algorithm: key.algorithm,
  status: "active" as const,
  privateKey: key.privateKey,
  certificate: key.certificate,
  createdAt: "2026-01-01T00:00:00.000Z",
});

export function createWorld(setup: Setup = {}): IdentityProviderWorld {
  const provider: IdentityProvider = {
    id: "idp",
    name: "Acme ID",
    origin: ORIGIN,
    entityId: `${ORIGIN}/saml`,
    signOnPolicy: { secondFactor: "onRequest", sessionMinutes: 480 },
    keys: [signingKey(RSA_KEY), signingKey(EC_KEY)],
    pairwiseSalt: "0123456789abcdef",
    connections: [
      {
        application: "desk",
        assignment: { required: false, users: [], groups: [] },
        oidc: { ...CLIENT, ...setup.client },
      },
      {
        application: "wiki",
        assignment: { required: false, users: [], groups: [] },
        oidc: { ...CLIENT, clientId: "wiki-client", redirectUris: ["https://wiki.test/cb"] },
      },
    ],
    ...setup.provider,
  };
  return {
    provider,
    directory: setup.directory ?? DIRECTORY,
    state: createCell(EMPTY_IDENTITY_PROVIDER_STATE),
    applicationName: (id) => (id === "desk" ? "Acme Desk" : id),
  };
}

/** The same world with another directory or provider, and the same memory. */
export function changeWorld(world: IdentityProviderWorld, setup: Pick<Setup, "directory">): IdentityProviderWorld {
  return { ...world, directory: setup.directory ?? world.directory };
}

export interface TestCall extends Call {
  readonly steps: readonly NewStep[];
}

export function createCall(now = NOW, random: Random = createSeededRandom("test")): TestCall {
  const steps: NewStep[] = [];
  return {
    now,
    random,
    steps,
    record: (step) => void steps.push(step),
    recordLater: (_phase, build) => void steps.push(build()),
    fetch: () => Promise.reject(new Error("An identity provider asks nobody.")),
  };
}

/** The cookie of a browser in which Ada is signed in. */
export function signInAda(
  world: IdentityProviderWorld,
  call: Call,
  methods: readonly AuthenticationMethod[] = ["pwd"],
): string {
  const [user] = world.directory.users;
  if (user === undefined) throw new Error("Nobody is in the directory.");
  return openSession(world, call, { user, methods }).setCookie.split(";", 1)[0] ?? "";
}

/** The parameters of a request that is as it should be. */
export const REQUEST: Readonly<Record<string, string>> = {
  client_id: CLIENT.clientId,
  redirect_uri: CALLBACK,
  response_type: "code",
  scope: "openid profile email groups",
  state: "st-1",
  nonce: "no-1",
  code_challenge: buildCodeChallenge(VERIFIER),
  code_challenge_method: "S256",
};

export function authorizeRequest(change: Readonly<Record<string, string>> = {}, cookie = ""): HttpRequest {
  const query = new URLSearchParams({ ...REQUEST, ...change });
  return getRequest(`${ORIGIN}/oidc/authorize?${query}`, cookie === "" ? {} : { cookie });
}

/** The parameters of the address that a response redirects to. */
export function redirectOf(response: HttpResponse): Record<string, string> {
  const { location } = response.headers;
  return typeof location === "string" ? Object.fromEntries(new URL(location).searchParams) : {};
}

/** A code for Ada. */
export async function obtainCode(
  world: IdentityProviderWorld,
  call: Call,
  change: Readonly<Record<string, string>> = {},
): Promise<string> {
  const response = await handleAuthorize(world, call, authorizeRequest(change, signInAda(world, call)));
  return redirectOf(response).code ?? "";
}

export const BASIC = `Basic ${Buffer.from("desk-client:s3cret").toString("base64")}`;

/** A token request. A field that is set to "" is left out; so is an empty `authorization`. */
export function tokenRequest(
  code: string,
  change: Readonly<Record<string, string>> = {},
  authorization = BASIC,
): HttpRequest {
  const fields = { grant_type: "authorization_code", code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...change };
  const present = Object.entries(fields).filter(([, value]) => value !== "");
  return formRequest(`${ORIGIN}/oidc/token`, present, authorization === "" ? {} : { authorization });
}

export function userinfoRequest(token: string): HttpRequest {
  return getRequest(`${ORIGIN}/oidc/userinfo`, { authorization: `Bearer ${token}` });
}

/** The body of a JSON answer. */
export function bodyOf(response: HttpResponse): Record<string, unknown> {
  const body: Record<string, unknown> = JSON.parse(response.body);
  return body;
}

/** The OpenID Connect part of the provider, by path. */
export async function dispatch(world: IdentityProviderWorld, call: Call, request: HttpRequest): Promise<HttpResponse> {
  switch (new URL(request.url).pathname) {
    case "/.well-known/openid-configuration":
      return oidcDiscovery(world);
    case "/oidc/jwks":
      return oidcJwks(world);
    case "/oidc/authorize":
      return handleAuthorize(world, call, request);
    case "/oidc/token":
      return handleToken(world, call, request);
    case "/oidc/userinfo":
      return handleUserinfo(world, call, request);
    default:
      return { status: 404, headers: {}, body: "" };
  }
}
