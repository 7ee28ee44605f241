import { formOf, type HttpRequest, type HttpResponse, queryOf, redirectResponse } from "../http/message.ts";
import { clientIdOf, LOGOUT_REQUEST_RULES } from "../oidc/check-logout-request.ts";
import { OIDC_PATH } from "../oidc/discovery.ts";
import { buildJwks } from "../oidc/jwks.ts";
import { parameterOf } from "../oidc/parameters.ts";
import { readSignedToken, type SignedToken } from "../oidc/signed-token.ts";
import type { Call } from "../party/party.ts";
import { checkRules, type Verdict } from "../trace/checklist.ts";
import { finishLogout, type LogoutEnd, logOutEverywhere } from "./logout-chain.ts";
import { confirmLogoutPage, refuseLogout } from "./logout-pages.ts";
import { findSessionByIndex } from "./logout-session.ts";
import { findClient, type OidcClient, subjectAt } from "./oidc-client.ts";
import { findSession } from "./session.ts";
import { type Authenticated, type IdentityProviderWorld, idpActor } from "./world.ts";

/**
 * The end-session endpoint (OpenID Connect RP-Initiated Logout, section 2): ends the browser's session, tells every
 * application that can be told, and sends the browser back to where the client registered. The person is asked first,
 * unless the request brings an ID token of this very session.
 */
export async function handleEndSession(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const parameters = request.method === "POST" ? formOf(request) : queryOf(request);
  const hint = await readHint(world, parameters);
  const client = findClient(world, clientIdOf(parameters, hint) ?? "");
  const verdict = checkRules(
    LOGOUT_REQUEST_RULES,
    {
      parameters,
      issuer: world.provider.origin,
      ...(hint === undefined ? {} : { hint }),
      ...(client === undefined ? {} : { client: client.settings }),
    },
    client?.settingPath,
  );
  const by = findSession(world, call, request);
  if (by === undefined && isFromElsewhere(request, parameters)) return comeAgain(world, parameters);
  recordChecks(world, call, verdict);
  if (verdict.failure !== undefined) return refuseLogout(world, call, verdict.failure);
  const end = endOf(parameters);
  const found = by === undefined ? undefined : findSessionByIndex(world, by.sessionIndex);
  if (by === undefined || found === undefined) return finishLogout(world, call, end, []);
  if (!isHintOf(world, client, hint, by) && !isConfirmed(request, parameters)) {
    return askFirst(world, call, parameters);
  }
  return logOutEverywhere(world, call, [found], { protocol: "oidc", application: client?.application }, end);
}

async function readHint(world: IdentityProviderWorld, parameters: URLSearchParams): Promise<SignedToken | undefined> {
  const token = parameterOf(parameters, "id_token_hint");
  if (token === undefined) return undefined;
  return readSignedToken(token, buildJwks(world.provider.keys), ["RS256", "ES256"]);
}

/** A form that another site posts comes without the session's cookie, which is SameSite=Lax. */
function isFromElsewhere(request: HttpRequest, parameters: URLSearchParams): boolean {
  return request.method === "POST" && !parameters.has("logout");
}

/** The same by GET, which the browser sends with its cookie. */
function comeAgain(world: IdentityProviderWorld, parameters: URLSearchParams): HttpResponse {
  return redirectResponse(`${world.provider.origin}${OIDC_PATH.endSession}?${parameters}`, {}, 303);
}

/** Whether the hint is about this very session, or at least this person, at this client. */
function isHintOf(
  world: IdentityProviderWorld,
  client: OidcClient | undefined,
  hint: SignedToken | undefined,
  by: Authenticated,
): boolean {
  const { sub, sid } = hint?.claims ?? {};
  if (client === undefined || hint?.claims === undefined) return false;
  return sid === undefined ? sub === subjectAt(client, world.provider, by.user.id) : sid === by.sessionIndex;
}

function isConfirmed(request: HttpRequest, parameters: URLSearchParams): boolean {
  return request.method === "POST" && parameters.get("logout") === "yes";
}

/** Where the browser goes in the end: the rules have seen to it that the address is registered. */
function endOf(parameters: URLSearchParams): LogoutEnd {
  const uri = parameterOf(parameters, "post_logout_redirect_uri");
  const state = parameterOf(parameters, "state");
  if (uri === undefined) return { protocol: "oidc" };
  const query = state === undefined ? "" : `${uri.includes("?") ? "&" : "?"}${new URLSearchParams({ state })}`;
  return { protocol: "oidc", location: `${uri}${query}` };
}

function askFirst(world: IdentityProviderWorld, call: Call, parameters: URLSearchParams): HttpResponse {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: "browser",
    phase: "session",
    status: "ok",
    title: `${world.provider.name} asks whether to sign out`,
    why: "The request brings no ID token of this session, so that anybody could have sent the browser here.",
  });
  return confirmLogoutPage(world, parameters);
}

function recordChecks(world: IdentityProviderWorld, call: Call, { checks, failure }: Verdict): void {
  call.record({
    kind: "checks",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: failure === undefined ? "ok" : "refused",
    title: `${world.provider.name} checks the logout request`,
    why:
      failure?.reason ??
      "A logout request comes through the browser, where anybody can make one up: it may only lead to an address that is registered.",
    subject: "logout request",
    checks,
  });
}
