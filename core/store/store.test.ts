import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { OpenWorkspace } from "./open-workspace.ts";
import { parseWorkspace } from "./parse.ts";
import { accountsBeforeOf } from "./read-record.ts";
import { pack } from "./record.ts";
import { checkWorkspaceFile, createWorkspaceFile } from "./store.ts";
import { buildTrace, commitOne, failureOf, kindsOf, OUTCOME, workspaceFilePerTest } from "./test-store.ts";
import { buildTestWorkspace } from "./test-workspace.ts";

const { path, folder, open, text, change, actions } = workspaceFilePerTest();

const titles = (store: OpenWorkspace): readonly string[] => store.history().map(({ title }) => title);

describe("a workspace file", () => {
  it("opens with its state and on a checkpoint called Start, before anything was saved", async () => {
    const store = await open();
    expect(store.workspace).toEqual(buildTestWorkspace());
    expect(store.access).toEqual({ kind: "write" });
    expect(store.problems).toEqual([]);
    expect(store.checkpoints().map(({ id, name }) => [id, name])).toEqual([["r1", "Start"]]);
    expect((await readdir(folder())).sort()).toEqual(["acme.json", "acme.json.lock"]);
  });

  it("keeps what was committed: state, history and trace", async () => {
    const store = await open();
    const id = await commitOne(store);
    await store.close();
    const again = await open();
    expect(again.workspace.actions).toBe(1);
    expect(titles(again)).toEqual(["Checkpoint “Start”.", "login ada.lovelace@acme.test → wiki: Ada is signed in."]);
    expect(again.history()[1]).toMatchObject({ id, type: "action", steps: 2, outcome: OUTCOME, onBranch: true });
    expect(await again.readTrace(id)).toEqual(buildTrace(2));
    expect((await readdir(folder())).sort()).toEqual(["acme.journal", "acme.json", "acme.json.bak", "acme.json.lock"]);
  });

  it("keeps the accounts that an action was about, as they were before it, where they were handed in", async () => {
    const store = await open();
    const before = store.workspace.applications.flatMap(({ id: application, accounts }) =>
      accounts.map((account) => ({ application, account })),
    );
    const commit = { workspace: store.workspace, action: { type: "login" }, trace: buildTrace(1), outcome: OUTCOME };
    const [id, other] = [await store.commit({ ...commit, before }), await store.commit(commit)];
    await store.close();
    const again = await open();
    expect(before).not.toEqual([]);
    expect(await again.readAccountsBefore(id)).toEqual(before);
    expect(await again.readAccountsBefore(other)).toBeUndefined();
    expect(again.history().some((entry) => "before" in entry)).toBe(false);
  });

  it("reads what earlier versions kept of a login: accounts of the application that it was about", async () => {
    const [account] = (await open()).workspace.applications[0]?.accounts ?? [];
    const base = { id: "r1", parent: null, at: "2026-03-02T09:00:00.000Z", clock: "2026-03-02T09:00:00.000Z" };
    const record = { ...base, type: "action", outcome: OUTCOME, steps: 0, before: pack([account]) } as const;
    const action = { type: "login", application: "wiki" };
    expect(accountsBeforeOf({ ...record, action })).toEqual([{ application: "wiki", account }]);
  });

  it("keeps several actions that are saved at once, each with its trace and its clock, and what the last one left", async () => {
    const store = await open();
    const { workspace } = store;
    const clocks = ["2026-03-02T09:00:00.000Z", "2026-03-02T09:00:01.000Z", "2026-03-02T09:00:02.000Z"];
    const ids = await store.commitAll(
      clocks.map((now, index) => ({
        workspace: { ...workspace, clock: { now }, actions: index + 1 },
        action: { type: "live" },
        trace: buildTrace(index + 1),
        outcome: OUTCOME,
      })),
    );
    expect(await store.commitAll([])).toEqual([]);
    await store.close();
    const again = await open();
    expect(again.workspace).toMatchObject({ actions: 3, clock: { now: clocks[2] } });
    expect(again.history().map(({ id, clock }) => [id, clock])).toEqual([
      ["r1", workspace.clock.now],
      ...ids.map((id, index) => [id, clocks[index]]),
    ]);
    expect(ids).toEqual(["r2", "r3", "r4"]);
    expect(await Promise.all(ids.map((id) => again.readTrace(id)))).toEqual([1, 2, 3].map(buildTrace));
  });

  it("stays readable for other people's scripts: indented, with the same top level as before", async () => {
    const store = await open();
    await commitOne(store);
    const written = await text();
    expect(written.startsWith('{\n  "version": 1,\n  "name": "Test",\n')).toBe(true);
    expect(Object.keys(JSON.parse(written))).toEqual([
      "version",
      "name",
      "people",
      "clock",
      "seed",
      "directory",
      "identityProviders",
      "applications",
      "runtime",
      "actions",
      "journal",
    ]);
  });

  it("does not grow with its history, and neither does what one more save writes", async () => {
    const store = await open();
    await commitOne(store);
    const sizes = async (): Promise<readonly number[]> =>
      Promise.all([path(), path("acme.journal")].map(async (name) => (await readFile(name)).length));
    const [stateBefore = 0, journalBefore = 0] = await sizes();
    await commitOne(store);
    const [, journalAfterOne = 0] = await sizes();
    for (let count = 0; count < 30; count += 1) await commitOne(store);
    const [stateAfter = 0, journalAfter = 0] = await sizes();
    expect(stateAfter - stateBefore).toBeLessThan(10);
    expect((journalAfter - journalAfterOne) / 30).toBeLessThan((journalAfterOne - journalBefore) * 1.05);
  });

  it("opens a journal of 10,000 steps without unpacking a trace, and shows each one when asked", {
    timeout: 30_000,
  }, async () => {
    const store = await open();
    for (let count = 0; count < 100; count += 1) await commitOne(store, 100);
    await store.close();
    const again = await open();
    const kept = again.history().flatMap((record) => (record.type === "action" ? [record] : []));
    expect(kept.reduce((sum, { steps }) => sum + steps, 0)).toBe(10_000);
    expect(kept.every((record) => !("trace" in record))).toBe(true);
    expect(await again.readTrace(kept[99]?.id ?? "")).toEqual(buildTrace(100));
  });

  it("keeps an edit, and runs saves that were begun at once one after another", async () => {
    const store = await open();
    const edited = { ...store.workspace, name: "Renamed" };
    await Promise.all([store.edit(edited, "Renamed the workspace."), store.addCheckpoint("Renamed")]);
    await store.close();
    const again = await open();
    expect(again.workspace.name).toBe("Renamed");
    expect(titles(again)).toEqual(["Checkpoint “Start”.", "Renamed the workspace.", "Checkpoint “Renamed”."]);
  });

  it("refuses to save what it would not read, and stays as it was", async () => {
    const store = await open();
    await commitOne(store);
    const before = await text();
    const error = await failureOf(store.edit({ ...store.workspace, name: "" }, "Took the name away."));
    expect(error).toMatchObject({
      code: "WORKSPACE_INVALID",
      message: 'Found ""; a text that is not empty would be right.',
      place: { path: "name" },
    });
    expect(await text()).toBe(before);
    await commitOne(store);
    expect(titles(store)).toHaveLength(3);
  });

  it("refuses to save a record that it would not read, and stays as it was", async () => {
    const store = await open();
    await commitOne(store);
    const before = [await text(), await text("acme.journal")];
    const { workspace } = store;
    const unreadable = { workspace, action: { type: "" }, trace: buildTrace(1), outcome: OUTCOME };
    expect(await failureOf(store.commit(unreadable))).toMatchObject({
      code: "RECORD_INVALID",
      message:
        'Not saved: the record could not be read again. action.type: Found ""; a text that is not empty would be right.',
      place: { file: path(), path: "journal record r3" },
    });
    expect([await text(), await text("acme.journal")]).toEqual(before);
    await commitOne(store);
    await store.close();
    expect(kindsOf(await open())).toEqual(["checkpoint", "action", "action"]);
  });

  it("knows what it has no record or trace of", async () => {
    const store = await open();
    expect(await failureOf(store.readTrace("r9"))).toMatchObject({
      code: "RECORD_UNKNOWN",
      message: "The journal has no record r9.",
    });
    expect(await failureOf(store.readTrace("r1"))).toMatchObject({
      code: "RECORD_WITHOUT_TRACE",
      message: "The record r1 has no trace.",
    });
    const id = await commitOne(store);
    expect(await failureOf(store.returnTo(id))).toMatchObject({
      code: "RECORD_NOT_CHECKPOINT",
      message: `The record ${id} is no checkpoint.`,
    });
  });

  it("is not created over another", async () => {
    const before = await text();
    expect(await failureOf(createWorkspaceFile(path(), { ...buildTestWorkspace(), name: "Other" }))).toMatchObject({
      code: "WORKSPACE_EXISTS",
      message: "There is a file of this name already; it was left as it is.",
      place: { file: path() },
    });
    expect(await text()).toBe(before);
    expect(await readdir(folder())).toEqual(["acme.json"]);
  });

  it.each([
    {
      what: "is not there",
      path: () => path("none.json"),
      code: "WORKSPACE_NOT_FOUND",
      message: "There is no such file.",
    },
    {
      what: "is a folder",
      path: folder,
      code: "WORKSPACE_NOT_READABLE",
      message: "This is a folder; a file would be right.",
    },
  ])("is reported where it $what", async ({ path: place, code, message }) => {
    expect(await failureOf(open({}, place()))).toMatchObject({ code, message });
    expect(await failureOf(checkWorkspaceFile(place()))).toMatchObject({ code, message });
  });

  it("is reported where it is not UTF-8", async () => {
    await writeFile(path(), Buffer.from([0x7b, 0xff, 0x7d]));
    expect(await failureOf(open())).toMatchObject({
      code: "WORKSPACE_NOT_JSON",
      message: "The file is not text in UTF-8.",
    });
  });

  it("is refused unread where it is larger than any workspace", async () => {
    // Only its length grows: the file has a hole instead of so many bytes.
    await truncate(path(), 512 * 1024 * 1024 + 1);
    const refused = {
      code: "WORKSPACE_TOO_LARGE",
      message: "The file is larger than 512 MiB.",
      place: { file: path() },
    };
    expect(await failureOf(open())).toMatchObject(refused);
    expect(await failureOf(checkWorkspaceFile(path()))).toMatchObject(refused);
  });
});

