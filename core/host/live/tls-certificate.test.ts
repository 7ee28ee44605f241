import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createTlsCertificate } from "./tls-certificate.ts";

const NOW = Date.UTC(2031, 4, 6);

describe("the certificate of live mode", () => {
  it("is for this machine by each of its names, and for a year", async () => {
    const { certificate, fingerprint } = await createTlsCertificate("127.0.0.1", NOW);
    const read = new X509Certificate(certificate);
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(read.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(read.checkIP("::1")).toBeDefined();
    expect(read.checkHost("evil.test")).toBeUndefined();
    expect(read.checkIssued(read)).toBe(true);
    expect([read.ca, read.fingerprint256]).toEqual([false, fingerprint]);
    const days = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / 86_400_000;
    expect(Date.parse(read.validFrom)).toBeLessThan(NOW);
    expect(days).toBeLessThanOrEqual(397);
  });

  it.each(["192.0.2.7", "2001:db8::1"])("is for another address alone where one is asked for: %s", async (address) => {
    const read = new X509Certificate((await createTlsCertificate(address, NOW)).certificate);
    expect(read.checkIP(address)).toBeDefined();
    expect(read.checkHost("localhost")).toBeUndefined();
  });
});
