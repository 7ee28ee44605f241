import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  appendFile,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SaveStep } from "./durable-file.ts";
import { pack } from "./record.ts";
import { checkWorkspaceFile, shareWorkspace } from "./store.ts";
import { buildTrace, commitOne, failureOf, kindsOf, OUTCOME, workspaceFilePerTest } from "./test-store.ts";

const { path, folder, open, text, actions } = workspaceFilePerTest();

/** A save that stops before a step, as if the process had been killed there. */
function stopBefore(step: SaveStep) {
  let armed = false;
  return {
    arm: () => {
      armed = true;
    },
    beforeStep: (reached: SaveStep) => {
      if (!armed || reached !== step) return;
      armed = false;
      throw new Error(`killed before ${step}`);
    },
  };
}

describe.each<SaveStep>(["append", "write", "sync", "backup", "rename"])("a save that is stopped before %s", (step) => {
  it("loses nothing that was saved before, in the file or in memory, and the next one works", async () => {
    const stop = stopBefore(step);
    const store = await open({ beforeStep: stop.beforeStep });
    const first = await commitOne(store);
    const before = await text();
    stop.arm();
    await expect(commitOne(store)).rejects.toThrow(`killed before ${step}`);
    expect(await text()).toBe(before);
    expect(store.workspace.actions).toBe(1);
    expect(kindsOf(store)).toEqual(["checkpoint", "action"]);
    await commitOne(store);
    await store.close();

    const again = await open();
    expect([again.workspace.actions, again.problems]).toEqual([2, []]);
    expect(kindsOf(again)).toEqual(["checkpoint", "action", "action"]);
    expect(await again.readTrace(first)).toEqual(buildTrace(2));
  });

  it("leaves a file that another process opens with all that was saved", async () => {
    const stop = stopBefore(step);
    const store = await open({ beforeStep: stop.beforeStep });
    await commitOne(store);
    stop.arm();
    await expect(commitOne(store)).rejects.toThrow("killed");
    await store.close();

    const again = await open();
    expect([again.workspace.actions, again.problems]).toEqual([1, []]);
    await commitOne(again);
    await again.close();
    const third = await open();
    expect([third.workspace.actions, third.problems]).toEqual([2, []]);
    expect(third.history().filter(({ onBranch }) => onBranch)).toHaveLength(3);
  });
});

describe("the very first save", () => {
  it("leaves no half journal behind where it is stopped, and begins one the next time", async () => {
    const stop = stopBefore("rename");
    const store = await open({ beforeStep: stop.beforeStep });
    stop.arm();
    await expect(commitOne(store)).rejects.toThrow("killed before rename");
    expect(await readdir(folder())).not.toContain("acme.journal");
    await commitOne(store);
    expect(await readdir(folder())).toContain("acme.journal");
    expect(await actions()).toBe(1);
  });
});

describe("a journal that was cut off in the writing", () => {
  it("is read up to the last whole line, and the torn one is cut off before the next", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await appendFile(path("acme.journal"), '{"type":"action","id":"r3","par');
    const again = await open();
    expect([kindsOf(again), again.problems]).toEqual([["checkpoint", "action"], []]);
    await commitOne(again);
    await again.close();
    expect(kindsOf(await open())).toEqual(["checkpoint", "action", "action"]);
    expect(await text("acme.journal")).not.toContain('"par{');
  });

  it("keeps a whole record that no state was saved for, as a branch", async () => {
    const store = await open();
    await commitOne(store);
    await copyFile(path(), path("saved.json"));
    await commitOne(store);
    await store.close();
    await rename(path("saved.json"), path());
    const again = await open();
    expect([again.workspace.actions, again.problems]).toEqual([1, []]);
    expect(again.branches()).toMatchObject([{ tip: "r3", from: "r2" }]);
    expect(await commitOne(again)).toBe("r4");
    await again.close();
    expect((await open()).branches()).toMatchObject([{ tip: "r3", from: "r2" }]);
  });

  it("is reported, kept as it is, and followed by another where saved records are lost", async () => {
    const store = await open();
    await commitOne(store);
    await commitOne(store);
    await store.close();
    const length = (await text("acme.journal")).length;
    await truncate(path("acme.journal"), length - 10);
    const torn = await text("acme.journal");

    const again = await open();
    expect(again.workspace.actions).toBe(2);
    expect(again.problems).toEqual([
      {
        code: "JOURNAL_DAMAGED",
        path: "journal.segment",
        message:
          "acme.journal is damaged or belongs to another workspace: 2 of its records can be read. The workspace is whole; the next save begins another journal and leaves this one as it is.",
        severity: "warning",
      },
    ]);
    await commitOne(again);
    await again.close();
    expect(await text("acme.journal")).toBe(torn);
    const third = await open();
    expect([third.workspace.actions, third.problems]).toEqual([3, []]);
    expect(kindsOf(third)).toEqual(["checkpoint", "action", "checkpoint", "action"]);
    expect(await third.readTrace("r2")).toEqual(buildTrace(2));
  });
});

