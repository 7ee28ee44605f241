import { createPublicKey } from "node:crypto";
import { compactVerify } from "jose";
import { expect, test } from "vitest";
import { buildAtHash, buildIdTokenClaims, type IdTokenContent, signIdToken } from "./id-token.ts";
import { AUTHENTICATION_CONTEXT } from "./names.ts";
import { createTestKey } from "./test-keys.ts";

const content: IdTokenContent = {
  issuer: "https://idp.acme.test",
  subject: "u1",
  clientId: "acme",
  now: Date.parse("2026-03-02T09:00:00.900Z"),
  lifetimeSeconds: 300,
  authenticatedAt: Date.parse("2026-03-02T08:59:00Z"),
  methods: ["pwd"],
  sessionId: "_s1",
  nonce: "n-1",
  accessToken: "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y",
  claims: { email: "ada@acme.test", groups: ["Engineering"] },
};

test("has the protocol's claims and those about the person", () => {
  expect(buildIdTokenClaims(content)).toEqual({
    iss: "https://idp.acme.test",
    sub: "u1",
    aud: "acme",
    exp: 1772442300,
    iat: 1772442000,
    auth_time: 1772441940,
    nonce: "n-1",
    acr: AUTHENTICATION_CONTEXT.passwordProtectedTransport,
    amr: ["pwd"],
    sid: "_s1",
    at_hash: "77QmUPtjPfzWtF2AnpK9RQ",
    email: "ada@acme.test",
    groups: ["Engineering"],
  });
});

test("has no nonce where the request had none", () => {
  expect(buildIdTokenClaims({ ...content, nonce: undefined })).not.toHaveProperty("nonce");
});

test("says that several factors were used", () => {
  expect(buildIdTokenClaims({ ...content, methods: ["pwd", "otp", "mfa"] })).toMatchObject({
    acr: "https://refeds.org/profile/mfa",
    amr: ["pwd", "otp", "mfa"],
  });
});

test("a claim with a name of the protocol's own is overruled", () => {
  const claims = buildIdTokenClaims({ ...content, claims: { sub: "admin", aud: "other", exp: 9_999_999_999 } });
  expect(claims).toMatchObject({ sub: "u1", aud: "acme", exp: 1772442300 });
});

test("at_hash is the one of OpenID Connect Core, appendix A.3", () => {
  expect(buildAtHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")).toBe("77QmUPtjPfzWtF2AnpK9RQ");
});

test.each(["RS256", "ES256"] as const)("is signed with %s", async (algorithm) => {
  const key = createTestKey("k1", algorithm);
  const claims = buildIdTokenClaims(content);
  const token = await signIdToken(claims, { id: "k1", algorithm, privateKey: key.privateKeyObject });
  const verified = await compactVerify(token, createPublicKey(key.privateKey));
  expect(verified.protectedHeader).toEqual({ alg: algorithm, typ: "JWT", kid: "k1" });
  expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual(claims);
});

test("an RS256 token is the same each time, byte for byte", async () => {
  const key = createTestKey("k1", "RS256");
  const sign = () =>
    signIdToken(buildIdTokenClaims(content), { id: "k1", algorithm: "RS256", privateKey: key.privateKeyObject });
  expect(await sign()).toBe(await sign());
});
