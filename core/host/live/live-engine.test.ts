import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../../contract/client.ts";
import type { Client } from "../../contract/contract.ts";
import type { LiveState } from "../../contract/live.ts";
import { describeContract } from "../../contract/test-suite.ts";
import { createEngine, type Engine } from "../../engine/engine.ts";
import type { StartLive } from "../../engine/live-mode.ts";
import { startLiveMode } from "./live-mode.ts";

function engineOver(folder: string, startLive: StartLive = startLiveMode): Engine {
  return createEngine({
    folder,
    program: "test",
    version: "0.0.0-test",
    now: Date.now,
    yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
    startLive,
  });
}

describeContract("the engine with live mode", async (folder) => {
  const engine = engineOver(folder);
  return { transport: engine, close: () => engine.close() };
});

const workspace = "acme";
const ADA = "ada.lovelace@acme.test";

let folder: string;
let engine: Engine;
let client: Client;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-live-"));
  restart();
  await client.call("workspaces.create", { name: "Acme", preset: "acme" });
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

/** Another engine over the same folder. */
function restart(startLive?: StartLive): void {
  engine = engineOver(folder, startLive);
  client = createClient(engine, "test");
}

const start = (port?: number) => client.call("live.start", { workspace, ...(port === undefined ? {} : { port }) });
const read = () => client.call("live.read", { workspace });
const applicationsIn = ({ addresses }: LiveState) => addresses?.applications ?? [];

/** Asks the SCIM server of the Jira-like application. */
async function ask(live: LiveState, path: string): Promise<number> {
  const { scim } = applicationsIn(live).find(({ id }) => id === "jira") ?? {};
  const response = await fetch(`${scim?.baseUrl}${path}`, { headers: { authorization: `Bearer ${scim?.token}` } });
  await response.text();
  return response.status;
}

/** As many requests as came, once they are all told of. */
async function requests(count: number): Promise<LiveState> {
  await expect.poll(async () => (await read()).count, { timeout: 10_000 }).toBe(count);
  return read();
}

describe("the requests of live mode", () => {
  it("are listed newest first, each as a run that says how it ended", async () => {
    const live = await start();
    expect([await ask(live, "/Users"), await ask(live, "/Users/nobody")]).toEqual([200, 404]);
    const { entries } = await requests(2);
    expect(entries).toMatchObject([
      { kind: "request", path: "/scim/v2/Users/nobody", status: 404 },
      { kind: "request", path: "/scim/v2/Users", status: 200 },
    ]);
    const [missing, listed] = await Promise.all(entries.map(({ run }) => client.call("runs.read", { workspace, run })));
    expect(missing).toMatchObject({ saved: true, outcome: { result: "refused", code: "HTTP_404" } });
    expect(listed).toMatchObject({
      title: "GET /scim/v2/Users from outside",
      outcome: { result: "done", reason: "Jira-like answered with 200." },
    });
  });

  it("stay among the runs once it has ended, and are listed until it begins again", async () => {
    await ask(await start(), "/Users");
    const stopped = await client.call("live.stop", { workspace });
    expect(stopped.entries).toHaveLength(1);
    const { entries } = await client.call("history.list", { workspace });
    expect(entries.map(({ id }) => id)).toContain(stopped.entries[0]?.run);
    expect(await start()).toMatchObject({ count: 0, entries: [] });
  });

  it("of earlier times are listed too while it does not run, as the journal has them", async () => {
    await ask(await start(), "/Users");
    await client.call("live.stop", { workspace });
    await ask(await start(), "/Groups");
    const { count, entries } = await client.call("live.stop", { workspace });
    expect(count).toBe(1);
    expect(entries).toMatchObject([
      { kind: "request", path: "/scim/v2/Groups", party: "Jira-like", result: "done" },
      { kind: "request", path: "/scim/v2/Users", status: 200 },
    ]);
    await engine.close();
    restart();
    expect((await read()).entries).toEqual(entries);
  });

  it("are runs of this session alone where the workspace is read-only", async () => {
    await client.call("workspaces.open", { workspace });
    const file = join(folder, "acme.json");
    const before = await readFile(file, "utf8");
    const holder = engine;
    restart();
    const live = await start();
    expect(live).toMatchObject({ running: true, saves: false });
    await ask(live, "/Users");
    const { entries } = await requests(1);
    const run = await client.call("runs.read", { workspace, run: entries[0]?.run ?? "" });
    expect(run).toMatchObject({ saved: false, note: "Not saved: this workspace is read-only." });
    await engine.close();
    expect(await readFile(file, "utf8")).toBe(before);
    await holder.close();
  });
});

