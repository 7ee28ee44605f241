import { failed, notApplicable, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { audiencesOf, isTime, showSkew, showTime } from "./claim-values.ts";
import { buildAtHash } from "./id-token.ts";
import type { JsonObject } from "./json-object.ts";

/** What the relying party expects of the claims. */
export interface ExpectedClaims {
  readonly issuer: string;
  readonly clientId: string;
  /** Of the request. */
  readonly nonce: string;
  /** The access token that came beside the ID token. */
  readonly accessToken: string;
  /** Of the request: how old the authentication may be. */
  readonly maxAgeSeconds?: number;
  readonly clockSkewSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The claims of an ID token whose signature was verified. */
export interface ClaimsSubject {
  readonly claims: JsonObject;
  readonly expected: ExpectedClaims;
}

/** An ID token that was made longer ago than this has no business in a login that takes seconds. */
const MAX_TOKEN_AGE_SECONDS = 600;

/** `sub` is at most 255 ASCII characters (OpenID Connect Core, section 2). */
const MAX_SUBJECT_LENGTH = 255;

/** Rules about the claims, in their order (OpenID Connect Core, section 3.1.3.7). */
export const CLAIM_RULES: readonly Rule<ClaimsSubject>[] = [
  rule("OIDC_ISSUER", "The issuer is the one that was asked", "OIDC Core 3.1.3.7 (2)", checkIssuer, "issuer"),
  rule("OIDC_SUBJECT", "The token says who signed in", "OIDC Core 2", checkSubject),
  rule("OIDC_AUDIENCE", "The token is for this application", "OIDC Core 3.1.3.7 (3)", checkAudience, "clientId"),
  rule(
    "OIDC_AZP",
    "The token was issued to this application",
    "OIDC Core 3.1.3.7 (4), (5)",
    checkAuthorizedParty,
    "clientId",
  ),
  rule("OIDC_EXPIRED", "The token has not expired", "OIDC Core 3.1.3.7 (9)", checkExpiry, "clockSkewSeconds"),
  rule("OIDC_NOT_BEFORE", "The token is valid already", "RFC 7519 4.1.5", checkNotBefore, "clockSkewSeconds"),
  rule("OIDC_ISSUED_AT", "The token was made just now", "OIDC Core 3.1.3.7 (10)", checkIssuedAt, "clockSkewSeconds"),
  rule("OIDC_NONCE", "The token answers this very request", "OIDC Core 3.1.3.7 (11)", checkNonce),
  rule("OIDC_AT_HASH", "The access token belongs to it", "OIDC Core 3.1.3.8", checkAccessTokenHash),
  rule(
    "OIDC_AUTH_TIME",
    "The person signed in recently enough",
    "OIDC Core 3.1.3.7 (13)",
    checkAuthenticationTime,
    "maxAgeSeconds",
  ),
];

function rule(
  code: string,
  name: string,
  spec: string,
  check: Rule<ClaimsSubject>["check"],
  setting?: string,
): Rule<ClaimsSubject> {
  return { code, name, spec, check, ...(setting === undefined ? {} : { setting }) };
}

function checkIssuer({ claims, expected }: ClaimsSubject) {
  const { iss } = claims;
  return verdictOf(
    iss === expected.issuer,
    expected.issuer,
    show(iss),
    () => `The ID token was issued by ${show(iss)}, but ${expected.issuer} was asked.`,
  );
}

function checkSubject({ claims: { sub } }: ClaimsSubject) {
  const usable = typeof sub === "string" && sub !== "" && sub.length <= MAX_SUBJECT_LENGTH;
  return verdictOf(
    usable,
    `a text of 1 to ${MAX_SUBJECT_LENGTH} characters`,
    show(sub),
    () => `The ID token's sub is ${show(sub)}: it does not say who signed in.`,
  );
}

function checkAudience({ claims: { aud }, expected: { clientId } }: ClaimsSubject) {
  const holds = audiencesOf(aud).includes(clientId);
  return verdictOf(
    holds,
    clientId,
    show(aud),
    () => `The ID token is for ${show(aud)}, and this application is ${clientId}.`,
  );
}

function checkAuthorizedParty({ claims: { aud, azp }, expected: { clientId } }: ClaimsSubject) {
  const several = audiencesOf(aud).length > 1;
  if (azp === undefined && !several) return notApplicable(clientId, "absent, and there is one audience only");
  const reason =
    azp === undefined
      ? "The ID token has several audiences and does not say which of them it was issued to."
      : `The ID token was issued to ${show(azp)}, and this application is ${clientId}.`;
  return verdictOf(azp === clientId, clientId, show(azp), reason);
}

function checkExpiry({ claims: { exp }, expected: { now, clockSkewSeconds } }: ClaimsSubject) {
  const bound = `later than ${showTime(now / 1000)}${showSkew(clockSkewSeconds)}`;
  if (!isTime(exp)) return failed(bound, show(exp), "The ID token does not say when it expires.");
  const holds = now < (exp + clockSkewSeconds) * 1000;
  return verdictOf(
    holds,
    bound,
    showTime(exp),
    () => `The ID token expired at ${showTime(exp)}; it is ${showTime(now / 1000)}.`,
  );
}

function checkNotBefore({ claims: { nbf }, expected: { now, clockSkewSeconds } }: ClaimsSubject) {
  const bound = `not later than ${showTime(now / 1000)}${showSkew(clockSkewSeconds)}`;
  if (nbf === undefined) return notApplicable(bound, "absent");
  if (!isTime(nbf)) return failed(bound, show(nbf), `The ID token's nbf is ${show(nbf)}, which is no time.`);
  const holds = now >= (nbf - clockSkewSeconds) * 1000;
  return verdictOf(
    holds,
    bound,
    showTime(nbf),
    () => `The ID token is not valid before ${showTime(nbf)}; it is ${showTime(now / 1000)}.`,
  );
}

function checkIssuedAt({ claims: { iat }, expected: { now, clockSkewSeconds } }: ClaimsSubject) {
  const bound = `within ${MAX_TOKEN_AGE_SECONDS / 60} minutes before ${showTime(now / 1000)}${showSkew(clockSkewSeconds)}`;
  if (!isTime(iat)) return failed(bound, show(iat), "The ID token does not say when it was made.");
  const notFuture = now >= (iat - clockSkewSeconds) * 1000;
  const notOld = now <= (iat + MAX_TOKEN_AGE_SECONDS + clockSkewSeconds) * 1000;
  const trouble = notFuture ? "too long ago" : "in the future";
  return verdictOf(
    notFuture && notOld,
    bound,
    showTime(iat),
    () => `The ID token was made at ${showTime(iat)}, ${trouble}; it is ${showTime(now / 1000)}.`,
  );
}

function checkNonce({ claims: { nonce }, expected }: ClaimsSubject) {
  const wanted = "the nonce of the request";
  if (nonce === expected.nonce) return passed(wanted, "the same");
  return nonce === undefined
    ? failed(wanted, "(absent)", "The ID token has no nonce, so that nothing ties it to this login.")
    : failed(wanted, "another one", "The ID token's nonce is not the one of this login: it was made for another.");
}

function checkAccessTokenHash({ claims: { at_hash }, expected: { accessToken } }: ClaimsSubject) {
  const wanted = "the left half of the access token's SHA-256";
  if (at_hash === undefined) return notApplicable(wanted, "absent");
  return verdictOf(
    at_hash === buildAtHash(accessToken),
    wanted,
    show(at_hash),
    "The access token is not the one that the ID token was issued with.",
  );
}

function checkAuthenticationTime({ claims: { auth_time }, expected }: ClaimsSubject) {
  const { maxAgeSeconds, now, clockSkewSeconds } = expected;
  if (maxAgeSeconds === undefined) return notApplicable("any time", "the request set no max_age");
  const bound = `at most ${maxAgeSeconds} seconds before ${showTime(now / 1000)}${showSkew(clockSkewSeconds)}`;
  if (!isTime(auth_time))
    return failed(
      bound,
      show(auth_time),
      "The request set a max_age, but the ID token does not say when the person signed in.",
    );
  const holds = now <= (auth_time + maxAgeSeconds + clockSkewSeconds) * 1000;
  return holds
    ? passed(bound, showTime(auth_time))
    : failed(
        bound,
        showTime(auth_time),
        `The person signed in at ${showTime(auth_time)}, longer ago than the ${maxAgeSeconds} seconds that max_age allows.`,
      );
}