describe("a workspace file without its journal", () => {
  it("opens with its state and says that its history is elsewhere", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await rm(path("acme.journal"));
    const problem = {
      code: "JOURNAL_MISSING",
      path: "journal.segment",
      message:
        "The history is not here: acme.journal does not lie beside the file, or is no journal that this program can read. The workspace is whole; its history begins anew with the next save.",
      severity: "warning",
    };
    expect(await checkWorkspaceFile(path())).toContainEqual(problem);
    const again = await open();
    expect([again.workspace.actions, again.problems]).toEqual([1, [problem]]);
    expect(again.checkpoints().map(({ name }) => name)).toEqual(["Start"]);
    await commitOne(again);
    await again.close();
    const third = await open();
    expect([third.workspace.actions, third.problems, kindsOf(third)]).toEqual([2, [], ["checkpoint", "action"]]);
  });

  it("does not take a journal of the same name that is another's for its own", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await mkdir(path("elsewhere"));
    await copyFile(path(), path("elsewhere/acme.json"));
    const foreign = `${JSON.stringify({ type: "journal", version: 1, workspace: "acme.json" })}\n`;
    await writeFile(path("elsewhere/acme.journal"), foreign);
    const copy = await open({}, path("elsewhere/acme.json"));
    expect(copy.problems).toMatchObject([{ code: "JOURNAL_DAMAGED" }]);
    await commitOne(copy);
    expect(await text("elsewhere/acme.journal")).toBe(foreign);
    expect(await text("elsewhere/acme.json")).toContain('"segment": "acme.2.journal"');
  });
});

describe("a copy of a workspace file in the same folder", () => {
  it("has the history too, and never writes into the journal of the original", async () => {
    const store = await open();
    await commitOne(store);
    await store.close();
    await copyFile(path(), path("copy.json"));
    const journal = await text("acme.journal");
    const copy = await open({}, path("copy.json"));
    expect([copy.problems, kindsOf(copy)]).toEqual([[], ["checkpoint", "action"]]);
    await commitOne(copy);
    await commitOne(copy);
    await copy.close();
    expect(await text("acme.journal")).toBe(journal);
    expect(kindsOf(await open({}, path("copy.json")))).toEqual(["checkpoint", "action", "action", "action"]);
    expect(kindsOf(await open())).toEqual(["checkpoint", "action"]);
  });
});

describe("a journal inside the file", () => {
  it("moves to a segment with the first save", async () => {
    const store = await open();
    const id = await commitOne(store);
    const records = await store.readRecords();
    await store.close();
    const { journal, ...state } = JSON.parse(await text());
    await rm(path("acme.journal"));
    await writeFile(path(), JSON.stringify({ ...state, journal: { version: 1, head: journal.head, records } }));

    const again = await open();
    expect([again.problems, kindsOf(again)]).toEqual([[], ["checkpoint", "action"]]);
    expect(await again.readTrace(id)).toEqual(buildTrace(2));
    await commitOne(again);
    await again.close();
    expect(JSON.parse(await text()).journal).toMatchObject({ segment: "acme.journal", records: 3, head: "r3" });
    expect(kindsOf(await open())).toEqual(["checkpoint", "action", "action"]);
  });
});

