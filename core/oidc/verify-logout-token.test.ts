import { createHmac, createPublicKey, type KeyObject } from "node:crypto";
import { CompactSign } from "jose";
import { describe, expect, test } from "vitest";
import { buildJwks } from "./jwks.ts";
import { buildLogoutTokenClaims, LOGOUT_EVENT, signLogoutToken } from "./logout-token.ts";
import { createTestKey } from "./test-keys.ts";
import { type LogoutTokenExpectations, verifyLogoutToken } from "./verify-logout-token.ts";

const key = createTestKey("k1", "RS256");
const stranger = createTestKey("k1", "RS256");
const jwks = buildJwks([key]);

const NOW = Date.parse("2026-03-02T09:00:00Z");
const IAT = NOW / 1000;

const expected: LogoutTokenExpectations = {
  algorithms: ["RS256", "ES256"],
  issuer: "https://idp.acme.test",
  clientId: "acme",
  clockSkewSeconds: 60,
  now: NOW,
  isConsumed: (id) => id === "seen",
  settingPath: "applications/desk/oidc",
};

const content = {
  issuer: "https://idp.acme.test",
  clientId: "acme",
  subject: "u1",
  sessionId: "_s1",
  id: "j1",
  now: NOW,
};
const good: Readonly<Record<string, unknown>> = { ...buildLogoutTokenClaims(content) };
const HEADER = { alg: "RS256", typ: "logout+jwt", kid: "k1" };

function sign(
  claims: unknown,
  header: { alg: string; [name: string]: unknown } = HEADER,
  by: KeyObject = key.privateKeyObject,
) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(by);
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(good).filter(([name]) => !names.includes(name)));

async function failureOf(token: string, changes: Partial<LogoutTokenExpectations> = {}) {
  const verdict = await verifyLogoutToken(token, jwks, { ...expected, ...changes });
  expect(verdict.order).toBeUndefined();
  const results = verdict.checks.map(({ result }) => result);
  const failedAt = results.indexOf("failed");
  expect(verdict.checks[failedAt]?.code).toBe(verdict.failure?.code);
  expect(results.slice(failedAt + 1).every((result) => result === "notReached")).toBe(true);
  return verdict.failure;
}