describe("checkpoints", () => {
  it("bring a moment back, and keep what came after as a branch that can be gone back to", async () => {
    const store = await open();
    await commitOne(store);
    const before = await store.addCheckpoint("Before the change");
    await commitOne(store);
    await commitOne(store);
    expect((await store.returnTo(before)).actions).toBe(1);
    await store.close();

    const again = await open();
    expect(again.workspace.actions).toBe(1);
    const [branch] = again.branches();
    expect(again.branches()).toHaveLength(1);
    expect(branch).toMatchObject({ from: before });
    expect(branch?.records.map(({ type }) => type)).toEqual(["action", "action", "checkpoint"]);
    expect(again.history().map(({ type, onBranch }) => `${type} ${onBranch}`)).toEqual([
      "checkpoint true",
      "action true",
      "checkpoint true",
      "action false",
      "action false",
      "checkpoint false",
      "return true",
    ]);
    expect(again.checkpoints().map(({ name }) => name)).toEqual(["Start", "Before the change"]);
    expect((await again.returnTo(branch?.tip ?? "")).actions).toBe(3);
    expect(again.branches()).toEqual([]);
  });

  it("called Start brings back the workspace as it was first opened", async () => {
    const store = await open();
    await commitOne(store);
    await store.edit({ ...store.workspace, name: "Other" }, "Renamed it.");
    const [start] = store.checkpoints();
    expect(await store.returnTo(start?.id ?? "")).toEqual(buildTestWorkspace());
    expect(titles(store).at(-1)).toBe("Back to “Start”.");
  });

  it.each(["", "  ", "two\nlines", "\u009b31m"])("are not saved under the name %j", async (name) => {
    const store = await open();
    await commitOne(store);
    const before = [await text(), await text("acme.journal")];
    expect(await failureOf(store.addCheckpoint(name))).toMatchObject({
      code: "CHECKPOINT_NAME",
      message: `Found ${JSON.stringify(name)}; the name of a checkpoint is one line that is not blank.`,
      place: { file: path() },
    });
    expect([await text(), await text("acme.journal")]).toEqual(before);
    expect(kindsOf(store)).toEqual(["checkpoint", "action"]);
  });

  it("are not saved under a name that is taken on any branch, so that Start stays the start", async () => {
    const store = await open();
    await store.addCheckpoint("Elsewhere");
    await store.returnTo("r1");
    const before = await text("acme.journal");
    for (const name of ["Start", "Elsewhere"]) {
      expect(await failureOf(store.addCheckpoint(name))).toMatchObject({
        code: "CHECKPOINT_EXISTS",
        message: `There is a checkpoint called “${name}” already; choose another name.`,
        place: { file: path() },
      });
    }
    expect(await text("acme.journal")).toBe(before);
    const both = await Promise.allSettled([store.addCheckpoint("Twice"), store.addCheckpoint("Twice")]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("can be gone back to again and again without branches piling up", async () => {
    const store = await open();
    await commitOne(store);
    for (let count = 0; count < 3; count += 1) await store.returnTo("r1");
    expect(store.branches()).toHaveLength(1);
  });
});

describe("a file that somebody edits by hand between two openings", () => {
  it("is simply the new state, and the next save notes it", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await change((before) => before.replace('"department": "Finance"', '"department": "Sales"'));
    const again = await open();
    expect(again.workspace.directory.users[0]?.attributes.department).toBe("Sales");
    await commitOne(again);
    expect(kindsOf(again)).toEqual(["checkpoint", "action", "editedOutside", "action"]);
    await again.close();
    const third = await open();
    expect(kindsOf(third)).toEqual(["checkpoint", "action", "editedOutside", "action"]);
  });

  it("counts as unchanged where only its white space or the order of its members changed", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await change((before) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(before)).reverse())));
    expect(kindsOf(await open())).toEqual(["checkpoint", "action"]);
  });

  it("is not saved over while it is open here", async () => {
    const store = await open();
    await change((before) => before.replace('"department": "Finance"', '"department": "Sales"'));
    expect(await failureOf(commitOne(store))).toMatchObject({
      code: "WORKSPACE_CHANGED_OUTSIDE",
      message:
        "Another program changed the file while it was open here, so it was not saved over. Open it again to go on from what it holds now.",
    });
    expect(parseWorkspace(await text(), path()).directory.users[0]?.attributes.department).toBe("Sales");
    expect(store.workspace.actions).toBe(0);
  });
});

