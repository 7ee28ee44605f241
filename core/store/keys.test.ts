import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createKeyPair, createSigningKey } from "./keys.ts";

const AT = Date.parse("2026-03-02T09:00:00Z");

describe.each([
  { algorithm: "RS256", details: { modulusLength: 2048 } },
  { algorithm: "ES256", details: { namedCurve: "prime256v1" } },
] as const)("a key for $algorithm", ({ algorithm, details }) => {
  it("comes with a certificate that is signed by itself and belongs to the private key", async () => {
    const key = await createSigningKey({ algorithm, commonName: "Acmé: “quoted”, Ltd", notBefore: AT, years: 10 });
    const certificate = new X509Certificate(key.certificate);
    expect(certificate.subject).toBe("CN=Acmé: “quoted”\\, Ltd");
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(key.privateKey ?? ""))).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject(details);
    expect([certificate.validFrom, certificate.validTo]).toEqual([
      "Mar  2 09:00:00 2026 GMT",
      "Mar  2 09:00:00 2036 GMT",
    ]);
    expect(key).toMatchObject({
      id: `${algorithm.toLowerCase()}-1`,
      status: "active",
      createdAt: "2026-03-02T09:00:00.000Z",
    });
  });
});

it("writes a validity that reaches beyond 2049 as GeneralizedTime", async () => {
  const { certificate } = await createKeyPair({ algorithm: "ES256", commonName: "long", notBefore: AT, years: 30 });
  expect(new X509Certificate(certificate).validTo).toBe("Mar  2 09:00:00 2056 GMT");
});

it("gives every certificate its own serial number, positive and of at most 20 octets (RFC 5280, section 4.1.2.2)", async () => {
  const request = { algorithm: "ES256", commonName: "serial", notBefore: AT, years: 1 } as const;
  const serials = await Promise.all(
    Array.from({ length: 8 }, async () => new X509Certificate((await createKeyPair(request)).certificate).serialNumber),
  );
  expect(new Set(serials).size).toBe(8);
  for (const serial of serials) expect(serial).toMatch(/^(?!0+$)[0-9A-F]{16,40}$/);
});

it("cuts a common name at the 64 characters that a certificate may hold", async () => {
  const request = { algorithm: "ES256", commonName: "é".repeat(80), notBefore: AT, years: 1 } as const;
  const { certificate } = await createKeyPair(request);
  expect(new X509Certificate(certificate).subject).toBe(`CN=${"é".repeat(64)}`);
});
