import { createChecklist, type Rule, type Verdict } from "../trace/checklist.ts";
import { CLAIM_RULES, type ExpectedClaims } from "./check-id-token-claims.ts";
import type { JsonObject } from "./json-object.ts";
import type { JwkSet } from "./jwks.ts";
import type { IdTokenAlgorithm } from "./settings.ts";
import { buildTokenRules, readSignedToken, type SignedToken } from "./signed-token.ts";

/** What the relying party expects of an ID token. */
export interface IdTokenExpectations extends ExpectedClaims {
  /** Allow-list. */
  readonly algorithms: readonly IdTokenAlgorithm[];
  /** Where the relying party's settings stand in the workspace. */
  readonly settingPath: string;
}

/** What came out: every check in its order, and the claims where all of them passed. */
export interface IdTokenVerdict extends Verdict {
  readonly claims?: JsonObject;
}

/**
 * Verifies an ID token (OpenID Connect Core, section 3.1.3.7; RFC 8725): its form, its algorithm, the key, the signature,
 * and only then, on the very bytes that were signed, its claims. The time is the caller's, never the machine's.
 */
export async function verifyIdToken(
  idToken: string,
  jwks: JwkSet,
  expected: IdTokenExpectations,
): Promise<IdTokenVerdict> {
  const token = await readSignedToken(idToken, jwks, expected.algorithms);
  const { claims } = token;
  const list = createChecklist(ALL_RULES, expected.settingPath);
  const isVerified = list.carryOut(TOKEN_RULES, token);
  if (!isVerified || claims === undefined || !list.carryOut(CLAIM_RULES, { claims, expected })) return list.verdict();
  return { claims, ...list.verdict() };
}

const TOKEN_RULES: readonly Rule<SignedToken>[] = buildTokenRules("ID token", "OIDC_ID_TOKEN");
const ALL_RULES = [...TOKEN_RULES, ...CLAIM_RULES];
