import { buildCookie, buildExpiredCookie } from "../http/cookie.ts";
import { cookiesOf, type HttpRequest } from "../http/message.ts";
import { keepRecord, withoutRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { randomToken, secretHash } from "../random.ts";
import { isSameSecret } from "../secret.ts";
import type { SignInTransaction } from "./state.ts";
import type { IdentityProviderWorld } from "./world.ts";

const TRANSACTION_COOKIE = "rehearsal_signin";
const TRANSACTION_MINUTES = 10;

/** Sign-ins under way that are kept at the most; the oldest is given up for one more. */
const KEPT = 500;

/** Forgets the cookie of a sign-in that is over. */
export const TRANSACTION_OVER = buildExpiredCookie(TRANSACTION_COOKIE, "Strict");

/**
 * Begins a sign-in. The same secret goes into a cookie and into the form: a page of another site can neither read nor
 * send it, so nobody can be signed in as somebody else behind their back (login CSRF).
 */
export function beginTransaction(
  world: IdentityProviderWorld,
  call: Call,
  transaction: Omit<SignInTransaction, "expiresAt">,
): { readonly secret: string; readonly setCookie: string } {
  const secret = randomToken(call.random);
  keepTransaction(world, call, secret, { expiresAt: call.now + TRANSACTION_MINUTES * 60_000, ...transaction });
  return { secret, setCookie: buildCookie(TRANSACTION_COOKIE, secret, "Strict") };
}

/** Replaces what is known of a sign-in under way, and drops those that have expired. */
export function keepTransaction(
  world: IdentityProviderWorld,
  call: Call,
  secret: string,
  transaction: SignInTransaction,
): void {
  const state = world.state.read();
  const key = secretHash(secret);
  const others = withoutRecord(state.transactions, key);
  const transactions = keepRecord(others, key, transaction, call.now, [{ most: KEPT }]);
  world.state.write({ ...state, transactions });
}

/** The sign-in that a posted form belongs to: form and cookie must agree, and it must not have expired. */
export function findTransaction(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
  form: URLSearchParams,
): { readonly secret: string; readonly transaction: SignInTransaction } | undefined {
  const secret = cookiesOf(request).get(TRANSACTION_COOKIE) ?? "";
  if (!isSameSecret(secret, form.get("transaction") ?? "")) return undefined;
  const transaction = world.state.read().transactions[secretHash(secret)];
  if (transaction === undefined || transaction.expiresAt <= call.now) return undefined;
  return { secret, transaction };
}

/** Ends a sign-in: its secret is worth nothing from now on. */
export function endTransaction(world: IdentityProviderWorld, secret: string): void {
  const state = world.state.read();
  world.state.write({ ...state, transactions: withoutRecord(state.transactions, secretHash(secret)) });
}
