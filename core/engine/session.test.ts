import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ContractEvent } from "../contract/contract.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();
type Progress = Extract<ContractEvent, { readonly type: "progress" }>;

describe("a workspace that another program holds", () => {
  it("opens read-only, says why, and runs without saving", async () => {
    await at.client().call("workspaces.open", { workspace });
    const second = at.startAnother();
    const { access } = await second.call("workspaces.open", { workspace });
    expect(access).toMatchObject({ kind: "readOnly", reason: expect.stringContaining("Rehearsal") });
    const run = await at.login("expenses", undefined, second);
    expect(run).toMatchObject({ saved: false, note: expect.stringContaining("Not saved: opened read-only") });
    expect(await second.call("runs.read", { workspace, run: run.run })).toEqual(run);
  });

  it("is read anew once it is closed and opened again, and can then be written", async () => {
    await at.client().call("workspaces.open", { workspace });
    const second = at.startAnother();
    expect((await second.call("workspaces.open", { workspace })).access).toMatchObject({ asOf: expect.any(String) });
    await at.client().call("directory.removePeople", { workspace, people: ["u-ada"] });
    expect((await second.call("workspaces.open", { workspace })).users).toBe(24);
    await second.call("workspaces.close", { workspace });
    expect(await second.call("workspaces.open", { workspace })).toMatchObject({
      access: { kind: "readOnly" },
      users: 23,
    });
    await second.call("workspaces.close", { workspace });
    await at.client().call("workspaces.close", { workspace });
    expect((await second.call("workspaces.open", { workspace })).access).toEqual({ kind: "write" });
  });

  it("is neither changed nor removed", async () => {
    await at.client().call("workspaces.open", { workspace });
    const second = at.startAnother();
    const readOnly = { code: "WORKSPACE_READ_ONLY" };
    await expect(second.call("directory.removePeople", { workspace, people: ["u-ada"] })).rejects.toMatchObject(
      readOnly,
    );
    await expect(second.call("workspaces.remove", { workspace })).rejects.toMatchObject(readOnly);
    expect((await second.call("workspaces.list", {})).workspaces).toHaveLength(1);
  });

  it("can be written once the other one closed it", async () => {
    await at.client().call("workspaces.open", { workspace });
    await at.client().call("workspaces.close", { workspace });
    expect((await at.startAnother().call("workspaces.open", { workspace })).access).toEqual({ kind: "write" });
  });
});

describe("a file", () => {
  it("that is damaged is listed with what is wrong", async () => {
    await writeFile(join(at.folder(), "broken.json"), '{"version": 1, "name": "B"}');
    const { workspaces } = await at.client().call("workspaces.list", {});
    const broken = workspaces.find(({ id }) => id === "broken");
    expect(broken).toMatchObject({ problem: expect.stringContaining("Is missing") });
    expect(broken).not.toHaveProperty("content");
  });

  it("without keys gets them when it is opened", async () => {
    const { text } = await at.client().call("workspaces.share", { workspace, pseudonymise: false });
    await writeFile(join(at.folder(), "copy.json"), text);
    await at.client().call("workspaces.open", { workspace: "copy" });
    expect(await readFile(join(at.folder(), "copy.json"), "utf8")).toContain("PRIVATE KEY");
  });

  it("is made up to any number of people, each with an address of their own", async () => {
    const made = await at.client().call("workspaces.create", { name: "Large", preset: "acme", people: 2000 });
    const { userName } = await at.client().call("directory.table", made);
    expect(new Set(userName.map((name) => name.toLowerCase())).size).toBe(2000);
  });
});

describe("making a workspace of many people", () => {
  const large = { name: "Large", preset: "acme", people: 20_000 } as const;

  it("says how many are made, and when it saves", async () => {
    const told: Progress[] = [];
    await at.client().call("workspaces.create", large, { progress: (progress) => told.push(progress) });
    expect(told.filter(({ what }) => what === "Making people").at(-1)).toMatchObject({ done: 20_000, total: 20_000 });
    expect(told.at(-1)).toMatchObject({ what: "Saving", done: 1, total: 1 });
    expect(told.length).toBeGreaterThan(4);
  });

  it.each([
    { moment: "Making people", giveUp: (abort: () => void) => abort() },
    { moment: "Saving", giveUp: (abort: () => void) => abort() },
    // Two turns later the file is being written.
    { moment: "Saving", giveUp: (abort: () => void) => void setImmediate(() => setImmediate(abort)) },
  ])("leaves nothing behind where it is given up while it says $moment", async ({ moment, giveUp }) => {
    const before = await readdir(at.folder());
    const given = new AbortController();
    const options = {
      signal: given.signal,
      progress: ({ what, done, total }: Progress) =>
        what === moment && done < total ? giveUp(() => given.abort()) : undefined,
    };
    await expect(at.client().call("workspaces.create", large, options)).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await readdir(at.folder())).toEqual(before);
  });
});

