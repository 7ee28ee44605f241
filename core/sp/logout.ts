import { type HttpRequest, type HttpResponse, redirectResponse, withCookie } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { startOidcLogout } from "./logout-oidc.ts";
import { closeSession, findSession } from "./session.ts";
import type { ApplicationWorld } from "./world.ts";

/**
 * Somebody signs out. Their session here ends at once; where that is set up, the browser goes on to the identity provider
 * and ends its session there as well.
 */
export async function handleLogout(world: ApplicationWorld, call: Call, request: HttpRequest): Promise<HttpResponse> {
  const session = findSession(world, call, request)?.session;
  const cookie = closeSession(world, request);
  const next = session?.protocol === "oidc" ? await startOidcLogout(world, call, session) : undefined;
  return withCookie(next ?? redirectResponse("/login", {}, 303), cookie);
}
