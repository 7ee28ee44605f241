import { describe, expect, it } from "vitest";
import type { Action } from "./action.ts";
import { runAction } from "./run-action.ts";
import { accountOf, passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const APP = "expenses";
const MARA = "mara.okafor@acme.test";
const acme = readAcme();

function edit(more: Partial<Extract<Action, { readonly type: "editAccount" }>>): Action {
  return { type: "editAccount", application: APP, account: MARA, ...more };
}

describe("an account that is made by hand", () => {
  const made = edit({ account: "break-glass", create: true, localSignIn: true, grant: ["admin"] });

  it("signs in on the application's own page, and nobody else does", async () => {
    const { workspace } = await runAction(acme, made);
    const door: Action = { type: "localLogin", application: APP, account: "break-glass" };
    const { outcome, trace } = await runAction(workspace, door);
    expect(outcome).toMatchObject({ result: "signedIn", code: "SIGNED_IN", application: APP });
    expect(trace.steps.some(({ from, to }) => from.startsWith("idp:") || to.startsWith("idp:"))).toBe(false);
    const other = await runAction(workspace, { ...door, account: MARA });
    expect(other.outcome).toMatchObject({ result: "refused", code: "LOCAL_ALLOWED" });
    const nobody = await runAction(workspace, { ...door, account: "nobody" });
    expect(nobody.outcome).toMatchObject({ result: "refused", code: "LOCAL_ACCOUNT" });
  });

  it("is refused while it is deactivated", async () => {
    const off = edit({ account: "break-glass", active: false });
    const { outcome } = await runAll(acme, [
      made,
      off,
      { type: "localLogin", application: APP, account: "break-glass" },
    ]);
    expect(outcome).toMatchObject({ result: "refused", code: "LOCAL_ACTIVE" });
  });

  it("needs a name that is free", async () => {
    await expect(runAction(acme, edit({ account: MARA, create: true }))).rejects.toMatchObject({
      code: "ACTION_TAKEN",
    });
  });

  it("may be removed again, which the trace says once", async () => {
    const { workspace, trace } = await runAction(acme, edit({ remove: true }));
    expect(accountOf(workspace, APP, MARA)).toBeUndefined();
    const changes = trace.steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
    expect(changes).toMatchObject([{ path: "account", before: MARA, writer: "manual" }]);
  });
});

describe("a value that somebody set by hand", () => {
  it("is found when accounts are held against the directory, and is put back", async () => {
    const workflow = provisionedBy(acme, APP, "workflow");
    const hand = edit({ attributes: { department: "Board" } });
    const known = await runAll(workflow, [
      { type: "changeAttributes", user: MARA, attributes: { jobTitle: "Analyst II" } },
      passMinutes(1),
      hand,
    ]);
    const report = await runAction(known.workspace, { type: "reconcile", application: APP, repair: false });
    expect(report.outcome.reason).toContain("1 edited by hand");
    const repaired = await runAction(known.workspace, { type: "reconcile", application: APP, repair: true });
    expect(accountOf(repaired.workspace, APP, MARA)?.attributes.department).toBe("Engineering");
  });
});

describe("an outage", () => {
  const down: Action = { type: "outage", party: "acme-id", down: true };
  const login: Action = { type: "login", user: MARA, application: APP, protocol: "oidc", startAt: "application" };

  it("lets nobody log in until it is over", async () => {
    const during = await runAll(acme, [down, login]);
    expect(during.outcome).toMatchObject({ result: "refused" });
    expect(during.trace.steps.map(({ title }) => title)).toContain("No answer from Acme ID");
    const after = await runAll(during.workspace, [{ ...down, down: false }, login]);
    expect(after.outcome).toMatchObject({ result: "signedIn" });
    expect(after.workspace.runtime.outages).toBeUndefined();
  });

  it("names a party that there is", async () => {
    await expect(runAction(acme, { ...down, party: "acme-idp" })).rejects.toMatchObject({
      code: "ACTION_UNKNOWN_PARTY",
    });
  });
});
