import { describe, expect, it } from "vitest";
import type { Happening } from "../contract/methods.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const application = "expenses";
const at = acmePerTest();

const act = (action: Happening) => at.client().call("runs.act", { workspace, action });

/** Saves a way of provisioning with members of its own. */
async function setWay(way: "scim" | "scheduled", change: (settings: object) => object = (settings) => settings) {
  const configuration = await at.configuration(application);
  const { provisioning, scim } = await at.client().call("applications.derive", { workspace, application, way });
  const connection = { ...configuration.connection, provisioning: change(provisioning) as typeof provisioning };
  const changed = scim === undefined ? configuration.application : { ...configuration.application, scim };
  return at
    .client()
    .call("applications.save", { workspace, configuration: { ...configuration, application: changed, connection } });
}

async function standing() {
  const { applications } = await at.client().call("lifecycle.read", { workspace });
  return applications.find((each) => each.application === application);
}

describe("a way of provisioning", () => {
  it("keeps the client's own token in the engine, and keeps it when settings are saved without it", async () => {
    await setWay("scim", (settings) => ({
      ...settings,
      client: { ...clientOf(settings), bearerToken: "s3cret-of-its-own" },
    }));
    const shown = await at.client().call("applications.read", { workspace, application });
    expect(JSON.stringify(shown)).not.toContain("s3cret-of-its-own");
    expect(shown.keptSecrets).toContain("connection.provisioning.client.bearerToken");
    await at.configure(application, { sessionMinutes: 7 });
    const again = await at.client().call("applications.read", { workspace, application });
    expect(again.keptSecrets).toContain("connection.provisioning.client.bearerToken");
  });

  it("offers SCIM with a token that is never shown where the application offered none", async () => {
    const { what } = await setWay("scim");
    expect(what).toMatch(/^Expenses gets its accounts by SCIM from now on/);
    const { keptSecrets } = await at.client().call("applications.read", { workspace, application });
    expect(keptSecrets).toContain("application.scim.bearerToken");
  });

  it("forgets the cycles of the one before, but not whose the accounts are; new times make a new next one", async () => {
    await setWay("scheduled");
    await act({ type: "cycle", application });
    expect(await standing()).toMatchObject({ way: "scheduled", nextCycleAt: "2026-03-03T02:00:00.000Z" });
    const owned = (await standing())?.owners.scheduled ?? 0;
    expect(owned).toBeGreaterThan(10);
    await setWay("scheduled", (settings) => ({ ...settings, schedule: { on: "interval", everyMinutes: 60 } }));
    expect(await standing()).toMatchObject({ nextCycleAt: "2026-03-02T10:00:00.000Z", owners: { scheduled: owned } });
    await setWay("scim");
    expect(await standing()).toMatchObject({ way: "scim", cycles: 0, owners: { scim: owned } });
    await at.client().call("history.undo", { workspace });
    expect(await standing()).toMatchObject({ way: "scheduled", owners: { scheduled: owned } });
  });

  it("is gone with its application, and what was due with it", async () => {
    await setWay("scheduled");
    await act({ type: "cycle", application });
    await at.client().call("applications.remove", { workspace, application });
    expect(await at.client().call("lifecycle.read", { workspace })).toMatchObject({ due: [] });
    await at.client().call("history.undo", { workspace });
    expect(await standing()).toMatchObject({ way: "scheduled", owners: { scheduled: expect.any(Number) } });
  });
});

describe("a session that is open when somebody leaves", () => {
  it("is due to end, and ends at once where the identity provider revokes", async () => {
    await at.login();
    await act({ type: "leave", user: "ada.lovelace@acme.test" });
    const { due } = await at.client().call("lifecycle.read", { workspace });
    expect(due.map(({ sentence }) => sentence)).toContain("The session of Ada Lovelace at Expenses ends");
    await act({ type: "return", user: "ada.lovelace@acme.test" });
    const { identityProviders } = await at.client().call("workspaces.open", { workspace });
    const revokeOnDisable = identityProviders.map(({ id }) => id);
    await at.client().call("lifecycle.save", { workspace, hr: { delayMinutes: 0 }, revokeOnDisable });
    await act({ type: "leave", user: "ada.lovelace@acme.test" });
    const later = await at.client().call("lifecycle.read", { workspace });
    expect(later.due.filter(({ application: where }) => where === undefined)).toEqual([]);
  });
});

describe("what a person's history holds", () => {
  it("has everything that happened to them, under a title in words", async () => {
    await act({ type: "changeAttributes", user: "ada.lovelace@acme.test", attributes: { department: "Sales" } });
    const { history } = await at.client().call("directory.person", { workspace, person: "u-ada" });
    expect(history[0]?.title).toContain("ada.lovelace@acme.test: department becomes Sales");
  });
});

function clientOf(settings: object): object {
  return "client" in settings && typeof settings.client === "object" && settings.client !== null ? settings.client : {};
}