describe("what is due in live mode", () => {
  beforeEach(async () => {
    const application = "jira";
    const { configuration } = await client.call("applications.read", { workspace, application });
    const { provisioning } = await client.call("applications.derive", { workspace, application, way: "scheduled" });
    const connection = { ...configuration.connection, provisioning };
    await client.call("applications.save", { workspace, configuration: { ...configuration, connection } });
  });

  it("happens by itself unless it is held off, and each is a run that can be opened", async () => {
    expect(await client.call("live.start", { workspace, due: false })).toMatchObject({ due: false });
    expect(await client.call("live.setDue", { workspace, due: true })).toMatchObject({ due: true });
    const { entries } = await requests(1);
    expect(entries).toMatchObject([{ kind: "due", title: "Due: scheduled batch of Jira-like", result: "done" }]);
    const run = await client.call("runs.read", { workspace, run: entries[0]?.run ?? "" });
    expect(run).toMatchObject({
      saved: true,
      title: "Due: scheduled batch of Jira-like",
      action: { type: "due", what: "batch", application: "jira" },
      outcome: { result: "done", by: "clock" },
    });
    expect(run.trace.steps.at(-1)?.kind).toBe("outcome");
    await client.call("live.stop", { workspace });
    const failure = client.call("live.setDue", { workspace, due: true });
    await expect(failure).rejects.toMatchObject({ code: "LIVE_STOPPED" });
  });
});

describe("live mode of a workspace", () => {
  it("is put back to where it began by a POST, where that was asked for", async () => {
    expect((await start()).addresses?.control).toBeUndefined();
    await client.call("live.stop", { workspace });
    const { addresses } = await client.call("live.start", { workspace, allowReset: true });
    expect((await fetch(addresses?.control?.resetUrl ?? "", { method: "POST" })).status).toBe(200);
    const { entries } = await client.call("history.list", { workspace });
    expect(entries.at(-1)?.type).toBe("return");
  });

  it("runs once, and goes on where somebody starts it again", async () => {
    const live = await start();
    await expect(start()).rejects.toMatchObject({ code: "LIVE_RUNNING" });
    expect(await ask(live, "/Users")).toBe(200);
  });

  it("takes the ports behind the one that is asked for, and says which is taken", async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) => {
      busy.listen(0, "127.0.0.1", () => resolve((busy.address() as { port: number }).port));
    });
    await expect(start(port - 1)).rejects.toMatchObject({ code: "PORT_TAKEN" });
    expect(await read()).toMatchObject({ running: false });
    await client.call("runs.login", {
      workspace,
      action: { type: "login", user: ADA, application: "expenses", protocol: "oidc", startAt: "application" },
    });
    await new Promise((resolve) => busy.close(resolve));
  });

  it.each(["workspaces.close", "workspaces.remove"] as const)("ends in order with %s", async (method) => {
    const live = await start();
    await ask(live, "/Users");
    await client.call(method, { workspace });
    await expect(ask(live, "/Users")).rejects.toThrow("fetch failed");
    expect((await readdir(folder)).filter((name) => name.endsWith(".lock"))).toEqual([]);
  });

  it("ends with the engine, which saves the last request", async () => {
    const live = await start();
    await ask(live, "/Users");
    await engine.close();
    await expect(ask(live, "/Users")).rejects.toThrow("fetch failed");
    restart();
    const { entries } = await client.call("history.list", { workspace });
    const told = entries.map((entry) => (entry.type === "edit" ? entry.what : entry.type));
    expect(told.at(-2)).toBe("action");
    expect(told.at(-1)).toMatch(/^Live mode ended, after 1 request\./);
  });

  it("says what could not be saved, and lets ending it be tried again", async () => {
    await engine.close();
    let isFull = true;
    restart((options) => {
      const { commitAll } = options.store;
      const full: typeof commitAll = async (commits) => {
        if (isFull && commits.length > 0) throw new Error("The disk is full.");
        return commitAll(commits);
      };
      return startLiveMode({ ...options, store: Object.assign(options.store, { commitAll: full }) });
    });
    await ask(await start(), "/Users");
    await expect.poll(async () => (await read()).problem, { timeout: 10_000 }).toContain("The disk is full.");
    await expect(client.call("live.stop", { workspace })).rejects.toMatchObject({ code: "ENGINE_FAULT" });
    expect(await read()).toMatchObject({ running: true, count: 0 });
    isFull = false;
    expect(await client.call("live.stop", { workspace })).toMatchObject({ running: false, count: 1 });
  });

  it("is not held up by a file that is no workspace", async () => {
    await writeFile(join(folder, "broken.json"), "{");
    const failure = client.call("live.start", { workspace: "broken" });
    await expect(failure).rejects.toMatchObject({ code: "WORKSPACE_NOT_JSON" });
  });
});
