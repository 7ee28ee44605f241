import { compactVerify, decodeProtectedHeader } from "jose";
import { createChecklist, failed, passed, type Rule, show, type Verdict, verdictOf } from "../trace/checklist.ts";
import { CLAIM_RULES, type ExpectedClaims } from "./check-id-token-claims.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { type FoundKey, findVerificationKey, type JwkSet } from "./jwks.ts";
import type { IdTokenAlgorithm } from "./settings.ts";

/** An ID token longer than this is refused unread. */
export const MAX_ID_TOKEN_LENGTH = 128 * 1024;

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
  const evidence = await gatherEvidence(idToken, jwks, expected.algorithms);
  const { claims } = evidence;
  const list = createChecklist([...TOKEN_RULES, ...CLAIM_RULES], expected.settingPath);
  const isVerified = list.carryOut(TOKEN_RULES, evidence);
  if (!isVerified || claims === undefined || !list.carryOut(CLAIM_RULES, { claims, expected })) return list.verdict();
  return { claims, ...list.verdict() };
}

/** What could be found out about a token before its claims are looked at. Each part needs the ones before it. */
interface Evidence {
  readonly length: number;
  readonly algorithms: readonly IdTokenAlgorithm[];
  /** Not trusted: it says which key to try. */
  readonly header?: JsonObject;
  readonly key?: FoundKey;
  /** The payload's bytes, once the signature over them was verified. */
  readonly payload?: Uint8Array;
  /** The verified payload as JSON. */
  readonly claims?: JsonObject;
}

async function gatherEvidence(
  idToken: string,
  jwks: JwkSet,
  algorithms: readonly IdTokenAlgorithm[],
): Promise<Evidence> {
  const start = { length: idToken.length, algorithms };
  const header = decodeHeader(idToken);
  const algorithm = algorithms.find((allowed) => allowed === header?.alg);
  if (header === undefined || algorithm === undefined) return header === undefined ? start : { ...start, header };
  const key = findVerificationKey(jwks, algorithm, header.kid);
  if (!key.found) return { ...start, header, key };
  const payload = await compactVerify(idToken, key.key, { algorithms: [algorithm] }).then(
    (verified) => verified.payload,
    () => undefined,
  );
  if (payload === undefined) return { ...start, header, key };
  const claims = decodeClaims(payload);
  return { header, key, payload, ...start, ...(claims === undefined ? {} : { claims }) };
}

/** The header of a compact JWS whose three parts are base64url; the last one may be empty, as `none` has it. */
function decodeHeader(idToken: string): JsonObject | undefined {
  if (idToken.length > MAX_ID_TOKEN_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(idToken)) return undefined;
  try {
    const header: unknown = decodeProtectedHeader(idToken);
    return isJsonObject(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

function decodeClaims(payload: Uint8Array): JsonObject | undefined {
  try {
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

const TOKEN_RULES: readonly Rule<Evidence>[] = [
  {
    code: "OIDC_ID_TOKEN",
    name: "The ID token is a JWS in compact form",
    spec: "RFC 7515 7.1",
    check({ header, length }) {
      const expected = "three parts in base64url, the first a JSON object without crit";
      if (header === undefined) {
        const actual = length > MAX_ID_TOKEN_LENGTH ? `${length} characters` : "its parts cannot be decoded";
        return failed(expected, actual, "The ID token cannot be decoded.");
      }
      const { crit } = header;
      return verdictOf(
        crit === undefined,
        expected,
        crit === undefined ? "as it should be" : `crit ${show(crit)}`,
        "The ID token demands an extension that is not known here.",
      );
    },
  },
  {
    code: "OIDC_ALGORITHM",
    name: "The signature algorithm is allowed",
    spec: "RFC 8725 3.1",
    setting: "algorithms",
    check({ header, algorithms }) {
      const allowed = algorithms.some((algorithm) => algorithm === header?.alg);
      const alg = show(header?.alg);
      return verdictOf(
        allowed,
        algorithms.join(" or "),
        alg,
        `The ID token is signed with ${alg}; only ${algorithms.join(" and ")} may be used.`,
      );
    },
  },
  {
    code: "OIDC_KEY",
    name: "The issuer publishes the key",
    spec: "OIDC Core 10.1",
    check({ header, key }) {
      const expected = `one key for ${show(header?.alg)} with the id ${show(header?.kid)}`;
      if (key?.found === true) return passed(expected, key.kid ?? "the only one");
      const why = key?.why ?? "none";
      return failed(expected, why, `The key ${show(header?.kid)} that signed the ID token cannot be used: ${why}.`);
    },
  },
  {
    code: "OIDC_SIGNATURE",
    name: "The signature is the issuer's",
    spec: "OIDC Core 3.1.3.7 (6)",
    check: ({ payload }) =>
      verdictOf(
        payload !== undefined,
        "a signature that verifies with that key",
        payload === undefined ? "it does not verify" : "it verifies",
        "The signature of the ID token does not verify: it was changed on the way, or made by somebody else.",
      ),
  },
  {
    code: "OIDC_CLAIMS",
    name: "What was signed is a JSON object",
    spec: "RFC 7519 7.2",
    check: ({ claims }) =>
      verdictOf(
        claims !== undefined,
        "a JSON object",
        claims === undefined ? "something else" : "a JSON object",
        "The ID token's payload is no JSON object.",
      ),
  },
];
