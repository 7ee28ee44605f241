import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../contract/client.ts";
import type { ContractEvent } from "../contract/contract.ts";
import { type EngineHost, startEngineHost } from "./engine-host.ts";

/** The engine as it was built, in its thread. */

const WORKER = new URL("../../dist/app/engine-worker.js", import.meta.url);

let folder: string;
let host: EngineHost;
let threads: Worker[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-engine-"));
  threads = [];
  host = startEngineHost({
    folder,
    version: "test",
    workerUrl: WORKER,
    startWorker(url, options) {
      const thread = new Worker(url, options);
      threads.push(thread);
      return thread;
    },
  });
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the engine in its thread", () => {
  it("goes on from what was saved after a crash, and may still write", async () => {
    const client = createClient(host, "test");
    const events: ContractEvent[] = [];
    client.subscribe((event) => events.push(event));
    const { workspace } = await client.call("workspaces.create", { name: "Acme", preset: "acme" });
    await client.call("workspaces.open", { workspace });
    await client.call("checkpoints.add", { workspace, name: "before the crash" });

    const waiting = client.call("workspaces.create", { name: "Large", preset: "acme", people: 100_000 });
    await threads[0]?.terminate();
    await expect(waiting).rejects.toMatchObject({ code: "ENGINE_RESTARTED" });
    expect(events.at(-1)).toMatchObject({ type: "engineRestarted" });

    expect(await client.call("workspaces.open", { workspace })).toMatchObject({ access: { kind: "write" } });
    const { entries } = await client.call("history.list", { workspace });
    expect(JSON.stringify(entries)).toContain("before the crash");
    await client.call("checkpoints.add", { workspace, name: "after the crash" });
  });

  it("lets go of its workspaces when it is closed", async () => {
    const client = createClient(host, "test");
    const { workspace } = await client.call("workspaces.create", { name: "Acme", preset: "acme" });
    await client.call("workspaces.open", { workspace });
    expect(await readdir(folder)).toContain(`${workspace}.json.lock`);
    await host.close();
    expect((await readdir(folder)).filter((name) => name.endsWith(".lock"))).toEqual([]);
  });

  it("reports how far long work has come, and gives it up when told", async () => {
    const client = createClient(host, "test");
    const { workspace } = await client.call("workspaces.create", { name: "Acme", preset: "acme", people: 5_000 });
    const { applications } = await client.call("workspaces.open", { workspace });
    const application = applications[0]?.id ?? "";
    const { configuration } = await client.call("applications.read", { workspace, application });
    const giveUp = new AbortController();
    const said: unknown[] = [];
    const preview = client.call(
      "preview.population",
      { workspace, configuration },
      {
        signal: giveUp.signal,
        progress(progress) {
          said.push(progress);
          giveUp.abort();
        },
      },
    );
    await expect(preview).rejects.toMatchObject({ code: "CANCELLED" });
    expect(said[0]).toMatchObject({ type: "progress", total: expect.any(Number), what: expect.any(String) });
  });
});
