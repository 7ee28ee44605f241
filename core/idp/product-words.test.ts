import { describe, expect, it } from "vitest";
import type { Provisioning, ScimDialect } from "../provisioning/settings.ts";
import type { Product } from "./product.ts";
import { nameOfClient, nounOfRun, wordForAssertion, wordsOf } from "./product-words.ts";

function scim(dialect: ScimDialect, on: "events" | "cycle"): Provisioning {
  return {
    way: "scim",
    mappings: [],
    client: {
      dialect,
      runs: on === "events" ? { on } : { on, everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
    },
  };
}

const BATCH: Provisioning = { way: "scheduled", mappings: [], schedule: { on: "daily", at: "02:00" } };

it.each<[Product | undefined, string]>([
  ["okta", "attribute statements"],
  ["entra", "claims"],
  [undefined, "claims"],
])("calls what %s puts into an assertion %s", (product, word) => {
  expect(wordForAssertion(product)).toBe(word);
});

describe("the words of what provisioning does", () => {
  it.each<[Product | undefined, Provisioning | undefined, ReturnType<typeof wordsOf>, "cycle" | "push"]>([
    ["entra", scim("entra", "cycle"), "entra", "cycle"],
    ["okta", scim("oktaWizard", "events"), "okta", "push"],
    ["okta", scim("entra", "cycle"), "okta", "push"],
    ["entra", scim("oktaCatalog", "cycle"), "entra", "cycle"],
    ["entra", scim("oktaCatalog", "events"), "entra", "push"],
    ["keycloak", scim("entraScim062020", "cycle"), "entra", "cycle"],
    ["plain", scim("oktaWizard", "cycle"), "okta", "push"],
    [undefined, scim("rfc", "cycle"), "plain", "cycle"],
    [undefined, scim("rfc", "events"), "plain", "push"],
    ["okta", BATCH, "plain", "cycle"],
    ["google", BATCH, "plain", "cycle"],
    ["entra", undefined, "plain", "cycle"],
    [undefined, undefined, "plain", "cycle"],
  ])("with %s", (product, provisioning, words, noun) => {
    expect(wordsOf(product, provisioning)).toBe(words);
    expect(nounOfRun(product, provisioning)).toBe(noun);
  });

  it.each<[Product | undefined, ScimDialect, string]>([
    ["entra", "rfc", "Entra"],
    ["okta", "rfc", "Okta"],
    ["keycloak", "rfc", "The SCIM client"],
    [undefined, "rfc", "The SCIM client"],
  ])("names the client of %s that speaks %s", (product, dialect, name) => {
    expect(nameOfClient(product, dialect, "The SCIM client")).toBe(name);
  });

  it("names a client of another dialect by that", () => {
    expect(nameOfClient("okta", "entra", "Entra")).toBe("Entra");
  });
});