describe("a packed part of a record", () => {
  /** Puts a part in the place of the last record's, in a copy with its journal inside. */
  async function openWith(part: "trace" | "state", packed: string) {
    const store = await open();
    if (part === "trace") await commitOne(store);
    else await store.addCheckpoint("Later");
    const records = await store.readRecords();
    await store.close();
    const { journal, ...state } = JSON.parse(await text());
    const changed = records.map((record, index) => (index === 1 ? { ...record, [part]: packed } : record));
    await writeFile(
      path(),
      JSON.stringify({ ...state, journal: { version: 1, head: journal.head, records: changed } }),
    );
    return open();
  }

  const NO_TRACE = "What is packed in this record is no trace.";
  const NOT_WHOLE = "The packed part of this record cannot be unpacked: it is not whole.";
  const TOO_LARGE = "A trace or a state may take 64 MiB as JSON; this one takes more.";
  /** A few dozen kilobytes that unpack to 65 MiB. */
  const BOMB = deflateRawSync(Buffer.alloc(65 * 1024 * 1024, " ")).toString("base64");
  const [step] = buildTrace(1).steps;

  it.each([
    { what: "null", packed: pack(null), code: "JOURNAL_DAMAGED", message: NO_TRACE },
    { what: "a version alone", packed: pack({ version: 1 }), code: "JOURNAL_DAMAGED", message: NO_TRACE },
    {
      what: "a step without what its kind says",
      packed: pack({ ...buildTrace(1), steps: [{ ...step, kind: "checks" }] }),
      code: "JOURNAL_DAMAGED",
      message: NO_TRACE,
    },
    {
      what: "another version",
      packed: pack({ version: 2 }),
      code: "TRACE_VERSION",
      message: "The trace of r2 has a version that this program does not know.",
    },
    { what: "no deflated text", packed: "AAAA", code: "JOURNAL_DAMAGED", message: NOT_WHOLE },
    { what: "more than memory should hold", packed: BOMB, code: "RECORD_TOO_LARGE", message: TOO_LARGE },
  ])("that is no trace but $what is told by a coded error", async ({ packed, code, message }) => {
    const store = await openWith("trace", packed);
    const error = await failureOf(store.readTrace("r2"));
    expect(error).toMatchObject({ code, message, place: { file: path() } });
    if (code !== "TRACE_VERSION") expect(error.place.path).toBe("journal record r2");
  });

  it.each([
    {
      what: "null",
      packed: pack(null),
      code: "JOURNAL_DAMAGED",
      message: "What is packed in this record is no workspace. Found null; a workspace is an object.",
    },
    { what: "no deflated text", packed: "AAAA", code: "JOURNAL_DAMAGED", message: NOT_WHOLE },
    { what: "more than memory should hold", packed: BOMB, code: "RECORD_TOO_LARGE", message: TOO_LARGE },
  ])("that is no state but $what is told by a coded error, and kept out of a copy", async (expected) => {
    const store = await openWith("state", expected.packed);
    const { code, message } = expected;
    const place = { file: path(), path: "journal record r2" };
    expect(await failureOf(store.returnTo("r2"))).toMatchObject({ code, message, place });
    await store.close();
    const shared = shareWorkspace(path(), path("copy.json"), { pseudonymise: false });
    expect(await failureOf(shared)).toMatchObject({ code, message, place });
  });

  it("is not written where it could not be read again", async () => {
    const store = await open();
    await commitOne(store);
    const before = [await text(), await text("acme.journal")];
    const steps = buildTrace(1).steps.map((each) => ({ ...each, why: "x".repeat(65 * 1024 * 1024) }));
    const large = {
      workspace: store.workspace,
      action: { type: "test" },
      trace: { ...buildTrace(1), steps },
      outcome: OUTCOME,
    };
    expect(await failureOf(store.commit(large))).toMatchObject({
      code: "RECORD_TOO_LARGE",
      message: TOO_LARGE,
      place: { file: path() },
    });
    expect([await text(), await text("acme.journal")]).toEqual(before);
  });
});

