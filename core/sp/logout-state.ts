import { keepRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import type { ApplicationSession } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

/** Logout messages that are remembered at the most: see the assertions that an application remembers. */
const REMEMBERED = 1000;

/** Whether a logout message was obeyed before. */
export function isLogoutConsumed(world: ApplicationWorld, issuer: string, id: string): boolean {
  return Object.hasOwn(world.state.read().consumedLogouts ?? {}, consumedKey(issuer, id));
}

/** Uses a logout message up, so that it does not work a second time. `end`: until when it could be brought. */
export function consumeLogout(world: ApplicationWorld, call: Call, issuer: string, id: string, end: number): void {
  const state = world.state.read();
  const unexpired = Object.entries(state.consumedLogouts ?? {}).filter(([, until]) => until > call.now);
  const remembered = Object.fromEntries(unexpired.slice(1 - REMEMBERED));
  world.state.write({ ...state, consumedLogouts: { ...remembered, [consumedKey(issuer, id)]: end } });
}

/** Ends every session that is meant, and gives them; their cookies are worth nothing from now on. */
export function endSessions(
  world: ApplicationWorld,
  isMeant: (session: ApplicationSession) => boolean,
): readonly ApplicationSession[] {
  const state = world.state.read();
  const entries = Object.entries(state.sessions);
  const ended = entries.filter(([, session]) => isMeant(session));
  if (ended.length === 0) return [];
  const sessions = Object.fromEntries(entries.filter((entry) => !ended.includes(entry)));
  world.state.write({ ...state, sessions });
  return ended.map(([, session]) => session);
}

/** A logout that takes longer than this is over, in milliseconds. */
const LOGOUT_MS = 10 * 60_000;

/** LogoutRequests under way that are kept at the most. */
const KEPT = 100;

/** Keeps a LogoutRequest, by its ID, until its answer comes. */
export function keepLogoutRequest(world: ApplicationWorld, call: Call, id: string): void {
  const state = world.state.read();
  const kept = { expiresAt: call.now + LOGOUT_MS };
  const logoutRequests = keepRecord(state.logoutRequests ?? {}, id, kept, call.now, [{ most: KEPT }]);
  world.state.write({ ...state, logoutRequests });
}

/** Whether a LogoutRequest of that ID waits for its answer. */
export function isLogoutAwaited(world: ApplicationWorld, { now }: Call, id: string): boolean {
  const requests = world.state.read().logoutRequests ?? {};
  const found = Object.hasOwn(requests, id) ? requests[id] : undefined;
  return found !== undefined && found.expiresAt > now;
}

/** Forgets a LogoutRequest: its answer came, and there is only one. */
export function forgetLogoutRequest(world: ApplicationWorld, id: string): void {
  const { logoutRequests = {}, ...state } = world.state.read();
  if (!Object.hasOwn(logoutRequests, id)) return;
  const { [id]: _answered, ...others } = logoutRequests;
  world.state.write({ ...state, logoutRequests: others });
}

/** A message's id is unique for its issuer only. */
function consumedKey(issuer: string, id: string): string {
  return `${issuer} ${id}`;
}
