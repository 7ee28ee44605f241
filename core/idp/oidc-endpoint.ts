import { type HttpResponse, jsonResponse } from "../http/message.ts";
import { buildDiscovery } from "../oidc/discovery.ts";
import { buildJwks } from "../oidc/jwks.ts";
import type { IdentityProviderWorld } from "./world.ts";

export { handleEndSession } from "./logout-endpoint.ts";
export { answerOidc, handleAuthorize } from "./oidc-authorize.ts";
export { handleToken } from "./oidc-token.ts";
export { handleUserinfo } from "./oidc-userinfo.ts";

/** Public documents may be kept for an hour. */
const PUBLIC = { "cache-control": "public, max-age=3600" };

/** The provider's configuration (OpenID Connect Discovery, section 4). */
export function oidcDiscovery(world: IdentityProviderWorld): HttpResponse {
  return jsonResponse(200, buildDiscovery(world.provider.origin, offersLogout(world)), PUBLIC);
}

/** Logout is announced where a connection makes use of it. */
function offersLogout({ provider }: IdentityProviderWorld): boolean {
  return provider.connections.some(
    ({ oidc }) => oidc?.backchannelLogoutUri !== undefined || (oidc?.postLogoutRedirectUris ?? []).length > 0,
  );
}

/** The public parts of the provider's keys, also of those that sign no more or not yet (RFC 7517). */
export function oidcJwks(world: IdentityProviderWorld): HttpResponse {
  return jsonResponse(200, buildJwks(world.provider.keys), { ...PUBLIC, "content-type": "application/jwk-set+json" });
}
