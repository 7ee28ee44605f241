import { CompactSign } from "jose";
import { createAccountStore } from "../accounts/account-store.ts";
import { formOf, type HttpRequest, type HttpResponse, headerOf, jsonResponse, pathOf } from "../http/message.ts";
import { buildDiscovery } from "../oidc/discovery.ts";
import { buildAtHash } from "../oidc/id-token.ts";
import { buildJwks } from "../oidc/jwks.ts";
import { isVerifierOf } from "../oidc/pkce.ts";
import type { TestKey } from "../oidc/test-keys.ts";
import { type Call, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import type { NewStep } from "../trace/step.ts";
import type { Application } from "./application.ts";
import { handleCallback, startOidc } from "./oidc-endpoint.ts";
import { EMPTY_APPLICATION_STATE } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

/** For tests only: an application, and an identity provider that is free to be wrong in every way. */

export const NOW = Date.parse("2026-03-02T09:00:00Z");
export const ISSUER = "https://idp.acme.test";
export const CALLBACK = "https://desk.test/oidc/callback";

const OIDC: NonNullable<Application["oidc"]> = {
  issuer: ISSUER,
  clientId: "desk-client",
  clientSecret: "s3cret",
  clientAuthentication: "client_secret_basic",
  redirectUri: CALLBACK,
  scopes: ["openid", "email"],
  algorithms: ["RS256", "ES256"],
  pkce: true,
  userinfo: false,
  clockSkewSeconds: 60,
};

export function createApplicationWorld(oidc: Partial<NonNullable<Application["oidc"]>> = {}): ApplicationWorld {
  const application: Application = {
    id: "desk",
    name: "Acme Desk",
    origin: "https://desk.test",
    signOn: "oidc",
    oidc: { ...OIDC, ...oidc },
    sessionMinutes: 60,
    accountAttributes: [{ name: "email" }, { name: "displayName" }],
    roles: [],
    mappings: [
      { id: "m-user", target: "userName", source: { kind: "attribute", attribute: "email" }, apply: "always" },
      { id: "m-email", target: "email", source: { kind: "attribute", attribute: "email" }, apply: "always" },
      { id: "m-name", target: "displayName", source: { kind: "attribute", attribute: "name" }, apply: "always" },
    ],
    roleRules: [],
    jit: {
      enabled: true,
      match: [],
      noMatch: "create",
      emailOnlyMatch: "refuse",
      deactivated: "refuse",
      laterLogins: "updateAll",
      requiredClaims: [],
      allowedEmailDomains: [],
      roles: "replace",
      noRoleRuleMatches: "keepDefault",
    },
    accounts: [],
  };
  return {
    application,
    accounts: createAccountStore(application.accounts),
    groups: createCell([]),
    state: createCell(EMPTY_APPLICATION_STATE),
  };
}

/** What the provider does differently from a good one. */
export interface Mischief {
  readonly discovery?: (document: Record<string, unknown>) => unknown;
  readonly jwks?: unknown;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Instead of the token endpoint's answer. */
  readonly tokenResponse?: HttpResponse;
  /** Instead of the whole ID token. */
  readonly idToken?: string;
  readonly userinfo?: HttpResponse;
  /** Parameters of the answer by redirect; an undefined one is left out. */
  readonly answer?: Readonly<Record<string, string | undefined>>;
  /** Nobody answers at this path. */
  readonly down?: string;
}

export interface TestProvider {
  /** The key that signs from now on. */
  useKey(key: TestKey): void;
  misbehave(mischief: Mischief): void;
  /** Paths that were asked, in order. */
  readonly asked: readonly string[];
  /** The last request to the token endpoint. */
  tokenRequest(): HttpRequest | undefined;
  fetch(request: HttpRequest): Promise<HttpResponse>;
  /** Where the browser is sent back to. */
  authorize(location: string): string;
}

function signIdToken(key: TestKey, mischief: Mischief, nonce: string | null): Promise<string> {
  const claims = {
    iss: ISSUER,
    sub: "u-ada",
    aud: "desk-client",
    exp: NOW / 1000 + 300,
    iat: NOW / 1000,
    auth_time: NOW / 1000,
    nonce,
    at_hash: buildAtHash("access-1"),
    sid: "_s1",
    acr: "urn:example:low",
    email: "ada@acme.test",
    email_verified: true,
    ...mischief.claims,
  };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.algorithm, kid: key.id })
    .sign(key.privateKeyObject);
}

