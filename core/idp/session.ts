import { findUserById } from "../directory/directory.ts";
import { buildCookie, buildExpiredCookie } from "../http/cookie.ts";
import { cookiesOf, type HttpRequest } from "../http/message.ts";
import { keepRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { messageId, randomToken, secretHash } from "../random.ts";
import type { AuthenticationMethod, IdpSession } from "./state.ts";
import type { Authenticated, IdentityProviderWorld } from "./world.ts";

const SESSION_COOKIE = "rehearsal_idp";

/** Forgets the cookie of a session that is over. */
export const SESSION_OVER = buildExpiredCookie(SESSION_COOKIE, "Lax");

/** Sessions kept for each person at the most: an eleventh browser signs the first one out. */
const SESSIONS_PER_PERSON = 10;

/** The session that the browser's cookie stands for: open, not expired, of a person who still may sign in. */
export function findSession(world: IdentityProviderWorld, call: Call, request: HttpRequest): Authenticated | undefined {
  const cookie = cookiesOf(request).get(SESSION_COOKIE);
  const session = cookie === undefined ? undefined : world.state.read().sessions[secretHash(cookie)];
  if (session === undefined || session.expiresAt <= call.now) return undefined;
  const user = findUserById(world.directory, session.user);
  if (user === undefined || !user.active || user.suspended === true) return undefined;
  return { user, sessionIndex: session.index, authenticatedAt: session.authenticatedAt, methods: session.methods };
}

/** Opens a session for the person. The cookie is the only place where its secret is. */
export function openSession(
  world: IdentityProviderWorld,
  call: Call,
  by: Pick<Authenticated, "user" | "methods">,
): { readonly authenticated: Authenticated; readonly setCookie: string } {
  const token = randomToken(call.random);
  const session: IdpSession = {
    user: by.user.id,
    index: messageId(call.random),
    authenticatedAt: call.now,
    methods: [...by.methods],
    expiresAt: call.now + world.provider.signOnPolicy.sessionMinutes * 60_000,
  };
  const state = world.state.read();
  const limit = { most: SESSIONS_PER_PERSON, belongs: (open: IdpSession) => open.user === by.user.id };
  const sessions = keepRecord(state.sessions, secretHash(token), session, call.now, [limit]);
  world.state.write({ ...state, sessions });
  return {
    authenticated: { user: by.user, sessionIndex: session.index, authenticatedAt: call.now, methods: session.methods },
    setCookie: buildCookie(SESSION_COOKIE, token, "Lax"),
  };
}

/** Tells whether the methods amount to more than one factor (RFC 8176, `mfa`). */
export function isMultiFactor(methods: readonly AuthenticationMethod[]): boolean {
  return methods.includes("mfa");
}
