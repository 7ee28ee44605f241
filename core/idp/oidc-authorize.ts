import { formOf, type HttpRequest, type HttpResponse, queryOf, redirectResponse } from "../http/message.ts";
import {
  type AuthorizationRequest,
  parseAuthorizationRequest,
  showAuthorizationRequest,
} from "../oidc/authorization-request.ts";
import { type AnswerContext, buildCodeResponse, buildErrorResponse } from "../oidc/authorization-response.ts";
import { CLIENT_RULES, type ClientRequest, REQUEST_RULES } from "../oidc/check-authorization-request.ts";
import { AUTHENTICATION_CONTEXT } from "../oidc/names.ts";
import { parameterOf } from "../oidc/parameters.ts";
import type { Call } from "../party/party.ts";
import { createChecklist, type Failure, type Verdict } from "../trace/checklist.ts";
import { clientOf, findClient, findSigningKey, type OidcClient } from "./oidc-client.ts";
import { issueCode } from "./oidc-grants.ts";
import { refuseAtIdp } from "./refusal.ts";
import { signIn } from "./sign-in.ts";
import type { PendingOidc } from "./state.ts";
import { type Answer, type Authenticated, type IdentityProviderWorld, idpActor, type SignInDemands } from "./world.ts";

const ALL_RULES = [...CLIENT_RULES, ...REQUEST_RULES];

/**
 * The authorization endpoint (OpenID Connect Core, section 3.1.2): checks the request, finds out who is at the browser,
 * and sends it back with a code or an error.
 */
export async function handleAuthorize(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const parameters = request.method === "POST" ? formOf(request) : queryOf(request);
  recordRequest(world, call, parameters);
  const client = findClient(world, parameterOf(parameters, "client_id") ?? "");
  const list = createChecklist(ALL_RULES, client?.settingPath);
  const asked = client === undefined ? { parameters } : { parameters, client: client.settings };
  const isKnown = list.carryOut(CLIENT_RULES, asked);
  if (isKnown && client !== undefined) list.carryOut(REQUEST_RULES, clientRequest(world, client, parameters));
  const verdict = list.verdict();
  recordChecks(world, call, verdict);
  if (!isKnown || client === undefined) return refuseUnknown(world, call, verdict.failure, client);
  if (verdict.failure !== undefined) return redirectWithError(contextOf(world, parameters), verdict.failure);
  const accepted = parseAuthorizationRequest(parameters, client.settings);
  return signIn(
    world,
    call,
    request,
    pendingRequest(client.application, accepted),
    demandsOf(world, accepted),
    answerOidc,
  );
}

/** Sends the browser back to the client: with a code, or with the error that the sign-in ended in. */
export const answerOidc: Answer<PendingOidc> = async (world, call, pending, result) => {
  const context = { redirectUri: pending.redirectUri, state: pending.state, issuer: world.provider.origin };
  switch (result.kind) {
    case "authenticated":
      return redirectWithCode(world, call, pending, context, result.by);
    case "noPassive":
      return tellError(
        world,
        call,
        context,
        "login_required",
        "The request asks that no page is shown (prompt=none), but nobody is signed in.",
      );
    case "noAuthnContext":
      return tellError(world, call, context, "unmet_authentication_requirements", result.reason);
  }
};

function connectionsPath({ provider }: IdentityProviderWorld): string {
  return `identityProviders/${provider.id}/connections`;
}

function clientRequest(world: IdentityProviderWorld, client: OidcClient, parameters: URLSearchParams): ClientRequest {
  const canSign = findSigningKey(world.provider, client.settings.idTokenAlgorithm) !== undefined;
  return { parameters, client: client.settings, canSign };
}

function contextOf(world: IdentityProviderWorld, parameters: URLSearchParams): AnswerContext {
  const redirectUri = parameterOf(parameters, "redirect_uri") ?? "";
  return { redirectUri, state: parameterOf(parameters, "state"), issuer: world.provider.origin };
}

