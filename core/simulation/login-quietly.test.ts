import { describe, expect, it } from "vitest";
import type { Account } from "../accounts/account.ts";
import { findConnected } from "./find-in-workspace.ts";
import { runLogin } from "./login.ts";
import { loginQuietly } from "./login-quietly.ts";
import { createStage } from "./stage.ts";
import { readAcme } from "./test-lifecycle.ts";

const acme = readAcme();
const CASES = acme.applications.flatMap((application) =>
  acme.directory.users.map((user) => ({ application, user, name: `${user.userName} at ${application.id}` })),
);

/** Ids are drawn from the simulation's randomness, which a login with messages uses up for other things too. */
function withoutIds(accounts: readonly Account[] | undefined, before: readonly Account[]) {
  const known = new Set(before.map(({ id }) => id));
  return accounts?.map((account) => (known.has(account.id) ? account : { ...account, id: "new" }));
}

describe("a login without messages", () => {
  it.each(CASES)("ends as the real one does: $name", async ({ application, user }) => {
    const real = await runLogin(acme, {
      type: "login",
      user: user.userName,
      application: application.id,
      protocol: application.signOn,
      startAt: "application",
    });
    const stage = createStage(acme, { quiet: true });
    const quiet = loginQuietly(stage, findConnected(acme, application.id), user);
    expect(quiet.signedIn).toBe(real.outcome.result === "signedIn");
    expect(quiet.decision).toBe(real.decision?.result);
    const [left, right] = [stage.read(), real.workspace].map(
      (workspace) => workspace.applications.find(({ id }) => id === application.id)?.accounts,
    );
    expect(withoutIds(left, application.accounts)).toEqual(withoutIds(right, application.accounts));
  });
});
