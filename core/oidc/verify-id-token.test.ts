import { createHmac, createPublicKey, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { CompactSign } from "jose";
import { describe, expect, test } from "vitest";
import { buildAtHash } from "./id-token.ts";
import { buildJwks } from "./jwks.ts";
import { createTestKey } from "./test-keys.ts";
import { type IdTokenExpectations, verifyIdToken } from "./verify-id-token.ts";

const key = createTestKey("k1", "RS256");
const stranger = createTestKey("k1", "RS256");
const ec = createTestKey("e1", "ES256");
const jwks = buildJwks([key, ec]);

const NOW = Date.parse("2026-03-02T09:00:00Z");
const IAT = NOW / 1000;

const expected: IdTokenExpectations = {
  algorithms: ["RS256", "ES256"],
  issuer: "https://idp.acme.test",
  clientId: "acme",
  nonce: "n-1",
  accessToken: "token-1",
  clockSkewSeconds: 60,
  now: NOW,
  settingPath: "applications/desk/oidc",
};

const good: Readonly<Record<string, unknown>> = {
  iss: "https://idp.acme.test",
  sub: "u1",
  aud: "acme",
  exp: IAT + 300,
  iat: IAT,
  auth_time: IAT - 30,
  nonce: "n-1",
  at_hash: buildAtHash("token-1"),
  email: "ada@acme.test",
};

const HEADER = { alg: "RS256", typ: "JWT", kid: "k1" };

function sign(
  claims: unknown,
  header: { alg: string; [name: string]: unknown } = HEADER,
  by: KeyObject = key.privateKeyObject,
) {
  const payload = claims instanceof Uint8Array ? claims : new TextEncoder().encode(JSON.stringify(claims));
  return new CompactSign(payload).setProtectedHeader(header).sign(by);
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([member]) => member !== name));

async function failureOf(token: string, changes: Partial<IdTokenExpectations> = {}) {
  const verdict = await verifyIdToken(token, jwks, { ...expected, ...changes });
  expect(verdict.claims).toBeUndefined();
  const results = verdict.checks.map(({ result }) => result);
  const failedAt = results.indexOf("failed");
  expect(verdict.checks[failedAt]?.code).toBe(verdict.failure?.code);
  expect(results.slice(0, failedAt).every((result) => result === "passed" || result === "notApplicable")).toBe(true);
  expect(results.slice(failedAt + 1).every((result) => result === "notReached")).toBe(true);
  return verdict.failure;
}

const ALL_CODES = [
  "OIDC_ID_TOKEN",
  "OIDC_ALGORITHM",
  "OIDC_KEY",
  "OIDC_SIGNATURE",
  "OIDC_CLAIMS",
  "OIDC_ISSUER",
  "OIDC_SUBJECT",
  "OIDC_AUDIENCE",
  "OIDC_AZP",
  "OIDC_EXPIRED",
  "OIDC_NOT_BEFORE",
  "OIDC_ISSUED_AT",
  "OIDC_NONCE",
  "OIDC_AT_HASH",
  "OIDC_AUTH_TIME",
];

