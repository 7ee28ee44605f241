import { type HttpRequest, type HttpResponse, htmlResponse, pathOf, queryOf } from "../http/message.ts";
import type { Call, Party } from "../party/party.ts";
import { localPath } from "./local-path.ts";
import { handleLocalSignIn, LOCAL_SIGN_IN_PATH, localSignInPage } from "./local-sign-in.ts";
import { handleLogout } from "./logout.ts";
import { BACKCHANNEL_LOGOUT_PATH, handleBackchannelLogout, handleSignedOut, SIGNED_OUT_PATH } from "./logout-oidc.ts";
import { handleSingleLogout, handleSoapLogout, SLO_PATH, SLO_SOAP_PATH } from "./logout-saml.ts";
import { handleCallback, startOidc } from "./oidc-endpoint.ts";
import { signedInPage } from "./pages.ts";
import { handleAcs, samlSpMetadata, startSaml } from "./saml-endpoint.ts";
import { handleScimRequest, isScimPath } from "./scim-endpoint.ts";
import { findSession } from "./session.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

type Endpoint = (world: ApplicationWorld, call: Call, request: HttpRequest) => Promise<HttpResponse> | HttpResponse;

/** Every endpoint of an application, by method and path. Any other GET is one of its pages. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "GET /login": login,
  [`GET ${LOCAL_SIGN_IN_PATH}`]: localSignInPage,
  [`POST ${LOCAL_SIGN_IN_PATH}`]: handleLocalSignIn,
  "POST /logout": handleLogout,
  "GET /saml/metadata": samlSpMetadata,
  "POST /saml/acs": handleAcs,
  "GET /oidc/callback": handleCallback,
  [`POST ${BACKCHANNEL_LOGOUT_PATH}`]: handleBackchannelLogout,
  [`GET ${SIGNED_OUT_PATH}`]: handleSignedOut,
  [`GET ${SLO_PATH}`]: handleSingleLogout,
  [`POST ${SLO_PATH}`]: handleSingleLogout,
  [`POST ${SLO_SOAP_PATH}`]: handleSoapLogout,
};

/**
 * An application as a function from a request to a response: a SAML service provider, an OpenID Connect relying
 * party, a SCIM service provider, or several of these.
 */
export function createApplication(world: ApplicationWorld): Party {
  return async (request, call) => {
    const path = pathOf(request);
    const endpoint = ENDPOINTS[`${request.method} ${path}`];
    if (endpoint !== undefined) return await endpoint(world, call, request);
    if (isScimPath(path)) return handleScimRequest(world, call, request);
    if (request.method === "GET") return await page(world, call, request, localPath(path) ?? "/");
    return htmlResponse(404, "Not found", "<h1>Not found</h1>");
  };
}

/** A page of the application; somebody who is not signed in is sent to sign in first, and comes back to it. */
function page(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
  path: string,
): Promise<HttpResponse> | HttpResponse {
  const signedIn = findSession(world, call, request);
  if (signedIn === undefined) return startSignOn(world, call, request, world.application.signOn, path);
  const { account } = signedIn;
  call.record({
    kind: "outcome",
    from: applicationActor(world),
    to: "browser",
    phase: "session",
    status: "ok",
    title: `${account.userName} is signed in to ${world.application.name}`,
    why: "The browser brought the session cookie back, and the application knows whose it is.",
    outcome: {
      result: "signedIn",
      code: "SIGNED_IN",
      reason: `${account.userName} is signed in to ${world.application.name}.`,
      by: applicationActor(world),
      application: world.application.id,
      account: account.id,
    },
  });
  return signedInPage(world, signedIn);
}

/** Begins a login: `/login?protocol=saml|oidc&returnTo=/path`. */
function login(world: ApplicationWorld, call: Call, request: HttpRequest): Promise<HttpResponse> {
  const query = queryOf(request);
  const asked = query.get("protocol");
  const protocol = asked === "saml" || asked === "oidc" ? asked : world.application.signOn;
  return startSignOn(world, call, request, protocol, localPath(query.get("returnTo")) ?? "/");
}

function startSignOn(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
  protocol: "saml" | "oidc",
  returnTo: string,
): Promise<HttpResponse> {
  return protocol === "saml" ? startSaml(world, call, request, returnTo) : startOidc(world, call, request, returnTo);
}
