import { type HttpRequest, type HttpResponse, htmlResponse, pathOf } from "../http/message.ts";
import type { Call, Party } from "../party/party.ts";
import {
  answerOidc,
  handleAuthorize,
  handleEndSession,
  handleToken,
  handleUserinfo,
  oidcDiscovery,
  oidcJwks,
} from "./oidc-endpoint.ts";
import { portalPage, SECOND_FACTOR_PATH, SIGN_IN_PATH } from "./pages.ts";
import {
  answerSaml,
  handleIdpInitiated,
  handleSingleLogout,
  handleSsoRequest,
  samlIdpMetadata,
} from "./saml-endpoint.ts";
import { handleSecondFactor, handleSignIn } from "./sign-in.ts";
import type { PendingOidc, PendingSaml } from "./state.ts";
import type { Answer, IdentityProviderWorld } from "./world.ts";

type Endpoint = (
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
) => Promise<HttpResponse> | HttpResponse;

/** Every endpoint of the identity provider, by method and path. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "GET /": portalPage,
  "GET /saml/metadata": samlIdpMetadata,
  "GET /saml/sso": handleSsoRequest,
  "POST /saml/sso": handleSsoRequest,
  "GET /saml/start": handleIdpInitiated,
  "GET /saml/slo": handleSingleLogout,
  "POST /saml/slo": handleSingleLogout,
  [`POST ${SIGN_IN_PATH}`]: (world, call, request) => handleSignIn(world, call, request, answerEither),
  [`POST ${SECOND_FACTOR_PATH}`]: (world, call, request) => handleSecondFactor(world, call, request, answerEither),
  "GET /.well-known/openid-configuration": oidcDiscovery,
  "GET /oidc/jwks": oidcJwks,
  "GET /oidc/authorize": handleAuthorize,
  "POST /oidc/authorize": handleAuthorize,
  "POST /oidc/token": handleToken,
  "GET /oidc/userinfo": handleUserinfo,
  "POST /oidc/userinfo": handleUserinfo,
  "GET /oidc/logout": handleEndSession,
  "POST /oidc/logout": handleEndSession,
};

/** The identity provider as a function from a request to a response: SAML 2.0 and OpenID Connect at once. */
export function createIdentityProvider(world: IdentityProviderWorld): Party {
  return async (request, call) => {
    const endpoint = ENDPOINTS[`${request.method} ${pathOf(request)}`];
    if (endpoint === undefined) return htmlResponse(404, "Not found", "<h1>Not found</h1>");
    return await endpoint(world, call, request);
  };
}

/** The answer in the protocol that asked. */
const answerEither: Answer<PendingSaml | PendingOidc> = (world, call, pending, result) =>
  pending.protocol === "saml" ? answerSaml(world, call, pending, result) : answerOidc(world, call, pending, result);
