import { type HttpResponse, htmlResponse, redirectResponse } from "../http/message.ts";
import type { VerifiedIdentity } from "../jit/identity.ts";
import type { Call } from "../party/party.ts";
import type { ApplicationWorld, Refusal } from "./world.ts";

/**
 * The end of every login, whichever protocol brought it: provisioning, then a session, then on to where the person
 * wanted to go. `returnTo` is a path of this application that was checked when the login began.
 */
export async function completeSignOn(
  _world: ApplicationWorld,
  _call: Call,
  _identity: VerifiedIdentity,
  returnTo: string,
): Promise<HttpResponse> {
  return redirectResponse(returnTo, {}, 303);
}

/** Lets nobody in: records the outcome and shows why. */
export function refuseSignOn(world: ApplicationWorld, _call: Call, refusal: Refusal): HttpResponse {
  return htmlResponse(403, `${world.application.name}: not signed in`, refusal.reason);
}
