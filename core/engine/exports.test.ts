import { describe, expect, it } from "vitest";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();

describe("exporting", () => {
  it("offers what is written, by names, with what it is for", async () => {
    const { kinds } = await at.client().call("exports.list", {});
    expect(kinds.find(({ kind }) => kind === "peopleCsv")).toMatchObject({ name: "People (CSV)", application: "no" });
    for (const { purpose } of kinds) expect(purpose).toMatch(/\.$/);
  });

  it("gives the text, a name for the file, and what it does not carry; it reads back as it was", async () => {
    const made = await at.client().call("exports.make", { workspace, kind: "peopleCsv" });
    expect(made.fileName).toMatch(/\.csv$/);
    expect(made.text).toContain("ada.lovelace@acme.test");
    expect(Array.isArray(made.notCarried)).toBe(true);
    const file = { name: made.fileName, content: Buffer.from(made.text).toString("base64") };
    const { plan } = await at.client().call("imports.plan", { workspace, file, choices: {} });
    expect(plan?.people.added).toBe(0);
  });

  it("has the names of the product that is said", async () => {
    const header = async (names: "entra" | "okta") =>
      (await at.client().call("exports.make", { workspace, kind: "peopleCsv", names })).text.split("\r\n")[0];
    expect(await header("okta")).toMatch(/\blogin,/);
    expect(await header("entra")).not.toMatch(/\blogin,/);
  });

  it("is about the application that is said", async () => {
    const made = await at.client().call("exports.make", { workspace, kind: "samlMetadata", application: "slack" });
    expect([made.fileName, made.text]).toEqual(["slack-metadata.xml", expect.stringContaining("SPSSODescriptor")]);
    const nobody = at.client().call("exports.make", { workspace, kind: "samlMetadata", application: "nobody" });
    await expect(nobody).rejects.toMatchObject({ code: "EXPORT_UNKNOWN_APPLICATION" });
  });
});
