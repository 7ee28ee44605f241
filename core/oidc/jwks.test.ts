import { createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "./json-object.ts";
import { buildJwks, findVerificationKey, parseJwks } from "./jwks.ts";
import { createTestKey } from "./test-keys.ts";

/** Made with openssl; its private key was thrown away. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBhjCCASugAwIBAgIUR1P5KxWzZfWcM3dxFONWz/ujbDowCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaWRwLmFjbWUudGVzdDAeFw0yNjExMjEwODIyNDdaFw0zNjEx
MTgwODIyNDdaMBgxFjAUBgNVBAMMDWlkcC5hY21lLnRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARVpfP+qq28XZOj1p2Urx/x8Sf8C5wY/1A9vmlyG74CtvUJ
VMtBvfV8h1jEtt7lL3bMLG85WYr7QcxUygzZVc7ro1MwUTAdBgNVHQ4EFgQUsZ95
N68zCwKATJfZrp69nwAMO5swHwYDVR0jBBgwFoAUsZ95N68zCwKATJfZrp69nwAM
O5swDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAikV3YFtm5FY9
8NaXOTiuIKqcWaHZyuiSenyGOnKS4tkCIQDiU2xdUEjgl/b88Kvlu00Szh+JRKem
Jd1u/4CmseChkQ==
-----END CERTIFICATE-----`;

const rsa = createTestKey("rsa-1", "RS256");
const ec = createTestKey("ec-1", "ES256");
const jwks = buildJwks([rsa, ec]);
const SHORT: JsonObject = {
  ...generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ format: "jwk" }),
  kid: "s1",
} as JsonObject;
const [rsaJwk, ecJwk] = jwks.keys as readonly [JsonObject, JsonObject];

describe("the published key set", () => {
  test("has every key with its id, use and algorithm, and nothing private", () => {
    expect(jwks.keys.map((key) => Object.keys(key).sort())).toEqual([
      ["alg", "e", "kid", "kty", "n", "use"],
      ["alg", "crv", "kid", "kty", "use", "x", "y"],
    ]);
    expect(rsaJwk).toMatchObject({ kty: "RSA", use: "sig", alg: "RS256", kid: "rsa-1", e: "AQAB" });
    expect(ecJwk).toMatchObject({ kty: "EC", use: "sig", alg: "ES256", kid: "ec-1", crv: "P-256" });
  });

  test("reads the key out of an X.509 certificate", () => {
    const [jwk] = buildJwks([{ id: "c1", algorithm: "ES256", certificate: CERTIFICATE }]).keys;
    expect(jwk).toEqual({
      kty: "EC",
      use: "sig",
      alg: "ES256",
      kid: "c1",
      crv: "P-256",
      x: "VaXz_qqtvF2To9adlK8f8fEn_AucGP9QPb5pchu-ArY",
      y: "9QlUy0G99XyHWMS23uUvdswsbzlZivtBzFTKDNlVzus",
    });
  });

  test("leaves out a certificate that cannot be read", () => {
    expect(
      buildJwks([{ ...rsa, certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" }]),
    ).toEqual({ keys: [] });
  });
});

describe("the key of a token", () => {
  const { kid: _kid, alg: _alg, use: _use, ...bare } = rsaJwk;
  test.each([
    ["is found by its id", [rsaJwk, ecJwk], "RS256", "rsa-1"],
    ["is the only one for the algorithm where none is named", [rsaJwk, ecJwk], "ES256", undefined],
    ["may say neither use nor algorithm", [bare], "RS256", undefined],
  ] as const)("%s", (_, keys, algorithm, kid) => {
    expect(findVerificationKey({ keys }, algorithm, kid)).toMatchObject({ found: true });
  });

  test.each([
    ["an unknown id", [rsaJwk], "RS256", "rsa-2", "the key set has no key of that id"],
    ["an id that is no text", [rsaJwk], "RS256", { kid: "rsa-1" }, "the key set has no key of that id"],
    ["a key of another type", [rsaJwk], "ES256", "rsa-1", "the key set has no such key for ES256"],
    [
      "a key for another algorithm",
      [{ ...rsaJwk, alg: "RS512" }],
      "RS256",
      "rsa-1",
      "the key set has no such key for RS256",
    ],
    ["a key for encryption", [{ ...rsaJwk, use: "enc" }], "RS256", "rsa-1", "the key set has no such key for RS256"],
    [
      "a symmetric key",
      [{ kty: "oct", k: createHmac("sha256", "x").digest("base64url"), kid: "rsa-1" }],
      "RS256",
      "rsa-1",
      "the key set has no such key for RS256",
    ],
    ["a key on another curve", [{ ...ecJwk, crv: "P-384" }], "ES256", "ec-1", "the key set has no such key for ES256"],
    [
      "several keys and no id",
      [rsaJwk, { ...rsaJwk, kid: "rsa-2" }],
      "RS256",
      undefined,
      "several keys fit, and the token does not say which",
    ],
    [
      "a key that cannot be read",
      [{ ...ecJwk, x: "AAAA" }],
      "ES256",
      "ec-1",
      "the key cannot be read, or is too short",
    ],
    ["a key of 1024 bits", [SHORT], "RS256", "s1", "the key cannot be read, or is too short"],
    ["an empty set", [], "RS256", undefined, "the key set has no key of that id"],
  ] as const)("is not found: %s", (_, keys, algorithm, kid, why) => {
    expect(findVerificationKey({ keys: keys as readonly JsonObject[] }, algorithm, kid)).toEqual({ found: false, why });
  });
});

test("a key set is a list of objects; other members are left out", () => {
  expect(parseJwks({ keys: [{ kty: "RSA" }, "no", null, [1]] })).toEqual({ keys: [{ kty: "RSA" }] });
  expect(parseJwks({ keys: "no" })).toBeUndefined();
  expect(parseJwks({})).toBeUndefined();
});
