import { type DirectoryUser, findUserById } from "../directory/directory.ts";
import { formOf, type HttpRequest, type HttpResponse, headerOf, jsonResponse } from "../http/message.ts";
import { errorDescription } from "../oidc/authorization-response.ts";
import { type ClientPresentation, parseClientAuthentication } from "../oidc/client-authentication.ts";
import {
  buildIdTokenClaims,
  buildIdTokenHeader,
  type IdTokenClaims,
  type IdTokenKey,
  signIdToken,
} from "../oidc/id-token.ts";
import { parameterOf } from "../oidc/parameters.ts";
import type { Call } from "../party/party.ts";
import { secretHash } from "../random.ts";
import { createChecklist, type Failure, type Verdict } from "../trace/checklist.ts";
import { CODE_RULES, TOKEN_REQUEST_RULES } from "./check-token-request.ts";
import { addParticipant } from "./logout-session.ts";
import { grantClaims } from "./oidc-claims.ts";
import { findClient, findSigningKey, type OidcClient, subjectAt } from "./oidc-client.ts";
import { findGrant, redeemCode, revokeTokensOf } from "./oidc-grants.ts";
import type { AuthorizationCode } from "./state.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

const ALL_RULES = [...TOKEN_REQUEST_RULES, ...CODE_RULES];

/**
 * The token endpoint (OpenID Connect Core, section 3.1.3): a client that proves who it is exchanges a code for an access
 * token and an ID token.
 */
export async function handleToken(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const form = formOf(request);
  const presented = parseClientAuthentication(headerOf(request, "authorization"), form);
  const client = presented.ok ? findClient(world, presented.client.clientId) : undefined;
  const codeHash = secretHash(parameterOf(form, "code") ?? "");
  const grant = findGrant(world, codeHash);
  const list = createChecklist(ALL_RULES, client?.settingPath);
  const isAsked = list.carryOut(TOKEN_REQUEST_RULES, tokenRequest(form, presented, client, grant));
  if (!isAsked || client === undefined || grant === undefined) {
    const verdict = list.verdict();
    recordChecks(world, call, client, verdict);
    return tokenError(verdict.failure);
  }
  const user = findUserById(world.directory, grant.user);
  const userIsActive = user?.active === true && user.suspended !== true;
  const key = findSigningKey(world.provider, client.settings.idTokenAlgorithm);
  const sub = subjectAt(client, world.provider, grant.user);
  const able = { userIsActive, hasSubject: sub !== undefined, canSign: key !== undefined };
  list.carryOut(CODE_RULES, { form, client, grant, ...able, now: call.now });
  const verdict = list.verdict();
  recordChecks(world, call, client, verdict);
  if (grant.used) revokeTokensOf(world, codeHash);
  if (verdict.failure !== undefined || user === undefined || sub === undefined || key === undefined) {
    return tokenError(verdict.failure);
  }
  return issueTokens(world, call, { client, codeHash, grant, user, sub, key });
}

function tokenRequest(
  form: URLSearchParams,
  presented: ClientPresentation,
  client: OidcClient | undefined,
  grant: AuthorizationCode | undefined,
) {
  return { form, presented, ...(client === undefined ? {} : { client }), ...(grant === undefined ? {} : { grant }) };
}

/** Everything that tokens are made of. */
interface Issue {
  readonly client: OidcClient;
  readonly codeHash: string;
  readonly grant: AuthorizationCode;
  readonly user: DirectoryUser;
  readonly sub: string;
  readonly key: IdTokenKey;
}

