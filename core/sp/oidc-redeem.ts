import type { Attributes } from "../attribute-value.ts";
import { formRequest, getRequest } from "../http/message.ts";
import type { VerifiedIdentity } from "../jit/identity.ts";
import { buildClientAuthentication } from "../oidc/client-authentication.ts";
import type { JsonObject } from "../oidc/json-object.ts";
import { personClaims } from "../oidc/person-claims.ts";
import type { OidcRelyingParty } from "../oidc/settings.ts";
import {
  parseTokenResponse,
  TOKEN_RESPONSE_RULES,
  type TokenResponse,
  USERINFO_RULES,
} from "../oidc/token-response.ts";
import { type IdTokenExpectations, type IdTokenVerdict, verifyIdToken } from "../oidc/verify-id-token.ts";
import type { Call } from "../party/party.ts";
import { checkRules, show } from "../trace/checklist.ts";
import { readKeysAgain, settingPath } from "./oidc-discovery.ts";
import { fetchJson } from "./oidc-fetch.ts";
import { type Login, recordChecks, type Stage, stageOf } from "./oidc-login.ts";
import type { OidcRequestState } from "./state.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** An answer that belongs to a login that was begun in this browser. */
export interface AcceptedAnswer {
  readonly code: string;
  readonly pending: OidcRequestState;
}

/** Who it is, and the verified ID token that says so. */
export interface Redeemed {
  readonly identity: VerifiedIdentity;
  readonly idToken: string;
}

/**
 * From a code to who it is: exchanges the code, verifies the ID token, and asks userinfo where that is set. The first
 * thing that is wrong ends it.
 */
export async function redeemAnswer(login: Login, { code, pending }: AcceptedAnswer): Promise<Stage<Redeemed>> {
  const tokens = await exchangeCode(login, code, pending);
  if (!tokens.ok) return tokens;
  const verified = await verifyToken(login, tokens.value, pending);
  if (!verified.ok) return verified;
  const more = login.settings.userinfo
    ? await askUserinfo(login, tokens.value, verified.value)
    : { ok: true as const, value: {} };
  if (!more.ok) return more;
  return { ok: true, value: { identity: buildIdentity(verified.value, more.value), idToken: tokens.value.idToken } };
}

/** Exchanges the code at the token endpoint (OpenID Connect Core, section 3.1.3.1). */
async function exchangeCode(
  { world, call, settings, provider }: Login,
  code: string,
  pending: OidcRequestState,
): Promise<Stage<TokenResponse>> {
  const { headers, fields } = buildClientAuthentication(settings);
  const form: [string, string][] = [
    ["grant_type", "authorization_code"],
    ["code", code],
    ["redirect_uri", settings.redirectUri],
    ...(pending.codeVerifier === undefined ? [] : [["code_verifier", pending.codeVerifier] satisfies [string, string]]),
    ...fields.map(([name, value]): [string, string] => [name, value]),
  ];
  const request = formRequest(provider.metadata.token_endpoint, form, { accept: "application/json", ...headers });
  const answer = await fetchJson(call, request);
  const verdict = checkRules(TOKEN_RESPONSE_RULES, answer, settingPath(world));
  recordChecks(
    world,
    call,
    "token response",
    `${world.application.name} reads the token response`,
    WHY_TOKENS,
    verdict,
  );
  return stageOf(verdict, parseTokenResponse(answer));
}

/** Verifies the ID token; where its key is not known, the keys are read again, once. */
async function verifyToken(
  { world, call, settings, provider }: Login,
  tokens: TokenResponse,
  pending: OidcRequestState,
): Promise<Stage<JsonObject>> {
  const expected = expectationsOf(world, call, settings, tokens, pending);
  const first = await verifyIdToken(tokens.idToken, provider.jwks, expected);
  const isUnknownKey = first.failure?.code === "OIDC_KEY";
  const title = `${world.application.name} verifies the ID token`;
  recordChecks(world, call, "ID token", title, WHY_ID_TOKEN, first, isUnknownKey ? WHY_AGAIN : undefined);
  const verdict = isUnknownKey
    ? await verifyAgain({ world, call, settings, provider }, tokens, expected, first)
    : first;
  const verified = stageOf(verdict, verdict.claims);
  if (verified.ok) noteWeakContext(world, call, settings, verified.value);
  return verified;
}