describe("a damaged file", () => {
  beforeEach(async () => {
    const store = await open();
    await commitOne(store);
    await commitOne(store);
    await store.close();
    await change((before) => before.slice(0, before.length / 2));
  });

  it("is reported with the way back, and left as it is", async () => {
    const before = await text();
    const error = await failureOf(open());
    expect(error.code).toBe("WORKSPACE_NOT_JSON");
    expect(error.message).toMatch(/^The file is not JSON: found the end of the file where .* would be right\. /);
    expect(error.message).toMatch(
      /The version before the last save is good: to go back to it, copy acme\.json\.bak over acme\.json\.$/,
    );
    expect(await text()).toBe(before);
    expect(await readdir(folder())).not.toContain("acme.json.lock");
    expect(await checkWorkspaceFile(path())).toMatchObject([{ code: "WORKSPACE_NOT_JSON", severity: "error" }]);
  });

  it("opens as it was before the last save where that is wished for, and is set aside before the first save", async () => {
    const damaged = await text();
    const store = await open({ restore: true });
    expect(store.workspace.actions).toBe(1);
    expect(store.problems).toMatchObject([{ code: "WORKSPACE_RESTORED", severity: "warning" }]);
    expect(await text()).toBe(damaged);
    const backup = await text("acme.json.bak");
    await commitOne(store);
    expect(await text("acme.damaged-20260302T090000Z.json")).toBe(damaged);
    expect(await text("acme.json.bak")).toBe(backup);
    expect(await actions()).toBe(2);
    await commitOne(store);
    expect(await actions("acme.json.bak")).toBe(2);
  });

  it("is reported alone where the version before is no better", async () => {
    await writeFile(path("acme.json.bak"), "{");
    expect((await failureOf(open({ restore: true }))).message).not.toContain(".bak");
  });
});

describe("a file from a newer version", () => {
  it("opens read-only with the reason, and is never written", async () => {
    await change((before) => before.replace('"version": 1', '"version": 2,\n  "lessons": []'));
    const before = await text();
    const store = await open();
    const reason = "opened read-only: it was written by a newer Rehearsal (file version 2; this one writes 1)";
    expect(store.access).toEqual({ kind: "readOnly", reason });
    expect(store.workspace.name).toBe("Test");
    expect(await failureOf(commitOne(store))).toMatchObject({
      code: "WORKSPACE_READ_ONLY",
      message: `Not saved: ${reason}.`,
    });
    expect(await text()).toBe(before);
    expect(await readdir(folder())).toEqual(["acme.json"]);
  });
});

describe("a workspace that was closed", () => {
  it("is not saved any more, and can be opened again", async () => {
    const store = await open();
    await store.close();
    await store.close();
    expect(await failureOf(commitOne(store))).toMatchObject({ code: "WORKSPACE_CLOSED" });
    expect((await open()).access).toEqual({ kind: "write" });
  });
});
