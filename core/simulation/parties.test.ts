import { expect, it } from "vitest";
import { readSample } from "../store/preset.ts";
import type { LoginAction } from "./action.ts";
import { runLogin } from "./login.ts";

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
