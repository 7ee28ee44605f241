import { type HttpResponse, redirectResponse, withCookie } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { tellOidcClients } from "./logout-oidc.ts";
import { signedOutPage } from "./logout-pages.ts";
import { endSession, type OpenSession } from "./logout-session.ts";
import { SESSION_OVER } from "./session.ts";
import type { IdpSession, LogoutUnderWay } from "./state.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** How a logout ends for whoever began it. */
export type LogoutEnd = LogoutUnderWay["end"];

/** The application that began it: it has ended its own part already. */
export interface LogoutBeginner {
  readonly protocol: "oidc" | "saml";
  readonly application: string | undefined;
}

/** Ends a session here and wherever the person went from it, as far as those can be told. */
export async function logOutEverywhere(
  world: IdentityProviderWorld,
  call: Call,
  found: OpenSession,
  by: LogoutBeginner,
  end: LogoutEnd,
): Promise<HttpResponse> {
  endSession(world, call, found);
  const unconfirmed = await tellOidcClients(
    world,
    call,
    found.session,
    by.protocol === "oidc" ? by.application : undefined,
  );
  return withCookie(await finishLogout(world, call, end, unconfirmed), SESSION_OVER);
}

/** The same where no browser is there, and the session is ended by somebody else. Gives ids of those that did not confirm. */
export function tellWithoutBrowser(
  world: IdentityProviderWorld,
  call: Call,
  session: IdpSession,
): Promise<readonly string[]> {
  return tellOidcClients(world, call, session);
}

/** Sends the browser back to whoever began it. `unconfirmed`: ids of applications that did not confirm. */
export async function finishLogout(
  world: IdentityProviderWorld,
  call: Call,
  end: LogoutEnd,
  unconfirmed: readonly string[],
): Promise<HttpResponse> {
  if (end.protocol === "oidc" && end.location !== undefined) return redirectResponse(end.location, {}, 303);
  return signedOutPage(world, call, unconfirmed.map(world.applicationName));
}
