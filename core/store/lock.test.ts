import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acquireLock } from "./lock.ts";
import { commitOne, failureOf, workspaceFilePerTest } from "./test-store.ts";

const { path, folder, open, text } = workspaceFilePerTest();

/** Another process that lives, and the number of one that has ended. */
let other: ChildProcess;
let deadPid: number;

beforeAll(async () => {
  other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const ended = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
  await once(ended, "exit");
  deadPid = ended.pid ?? 0;
});

afterAll(() => {
  other.kill();
});

const SINCE = "2026-03-02T08:00:00.000Z";

function lockText(holder: { readonly pid: number | undefined; readonly host?: string }): string {
  return JSON.stringify({ program: "rehearse", host: hostname(), since: SINCE, token: "another", ...holder });
}

describe("a workspace that another process holds", () => {
  it("opens read-only and says who holds it since when", async () => {
    const held = lockText({ pid: other.pid });
    await writeFile(path("acme.json.lock"), held);
    const store = await open();
    const reason = `opened read-only: rehearse (process ${other.pid} on host ${hostname()}) has held it since ${SINCE}; if that program is gone, delete acme.json.lock`;
    expect(store.access).toEqual({ kind: "readOnly", reason, asOf: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(store.workspace.name).toBe("Test");
    const error = await failureOf(commitOne(store));
    expect(error).toMatchObject({ code: "WORKSPACE_READ_ONLY", message: `Not saved: ${reason}.` });
    await store.close();
    expect(await text("acme.json.lock")).toBe(held);
  });

  it("cannot be known to be free where that process is of another machine", async () => {
    await writeFile(path("acme.json.lock"), lockText({ pid: deadPid, host: "elsewhere" }));
    expect((await open()).access).toMatchObject({
      kind: "readOnly",
      reason: expect.stringContaining(`(process ${deadPid} on host elsewhere)`),
    });
  });

  it("opens read-only in the same process too, also under another name", async () => {
    const first = await open();
    await symlink(path(), path("link.json"));
    for (const second of [await open(), await open({}, path("link.json"))]) {
      expect(second.access).toMatchObject({
        kind: "readOnly",
        reason: expect.stringContaining(`test (process ${process.pid}`),
      });
      await second.close();
    }
    await commitOne(first);
    await first.close();
    expect((await open()).access).toEqual({ kind: "write" });
  });

  it("opens read-only while the lock is only just being written", async () => {
    await writeFile(path("acme.json.lock"), "");
    expect((await open()).access).toEqual({
      kind: "readOnly",
      reason: "opened read-only: another program is opening it (acme.json.lock)",
      asOf: expect.any(String),
    });
  });
});

describe("a lock that was left behind", () => {
  it.each([
    { what: "by a process that is dead", holder: () => lockText({ pid: deadPid }) },
    { what: "by an earlier process with our number", holder: () => lockText({ pid: process.pid }) },
  ])("is taken over where it was left $what", async ({ holder }) => {
    await writeFile(path("acme.json.lock"), holder());
    const store = await open();
    expect(store.access).toEqual({ kind: "write" });
    await commitOne(store);
    await store.close();
    expect(await readdir(folder())).not.toContain("acme.json.lock");
  });

  it("is taken over where it was never written and is old", async () => {
    await writeFile(path("acme.json.lock"), "");
    const minuteAgo = Date.now() / 1000 - 60;
    await utimes(path("acme.json.lock"), minuteAgo, minuteAgo);
    expect((await open()).access).toEqual({ kind: "write" });
  });

  it("is taken over by one only, however many come at once", async () => {
    for (let round = 0; round < 20; round += 1) {
      await writeFile(path("acme.json.lock"), lockText({ pid: deadPid }));
      const results = await Promise.all(Array.from({ length: 8 }, () => acquireLock(path(), "test", SINCE)));
      const locks = results.flatMap((result) => (result.kind === "held" ? [result.lock] : []));
      const ours = await Promise.all(locks.map((lock) => lock.isOurs()));
      expect(ours.filter((own) => own)).toHaveLength(1);
      await Promise.all(locks.map((lock) => lock.release()));
    }
    expect(await readdir(folder())).toEqual(["acme.json"]);
  });
});

describe("a lock that was taken away", () => {
  it("keeps its former holder from saving", async () => {
    const store = await open();
    const others = lockText({ pid: other.pid });
    await writeFile(path("acme.json.lock"), others);
    const before = await text();
    expect(await failureOf(commitOne(store))).toMatchObject({
      code: "WORKSPACE_LOCK_LOST",
      message: "Not saved: acme.json.lock was taken away, so that another program may be writing. Open it again.",
    });
    expect(await text()).toBe(before);
    await store.close();
    expect(await text("acme.json.lock")).toBe(others);
  });
});

it("opens read-only where no lock can be made", async () => {
  expect(await acquireLock(path("no such folder/acme.json"), "test", SINCE)).toEqual({
    kind: "refused",
    reason: "opened read-only: its folder cannot be written to (ENOENT)",
  });
});

it("of a file that is marked read-only is not taken, and the mark is said", async () => {
  await chmod(path("acme.json"), 0o444);
  const store = await open();
  expect(store.access).toEqual({ kind: "readOnly", reason: "opened read-only: the file is marked read-only" });
  expect(await readdir(folder())).toEqual(["acme.json"]);
  await store.close();
});
