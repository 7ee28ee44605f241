import { expect, it } from "vitest";
import { accountOf, passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const ADA = "ada.lovelace@acme.test";

it("A push that failed is tried again when its time has come, by a client that has no cycles", async () => {
  const okta = provisionedBy(readAcme(), "expenses", "scim", (settings) => ({
    ...settings,
    client: { ...settings.client, dialect: "oktaWizard", runs: { on: "events" } },
  }));
  const failed = await runAll(okta, [
    { type: "outage", party: "expenses", down: true },
    { type: "changeAttributes", user: ADA, attributes: { jobTitle: "Controller" } },
    { type: "outage", party: "expenses", down: false },
  ]);
  expect(accountOf(failed.workspace, "expenses", ADA)).toBeUndefined();
  const later = await runAll(failed.workspace, [passMinutes(3 * 24 * 60)]);
  expect(accountOf(later.workspace, "expenses", ADA)).toMatchObject({ attributes: { title: "Controller" } });
});