export function createTestProvider(firstKey: TestKey): TestProvider {
  let key = firstKey;
  let mischief: Mischief = {};
  let requested = new URLSearchParams();
  let tokenRequest: HttpRequest | undefined;
  const asked: string[] = [];

  const issueTokens = async (request: HttpRequest): Promise<HttpResponse> => {
    tokenRequest = request;
    if (mischief.tokenResponse !== undefined) return mischief.tokenResponse;
    const challenge = requested.get("code_challenge");
    const verifier = formOf(request).get("code_verifier") ?? "";
    if (challenge !== null && !isVerifierOf(verifier, challenge)) return jsonResponse(400, { error: "invalid_grant" });
    const signed = await signIdToken(key, mischief, requested.get("nonce"));
    return jsonResponse(200, { access_token: "access-1", token_type: "Bearer", id_token: mischief.idToken ?? signed });
  };

  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    switch (pathOf(request)) {
      case "/.well-known/openid-configuration": {
        const document = buildDiscovery(ISSUER);
        return jsonResponse(200, mischief.discovery === undefined ? document : mischief.discovery(document));
      }
      case "/oidc/jwks":
        return jsonResponse(200, mischief.jwks ?? buildJwks([key]));
      case "/oidc/token":
        return issueTokens(request);
      case "/oidc/userinfo":
        if (headerOf(request, "authorization") !== "Bearer access-1")
          return jsonResponse(401, { error: "invalid_token" });
        return mischief.userinfo ?? jsonResponse(200, { sub: "u-ada", email: "other@acme.test", name: "Ada Lovelace" });
      default:
        return jsonResponse(404, {});
    }
  };

  return {
    asked,
    useKey: (next) => {
      key = next;
    },
    misbehave: (next) => {
      mischief = next;
    },
    tokenRequest: () => tokenRequest,
    fetch: async (request) => {
      asked.push(pathOf(request));
      if (pathOf(request) === mischief.down) throw new Error("connection refused");
      return answer(request);
    },
    authorize: (location) => {
      requested = new URL(location).searchParams;
      const parameters = { code: "code-1", state: requested.get("state") ?? "", iss: ISSUER, ...mischief.answer };
      const present = Object.entries(parameters).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      return `${CALLBACK}?${new URLSearchParams(present)}`;
    },
  };
}

/** One browser at one application, with the provider beside it. */
export function createRehearsal(world: ApplicationWorld, provider: TestProvider, seed = "rp") {
  const random = createSeededRandom(seed);
  const steps: NewStep[] = [];
  let now = NOW;
  let cookie = "";
  const call = (): Call => ({
    now,
    random,
    record: (step) => void steps.push(step),
    recordLater: (_phase, build) => void steps.push(build()),
    fetch: provider.fetch,
  });
  const get = (url: string): HttpRequest => ({
    method: "GET",
    url,
    headers: cookie === "" ? {} : { cookie },
    body: "",
  });
  const keep = (response: HttpResponse): HttpResponse => {
    const [first] = response.headers["set-cookie"] ?? [];
    if (first !== undefined) cookie = first.split(";", 1)[0] ?? "";
    return response;
  };
  const start = async (returnTo = "/tickets") =>
    keep(await startOidc(world, call(), get("https://desk.test/login"), returnTo));
  return {
    steps,
    start,
    pass: (ms: number) => {
      now += ms;
    },
    plantCookie: (planted: string) => {
      cookie = planted;
    },
    callback: (url: string) => handleCallback(world, call(), get(url)),
    /** A whole login. */
    async login(): Promise<HttpResponse> {
      const { location } = (await start()).headers;
      return handleCallback(world, call(), get(provider.authorize(String(location))));
    },
    /** Who it was, as provisioning was told last. */
    identity(): Record<string, unknown> {
      const step = steps.findLast(({ kind, phase }) => kind === "artefact" && phase === "import");
      return step?.kind === "artefact" ? JSON.parse(step.artefact.text) : {};
    },
    /** The outcome that was recorded last. */
    outcome() {
      const step = steps.findLast(({ kind }) => kind === "outcome");
      return step?.kind === "outcome" ? step.outcome : undefined;
    },
    /** `CODE result` of every check of the last step about this subject. */
    checks(subject: string): readonly string[] {
      const step = steps.findLast((candidate) => candidate.kind === "checks" && candidate.subject === subject);
      return step?.kind === "checks" ? step.checks.map(({ code, result }) => `${code} ${result}`) : [];
    },
  };
}
