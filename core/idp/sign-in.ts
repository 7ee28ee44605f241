import { type HttpRequest, type HttpResponse, htmlResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import type { PendingOidc, PendingSaml } from "./state.ts";
import type { Answer, IdentityProviderWorld, SignInDemands } from "./world.ts";

/**
 * Finds out who is at the browser, then answers the application: at once where a session that meets the demands is
 * open, else after the login page. A person who may not sign in is refused here and the application hears nothing.
 */
export async function signIn<Pending extends PendingSaml | PendingOidc>(
  _world: IdentityProviderWorld,
  _call: Call,
  _request: HttpRequest,
  _pending: Pending,
  _demands: SignInDemands,
  _answer: Answer<Pending>,
): Promise<HttpResponse> {
  return htmlResponse(500, "", "");
}
