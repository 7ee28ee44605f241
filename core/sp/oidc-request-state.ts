import { keepRecord, withoutRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { secretHash } from "../random.ts";
import type { OidcRequestState } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

/** The cookie that ties a login under way to its browser. */
export const LOGIN_COOKIE = "rehearsal_login";

/** A login that takes longer than this is over, in milliseconds. */
const LOGIN_MS = 10 * 60_000;

/** Logins under way that are kept at the most; the oldest is given up for one more. */
const KEPT = 25;

/** Keeps a request until its answer comes, under the hash of its `state`. */
export function keepRequest(
  world: ApplicationWorld,
  call: Call,
  state: string,
  request: Omit<OidcRequestState, "expiresAt">,
): void {
  const present = world.state.read();
  const kept = { expiresAt: call.now + LOGIN_MS, ...request };
  const oidcRequests = keepRecord(present.oidcRequests, secretHash(state), kept, call.now, [{ most: KEPT }]);
  world.state.write({ ...present, oidcRequests });
}

/** The request behind a state's hash, if it is still open; also one that has expired, so that one can say so. */
export function findRequest(world: ApplicationWorld, stateHash: string): OidcRequestState | undefined {
  return world.state.read().oidcRequests[stateHash];
}

/** Forgets a request: its answer came, and there is only one. */
export function forgetRequest(world: ApplicationWorld, stateHash: string): void {
  const present = world.state.read();
  world.state.write({ ...present, oidcRequests: withoutRecord(present.oidcRequests, stateHash) });
}
