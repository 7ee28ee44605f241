import { expect, it } from "vitest";
import { readSample } from "../store/preset.ts";
import type { LoginAction } from "./action.ts";
import { runLogin } from "./login.ts";
import { runAction } from "./run-action.ts";
import { passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

/** Names that every object has a member of: what nobody wrote must not be found under them. */
it.each(["toString", "constructor"])("begins with nothing remembered where a party is called %s", async (id) => {
  const sample = await readSample("acme");
  const workspace = { ...sample, identityProviders: sample.identityProviders.map((each) => ({ ...each, id })) };
  const user = "ada.lovelace@acme.test";
  const action: LoginAction = { type: "login", user, application: "slack", protocol: "saml", startAt: "application" };
  const { outcome, workspace: after } = await runLogin(workspace, action);
  expect(outcome).toMatchObject({ result: "signedIn" });
  expect(Object.keys(after.runtime.identityProviders)).toEqual([id]);
});

it("keep what was set going and who cannot be reached, whatever they answer meanwhile", async () => {
  const gina = "gina.torres@acme.test";
  const begun = { ...provisionedBy(readAcme(), "expenses", "scim"), hr: { delayMinutes: 60 } };
  const { workspace } = await runAll(begun, [
    { type: "outage", party: "jira", down: true },
    { type: "hire", id: "u-gina", userName: gina, attributes: { department: "Finance" }, groups: [] },
    { type: "cycle", application: "expenses" },
    { type: "login", user: "ada.lovelace@acme.test", application: "slack", protocol: "saml", startAt: "application" },
  ]);
  expect(workspace.runtime).toMatchObject({ outages: ["jira"], agenda: [{ kind: "hrChange", person: "u-gina" }] });
  const later = await runAction(workspace, passMinutes(120));
  expect(later.workspace.directory.users.map(({ id }) => id)).toContain("u-gina");
});
