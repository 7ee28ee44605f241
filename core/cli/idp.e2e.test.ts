import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { benchPerTest } from "./test-rehearse.ts";

const bench = benchPerTest({ sample: true });

describe("rehearse idp", () => {
  it("says what applications would no longer understand, and saves nothing where it is only tried", async () => {
    const before = await readFile(bench.file, "utf8");
    const words = ["--product", "adfs", "--connections", "defaults", "--dry-run"];
    const { code, out } = await bench.rehearse("idp", "set", bench.file, ...words);
    expect(code).toBe(0);
    expect(out).toContain("Acme ID is like AD FS (not saved).");
    expect(out).toContain("It reads the claim `department`, which would no longer be sent.");
    expect(await readFile(bench.file, "utf8")).toBe(before);
  });

  it("keeps the verified domains, which DefaultDomain() gives", async () => {
    const words = ["DefaultDomain()", "--dialect", "entra", "--user", "ada.lovelace@acme.test", "-w", bench.file];
    expect(await bench.rehearse("eval", ...words)).toMatchObject({
      code: 1,
      error: expect.stringContaining("Cannot tell: Nobody says which domains of the tenant are verified"),
    });
    const domains = ["--domain", "acme.onmicrosoft.com", "acme.test"];
    expect(await bench.rehearse("idp", "set", bench.file, "-p", "entra", ...domains)).toMatchObject({ code: 0 });
    expect((await bench.rehearse("idp", "show", bench.file)).out).toContain("acme.onmicrosoft.com, acme.test");
    expect((await bench.rehearse("eval", ...words)).out).toContain("acme.onmicrosoft.com");
    const wrong = await bench.rehearse("idp", "set", bench.file, "-p", "entra", "--domain", "nonsense");
    expect(wrong).toMatchObject({ code: 2, error: expect.stringContaining("DOMAIN_INVALID") });
  });

  it("makes a provider like a product, and shows each value beside its default", async () => {
    expect(
      await bench.rehearse("idp", "set", bench.file, "-p", "okta", "--connections", "defaultsAndRead"),
    ).toMatchObject({
      code: 0,
    });
    const { out } = await bench.rehearse("idp", "show", bench.file, "--json");
    const [provider] = JSON.parse(out);
    expect(provider).toMatchObject({ product: "okta", tenant: "acme-id" });
    const jira = provider.connections.find((each: { application: string }) => each.application === "jira");
    expect(jira.settings).toContainEqual(
      expect.objectContaining({ path: "connection.saml.nameId.format", standing: "preset", actual: "unspecified" }),
    );
    expect((await bench.rehearse("idp", "show", bench.file)).out).toContain("Acme ID: like Okta");
  });

  it("refuses a product that it does not know", async () => {
    const { code, error } = await bench.rehearse("idp", "set", bench.file, "-p", "auth0");
    expect(code).toBe(2);
    expect(error).toContain("Allowed choices are entra, okta");
  });
});