describe("accepts", () => {
  test("a token that is right, and shows every check in a fixed order", async () => {
    const verdict = await verifyIdToken(await sign(good), jwks, expected);
    expect(verdict.failure).toBeUndefined();
    expect(verdict.claims).toEqual(good);
    expect(verdict.checks.map(({ code }) => code)).toEqual(ALL_CODES);
    expect(verdict.checks.filter(({ result }) => result === "notApplicable").map(({ code }) => code)).toEqual([
      "OIDC_AZP",
      "OIDC_NOT_BEFORE",
      "OIDC_AUTH_TIME",
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["a list with one audience", { aud: ["acme"] }],
    ["several audiences with azp", { aud: ["other", "acme"], azp: "acme" }],
    ["no at_hash", { at_hash: undefined }],
    ["an expiry within the skew", { exp: IAT - 59 }],
    ["a start within the skew", { nbf: IAT + 60 }],
    ["a clock that runs ahead within the skew", { iat: IAT + 60 }],
    ["a token of ten minutes ago", { iat: IAT - 600 }],
    ["times with a fraction", { iat: IAT - 0.5, exp: IAT + 0.5 }],
  ])("%s", async (_, change) => {
    const verdict = await verifyIdToken(await sign({ ...good, ...change }), jwks, expected);
    expect(verdict.failure).toBeUndefined();
  });

  test("ES256", async () => {
    const token = await sign(good, { alg: "ES256", kid: "e1" }, ec.privateKeyObject);
    expect((await verifyIdToken(token, jwks, expected)).claims).toEqual(good);
  });

  test("an authentication within max_age and the skew", async () => {
    const token = await sign({ ...good, auth_time: IAT - 3660 });
    expect((await verifyIdToken(token, jwks, { ...expected, maxAgeSeconds: 3600 })).failure).toBeUndefined();
  });

  test("a key that is named by no kid where only one fits", async () => {
    expect((await verifyIdToken(await sign(good, { alg: "RS256" }), jwks, expected)).failure).toBeUndefined();
  });
});

describe("refuses by its form, its key or its signature", () => {
  const pem = key.certificate;
  const hs256 = (secret: string | Buffer) => {
    const input = `${encode({ ...HEADER, alg: "HS256" })}.${encode(good)}`;
    return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  };
  const parts = async () => (await sign(good)).split(".") as [string, string, string];

  const table: [string, () => Promise<string> | string, string, string][] = [
    [
      "a token without signature (alg none)",
      () => `${encode({ alg: "none" })}.${encode(good)}.`,
      "OIDC_ALGORITHM",
      'The ID token is signed with "none"; only RS256 and ES256 may be used.',
    ],
    [
      "alg none in other letters",
      () => `${encode({ alg: "nOnE" })}.${encode(good)}.`,
      "OIDC_ALGORITHM",
      'The ID token is signed with "nOnE"; only RS256 and ES256 may be used.',
    ],
    [
      "HS256 with the public key in PEM as secret",
      () => hs256(pem),
      "OIDC_ALGORITHM",
      'The ID token is signed with "HS256"; only RS256 and ES256 may be used.',
    ],
    [
      "HS256 with the modulus as secret",
      () => hs256(Buffer.from(String(jwks.keys[0]?.n), "base64url")),
      "OIDC_ALGORITHM",
      'The ID token is signed with "HS256"; only RS256 and ES256 may be used.',
    ],
    [
      "RS512 with the right key",
      () => sign(good, { ...HEADER, alg: "RS512" }),
      "OIDC_ALGORITHM",
      'The ID token is signed with "RS512"; only RS256 and ES256 may be used.',
    ],
    [
      "no algorithm at all",
      () => `${encode({ kid: "k1" })}.${encode(good)}.AAAA`,
      "OIDC_ALGORITHM",
      "The ID token is signed with (absent); only RS256 and ES256 may be used.",
    ],
    [
      "ES256 that names an RSA key",
      async () => sign(good, { alg: "ES256", kid: "k1" }, ec.privateKeyObject),
      "OIDC_KEY",
      'The key "k1" that signed the ID token cannot be used: the key set has no such key for ES256.',
    ],
    [
      "a key that nobody published",
      () => sign(good, { ...HEADER, kid: "k2" }),
      "OIDC_KEY",
      'The key "k2" that signed the ID token cannot be used: the key set has no key of that id.',
    ],
    [
      "a key that it brings itself",
      () =>
        sign(
          good,
          { alg: "RS256", kid: "k2", jwk: { ...createPublicKey(stranger.privateKey).export({ format: "jwk" }) } },
          stranger.privateKeyObject,
        ),
      "OIDC_KEY",
      'The key "k2" that signed the ID token cannot be used: the key set has no key of that id.',
    ],
    [
      "a stranger's signature",
      () => sign(good, HEADER, stranger.privateKeyObject),
      "OIDC_SIGNATURE",
      "The signature of the ID token does not verify: it was changed on the way, or made by somebody else.",
    ],
    [
      "a changed payload",
      async () => {
        const [header, , signature] = await parts();
        return `${header}.${encode({ ...good, sub: "admin" })}.${signature}`;
      },
      "OIDC_SIGNATURE",
      "The signature of the ID token does not verify: it was changed on the way, or made by somebody else.",
    ],
    [
      "a changed header",
      async () => {
        const [, payload, signature] = await parts();
        return `${encode({ ...HEADER, typ: "X" })}.${payload}.${signature}`;
      },
      "OIDC_SIGNATURE",
      "The signature of the ID token does not verify: it was changed on the way, or made by somebody else.",
    ],
    [
      "an emptied signature",
      async () => {
        const [header, payload] = await parts();
        return `${header}.${payload}.`;
      },
      "OIDC_SIGNATURE",
      "The signature of the ID token does not verify: it was changed on the way, or made by somebody else.",
    ],
    [
      "an extension that it calls critical",
      () => `${encode({ ...HEADER, crit: ["b64"], b64: false })}.${encode(good)}.AAAA`,
      "OIDC_ID_TOKEN",
      "The ID token demands an extension that is not known here.",
    ],
    [
      "two parts",
      async () => (await parts()).slice(0, 2).join("."),
      "OIDC_ID_TOKEN",
      "The ID token cannot be decoded.",
    ],
    ["an encrypted token of five parts", () => "a.b.c.d.e", "OIDC_ID_TOKEN", "The ID token cannot be decoded."],
    [
      "a header that is no JSON",
      () => `${Buffer.from("{").toString("base64url")}.${encode(good)}.AAAA`,
      "OIDC_ID_TOKEN",
      "The ID token cannot be decoded.",
    ],
    ["padding", async () => `${await sign(good)}=`, "OIDC_ID_TOKEN", "The ID token cannot be decoded."],
    [
      "a token of a megabyte",
      () => sign({ ...good, pad: "x".repeat(1_000_000) }),
      "OIDC_ID_TOKEN",
      "The ID token cannot be decoded.",
    ],
    ["a payload that is a list", () => sign([good]), "OIDC_CLAIMS", "The ID token's payload is no JSON object."],
    [
      "a payload that is no JSON",
      () => sign(new TextEncoder().encode("sub=u1")),
      "OIDC_CLAIMS",
      "The ID token's payload is no JSON object.",
    ],
    [
      "a payload that is no UTF-8",
      () => sign(Uint8Array.of(0x22, 0xff, 0x22)),
      "OIDC_CLAIMS",
      "The ID token's payload is no JSON object.",
    ],
    ["an empty text", () => "", "OIDC_ID_TOKEN", "The ID token cannot be decoded."],
  ];
  test.each(table)("%s", async (_, make, code, reason) => {
    expect(await failureOf(await make())).toMatchObject({ code, reason });
  });

  test("ES256 where the application allows RS256 only", async () => {
    const token = await sign(good, { alg: "ES256", kid: "e1" }, ec.privateKeyObject);
    expect(await failureOf(token, { algorithms: ["RS256"] })).toEqual({
      code: "OIDC_ALGORITHM",
      reason: 'The ID token is signed with "ES256"; only RS256 may be used.',
      setting: "applications/desk/oidc/algorithms",
    });
  });
});

describe("refuses by its claims", () => {
  const at = "2026-03-02T09:00:00.000Z";
  const table: [string, Record<string, unknown>, string, string][] = [
    [
      "another issuer",
      { ...good, iss: "https://evil.test" },
      "OIDC_ISSUER",
      'The ID token was issued by "https://evil.test", but https://idp.acme.test was asked.',
    ],
    [
      "an issuer with a slash more",
      { ...good, iss: "https://idp.acme.test/" },
      "OIDC_ISSUER",
      'The ID token was issued by "https://idp.acme.test/", but https://idp.acme.test was asked.',
    ],
    [
      "no issuer",
      without("iss"),
      "OIDC_ISSUER",
      "The ID token was issued by (absent), but https://idp.acme.test was asked.",
    ],
    ["no subject", without("sub"), "OIDC_SUBJECT", "The ID token's sub is (absent): it does not say who signed in."],
    [
      "an empty subject",
      { ...good, sub: "" },
      "OIDC_SUBJECT",
      'The ID token\'s sub is "": it does not say who signed in.',
    ],
    [
      "a subject that is a number",
      { ...good, sub: 7 },
      "OIDC_SUBJECT",
      "The ID token's sub is 7: it does not say who signed in.",
    ],
    [
      "another audience",
      { ...good, aud: "other" },
      "OIDC_AUDIENCE",
      'The ID token is for "other", and this application is acme.',
    ],
    [
      "an audience that only begins alike",
      { ...good, aud: ["acme2"] },
      "OIDC_AUDIENCE",
      'The ID token is for ["acme2"], and this application is acme.',
    ],
    ["no audience", without("aud"), "OIDC_AUDIENCE", "The ID token is for (absent), and this application is acme."],
    [
      "several audiences without azp",
      { ...good, aud: ["acme", "other"] },
      "OIDC_AZP",
      "The ID token has several audiences and does not say which of them it was issued to.",
    ],
    [
      "an azp that is somebody else",
      { ...good, azp: "other" },
      "OIDC_AZP",
      'The ID token was issued to "other", and this application is acme.',
    ],
    [
      "an expired token",
      { ...good, exp: IAT - 60 },
      "OIDC_EXPIRED",
      `The ID token expired at 2026-03-02T08:59:00.000Z; it is ${at}.`,
    ],
    ["no expiry", without("exp"), "OIDC_EXPIRED", "The ID token does not say when it expires."],
    [
      "an expiry that is a text",
      { ...good, exp: "tomorrow" },
      "OIDC_EXPIRED",
      "The ID token does not say when it expires.",
    ],
    [
      "a token that is not valid yet",
      { ...good, nbf: IAT + 61 },
      "OIDC_NOT_BEFORE",
      `The ID token is not valid before 2026-03-02T09:01:01.000Z; it is ${at}.`,
    ],
    [
      "an nbf that is no time",
      { ...good, nbf: "now" },
      "OIDC_NOT_BEFORE",
      'The ID token\'s nbf is "now", which is no time.',
    ],
    [
      "a token from the future",
      { ...good, iat: IAT + 61 },
      "OIDC_ISSUED_AT",
      `The ID token was made at 2026-03-02T09:01:01.000Z, in the future; it is ${at}.`,
    ],
    [
      "a token from far beyond any calendar",
      { ...good, iat: 1e20 },
      "OIDC_ISSUED_AT",
      `The ID token was made at 100000000000000000000 seconds, in the future; it is ${at}.`,
    ],
    [
      "an old token",
      { ...good, iat: IAT - 661 },
      "OIDC_ISSUED_AT",
      `The ID token was made at 2026-03-02T08:48:59.000Z, too long ago; it is ${at}.`,
    ],
    ["no iat", without("iat"), "OIDC_ISSUED_AT", "The ID token does not say when it was made."],
    [
      "another nonce",
      { ...good, nonce: "n-2" },
      "OIDC_NONCE",
      "The ID token's nonce is not the one of this login: it was made for another.",
    ],
    ["no nonce", without("nonce"), "OIDC_NONCE", "The ID token has no nonce, so that nothing ties it to this login."],
    [
      "the hash of another access token",
      { ...good, at_hash: buildAtHash("token-2") },
      "OIDC_AT_HASH",
      "The access token is not the one that the ID token was issued with.",
    ],
  ];
  test.each(table)("%s", async (_, claims, code, reason) => {
    expect(await failureOf(await sign(claims))).toMatchObject({ code, reason });
  });

  test("an authentication longer ago than max_age", async () => {
    expect(await failureOf(await sign({ ...good, auth_time: IAT - 3661 }), { maxAgeSeconds: 3600 })).toEqual({
      code: "OIDC_AUTH_TIME",
      reason: "The person signed in at 2026-03-02T07:58:59.000Z, longer ago than the 3600 seconds that max_age allows.",
      setting: "applications/desk/oidc/maxAgeSeconds",
    });
  });

  test("no auth_time where max_age was asked for", async () => {
    expect(await failureOf(await sign(without("auth_time")), { maxAgeSeconds: 3600 })).toMatchObject({
      code: "OIDC_AUTH_TIME",
      reason: "The request set a max_age, but the ID token does not say when the person signed in.",
    });
  });

  test("the clock is the one that is handed in", async () => {
    const token = await sign(good);
    expect(await failureOf(token, { now: NOW + 360_000 })).toMatchObject({
      code: "OIDC_EXPIRED",
      setting: "applications/desk/oidc/clockSkewSeconds",
    });
    expect((await verifyIdToken(token, jwks, { ...expected, now: NOW + 359_999 })).failure).toBeUndefined();
  });
});

test("any text is refused without an exception", async () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.string(),
    fc.json().map((json) => Buffer.from(json).toString("base64url")),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.tuple(part, part, part).map((parts) => parts.join(".")),
      ),
      async (token) => {
        expect((await verifyIdToken(token, jwks, expected)).failure?.code).toMatch(/^OIDC_/);
      },
    ),
  );
});

test("any claims that the issuer signs are judged without an exception", async () => {
  const claim = fc.constantFrom(
    "iss",
    "sub",
    "aud",
    "azp",
    "exp",
    "nbf",
    "iat",
    "nonce",
    "at_hash",
    "auth_time",
    "__proto__",
  );
  await fc.assert(
    fc.asyncProperty(claim, fc.jsonValue(), async (name, value) => {
      const json = JSON.stringify(good).replace(/\}$/, `,${JSON.stringify(name)}:${JSON.stringify(value)}}`);
      const verdict = await verifyIdToken(await sign(new TextEncoder().encode(json)), jwks, {
        ...expected,
        maxAgeSeconds: 60,
      });
      expect(verdict.checks).toHaveLength(ALL_CODES.length);
    }),
    { numRuns: 60 },
  );
});
