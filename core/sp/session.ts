import type { Account } from "../accounts/account.ts";
import { buildCookie, buildExpiredCookie } from "../http/cookie.ts";
import { cookiesOf, type HttpRequest } from "../http/message.ts";
import type { VerifiedIdentity } from "../jit/identity.ts";
import { keepRecord, withoutRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { randomToken, secretHash } from "../random.ts";
import type { ApplicationSession } from "./state.ts";
import type { ApplicationWorld } from "./world.ts";

const SESSION_COOKIE = "rehearsal_session";

/** Sessions kept for each account at the most: an eleventh browser signs the first one out. */
const SESSIONS_PER_ACCOUNT = 10;

/** Who is signed in, as the application sees it. */
export interface SignedIn {
  readonly session: ApplicationSession;
  readonly account: Account;
}

/** What a session keeps so that the identity provider knows which one is meant when it is to end there too. */
export type LogoutReminders = Pick<ApplicationSession, "nameId" | "idToken">;

/** The session that the browser's cookie stands for: open, not expired, of an account that is still active. */
export function findSession(world: ApplicationWorld, call: Call, request: HttpRequest): SignedIn | undefined {
  const cookie = cookiesOf(request).get(SESSION_COOKIE);
  const session = cookie === undefined ? undefined : world.state.read().sessions[secretHash(cookie)];
  if (session === undefined || session.expiresAt <= call.now) return undefined;
  const account = world.accounts.read().find(({ id }) => id === session.account);
  return account?.active === true ? { session, account } : undefined;
}

/**
 * Opens a session for the account and gives the cookie to set. It ends after the application's own time, or earlier
 * where the identity provider said so (SessionNotOnOrAfter). `reminders`: what it is ended with at the identity provider.
 */
export function openSession(
  world: ApplicationWorld,
  call: Call,
  account: Account,
  identity: VerifiedIdentity,
  reminders: LogoutReminders = {},
): string {
  const ownEnd = ownEndOf(world, call);
  return keepSession(world, call, {
    account: account.id,
    protocol: identity.protocol,
    issuer: identity.issuer,
    subject: identity.subject.value,
    ...(identity.sessionIndex === undefined ? {} : { sessionIndex: identity.sessionIndex }),
    createdAt: call.now,
    expiresAt: Math.min(ownEnd, identity.sessionNotOnOrAfter ?? ownEnd),
    ...reminders,
  });
}

/** The same for somebody whom the application itself let in. */
export function openLocalSession(world: ApplicationWorld, call: Call, account: Account): string {
  const { origin } = world.application;
  const expiresAt = ownEndOf(world, call);
  const who = { protocol: "local", issuer: origin, subject: account.userName } as const;
  return keepSession(world, call, { account: account.id, ...who, createdAt: call.now, expiresAt });
}

function ownEndOf({ application }: ApplicationWorld, { now }: Call): number {
  return now + application.sessionMinutes * 60_000;
}

function keepSession(world: ApplicationWorld, call: Call, session: ApplicationSession): string {
  const token = randomToken(call.random);
  const state = world.state.read();
  const limit = { most: SESSIONS_PER_ACCOUNT, belongs: (open: ApplicationSession) => open.account === session.account };
  const sessions = keepRecord(state.sessions, secretHash(token), session, call.now, [limit]);
  world.state.write({ ...state, sessions });
  return buildCookie(SESSION_COOKIE, token, "Lax");
}

/** Ends the browser's session, if there is one, and gives the cookie that makes the browser forget. */
export function closeSession(world: ApplicationWorld, request: HttpRequest): string {
  const cookie = cookiesOf(request).get(SESSION_COOKIE);
  const state = world.state.read();
  world.state.write({ ...state, sessions: withoutRecord(state.sessions, secretHash(cookie ?? "")) });
  return buildExpiredCookie(SESSION_COOKIE, "Lax");
}
