import { createChecklist, type Rule, type Verdict } from "../trace/checklist.ts";
import { type ExpectedLogoutClaims, LOGOUT_CLAIM_RULES, LOGOUT_TYPE_RULE } from "./check-logout-token.ts";
import type { JsonObject } from "./json-object.ts";
import type { JwkSet } from "./jwks.ts";
import type { IdTokenAlgorithm } from "./settings.ts";
import { buildTokenRules, readSignedToken, type SignedToken } from "./signed-token.ts";

/** What the relying party expects of a logout token. */
export interface LogoutTokenExpectations extends ExpectedLogoutClaims {
  /** Allow-list. */
  readonly algorithms: readonly IdTokenAlgorithm[];
  /** Where the relying party's settings stand in the workspace. */
  readonly settingPath: string;
}

/** What a verified logout token asks for: the end of one session, or of all that a person has. */
export interface LogoutOrder {
  readonly issuer: string;
  readonly subject?: string;
  readonly sessionId?: string;
  /** `jti`. */
  readonly id: string;
  /** Until when it could be brought again: `exp`, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What came out: every check in its order, and the order where all of them passed. */
export interface LogoutTokenVerdict extends Verdict {
  readonly order?: LogoutOrder;
}

/**
 * Verifies a logout token (OpenID Connect Back-Channel Logout, section 2.6): its form, its algorithm, the key, the
 * signature, and only then, on the very bytes that were signed, its claims. The time is the caller's.
 */
export async function verifyLogoutToken(
  logoutToken: string,
  jwks: JwkSet,
  expected: LogoutTokenExpectations,
): Promise<LogoutTokenVerdict> {
  const token = await readSignedToken(logoutToken, jwks, expected.algorithms);
  const { claims } = token;
  const list = createChecklist([...TOKEN_RULES, ...LOGOUT_CLAIM_RULES], expected.settingPath);
  const isVerified = list.carryOut(TOKEN_RULES, token);
  if (!isVerified || claims === undefined || !list.carryOut(LOGOUT_CLAIM_RULES, { claims, expected })) {
    return list.verdict();
  }
  return { order: readOrder(claims), ...list.verdict() };
}

const TOKEN_RULES: readonly Rule<SignedToken>[] = [
  ...buildTokenRules("logout token", "OIDC_LOGOUT_TOKEN"),
  LOGOUT_TYPE_RULE,
];

/** From claims that passed their checks. */
function readOrder({ iss, sub, sid, jti, exp }: JsonObject): LogoutOrder {
  return {
    issuer: String(iss),
    id: String(jti),
    expiresAt: Number(exp) * 1000,
    ...(typeof sub === "string" ? { subject: sub } : {}),
    ...(typeof sid === "string" ? { sessionId: sid } : {}),
  };
}
