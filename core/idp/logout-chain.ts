import { type HttpResponse, redirectResponse, withCookie } from "../http/message.ts";
import { keepRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { messageId } from "../random.ts";
import { sendLogout } from "../saml/logout-binding.ts";
import { STATUS } from "../saml/names.ts";
import { tellOidcClients } from "./logout-oidc.ts";
import { signedOutPage } from "./logout-pages.ts";
import { askByBrowser, askOverSoap, logoutKeyOf, samlLogoutsOf, singleLogoutOf } from "./logout-saml.ts";
import { endSession, type OpenSession } from "./logout-session.ts";
import { recordLogoutMessage } from "./logout-steps.ts";
import { SESSION_OVER } from "./session.ts";
import type { IdpSession, LogoutUnderWay, SamlLogout } from "./state.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** How a logout ends for whoever began it. */
export type LogoutEnd = LogoutUnderWay["end"];

/** The application that began it: it has ended its own part already. */
export interface LogoutBeginner {
  readonly protocol: "oidc" | "saml";
  readonly application: string | undefined;
}

/** A logout that takes longer than this is given up, in milliseconds. */
const LOGOUT_MS = 10 * 60_000;

/** Logouts under way that are kept at the most; the oldest is given up for one more. */
const KEPT = 100;

/**
 * Ends sessions here and wherever the person went from them: OpenID Connect clients are told directly, then SAML
 * applications one after another through the browser, and in the end whoever began it hears how that went.
 */
export async function logOutEverywhere(
  world: IdentityProviderWorld,
  call: Call,
  found: readonly OpenSession[],
  by: LogoutBeginner,
  end: LogoutEnd,
): Promise<HttpResponse> {
  const except = (protocol: LogoutBeginner["protocol"]) => (by.protocol === protocol ? by.application : undefined);
  const unconfirmed: string[] = [];
  for (const open of found) {
    endSession(world, call, open);
    unconfirmed.push(...(await tellOidcClients(world, call, open.session, except("oidc"))));
  }
  const remaining = found.flatMap(({ session }) => samlLogoutsOf(session, except("saml")));
  return withCookie(goOn(world, call, { remaining, unconfirmed, end }), SESSION_OVER);
}

/**
 * The same where no browser is there, and the session itself is ended by somebody else. Gives the ids of applications
 * that did not confirm.
 */
export async function tellWithoutBrowser(
  world: IdentityProviderWorld,
  call: Call,
  session: IdpSession,
): Promise<readonly string[]> {
  const unconfirmed = [...(await tellOidcClients(world, call, session))];
  for (const logout of samlLogoutsOf(session)) {
    const isConfirmed = await askOverSoap(world, call, logout);
    if (!isConfirmed) unconfirmed.push(logout.application);
  }
  return unconfirmed;
}

/** Sends the browser to the next SAML application that can be asked, or back where none is left. */
export function goOn(
  world: IdentityProviderWorld,
  call: Call,
  {
    remaining,
    unconfirmed,
    end,
  }: Pick<LogoutUnderWay, "end"> & {
    readonly remaining: readonly SamlLogout[];
    readonly unconfirmed: readonly string[];
  },
): HttpResponse {
  const [next, ...others] = remaining;
  if (next === undefined) return finishLogout(world, call, end, unconfirmed);
  const asked = askByBrowser(world, call, next);
  if (asked === undefined) {
    return goOn(world, call, { remaining: others, unconfirmed: [...unconfirmed, next.application], end });
  }
  keepLogout(world, call, asked.id, {
    asked: next.application,
    remaining: others,
    unconfirmed: [...unconfirmed],
    end,
    expiresAt: call.now + LOGOUT_MS,
  });
  return asked.response;
}

/** Sends the browser back to whoever began it. `unconfirmed`: ids of applications that did not confirm. */
export function finishLogout(
  world: IdentityProviderWorld,
  call: Call,
  end: LogoutEnd,
  unconfirmed: readonly string[],
): HttpResponse {
  if (end.protocol === "saml") return answerApplication(world, call, end, unconfirmed);
  if (end.location !== undefined) return redirectResponse(end.location, {}, 303);
  return signedOutPage(world, call, unconfirmed.map(world.applicationName));
}

/** PartialLogout where somebody did not confirm (SAML core, section 3.7.3.2). */
function answerApplication(
  world: IdentityProviderWorld,
  call: Call,
  { application, requestId, relayState }: Extract<LogoutEnd, { readonly protocol: "saml" }>,
  unconfirmed: readonly string[],
): HttpResponse {
  const service = singleLogoutOf(world, application);
  if (service === undefined) return signedOutPage(world, call, unconfirmed.map(world.applicationName));
  const message = {
    kind: "response",
    id: messageId(call.random),
    issueInstant: call.now,
    issuer: world.provider.entityId,
    destination: service.url,
    inResponseTo: requestId,
    status: { code: STATUS.success, ...(unconfirmed.length === 0 ? {} : { subCode: STATUS.partialLogout }) },
  } as const;
  const { response, xml } = sendLogout(message, service.binding ?? "redirect", logoutKeyOf(world), relayState);
  recordLogoutMessage(world, call, "sent", `answers ${world.applicationName(application)}`, xml);
  return response;
}

function keepLogout(world: IdentityProviderWorld, call: Call, id: string, logout: LogoutUnderWay): void {
  const state = world.state.read();
  const logouts = keepRecord(state.logouts ?? {}, id, logout, call.now, [{ most: KEPT }]);
  world.state.write({ ...state, logouts });
}