async function issueTokens(world: IdentityProviderWorld, call: Call, issue: Issue): Promise<HttpResponse> {
  const { client, codeHash, grant, user, sub, key } = issue;
  const { tokenLifetimeSeconds, clientId } = client.settings;
  const { scopes, nonce } = grant.request;
  const { claims, explain, refusal } = grantClaims(world, call, client, user, scopes);
  recordEvaluation(world, call, client, explain);
  if (refusal !== undefined) {
    recordNoToken(world, call, client, refusal);
    return tokenError({ error: "server_error", reason: refusal });
  }
  const accessToken = redeemCode(world, call, codeHash, grant, tokenLifetimeSeconds);
  if (client.settings.backchannelLogoutUri !== undefined) {
    addParticipant(world, grant.session.index, { protocol: "oidc", application: client.application, subject: sub });
  }
  const idTokenClaims = buildIdTokenClaims({
    issuer: world.provider.origin,
    subject: sub,
    clientId,
    now: call.now,
    lifetimeSeconds: tokenLifetimeSeconds,
    authenticatedAt: grant.session.authenticatedAt,
    methods: grant.session.methods,
    sessionId: grant.session.index,
    nonce,
    accessToken,
    claims,
  });
  recordIdToken(world, call, idTokenClaims, key);
  return jsonResponse(
    200,
    {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: tokenLifetimeSeconds,
      scope: scopes.join(" "),
      id_token: await signIdToken(idTokenClaims, key),
    },
    NOT_CACHED,
  );
}

/** Tokens and errors are never kept on the way (RFC 6749, section 5.1). */
const NOT_CACHED = { "cache-control": "no-store", pragma: "no-cache" };

/** The error as the client reads it (RFC 6749, section 5.2): 401 where it is about the client, else 400. */
function tokenError(failure: Pick<Failure, "error" | "reason"> | undefined): HttpResponse {
  const error = failure?.error ?? "server_error";
  const body = { error, error_description: errorDescription(failure?.reason ?? "Something is missing.") };
  if (error === "invalid_client") {
    return jsonResponse(401, body, { ...NOT_CACHED, "www-authenticate": 'Basic realm="token", charset="UTF-8"' });
  }
  return jsonResponse(error === "server_error" ? 500 : 400, body, NOT_CACHED);
}

function recordChecks(
  world: IdentityProviderWorld,
  call: Call,
  client: OidcClient | undefined,
  { checks, failure }: Verdict,
): void {
  call.record({
    kind: "checks",
    from: client === undefined ? idpActor(world) : `app:${client.application}`,
    to: idpActor(world),
    phase: "issue",
    status: failure === undefined ? "ok" : "refused",
    title: `${world.provider.name} checks the token request`,
    why:
      failure?.reason ??
      "Only the client that the code was issued to can exchange it: once, soon, and with the verifier that it alone has.",
    subject: "token request",
    checks,
  });
}

function recordEvaluation(
  world: IdentityProviderWorld,
  call: Call,
  client: OidcClient,
  explain: ReturnType<typeof grantClaims>["explain"],
): void {
  call.recordLater("issue", () => ({
    kind: "evaluation",
    from: idpActor(world),
    to: idpActor(world),
    phase: "issue",
    status: "ok",
    title: `${world.provider.name} shapes the claims`,
    why: `What ${world.applicationName(client.application)} learns about a person is decided here: by its claim mappings, and by the scopes that were granted.`,
    evaluations: explain(),
  }));
}

function recordNoToken(world: IdentityProviderWorld, call: Call, client: OidcClient, why: string): void {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: `app:${client.application}`,
    phase: "issue",
    status: "refused",
    title: `${world.provider.name} makes no token`,
    why,
  });
}

function recordIdToken(world: IdentityProviderWorld, call: Call, claims: IdTokenClaims, key: IdTokenKey): void {
  const { iss, sub, aud, nonce } = claims;
  call.recordLater("issue", () => ({
    kind: "artefact",
    from: idpActor(world),
    to: idpActor(world),
    phase: "issue",
    status: "ok",
    title: `${world.provider.name} signs the ID token`,
    why: `The ID token says who signed in, when and for whom. The signature with ${key.algorithm} lets the application see that nobody changed it.`,
    artefact: {
      type: "id-token",
      name: "ID token",
      text: JSON.stringify({ header: buildIdTokenHeader(key), payload: claims }, null, 2),
      language: "json",
      marks: Object.entries({ iss, sub, aud, nonce }).flatMap(([name, value]) =>
        value === undefined ? [] : [`"${name}": ${JSON.stringify(value)}`],
      ),
    },
  }));
}
