import { buildCookie } from "../http/cookie.ts";
import { type HttpRequest, type HttpResponse, redirectResponse, withCookie } from "../http/message.ts";
import { buildAuthorizationRequest, showAuthorizationRequest } from "../oidc/authorization-request.ts";
import { createCodeVerifier } from "../oidc/pkce.ts";
import type { OidcRelyingParty } from "../oidc/settings.ts";
import type { Call } from "../party/party.ts";
import { randomToken, secretHash } from "../random.ts";
import { browserSecret } from "./browser-secret.ts";
import { discoverProvider } from "./oidc-discovery.ts";
import { keepRequest, LOGIN_COOKIE } from "./oidc-request-state.ts";
import { refuseProtocol, refuseSignOn } from "./sign-on.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/**
 * Begins a login: sends the browser to the identity provider with an authorization request (OpenID Connect Core, section
 * 3.1.2.1). `returnTo` is a path of this application that was checked by the caller.
 */
export async function startOidc(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
  returnTo: string,
): Promise<HttpResponse> {
  const settings = world.application.oidc;
  if (settings === undefined) return refuseProtocol(world, call, "oidc");
  const discovered = await discoverProvider(world, call, settings);
  if (!discovered.ok) return refuseSignOn(world, call, discovered.failure);
  const browser = browserSecret(call, request, LOGIN_COOKIE, world.state.read().oidcRequests);
  const parameters = beginRequest(world, call, settings, secretHash(browser), returnTo);
  recordRequest(world, call, parameters);
  const location = withParameters(discovered.provider.metadata.authorization_endpoint, parameters);
  return withCookie(redirectResponse(location), buildCookie(LOGIN_COOKIE, browser, "Lax"));
}

/** `state` ties the answer to this login, `nonce` the ID token, and the code verifier the code. */
function beginRequest(
  world: ApplicationWorld,
  call: Call,
  settings: OidcRelyingParty,
  browser: string,
  returnTo: string,
): URLSearchParams {
  const state = randomToken(call.random);
  const nonce = randomToken(call.random);
  const verifier = settings.pkce ? { codeVerifier: createCodeVerifier(call.random) } : {};
  keepRequest(world, call, state, { browser, nonce, returnTo, ...verifier });
  return buildAuthorizationRequest(settings, { state, nonce, ...verifier });
}

/** The endpoint may have a query of its own, which stays (RFC 6749, section 3.1). */
function withParameters(endpoint: string, parameters: URLSearchParams): string {
  return `${endpoint}${endpoint.includes("?") ? "&" : "?"}${parameters.toString()}`;
}

function recordRequest(world: ApplicationWorld, call: Call, parameters: URLSearchParams): void {
  call.recordLater("request", () => ({
    kind: "artefact",
    from: applicationActor(world),
    to: "browser",
    phase: "request",
    status: "ok",
    title: `${world.application.name} asks the identity provider who this is`,
    why: "The application has no password of anybody. It sends the browser to the identity provider with a request, and keeps what it needs to recognise the answer.",
    artefact: {
      type: "json",
      name: "Authorization request",
      text: showAuthorizationRequest(parameters),
      language: "json",
      marks: ["state", "nonce", "code_challenge"].filter((name) => parameters.has(name)).map((name) => `"${name}"`),
    },
  }));
}
