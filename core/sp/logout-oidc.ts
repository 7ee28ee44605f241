import { buildCookie, buildExpiredCookie } from "../http/cookie.ts";
import {
  cookiesOf,
  formOf,
  type HttpRequest,
  type HttpResponse,
  htmlResponse,
  jsonResponse,
  queryOf,
  redirectResponse,
  withCookie,
} from "../http/message.ts";
import { errorDescription } from "../oidc/authorization-response.ts";
import { parameterOf } from "../oidc/parameters.ts";
import type { OidcRelyingParty } from "../oidc/settings.ts";
import { type LogoutOrder, type LogoutTokenVerdict, verifyLogoutToken } from "../oidc/verify-logout-token.ts";
import type { Call } from "../party/party.ts";
import { randomToken } from "../random.ts";
import { isSameSecret } from "../secret.ts";
import { consumeLogout, endSessions, isLogoutConsumed } from "./logout-state.ts";
import { recordEnded, recordNotice, signedOutPage } from "./logout-steps.ts";
import { discoverProvider, type Provider, readKeysAgain, readProvider, settingPath } from "./oidc-discovery.ts";
import { recordChecks } from "./oidc-login.ts";
import type { ApplicationSession } from "./state.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** Where the identity provider tells the application that a session is over. */
export const BACKCHANNEL_LOGOUT_PATH = "/oidc/backchannel-logout";

/** Where the browser comes back to after a logout that began here. */
export const SIGNED_OUT_PATH = "/oidc/signed-out";

/** The cookie that ties a logout under way to its browser. */
const LOGOUT_COOKIE = "rehearsal_logout";

/** Answers are never kept on the way (OpenID Connect Back-Channel Logout, section 2.8). */
const NOT_CACHED = { "cache-control": "no-store" };

/**
 * The back-channel logout endpoint: takes a logout token and ends the sessions that it names (OpenID Connect Back-Channel
 * Logout, sections 2.5 to 2.8). 200: they are over; 400: the token is not valid, and nothing happened.
 */
export async function handleBackchannelLogout(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const settings = world.application.oidc;
  if (settings?.backchannelLogout !== true) return htmlResponse(404, "Not found", "<h1>Not found</h1>");
  const [token, ...others] = formOf(request).getAll("logout_token");
  if (token === undefined || others.length > 0) return refuse("The request is no form with one logout_token.");
  const discovered = await discoverProvider(world, call, settings);
  if (!discovered.ok) return refuse(discovered.failure.reason);
  const { order, failure } = await verifyToken(world, call, settings, discovered.provider, token);
  if (order === undefined) return refuse(failure?.reason ?? "The logout token is not valid.");
  consumeLogout(world, call, order.issuer, order.id, order.expiresAt + settings.clockSkewSeconds * 1000);
  recordEnded(
    world,
    call,
    endSessions(world, (session) => isMeant(session, order)),
  );
  return { status: 200, headers: NOT_CACHED, body: "" };
}

/** The error of an invalid token (section 2.8). */
function refuse(reason: string): HttpResponse {
  return jsonResponse(400, { error: "invalid_request", error_description: errorDescription(reason) }, NOT_CACHED);
}

/** With the keys that are kept; once more with those of now, where the token names another. */
async function verifyToken(
  world: ApplicationWorld,
  call: Call,
  settings: OidcRelyingParty,
  provider: Provider,
  token: string,
): Promise<LogoutTokenVerdict> {
  const verify = async (keys: Provider, title: string, mayRepeat: boolean): Promise<LogoutTokenVerdict> => {
    const verdict = await verifyLogoutToken(token, keys.jwks, expectationsOf(world, call, settings));
    const repeats = mayRepeat && verdict.failure?.code === "OIDC_KEY";
    recordChecks(world, call, "logout token", title, WHY_TOKEN, verdict, repeats ? WHY_AGAIN : undefined);
    return verdict;
  };
  const title = `${world.application.name} verifies the logout token`;
  const first = await verify(provider, title, true);
  if (first.failure?.code !== "OIDC_KEY") return first;
  const renewed = await readKeysAgain(world, call, provider);
  return renewed.ok ? verify(renewed.provider, `${title} again`, false) : first;
}