describe("a save", () => {
  it("writes into no file that somebody put beside the workspace under the name of a temporary one", async () => {
    const store = await open();
    await writeFile(path("victim"), "mine");
    for (const name of ["acme.json.tmp", "acme.json.bak.tmp"]) await symlink(path("victim"), path(name));
    await commitOne(store);
    await commitOne(store);
    expect(await text("victim")).toBe("mine");
    expect(await actions()).toBe(2);
    expect((await lstat(path())).isSymbolicLink()).toBe(false);
    expect((await lstat(path("acme.json.bak"))).isSymbolicLink()).toBe(false);
  });

  it("removes what saves that were killed left behind, and nothing else", async () => {
    const left = `acme.json.${randomUUID()}.tmp`;
    const others = [`other.json.${randomUUID()}.tmp`, "acme.json.notes.tmp", `acme.json.${randomUUID()}.tmp.keep`];
    for (const name of [left, ...others]) await writeFile(path(name), "{");
    const store = await open();
    await commitOne(store);
    const names = await readdir(folder());
    expect(names).not.toContain(left);
    expect(names).toEqual(expect.arrayContaining(others));
  });

  it("that fails leaves no temporary file behind", async () => {
    const stop = stopBefore("rename");
    const store = await open({ beforeStep: stop.beforeStep });
    await commitOne(store);
    stop.arm();
    await expect(commitOne(store)).rejects.toThrow("killed before rename");
    expect((await readdir(folder())).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

it("is told by a disk that cannot take it, and loses nothing", async () => {
  const store = await open();
  await commitOne(store);
  await rm(path("acme.json.bak"));
  await mkdir(path("acme.json.bak"));
  expect(await failureOf(commitOne(store))).toMatchObject({
    code: "WORKSPACE_NOT_SAVED",
    message: "The file could not be saved (EISDIR). What was saved before is untouched.",
    place: { file: path() },
  });
  expect(await actions()).toBe(1);
});

describe("another process", { timeout: 60_000 }, () => {
  let saver: string;

  beforeAll(async () => {
    saver = await mkdtemp(join(tmpdir(), "rehearsal-saver-"));
    await build({
      logLevel: "silent",
      configFile: false,
      build: {
        ssr: fileURLToPath(new URL("./test-saver.ts", import.meta.url)),
        outDir: saver,
        rollupOptions: { output: { entryFileNames: "saver.mjs" } },
      },
      ssr: { noExternal: true },
    });
  });

  afterAll(() => rm(saver, { recursive: true }));

  function startSaver(...options: readonly string[]) {
    return spawn(process.execPath, [join(saver, "saver.mjs"), path(), ...options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  it("that is killed while it saves leaves a whole file and every save that it finished", async () => {
    let finished = 0;
    for (let round = 1; round <= 5; round += 1) {
      const child = startSaver();
      child.stdout.setEncoding("utf8");
      child.stdout.on("data", (counts: string) => {
        finished = Number(counts.trim().split("\n").at(-1));
        if (finished > round * 5) child.kill("SIGKILL");
      });
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      const store = await open();
      expect([store.access, store.problems]).toEqual([{ kind: "write" }, []]);
      expect(store.workspace.actions).toBeGreaterThanOrEqual(finished);
      const kept = store.history().filter(({ type, onBranch }) => type === "action" && onBranch);
      expect(kept).toHaveLength(store.workspace.actions);
      await Promise.all(kept.map(({ id }) => store.readTrace(id)));
      await store.close();
    }
  });

  it("that ends without closing takes its lock with it", async () => {
    expect(await once(startSaver("2"), "exit")).toEqual([0, null]);
    expect(await readdir(folder())).not.toContain("acme.json.lock");
    expect(await actions()).toBe(2);
  });

  it("that holds the workspace is named to whoever comes second", async () => {
    const child = startSaver();
    await once(child.stdout, "data");
    const store = await open();
    expect(store.access).toMatchObject({ reason: expect.stringContaining(`saver (process ${child.pid} on host`) });
    await store.close();
    child.kill("SIGKILL");
    await once(child, "exit");
  });
});
