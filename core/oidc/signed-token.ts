import type { KeyObject } from "node:crypto";
import { compactVerify, decodeProtectedHeader } from "jose";
import { type Finding, failed, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { type FoundKey, findVerificationKey, type JwkSet } from "./jwks.ts";
import type { IdTokenAlgorithm } from "./settings.ts";

/** A token longer than this is refused unread. */
const MAX_TOKEN_LENGTH = 128 * 1024;

/** What could be found out about a token before its claims are looked at. Each part needs the ones before it. */
export interface SignedToken {
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

/**
 * Reads a signed token as far as it can be: its header, the key that it names, the payload that the signature covers.
 * Never throws for what is in it.
 */
export async function readSignedToken(
  token: string,
  jwks: JwkSet,
  algorithms: readonly IdTokenAlgorithm[],
): Promise<SignedToken> {
  const start = { length: token.length, algorithms };
  if (!isCompact(token)) return start;
  const search: KeySearch = {};
  const verified = await compactVerify(token, (header) => pickKey(search, jwks, algorithms, header), {
    algorithms: [...algorithms],
  }).catch(() => undefined);
  // Refused before it came to the key: what the header says is still told.
  const { header = decodeHeader(token), key } = search;
  if (header === undefined) return start;
  if (key === undefined) return { header, ...start };
  if (verified === undefined) return { header, key, ...start };
  const { payload } = verified;
  const claims = decodeClaims(payload);
  return claims === undefined ? { header, key, payload, ...start } : { header, key, payload, claims, ...start };
}

/** What was found while a token was verified. */
interface KeySearch {
  header?: JsonObject;
  key?: FoundKey;
}

/** The key that the header names. It throws where there is none: that ends the verification. */
function pickKey(search: KeySearch, jwks: JwkSet, algorithms: readonly IdTokenAlgorithm[], header: unknown): KeyObject {
  if (!isJsonObject(header)) throw new TypeError("The header is no JSON object.");
  search.header = header;
  const algorithm = algorithms.find((allowed) => allowed === header.alg);
  if (algorithm === undefined) throw new TypeError("The algorithm is not allowed.");
  search.key = findVerificationKey(jwks, algorithm, header.kid);
  if (!search.key.found) throw new TypeError(search.key.why);
  return search.key.key;
}

/** Three parts in base64url; the last one may be empty, as `none` has it. */
function isCompact(token: string): boolean {
  return token.length <= MAX_TOKEN_LENGTH && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

function decodeHeader(token: string): JsonObject | undefined {
  try {
    const header: unknown = decodeProtectedHeader(token);
    return isJsonObject(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

/** Refuses what is no UTF-8. */
const UTF8 = new TextDecoder("utf-8", { fatal: true });

function decodeClaims(payload: Uint8Array): JsonObject | undefined {
  try {
    const claims: unknown = JSON.parse(UTF8.decode(payload));
    return isJsonObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The rules about a token before its claims are looked at. `what` it is called in sentences ("ID token"); `code` is that
 * of the first rule.
 */
export function buildTokenRules(what: string, code: string): readonly Rule<SignedToken>[] {
  return [
    {
      code,
      name: `The ${what} is a JWS in compact form`,
      spec: "RFC 7515 7.1",
      check: (token) => checkForm(what, token),
    },
    {
      code: "OIDC_ALGORITHM",
      name: "The signature algorithm is allowed",
      spec: "RFC 8725 3.1",
      setting: "algorithms",
      check: (token) => checkAlgorithm(what, token),
    },
    {
      code: "OIDC_KEY",
      name: "The issuer publishes the key",
      spec: "OIDC Core 10.1",
      check: (token) => checkKey(what, token),
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
          () => `The signature of the ${what} does not verify: it was changed on the way, or made by somebody else.`,
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
          () => `The ${what}'s payload is no JSON object.`,
        ),
    },
  ];
}

function checkForm(what: string, { header, length }: SignedToken): Finding {
  const expected = "three parts in base64url, the first a JSON object without crit";
  if (header === undefined) {
    const actual = length > MAX_TOKEN_LENGTH ? `${length} characters` : "its parts cannot be decoded";
    return failed(expected, actual, `The ${what} cannot be decoded.`);
  }
  const { crit } = header;
  return verdictOf(
    crit === undefined,
    expected,
    crit === undefined ? "as it should be" : `crit ${show(crit)}`,
    () => `The ${what} demands an extension that is not known here.`,
  );
}

function checkAlgorithm(what: string, { header, algorithms }: SignedToken): Finding {
  const allowed = algorithms.some((algorithm) => algorithm === header?.alg);
  const alg = show(header?.alg);
  return verdictOf(
    allowed,
    algorithms.join(" or "),
    alg,
    () => `The ${what} is signed with ${alg}; only ${algorithms.join(" and ")} may be used.`,
  );
}

function checkKey(what: string, { header, key }: SignedToken): Finding {
  const expected = `one key for ${show(header?.alg)} with the id ${show(header?.kid)}`;
  if (key?.found === true) return passed(expected, key.kid ?? "the only one");
  const why = key?.why ?? "none";
  return failed(expected, why, `The key ${show(header?.kid)} that signed the ${what} cannot be used: ${why}.`);
}