/** With the keys as they are now; where they cannot be read, the first verdict stands. */
async function verifyAgain(
  { world, call, provider }: Login,
  tokens: TokenResponse,
  expected: IdTokenExpectations,
  first: IdTokenVerdict,
): Promise<IdTokenVerdict> {
  const renewed = await readKeysAgain(world, call, provider);
  if (!renewed.ok) return first;
  const second = await verifyIdToken(tokens.idToken, renewed.provider.jwks, expected);
  recordChecks(world, call, "ID token", `${world.application.name} verifies the ID token again`, WHY_ID_TOKEN, second);
  return second;
}

function expectationsOf(
  world: ApplicationWorld,
  call: Call,
  settings: OidcRelyingParty,
  tokens: TokenResponse,
  pending: OidcRequestState,
): IdTokenExpectations {
  const { issuer, clientId, algorithms, clockSkewSeconds, maxAgeSeconds } = settings;
  return {
    issuer,
    clientId,
    algorithms,
    clockSkewSeconds,
    nonce: pending.nonce,
    accessToken: tokens.accessToken,
    now: call.now,
    settingPath: settingPath(world),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  };
}

/** Asks userinfo with the access token (OpenID Connect Core, section 5.3). */
async function askUserinfo(
  { world, call, provider }: Login,
  { accessToken }: TokenResponse,
  { sub }: JsonObject,
): Promise<Stage<JsonObject>> {
  const { userinfo_endpoint } = provider.metadata;
  const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
  const answer =
    userinfo_endpoint === undefined
      ? { status: 0, problem: "the provider's configuration names no userinfo_endpoint" }
      : await fetchJson(call, getRequest(userinfo_endpoint, headers));
  const verdict = checkRules(USERINFO_RULES, { ...answer, subject: String(sub) }, settingPath(world));
  recordChecks(world, call, "userinfo", `${world.application.name} checks what userinfo says`, WHY_USERINFO, verdict);
  return stageOf(verdict, answer.document);
}

/** Who it is, from verified bytes. */
function buildIdentity(idToken: JsonObject, userinfo: JsonObject): VerifiedIdentity {
  const claims = combineClaims(personClaims(idToken), personClaims(userinfo));
  const { email_verified } = claims;
  const { iss, sub, sid, acr } = idToken;
  return {
    protocol: "oidc",
    issuer: String(iss),
    subject: { value: String(sub), transient: false },
    claims,
    ...(typeof email_verified === "boolean" ? { emailVerified: email_verified } : {}),
    ...(typeof sid === "string" ? { sessionIndex: sid } : {}),
    ...(typeof acr === "string" ? { authnContext: acr } : {}),
  };
}

/**
 * What the ID token says goes before what userinfo says. `email_verified` is about the `email` of the same document
 * (OpenID Connect Core, section 5.1): that of the other one would vouch for an address that nobody verified.
 */
function combineClaims(idToken: Attributes, userinfo: Attributes): Attributes {
  return Object.hasOwn(idToken, "email")
    ? Object.assign({}, withoutEmailVerified(userinfo), idToken)
    : Object.assign({}, userinfo, withoutEmailVerified(idToken));
}

function withoutEmailVerified({ email_verified: _, ...claims }: Attributes): Attributes {
  return claims;
}

/** `acr_values` is a wish (OpenID Connect Core, section 3.1.2.1): one that was not met refuses nobody, but it is said. */
function noteWeakContext(
  world: ApplicationWorld,
  call: Call,
  { acrValues = [] }: OidcRelyingParty,
  { acr }: JsonObject,
): void {
  if (acrValues.length === 0 || acrValues.some((wanted) => wanted === acr)) return;
  call.record({
    kind: "notice",
    from: applicationActor(world),
    to: applicationActor(world),
    phase: "validate",
    status: "warning",
    title: "The sign-in was not as strong as was wished for",
    why: `${world.application.name} asked for ${acrValues.join(" or ")} and got ${show(acr)}. With acr_values that is a wish, so the login goes on.`,
  });
}

const WHY_TOKENS = "The application exchanged the code for tokens, without the browser in between.";
const WHY_ID_TOKEN =
  "The signature proves who made the token; the claims prove that it was made for this application, for this login, and just now.";
const WHY_AGAIN =
  "The keys that were kept do not fit: none of them is the one that the token names. The provider may have changed its keys, so they are read again before anybody is refused.";
const WHY_USERINFO = "Userinfo adds claims that the ID token does not carry, but only about the very same person.";
