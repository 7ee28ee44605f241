import { type HttpRequest, type HttpResponse, redirectResponse, withCookie } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { startOidcLogout } from "./logout-oidc.ts";
import { startSamlLogout } from "./logout-saml.ts";
import { closeSession, findSession } from "./session.ts";
import type { ApplicationSession } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

/**
 * Somebody signs out. Their session here ends at once; where that is set up, the browser goes on to the identity provider
 * and ends its session there as well.
 */
export async function handleLogout(world: ApplicationWorld, call: Call, request: HttpRequest): Promise<HttpResponse> {
  const session = findSession(world, call, request)?.session;
  const cookie = closeSession(world, request);
  const next = session === undefined ? undefined : await startAtProvider(world, call, session);
  return withCookie(next ?? redirectResponse("/login", {}, 303), cookie);
}

async function startAtProvider(
  world: ApplicationWorld,
  call: Call,
  session: ApplicationSession,
): Promise<HttpResponse | undefined> {
  switch (session.protocol) {
    case "oidc":
      return startOidcLogout(world, call, session);
    case "saml":
      return startSamlLogout(world, call, session);
    case "local":
      return undefined;
  }
}
