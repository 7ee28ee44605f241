import { type HttpResponse, redirectResponse } from "../http/message.ts";
import type { VerifiedIdentity } from "../jit/identity.ts";
import { provisionJustInTime } from "../jit/provision.ts";
import type { Call } from "../party/party.ts";
import { refusedPage } from "./pages.ts";
import { type LogoutReminders, openSession } from "./session.ts";
import { type ApplicationWorld, applicationActor, type Refusal } from "./world.ts";

/**
 * The end of every login, whichever protocol brought it: provisioning, then a session, then on to where the person
 * wanted to go. `returnTo` is a path of this application that was checked when the login began.
 */
export async function completeSignOn(
  world: ApplicationWorld,
  call: Call,
  identity: VerifiedIdentity,
  returnTo: string,
  reminders: LogoutReminders = {},
): Promise<HttpResponse> {
  const { application } = world;
  const result = provisionJustInTime({ ...application, accounts: world.accounts.read() }, identity, call);
  world.accounts.write(result.accounts);
  if (!result.signIn) return refuseSignOn(world, call, result.refusal);
  const setCookie = openSession(world, call, result.account, identity, reminders);
  call.record({
    kind: "notice",
    from: applicationActor(world),
    to: applicationActor(world),
    phase: "session",
    status: "ok",
    title: `${application.name} opens a session for ${result.account.userName}`,
    why: "From now on the browser shows a cookie instead of a new assertion or token. What the identity provider changes later is not seen until the next login.",
  });
  return redirectResponse(returnTo, { "set-cookie": [setCookie] }, 303);
}

/** Lets nobody in: records the outcome and shows why. */
export function refuseSignOn(world: ApplicationWorld, call: Call, refusal: Refusal): HttpResponse {
  const actor = applicationActor(world);
  call.record({
    kind: "outcome",
    from: actor,
    to: "browser",
    phase: "session",
    status: "refused",
    title: `${world.application.name} refuses the login`,
    why: refusal.reason,
    outcome: { result: "refused", by: actor, application: world.application.id, ...refusal },
  });
  return refusedPage(world, refusal);
}

/** Refuses a login by a protocol that the application has no settings for. */
export function refuseProtocol(world: ApplicationWorld, call: Call, protocol: "saml" | "oidc"): HttpResponse {
  const { id, name } = world.application;
  return refuseSignOn(world, call, {
    code: "APP_PROTOCOL_OFF",
    reason: `${name} is not set up for ${protocol === "saml" ? "SAML" : "OpenID Connect"}.`,
    setting: `applications/${id}/${protocol}`,
  });
}
