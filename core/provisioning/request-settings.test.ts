import { describe, expect, it } from "vitest";
import { pushesWhenSaved, requestSettings } from "./request-settings.ts";
import type { Provisioning } from "./settings.ts";

function scim(on: "events" | "cycle"): Extract<Provisioning, { way: "scim" }> {
  return {
    way: "scim",
    mappings: [
      { id: "name", target: "userName", source: { kind: "attribute", attribute: "userName" }, apply: "always" },
    ],
    client: {
      dialect: "oktaWizard",
      runs: on === "events" ? { on } : { on, everyMinutes: 40 },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
    },
  };
}

const BEFORE = { assignment: { required: false }, provisioning: scim("events") };

describe("saving a connection pushes everybody", () => {
  it.each([
    ["nothing", BEFORE, BEFORE, false],
    ["a row", BEFORE, { ...BEFORE, provisioning: { ...scim("events"), mappings: [] } }, true],
    ["who is assigned", BEFORE, { ...BEFORE, assignment: { required: true } }, true],
    ["how expressions are taken", BEFORE, { ...BEFORE, expressions: { oktaSubstring: "clamp" as const } }, true],
    ["a choice of nothing", BEFORE, { ...BEFORE, expressions: {} }, false],
    [
      "the same choices in another order",
      { ...BEFORE, expressions: { oktaSubstring: "clamp" as const, oktaNullInText: "empty" as const } },
      { ...BEFORE, expressions: { oktaNullInText: "empty" as const, oktaSubstring: "clamp" as const } },
      false,
    ],
    [
      "how expressions are taken, where cycles come anyway",
      { ...BEFORE, provisioning: scim("cycle") },
      { ...BEFORE, provisioning: scim("cycle"), expressions: { entraSwitchDelta: true } },
      false,
    ],
  ])("where %s differs", (_what, before, after, isPushed) => {
    expect(pushesWhenSaved(before, after)).toBe(isPushed);
  });
});

it("tells requests made by another reading of expressions from those before", () => {
  const provisioning = scim("cycle");
  const plain = requestSettings({ provisioning });
  expect(requestSettings({ provisioning, expressions: {} })).toBe(plain);
  expect(requestSettings({ provisioning, expressions: { entraSwitchDelta: true } })).not.toBe(plain);
});
