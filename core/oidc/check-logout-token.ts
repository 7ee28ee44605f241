import { failed, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import { audiencesOf, isTime, showSkew, showTime } from "./claim-values.ts";
import { isJsonObject, type Json, type JsonObject, memberOf } from "./json-object.ts";
import { LOGOUT_EVENT, LOGOUT_TOKEN_TYPE } from "./logout-token.ts";
import type { SignedToken } from "./signed-token.ts";

/** What the relying party expects of the claims. */
export interface ExpectedLogoutClaims {
  readonly issuer: string;
  readonly clientId: string;
  readonly clockSkewSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether a token with this `jti` was accepted before. */
  readonly isConsumed: (id: string) => boolean;
}

/** The claims of a logout token whose signature was verified. */
export interface LogoutClaimsSubject {
  readonly claims: JsonObject;
  readonly expected: ExpectedLogoutClaims;
}

/** Longest `jti`, `sub` and `sid` that are looked at. */
const MAX_LENGTH = 255;

/** Tokens without a type of their own are taken: the specification recommends one, and does not demand it. */
const OTHER_TYPES: ReadonlySet<string> = new Set(["jwt"]);

/** Whether the token is of the right type. What another token could be mistaken for is refused by the claims as well. */
export const LOGOUT_TYPE_RULE: Rule<SignedToken> = {
  code: "OIDC_LOGOUT_TYPE",
  name: "The token is a logout token by its type",
  spec: "Back-Channel Logout 2.4",
  check({ header }) {
    const typ = header?.typ;
    if (typ === undefined) return passed(LOGOUT_TOKEN_TYPE, "absent, as is allowed");
    const name = typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : "";
    const reason = `The token is of the type ${show(typ)}: it is another kind of token, not a logout token.`;
    return verdictOf(name === LOGOUT_TOKEN_TYPE || OTHER_TYPES.has(name), LOGOUT_TOKEN_TYPE, show(typ), reason);
  },
};

/** Rules about the claims, in their order (OpenID Connect Back-Channel Logout, section 2.6). */
export const LOGOUT_CLAIM_RULES: readonly Rule<LogoutClaimsSubject>[] = [
  rule("OIDC_LOGOUT_ISSUER", "The issuer is the one that is trusted", "2.6 (4)", checkIssuer, "issuer"),
  rule("OIDC_LOGOUT_AUDIENCE", "The token is for this application", "2.6 (4)", checkAudience, "clientId"),
  rule("OIDC_LOGOUT_EXPIRED", "The token has not expired", "2.6 (4)", checkExpiry, "clockSkewSeconds"),
  rule("OIDC_LOGOUT_ISSUED_AT", "The token was made before now", "2.6 (4)", checkIssuedAt, "clockSkewSeconds"),
  rule("OIDC_LOGOUT_SUBJECT", "The token says who or which session ends", "2.6 (5)", checkSubject),
  rule("OIDC_LOGOUT_EVENT", "The token tells of a logout", "2.6 (6)", checkEvent),
  rule("OIDC_LOGOUT_NONCE", "The token has no nonce, so it is no ID token", "2.6 (7)", checkNoNonce),
  rule("OIDC_LOGOUT_REPLAY", "The token was not used before", "2.6 (8)", checkReplay),
];

function rule(
  code: string,
  name: string,
  section: string,
  check: Rule<LogoutClaimsSubject>["check"],
  setting?: string,
): Rule<LogoutClaimsSubject> {
  return { code, name, spec: `Back-Channel Logout ${section}`, check, ...(setting === undefined ? {} : { setting }) };
}

function checkIssuer({ claims: { iss }, expected: { issuer } }: LogoutClaimsSubject) {
  return verdictOf(
    iss === issuer,
    issuer,
    show(iss),
    `The logout token was issued by ${show(iss)}, but the application trusts ${issuer}.`,
  );
}

function checkAudience({ claims: { aud }, expected: { clientId } }: LogoutClaimsSubject) {
  return verdictOf(
    audiencesOf(aud).includes(clientId),
    clientId,
    show(aud),
    `The logout token is for ${show(aud)}, and this application is ${clientId}.`,
  );
}

function checkExpiry({ claims: { exp }, expected: { now, clockSkewSeconds } }: LogoutClaimsSubject) {
  const bound = `later than ${showTime(now / 1000)}${showSkew(clockSkewSeconds)}`;
  if (!isTime(exp)) return failed(bound, show(exp), "The logout token does not say when it expires.");
  return verdictOf(
    now < (exp + clockSkewSeconds) * 1000,
    bound,
    showTime(exp),
    `The logout token expired at ${showTime(exp)}; it is ${showTime(now / 1000)}.`,
  );
}

function checkIssuedAt({ claims: { iat }, expected: { now, clockSkewSeconds } }: LogoutClaimsSubject) {
  const bound = `not later than ${showTime(now / 1000)}${showSkew(clockSkewSeconds)}`;
  if (!isTime(iat)) return failed(bound, show(iat), "The logout token does not say when it was made.");
  return verdictOf(
    now >= (iat - clockSkewSeconds) * 1000,
    bound,
    showTime(iat),
    `The logout token was made at ${showTime(iat)}, in the future; it is ${showTime(now / 1000)}.`,
  );
}

function checkSubject({ claims: { sub, sid } }: LogoutClaimsSubject) {
  const expected = "a sub, a sid, or both, each a text";
  const actual = `sub ${show(sub)}, sid ${show(sid)}`;
  const present = [sub, sid].filter((value) => value !== undefined);
  if (present.length === 0)
    return failed(expected, actual, "The logout token has neither sub nor sid: it does not say whose session ends.");
  return verdictOf(present.every(isName), expected, actual, "The logout token's sub or sid is no text.");
}

function checkEvent({ claims: { events } }: LogoutClaimsSubject) {
  const expected = `events with ${LOGOUT_EVENT}, an object`;
  const event = isJsonObject(events) ? memberOf(events, LOGOUT_EVENT) : undefined;
  const reason = `The token's events are ${show(events)}: it tells of no logout.`;
  return verdictOf(isJsonObject(event), expected, show(events), reason);
}

/** Otherwise an ID token could be brought here by whoever has got hold of one. */
function checkNoNonce({ claims }: LogoutClaimsSubject) {
  const nonce = memberOf(claims, "nonce");
  const reason = "The token has a nonce, which no logout token may have: somebody brings an ID token in its place.";
  return verdictOf(nonce === undefined, "no nonce", nonce === undefined ? "none" : show(nonce), reason);
}

function checkReplay({ claims: { jti }, expected: { isConsumed } }: LogoutClaimsSubject) {
  const expected = "a jti that was not seen before";
  if (!isName(jti)) return failed(expected, show(jti), "The logout token has no jti by which it could be known again.");
  return isConsumed(jti)
    ? failed(expected, `${show(jti)}, used before`, "The logout token was used before: somebody brings it again.")
    : passed(expected, show(jti));
}

function isName(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_LENGTH;
}