describe("a logout token", () => {
  test("that is as it should be passes every rule, in their order", async () => {
    const token = await signLogoutToken(buildLogoutTokenClaims(content), { ...key, privateKey: key.privateKeyObject });
    const { checks, order, failure } = await verifyLogoutToken(token, jwks, expected);
    expect(failure).toBeUndefined();
    expect(order).toEqual({
      issuer: "https://idp.acme.test",
      subject: "u1",
      sessionId: "_s1",
      id: "j1",
      expiresAt: NOW + 120_000,
    });
    expect(checks.map(({ code }) => code)).toEqual([
      "OIDC_LOGOUT_TOKEN",
      "OIDC_ALGORITHM",
      "OIDC_KEY",
      "OIDC_SIGNATURE",
      "OIDC_CLAIMS",
      "OIDC_LOGOUT_TYPE",
      "OIDC_LOGOUT_ISSUER",
      "OIDC_LOGOUT_AUDIENCE",
      "OIDC_LOGOUT_EXPIRED",
      "OIDC_LOGOUT_ISSUED_AT",
      "OIDC_LOGOUT_SUBJECT",
      "OIDC_LOGOUT_EVENT",
      "OIDC_LOGOUT_NONCE",
      "OIDC_LOGOUT_REPLAY",
    ]);
    expect(checks.every(({ result, spec }) => result === "passed" && spec !== "")).toBe(true);
  });

  test.each<[string, Record<string, unknown>, object]>([
    ["a sub alone", without("sid"), { subject: "u1" }],
    ["a sid alone", without("sub"), { sessionId: "_s1" }],
    ["several audiences", { ...good, aud: ["other", "acme"] }, { subject: "u1", sessionId: "_s1" }],
    ["other events beside it", { ...good, events: { [LOGOUT_EVENT]: {}, "urn:x": 1 } }, { subject: "u1" }],
    ["an exp within the clock skew", { ...good, exp: IAT - 59 }, { subject: "u1" }],
    ["claims that nobody knows", { ...good, tenant: "x" }, { subject: "u1" }],
  ])("with %s is obeyed", async (_, claims, order) => {
    expect((await verifyLogoutToken(await sign(claims), jwks, expected)).order).toMatchObject(order);
  });

  test.each([
    ["no typ", { alg: "RS256", kid: "k1" }],
    ["the typ JWT", { ...HEADER, typ: "JWT" }],
    ["the typ in full", { ...HEADER, typ: "application/logout+JWT" }],
  ])("with %s is obeyed", async (_, header) => {
    expect((await verifyLogoutToken(await sign(good, header), jwks, expected)).order).toBeDefined();
  });

  test.each<[string, string, Record<string, unknown>]>([
    ["another issuer", "OIDC_LOGOUT_ISSUER", { ...good, iss: "https://evil.test" }],
    ["no issuer", "OIDC_LOGOUT_ISSUER", without("iss")],
    ["another audience", "OIDC_LOGOUT_AUDIENCE", { ...good, aud: "other" }],
    ["no audience", "OIDC_LOGOUT_AUDIENCE", without("aud")],
    ["an exp that is past", "OIDC_LOGOUT_EXPIRED", { ...good, exp: IAT - 60 }],
    ["no exp", "OIDC_LOGOUT_EXPIRED", without("exp")],
    ["an exp that is no number", "OIDC_LOGOUT_EXPIRED", { ...good, exp: "soon" }],
    ["an iat in the future", "OIDC_LOGOUT_ISSUED_AT", { ...good, iat: IAT + 61 }],
    ["no iat", "OIDC_LOGOUT_ISSUED_AT", without("iat")],
    ["neither sub nor sid", "OIDC_LOGOUT_SUBJECT", without("sub", "sid")],
    ["a sub that is no text", "OIDC_LOGOUT_SUBJECT", { ...good, sub: 7 }],
    ["an empty sid", "OIDC_LOGOUT_SUBJECT", { ...good, sid: "" }],
    ["no events", "OIDC_LOGOUT_EVENT", without("events")],
    ["another event", "OIDC_LOGOUT_EVENT", { ...good, events: { "urn:x": {} } }],
    ["the event as true", "OIDC_LOGOUT_EVENT", { ...good, events: { [LOGOUT_EVENT]: true } }],
    ["events as a list", "OIDC_LOGOUT_EVENT", { ...good, events: [LOGOUT_EVENT] }],
    ["a nonce", "OIDC_LOGOUT_NONCE", { ...good, nonce: "n-1" }],
    ["an empty nonce", "OIDC_LOGOUT_NONCE", { ...good, nonce: null }],
    ["no jti", "OIDC_LOGOUT_REPLAY", without("jti")],
    ["a jti that was seen before", "OIDC_LOGOUT_REPLAY", { ...good, jti: "seen" }],
  ])("with %s is refused by %s", async (_, code, claims) => {
    expect(await failureOf(await sign(claims))).toMatchObject({ code, reason: expect.stringMatching(/\.$/) });
  });

  test.each<[string, string, () => Promise<string>]>([
    ["no token at all", "OIDC_LOGOUT_TOKEN", async () => "hello"],
    ["a crit", "OIDC_LOGOUT_TOKEN", async () => `${encode({ ...HEADER, crit: ["x"], x: 1 })}.${encode(good)}.x`],
    ["alg none", "OIDC_ALGORITHM", async () => `${encode({ alg: "none" })}.${encode(good)}.`],
    ["the public key as a secret", "OIDC_ALGORITHM", async () => symmetric()],
    ["a key that is not published", "OIDC_KEY", () => sign(good, { ...HEADER, kid: "k9" })],
    ["somebody else's signature", "OIDC_SIGNATURE", () => sign(good, HEADER, stranger.privateKeyObject)],
    ["claims that were changed", "OIDC_SIGNATURE", async () => altered(await sign(good))],
    ["a list as its payload", "OIDC_CLAIMS", () => sign([good])],
    ["the type of an access token", "OIDC_LOGOUT_TYPE", () => sign(good, { ...HEADER, typ: "at+jwt" })],
  ])("with %s is refused by %s", async (_, code, make) => {
    expect((await failureOf(await make()))?.code).toBe(code);
  });
});

function altered(token: string): string {
  const [header, , signature] = token.split(".");
  return `${header}.${encode({ ...good, sub: "u2" })}.${signature}`;
}

function symmetric(): string {
  const input = `${encode({ ...HEADER, alg: "HS256" })}.${encode(good)}`;
  const pem = createPublicKey(key.privateKeyObject).export({ format: "pem", type: "spki" });
  return `${input}.${createHmac("sha256", pem).update(input).digest("base64url")}`;
}