describe("history", () => {
  it("forgets edits to take back once a checkpoint was returned to", async () => {
    const { checkpoints } = await at.client().call("workspaces.open", { workspace });
    await at.client().call("directory.removePeople", { workspace, people: ["u-ada"] });
    await at.client().call("checkpoints.return", { workspace, record: checkpoints[0]?.record ?? "" });
    const { undo, users } = await at.client().call("workspaces.open", { workspace });
    expect([undo, users]).toEqual([undefined, 24]);
    await expect(at.client().call("history.undo", { workspace })).rejects.toMatchObject({ code: "NOTHING_TO_UNDO" });
  });

  it("says what a login did to the account", async () => {
    await at.login("expenses", "hanako.sato@acme.test");
    await at.login("expenses", "hanako.sato@acme.test");
    const { entries } = await at.client().call("history.list", { workspace });
    const decisions = entries.flatMap((entry) => (entry.type === "action" ? [entry.decision] : []));
    expect(decisions).toEqual(["create", "unchanged"]);
  });

  it("says what was done by hand, and what was undone", async () => {
    await at.client().call("directory.removePeople", { workspace, people: ["u-ada", "u-ben"] });
    await at.client().call("history.undo", { workspace });
    const { entries } = await at.client().call("history.list", { workspace });
    expect(entries.slice(-2).map(({ title }) => title)).toEqual(["Removed 2 people", "Undid: Removed 2 people"]);
  });

  it("keeps every one of several edits that are made at once", async () => {
    const people = ["u-ada", "u-ben", "u-sofia"];
    const change = { kind: "attribute", name: "department", value: "Legal" } as const;
    await Promise.all(
      people.map((person) => at.client().call("directory.changePeople", { workspace, people: [person], change })),
    );
    const table = await at.client().call("directory.table", { workspace });
    expect(people.map((person) => table.department[table.id.indexOf(person)])).toEqual(["Legal", "Legal", "Legal"]);
  });
});

describe("a group that is removed", () => {
  it("is taken from its members and from assignments, and all of it comes back", async () => {
    const before = await at.client().call("directory.table", { workspace });
    const { what } = await at.client().call("directory.removeGroup", { workspace, group: "g-app-salesforce" });
    expect(what).toMatch(/^Removed the group app-salesforce, which had \d+ members$/);
    expect((await at.configuration("salesforce")).connection.assignment.groups).toEqual([]);
    await at.client().call("history.undo", { workspace });
    expect(await at.client().call("directory.table", { workspace })).toEqual(before);
    expect((await at.configuration("salesforce")).connection.assignment.groups).toEqual(["g-app-salesforce"]);
  });
});

describe("a person", () => {
  it("is found behind their accounts, and with what happened about them", async () => {
    const { outcome } = await at.login();
    const change = { kind: "joinGroup", group: "g-legal" } as const;
    await at.client().call("directory.changePeople", { workspace, people: ["u-ada"], change });
    const detail = await at.client().call("directory.person", { workspace, person: "u-ada" });
    const expenses = detail.applications.find(({ application }) => application === "expenses");
    expect(expenses).toMatchObject({ assigned: "everybody", account: { id: outcome.account } });
    expect(detail.history.map(({ title }) => title)).toEqual([
      "Put Ada Lovelace in the group Legal",
      expect.stringContaining("login ada.lovelace@acme.test"),
    ]);
  });

  it("is behind the account of each way to name them", async () => {
    for (const application of ["expenses", "jira", "salesforce", "slack"]) {
      const { outcome } = await at.login(application);
      const table = await at.client().call("accounts.table", { workspace, application });
      expect([application, table.person[table.id.indexOf(outcome.account ?? "")]]).toEqual([application, "u-ada"]);
    }
  });
});
