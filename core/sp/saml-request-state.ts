import { cookiesOf, type HttpRequest } from "../http/message.ts";
import { keepRecord, withoutRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { secretHash } from "../random.ts";
import type { RequestStatus } from "../saml/check-response.ts";
import type { AcceptedResponse } from "../saml/process-response.ts";
import type { SamlRequestState } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

/**
 * The cookie that ties a login under way to its browser. One of its own, since the response is posted from another
 * site: it must be SameSite=None, where the one of OpenID Connect is Lax.
 */
export const SAML_LOGIN_COOKIE = "rehearsal_saml_login";

/** A login that takes longer than this is over, in milliseconds. */
const LOGIN_MS = 10 * 60_000;

/** Logins under way that are kept at the most; the oldest is given up for one more. */
const KEPT = 100;

/**
 * The RelayState to send: the path itself, where it fits into the 80 bytes that there are (SAML bindings, section
 * 3.4.3). It is there for people to see; the application goes by what it kept.
 */
export function relayStateFor(returnTo: string): { readonly relayState?: string } {
  return Buffer.byteLength(returnTo) <= 80 ? { relayState: returnTo } : {};
}

/** Keeps a request, by its ID, until its response comes. */
export function keepSamlRequest(
  world: ApplicationWorld,
  call: Call,
  id: string,
  request: Omit<SamlRequestState, "expiresAt">,
): void {
  const state = world.state.read();
  const kept = { ...request, expiresAt: call.now + LOGIN_MS };
  const samlRequests = keepRecord(state.samlRequests, id, kept, call.now, [{ most: KEPT }]);
  world.state.write({ ...state, samlRequests });
}

/** The request with that ID, also one that has expired, so that one can say so. */
export function findSamlRequest(world: ApplicationWorld, id: string): SamlRequestState | undefined {
  const { samlRequests } = world.state.read();
  return Object.hasOwn(samlRequests, id) ? samlRequests[id] : undefined;
}

/** What the application knows about the request with that ID, seen from the browser that posts the response. */
export function samlRequestStatus(
  world: ApplicationWorld,
  call: Call,
  request: HttpRequest,
  id: string,
): RequestStatus {
  const pending = findSamlRequest(world, id);
  if (pending === undefined) return "unknown";
  const cookie = cookiesOf(request).get(SAML_LOGIN_COOKIE);
  if (cookie === undefined || secretHash(cookie) !== pending.browser) return "otherBrowser";
  return pending.expiresAt <= call.now ? "expired" : "pending";
}

/**
 * Assertions that are remembered at the most. A simulated clock may stand still through thousands of logins, nothing
 * would expire, and every save would cost a little more. The price: an assertion that a thousand others followed within
 * its lifetime could be brought a second time; a product would remember every one until its end.
 */
const REMEMBERED = 1000;

/** Whether an assertion was accepted before. */
export function isAssertionConsumed(world: ApplicationWorld, issuer: string, assertionId: string): boolean {
  return Object.hasOwn(world.state.read().consumedAssertions, consumedKey(issuer, assertionId));
}

/**
 * Uses up the request and the assertion, so that neither works a second time. An assertion is remembered for as long as
 * it could be brought, clock skew included, unless too many came after it.
 */
export function consumeResponse(
  world: ApplicationWorld,
  call: Call,
  accepted: AcceptedResponse,
  skewSeconds: number,
): void {
  const state = world.state.read();
  const samlRequests = withoutRecord(state.samlRequests, accepted.inResponseTo ?? "");
  const unexpired = Object.entries(state.consumedAssertions).filter(([, end]) => end > call.now);
  const remembered = Object.fromEntries(unexpired.slice(1 - REMEMBERED));
  const key = consumedKey(accepted.identity.issuer, accepted.assertionId);
  const end = accepted.notOnOrAfter + skewSeconds * 1000;
  world.state.write({ ...state, samlRequests, consumedAssertions: { ...remembered, [key]: end } });
}

/** An assertion's ID is unique for its issuer only. */
function consumedKey(issuer: string, assertionId: string): string {
  return `${issuer} ${assertionId}`;
}