function expectationsOf(world: ApplicationWorld, call: Call, settings: OidcRelyingParty) {
  const { issuer, clientId, algorithms, clockSkewSeconds } = settings;
  return {
    issuer,
    clientId,
    algorithms,
    clockSkewSeconds,
    now: call.now,
    isConsumed: (id: string) => isLogoutConsumed(world, issuer, id),
    settingPath: settingPath(world),
  };
}

/** One session by its `sid`, or every session of the `sub` where there is none. */
function isMeant(session: ApplicationSession, { issuer, subject, sessionId }: LogoutOrder): boolean {
  if (session.protocol !== "oidc" || session.issuer !== issuer) return false;
  const isOfSubject = subject === undefined || session.subject === subject;
  return isOfSubject && (sessionId === undefined || session.sessionIndex === sessionId);
}

/**
 * Sends the browser to the identity provider to end its session there as well (OpenID Connect RP-Initiated Logout,
 * section 2). The application's own session has ended. Undefined: that is not set up, or cannot be done.
 */
export async function startOidcLogout(
  world: ApplicationWorld,
  call: Call,
  { idToken }: ApplicationSession,
): Promise<HttpResponse | undefined> {
  const settings = world.application.oidc;
  if (settings?.postLogoutRedirectUri === undefined) return undefined;
  const endpoint = await endSessionEndpoint(world, call, settings);
  if (endpoint === undefined) return undefined;
  const state = randomToken(call.random);
  const parameters = new URLSearchParams({
    ...(idToken === undefined ? {} : { id_token_hint: idToken }),
    client_id: settings.clientId,
    post_logout_redirect_uri: settings.postLogoutRedirectUri,
    state,
  });
  recordRequest(world, call, parameters);
  const location = `${endpoint}${endpoint.includes("?") ? "&" : "?"}${parameters}`;
  return withCookie(redirectResponse(location, {}, 303), buildCookie(LOGOUT_COOKIE, state, "Lax"));
}

/** As the configuration names it; what was kept is read again where it names none. */
async function endSessionEndpoint(
  world: ApplicationWorld,
  call: Call,
  settings: OidcRelyingParty,
): Promise<string | undefined> {
  const kept = await discoverProvider(world, call, settings);
  const known = kept.ok ? kept.provider.metadata.end_session_endpoint : undefined;
  if (known !== undefined) return known;
  const read = kept.ok ? await readProvider(world, call, settings) : kept;
  const endpoint = read.ok ? read.provider.metadata.end_session_endpoint : undefined;
  if (endpoint === undefined) {
    recordNotice(
      world,
      call,
      "warning",
      `${world.application.name} cannot sign the browser out of the identity provider`,
      "Its configuration names no end_session_endpoint, so that only the application's own session ends.",
    );
  }
  return endpoint;
}

/** The browser comes back from the identity provider, with the `state` that it was sent away with. */
export function handleSignedOut(world: ApplicationWorld, call: Call, request: HttpRequest): HttpResponse {
  const state = parameterOf(queryOf(request), "state") ?? "";
  const isOwn = isSameSecret(state, cookiesOf(request).get(LOGOUT_COOKIE) ?? "");
  const problem = isOwn ? undefined : "Nobody signed out here just now: the state is not the one that was sent.";
  return withCookie(signedOutPage(world, call, problem), buildExpiredCookie(LOGOUT_COOKIE, "Lax"));
}

function recordRequest(world: ApplicationWorld, call: Call, parameters: URLSearchParams): void {
  call.record({
    kind: "artefact",
    from: applicationActor(world),
    to: "browser",
    phase: "session",
    status: "ok",
    title: `${world.application.name} sends the browser to the identity provider to sign out there too`,
    why: "Otherwise the next click on Sign in would let the same person in again, without a question. The ID token reminds the identity provider of whose session it is.",
    artefact: {
      type: "json",
      name: "Logout request",
      text: JSON.stringify(Object.fromEntries(parameters), null, 2),
      language: "json",
      marks: [...parameters.keys()].map((name) => `"${name}"`),
    },
  });
}

const WHY_TOKEN =
  "Whoever could make up a logout token could sign people out at will. The signature proves who made it; the claims prove that it is a logout, for this application, now, and not brought a second time.";
const WHY_AGAIN =
  "The keys that were kept do not fit. The provider may have changed its keys, so they are read again before the token is refused.";
