import { describe, expect, it } from "vitest";
import { planImport } from "../import/plan-import.ts";
import { WITHOUT_REST } from "../pace.ts";
import { deriveProvisioning, withWay } from "../simulation/derive-provisioning.ts";
import { findConnected } from "../simulation/find-in-workspace.ts";
import { ownershipIn } from "../simulation/ownership.ts";
import { runAction } from "../simulation/run-action.ts";
import { deriveScimSettings } from "../sp/default-scim.ts";
import { completeKeys } from "../store/key-material.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import { applyEdit } from "./edit.ts";
import { replacementsBetween } from "./import-edit.ts";

/** Accounts that were there before anything was rehearsed: a cycle finds them, and makes none for their people. */

const acme = await readSample("acme");
const APPLICATION = "expenses";

/** The application is provisioned by SCIM, and has no accounts yet. */
const empty: Workspace = await (async () => {
  const applications = acme.applications.map((each) =>
    each.id === APPLICATION ? { ...each, accounts: [], scim: deriveScimSettings(each) } : each,
  );
  const workspace = { ...acme, applications };
  const provisioning = deriveProvisioning(findConnected(workspace, APPLICATION), "scim");
  const { workspace: complete } = await completeKeys(withWay(workspace, APPLICATION, provisioning), 0);
  return complete;
})();

const people = empty.directory.users.filter(({ active }) => active);

async function imported(into: Workspace): Promise<Workspace> {
  const lines = ["Username,Status", ...people.map(({ userName }) => `${userName},active`)];
  const file = { name: "expenses.csv", bytes: new TextEncoder().encode(lines.join("\n")) };
  const options = { as: "accountsCsv", application: APPLICATION } as const;
  const planning = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
  return (await planImport(into, file, options, planning)).next;
}

function accountsOf({ applications }: Workspace) {
  return applications.find(({ id }) => id === APPLICATION)?.accounts ?? [];
}

async function cycleOf(workspace: Workspace): Promise<Workspace> {
  return (await runAction(workspace, { type: "cycle", application: APPLICATION })).workspace;
}

describe("accounts that were imported", () => {
  it("are found by the first cycle, which takes nobody of them for new", async () => {
    expect(accountsOf(await cycleOf(empty)).length).toBeGreaterThan(10);
    const workspace = await imported(empty);
    const ids = accountsOf(workspace).map(({ id }) => id);
    expect(ids).toHaveLength(people.length);
    const once = await cycleOf(workspace);
    expect(accountsOf(once).map(({ id }) => id)).toEqual(ids);
    expect(accountsOf(once)[0]?.attributes).toMatchObject({ displayName: "Ada Lovelace" });
    expect(accountsOf(await cycleOf(once))).toEqual(accountsOf(once));
  });

  it("are looked after by whoever provisions the application", async () => {
    const workspace = await imported(empty);
    const ownerOf = ownershipIn(workspace, APPLICATION);
    expect(new Set(accountsOf(workspace).map(ownerOf))).toEqual(new Set(["scim"]));
  });

  it("are taken back with whose they are", async () => {
    const edited = applyEdit(acme, replacementsBetween(acme, await imported(acme)));
    expect(edited.workspace.runtime.identityProviders["acme-id"]?.provisioning).toBeDefined();
    const { applications, runtime } = applyEdit(edited.workspace, edited.inverse).workspace;
    expect(applications).toEqual(acme.applications);
    expect(runtime.identityProviders["acme-id"]?.provisioning).toBeUndefined();
  });
});
