import { describe, expect, it } from "vitest";
import { groupAddresses } from "./address-groups.ts";
import { ADDRESSES } from "./test-live-state.ts";

describe("the addresses of live mode", () => {
  it("are told party by party, identity providers first", () => {
    const groups = groupAddresses(ADDRESSES);
    expect(groups.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      "Acme ID: Identity provider",
      "Jira-like: Application",
      "Expenses: Application",
    ]);
  });

  it("end with where everything is put back, where that was allowed", () => {
    const resetUrl = "http://127.0.0.1:9000/reset";
    expect(groupAddresses({ ...ADDRESSES, control: { resetUrl } }).at(-1)).toMatchObject({
      name: "Reset",
      rows: [{ label: "POST to", value: resetUrl, kind: "plain" }],
    });
  });

  it("leave out what a party is not set up for", () => {
    const labels = groupAddresses(ADDRESSES).map(({ rows }) => rows.map(({ label }) => label));
    expect(labels[1]).toEqual([
      "Log in at",
      "SAML ACS URL",
      "SAML entityID",
      "SAML metadata URL",
      "SCIM base URL",
      "SCIM bearer token",
    ]);
    expect(labels[2]).toEqual(["Log in at", "Client id", "Client secret", "Client proves itself by", "Redirect URI"]);
  });

  it("know which of them are secret, and which is a certificate", () => {
    const rows = groupAddresses(ADDRESSES).flatMap((group) => group.rows);
    const labelsOf = (kind: string) => rows.filter((row) => row.kind === kind).map(({ label }) => label);
    expect(labelsOf("secret")).toEqual(["SCIM bearer token", "Client secret"]);
    expect(labelsOf("certificate")).toEqual(["SAML certificate"]);
  });
});
