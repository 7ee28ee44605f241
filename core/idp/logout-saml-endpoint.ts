import type { HttpRequest, HttpResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { type ReceivedLogout, receiveLogout } from "../saml/logout-binding.ts";
import type { LogoutRequest, LogoutResponse } from "../saml/logout-message.ts";
import { type ProcessedLogout, processLogout } from "../saml/process-logout.ts";
import { finishLogout, goOn, logOutEverywhere } from "./logout-chain.ts";
import { refuseLogout } from "./logout-pages.ts";
import { CLOCK_SKEW_SECONDS, senderOf, sloUrlOf } from "./logout-saml.ts";
import { findSamlSessions } from "./logout-session.ts";
import { recordLogoutChecks, recordLogoutMessage, recordTold } from "./logout-steps.ts";
import type { LogoutUnderWay } from "./state.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/**
 * The single logout service, over HTTP-Redirect and HTTP-POST (SAML profiles, section 4.4): an application's request ends
 * the session here and at every other application; an application's response lets the browser go on to the next.
 */
export async function handleSingleLogout(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
): Promise<HttpResponse> {
  const received = receiveLogout(request);
  const processed = processLogout({
    received,
    senderOf: (entityId) => senderOf(world, entityId)?.sender,
    url: sloUrlOf(world),
    now: call.now,
    clockSkewSeconds: CLOCK_SKEW_SECONDS,
    isAwaited: (id) => findLogout(world, call, id) !== undefined,
  });
  recordReceived(world, call, processed);
  const { claimed } = processed;
  if (claimed?.kind === "response") return takeResponse(world, call, claimed, processed);
  return takeRequest(world, call, received, processed);
}

function recordReceived(world: IdentityProviderWorld, call: Call, processed: ProcessedLogout): void {
  const { xml, claimed } = processed;
  const name = claimed?.kind === "response" ? "LogoutResponse" : "LogoutRequest";
  if (xml !== undefined) recordLogoutMessage(world, call, "received", `reads the ${name}`, xml);
  recordLogoutChecks(world, call, processed);
}

/** An application asks. What cannot be trusted is answered with a page, and nothing ends. */
async function takeRequest(
  world: IdentityProviderWorld,
  call: Call,
  { relayState }: ReceivedLogout,
  { message, failure }: ProcessedLogout,
): Promise<HttpResponse> {
  const application = message === undefined ? undefined : senderOf(world, message.issuer)?.application;
  if (message?.kind !== "request" || application === undefined)
    return refuseLogout(world, call, failure ?? UNANSWERABLE);
  const end = {
    protocol: "saml",
    application,
    requestId: message.id,
    ...(relayState === undefined ? {} : { relayState }),
  } as const;
  const found = findSamlSessions(world, application, message);
  if (found.length === 0) {
    recordNoSession(world, call, message);
    return finishLogout(world, call, end, []);
  }
  return logOutEverywhere(world, call, found, { protocol: "saml", application }, end);
}

/** An application answers: whatever it says, the others are still to be told. */
async function takeResponse(
  world: IdentityProviderWorld,
  call: Call,
  claimed: LogoutResponse,
  { failure }: ProcessedLogout,
): Promise<HttpResponse> {
  const id = claimed.inResponseTo ?? "";
  const underWay = findLogout(world, call, id);
  if (underWay === undefined) return refuseLogout(world, call, failure ?? UNANSWERABLE);
  forgetLogout(world, id);
  const isConfirmed = recordTold(world, call, underWay.asked, failure?.reason);
  const unconfirmed = isConfirmed ? underWay.unconfirmed : [...underWay.unconfirmed, underWay.asked];
  return goOn(world, call, { ...underWay, unconfirmed });
}

function findLogout(world: IdentityProviderWorld, { now }: Call, id: string): LogoutUnderWay | undefined {
  const logouts = world.state.read().logouts ?? {};
  const found = Object.hasOwn(logouts, id) ? logouts[id] : undefined;
  return found === undefined || found.expiresAt <= now ? undefined : found;
}

function forgetLogout(world: IdentityProviderWorld, id: string): void {
  const { logouts = {}, ...state } = world.state.read();
  const { [id]: _answered, ...others } = logouts;
  world.state.write({ ...state, logouts: others });
}

function recordNoSession(world: IdentityProviderWorld, call: Call, { nameId }: LogoutRequest): void {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: "skipped",
    title: `${world.provider.name} has no such session`,
    why: `Nobody is signed in as ${JSON.stringify(nameId.value)} in that session any more. What is asked for is so already.`,
  });
}

const UNANSWERABLE = { code: "SAML_LOGOUT_XML", reason: "The message cannot be answered." };
