import { keepRecord, type Limit } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import { randomToken, secretHash } from "../random.ts";
import type { AccessToken, AuthorizationCode } from "./state.ts";
import type { IdentityProviderWorld } from "./world.ts";

/**
 * Authorization codes and access tokens. Each is a secret that only the client holds; the provider knows its hash, by
 * which it is found again. Whatever has expired is dropped with every write, and so are the oldest beyond two limits: a
 * simulated clock may stand still through thousands of logins, and nothing would expire.
 */

/** Codes, or tokens, of one person at one application: a sixth browser ends what the first one had. */
const KEPT_PER_PERSON = 5;

/** Codes, or tokens, of everybody. */
const KEPT = 500;

function limitsFor<Item>(belongs: (item: Item) => boolean): readonly Limit<Item>[] {
  return [{ most: KEPT_PER_PERSON, belongs }, { most: KEPT }];
}

/** Keeps a new code and gives it. */
export function issueCode(
  world: IdentityProviderWorld,
  call: Call,
  grant: Omit<AuthorizationCode, "used" | "expiresAt">,
  lifetimeSeconds: number,
): string {
  const code = randomToken(call.random);
  const issued: AuthorizationCode = { used: false, expiresAt: call.now + lifetimeSeconds * 1000, ...grant };
  const state = world.state.read();
  const isOfSame = ({ user, request }: AuthorizationCode) =>
    user === grant.user && request.application === grant.request.application;
  world.state.write({
    ...state,
    codes: keepRecord(state.codes, secretHash(code), issued, call.now, limitsFor(isOfSame)),
  });
  return code;
}

/** The grant behind a code's hash; also one that was used or has expired, so that one can say so. */
export function findGrant(world: IdentityProviderWorld, codeHash: string): AuthorizationCode | undefined {
  return world.state.read().codes[codeHash];
}

/** Exchanges a code for an access token: the code is spent, the token is kept and given. */
export function redeemCode(
  world: IdentityProviderWorld,
  call: Call,
  codeHash: string,
  grant: AuthorizationCode,
  lifetimeSeconds: number,
): string {
  const token = randomToken(call.random);
  const { application, scopes } = grant.request;
  const expiresAt = call.now + lifetimeSeconds * 1000;
  const issued: AccessToken = { application, user: grant.user, scopes, code: codeHash, expiresAt };
  const spent: AuthorizationCode = { ...grant, used: true };
  const state = world.state.read();
  const isOfSame = (other: AccessToken) => other.user === grant.user && other.application === application;
  world.state.write({
    ...state,
    codes: { ...state.codes, [codeHash]: spent },
    accessTokens: keepRecord(state.accessTokens, secretHash(token), issued, call.now, limitsFor(isOfSame)),
  });
  return token;
}

/**
 * Takes back every token that came from a code: somebody else has seen it (RFC 6749, section 4.1.2). That holds for as
 * long as the code is remembered: once it has expired, the next code issued drops it, and a replay is refused like any code
 * that never was, while the tokens live on to their own end. Whoever replays it so late gets nothing.
 */
export function revokeTokensOf(world: IdentityProviderWorld, codeHash: string): void {
  const state = world.state.read();
  const kept = Object.entries(state.accessTokens).filter(([, token]) => token.code !== codeHash);
  world.state.write({ ...state, accessTokens: Object.fromEntries(kept) });
}

/** What an access token stands for, if it is known and has not expired. */
export function findAccessToken(world: IdentityProviderWorld, call: Call, token: string): AccessToken | undefined {
  const found = world.state.read().accessTokens[secretHash(token)];
  return found === undefined || found.expiresAt <= call.now ? undefined : found;
}