function pendingRequest(application: string, request: AuthorizationRequest): PendingOidc {
  const { redirectUri, scopes, state, nonce, codeChallenge, acr } = request;
  return {
    protocol: "oidc",
    application,
    redirectUri,
    scopes: [...scopes],
    ...(state === undefined ? {} : { state }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
    ...(acr === undefined ? {} : { acr }),
  };
}

/**
 * `acr_values` is a wish (OpenID Connect Core, section 5.5.1.1): where the policy offers no second factor at all, the
 * provider goes on with what it has and says so in `acr`. A `max_age` of 0 asks for the same as `prompt=login`.
 */
function demandsOf({ provider }: IdentityProviderWorld, request: AuthorizationRequest): SignInDemands {
  const { prompt, maxAgeSeconds, acr } = request;
  return {
    forceAuthn: prompt.includes("login") || prompt.includes("select_account") || maxAgeSeconds === 0,
    isPassive: prompt.includes("none"),
    secondFactor: acr === AUTHENTICATION_CONTEXT.multiFactor && provider.signOnPolicy.secondFactor !== "never",
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
}

/** 303, so that the browser comes with GET, also after a posted login page (RFC 9700, section 4.12). */
function redirectWithError(context: AnswerContext, failure: Failure): HttpResponse {
  return redirectResponse(buildErrorResponse(context, failure.error ?? "server_error", failure.reason), {}, 303);
}

/** The address may belong to anybody, so that the error is shown here (RFC 6749, section 4.1.2.1). */
function refuseUnknown(
  world: IdentityProviderWorld,
  call: Call,
  failure: Failure | undefined,
  client: OidcClient | undefined,
): HttpResponse {
  return refuseAtIdp(world, call, {
    code: failure?.code ?? "OIDC_CLIENT",
    reason: failure?.reason ?? "No client is registered under this client_id.",
    setting: failure?.setting ?? connectionsPath(world),
    ...(client === undefined ? {} : { application: client.application }),
    status: 400,
  });
}

function redirectWithCode(
  world: IdentityProviderWorld,
  call: Call,
  pending: PendingOidc,
  context: AnswerContext,
  by: Authenticated,
): HttpResponse {
  const client = clientOf(world, pending.application);
  if (client === undefined) {
    return tellError(world, call, context, "unauthorized_client", "The client is registered no more.");
  }
  const session = { index: by.sessionIndex, authenticatedAt: by.authenticatedAt, methods: [...by.methods] };
  const code = issueCode(
    world,
    call,
    { request: pending, user: by.user.id, session },
    client.settings.codeLifetimeSeconds,
  );
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: "browser",
    phase: "issue",
    status: "ok",
    title: `${world.provider.name} issues an authorization code for ${by.user.userName}`,
    why: `The browser carries a code and no token: the code works once, within ${client.settings.codeLifetimeSeconds} seconds, and only for ${world.applicationName(client.application)}, which exchanges it out of the browser's sight.`,
  });
  return redirectResponse(buildCodeResponse(context, code), {}, 303);
}

function tellError(
  world: IdentityProviderWorld,
  call: Call,
  context: AnswerContext,
  error: string,
  reason: string,
): HttpResponse {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: "browser",
    phase: "signIn",
    status: "refused",
    title: `${world.provider.name} answers ${error}`,
    why: reason,
  });
  return redirectResponse(buildErrorResponse(context, error, reason), {}, 303);
}

function recordRequest(world: IdentityProviderWorld, call: Call, parameters: URLSearchParams): void {
  call.recordLater("request", () => ({
    kind: "artefact",
    from: "browser",
    to: idpActor(world),
    phase: "request",
    status: "ok",
    title: "The authorization request arrives",
    why: "The browser brings what the application asks for: who it is, where to answer, what it wants to know, and what ties the answer to this request.",
    artefact: {
      type: "json",
      name: "Authorization request",
      text: showAuthorizationRequest(parameters),
      language: "json",
    },
  }));
}

function recordChecks(world: IdentityProviderWorld, call: Call, { checks, failure }: Verdict): void {
  call.record({
    kind: "checks",
    from: idpActor(world),
    to: idpActor(world),
    phase: "request",
    status: failure === undefined ? "ok" : "refused",
    title: `${world.provider.name} checks the authorization request`,
    why:
      failure?.reason ??
      "A known client, a registered address and a request that can be met: only then is anybody asked to sign in.",
    subject: "authorization request",
    checks,
  });
}
