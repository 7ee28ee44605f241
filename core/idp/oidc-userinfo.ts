import { findUserById } from "../directory/directory.ts";
import { type HttpRequest, type HttpResponse, headerOf, jsonResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { grantClaims } from "./oidc-claims.ts";
import { clientOf, subjectAt } from "./oidc-client.ts";
import { findAccessToken } from "./oidc-grants.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/**
 * The userinfo endpoint (OpenID Connect Core, section 5.3): what the access token's scopes cover about its person, as
 * the directory has it now. The token comes in the Authorization field and nowhere else (RFC 6750, section 2.1).
 */
export function handleUserinfo(world: IdentityProviderWorld, call: Call, request: HttpRequest): HttpResponse {
  const token = bearerToken(request);
  if (token === undefined) return refuse(world, call, "The request has no bearer token.", undefined);
  const grant = findAccessToken(world, call, token);
  if (grant === undefined)
    return refuse(world, call, "The access token is not known, has expired or was revoked.", "invalid_token");
  const client = clientOf(world, grant.application);
  const user = findUserById(world.directory, grant.user);
  const subject = client === undefined || user === undefined ? undefined : subjectAt(client, world.provider, user.id);
  if (client === undefined || user?.active !== true || user.suspended === true || subject === undefined) {
    return refuse(world, call, "The person or the client of the access token is no longer let in.", "invalid_token");
  }
  const { claims } = grantClaims(world, call, client, user, grant.scopes);
  call.record({
    kind: "notice",
    from: `app:${client.application}`,
    to: idpActor(world),
    phase: "issue",
    status: "ok",
    title: `${world.provider.name} answers with the claims of ${user.userName}`,
    why: `The access token is valid and covers ${grant.scopes.join(", ")}. Userinfo says what the directory holds now.`,
  });
  return jsonResponse(200, { ...claims, sub: subject });
}

/** The credentials of the `Bearer` scheme, whose name is compared without regard to case (RFC 9110, section 11.1). */
function bearerToken(request: HttpRequest): string | undefined {
  return /^bearer +([\w\-.~+/]+=*)$/i.exec(headerOf(request, "authorization") ?? "")?.[1];
}

/** A request without credentials is told the scheme and no error (RFC 6750, section 3.1). */
function refuse(
  world: IdentityProviderWorld,
  call: Call,
  why: string,
  error: "invalid_token" | undefined,
): HttpResponse {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: idpActor(world),
    phase: "issue",
    status: "refused",
    title: `${world.provider.name} refuses to answer at userinfo`,
    why,
  });
  const challenge =
    error === undefined
      ? 'Bearer realm="userinfo"'
      : `Bearer realm="userinfo", error="${error}", error_description="${why}"`;
  return jsonResponse(401, error === undefined ? {} : { error, error_description: why }, {
    "www-authenticate": challenge,
  });
}
