import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import type { CallRequest, ContractEvent, Reply } from "../contract/contract.ts";
import { type EngineHost, type EngineHostOptions, startEngineHost } from "./engine-host.ts";

/** Stands for the engine: a thread that speaks its messages, and does what a call tells it. */
const OBEDIENT = `
  const { parentPort, workerData } = require("node:worker_threads");
  parentPort.on("message", ({ type, ticket, request, call }) => {
    const reply = (value) => parentPort.postMessage({ type: "reply", ticket, reply: { ok: true, value } });
    if (type === "close") process.exit(0);
    if (type === "cancel") parentPort.postMessage({ type: "event", event: { type: "changed", workspace: call } });
    if (type !== "call" || request.method === "hang") return;
    if (request.method === "throw") throw new Error("out of order\\n    at a line of code");
    if (request.method === "exit") process.exit(3);
    if (request.method === "eat") for (const all = []; ; ) all.push(new Array(100_000).fill({}));
    if (request.method === "settings") reply(workerData);
    else reply(request.arguments);
  });
`;

const running: EngineHost[] = [];
afterEach(() => Promise.all(running.splice(0).map((host) => host.close())));

interface Hosted {
  readonly host: EngineHost;
  readonly events: ContractEvent[];
  /** Every thread that was started. */
  readonly threads: Worker[];
}

function start(source: string, options: Partial<EngineHostOptions> = {}): Hosted {
  const threads: Worker[] = [];
  const host = startEngineHost({
    folder: "/workspaces",
    version: "1.2.3",
    startWorker(_, settings) {
      const thread = new Worker(source, { ...settings, eval: true });
      threads.push(thread);
      return thread;
    },
    ...options,
  });
  const events: ContractEvent[] = [];
  host.subscribe((event) => events.push(event));
  running.push(host);
  return { host, events, threads };
}

function request(method: string, args: unknown = {}): CallRequest {
  return { call: "c1", method, arguments: args };
}

function codeOf(reply: Reply): string | undefined {
  return reply.ok ? undefined : reply.error.code;
}

describe("the engine's host", () => {
  it("carries calls to the thread and answers back", async () => {
    const { host } = start(OBEDIENT);
    expect(await host.call(request("echo", { a: [1, null, "x"] }))).toEqual({ ok: true, value: { a: [1, null, "x"] } });
    expect(await host.call(request("settings"))).toEqual({
      ok: true,
      value: { folder: "/workspaces", version: "1.2.3" },
    });
  });

  it("keeps calls apart that have the same id", async () => {
    const { host } = start(OBEDIENT);
    const replies = await Promise.all([host.call(request("echo", 1)), host.call(request("echo", 2))]);
    expect(replies).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ]);
  });

  it("carries cancellations, and events to whoever listens still", async () => {
    const { host, events } = start(OBEDIENT);
    const late: ContractEvent[] = [];
    host.subscribe((event) => late.push(event))();
    host.cancel("c7");
    await host.call(request("echo"));
    expect(events).toEqual([{ type: "changed", workspace: "c7" }]);
    expect(late).toEqual([]);
  });

  it("ends calls that wait when the thread dies, starts it again, and says so", async () => {
    const { host, events, threads } = start(OBEDIENT);
    const waiting = [host.call(request("hang")), host.call(request("hang"))];
    await host.call(request("echo"));
    await threads[0]?.terminate();
    for (const reply of await Promise.all(waiting)) {
      expect(reply).toMatchObject({ ok: false, error: { code: "ENGINE_RESTARTED" } });
      expect(reply).toMatchObject({ error: { message: expect.stringContaining("the last saved state is there") } });
    }
    expect(events).toEqual([{ type: "engineRestarted", why: "It ended with code 1." }]);
    expect(await host.call(request("echo", "again"))).toEqual({ ok: true, value: "again" });
  });

  it.each([
    ["throw", "It met a fault: out of order"],
    ["exit", "It ended with code 3."],
  ])("tells why without telling its inside: %s", async (method, why) => {
    const { host, events } = start(OBEDIENT);
    expect(codeOf(await host.call(request(method)))).toBe("ENGINE_RESTARTED");
    expect(events).toEqual([{ type: "engineRestarted", why }]);
  });

  it("outlives a thread that runs out of memory", async () => {
    const startWorker = (_: URL, settings: object): Worker =>
      new Worker(OBEDIENT, { ...settings, eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
    const { host, events } = start(OBEDIENT, { startWorker });
    expect(codeOf(await host.call(request("eat")))).toBe("ENGINE_RESTARTED");
    expect(events).toEqual([{ type: "engineRestarted", why: "It ran out of memory." }]);
  });

  it("gives up after five crashes within a minute", async () => {
    const { host, events, threads } = start(OBEDIENT);
    const codes: unknown[] = [];
    for (let crash = 0; crash < 5; crash += 1) codes.push(codeOf(await host.call(request("throw"))));
    expect(codes).toEqual([...Array(4).fill("ENGINE_RESTARTED"), "ENGINE_DOWN"]);
    expect(await host.call(request("echo"))).toMatchObject({
      ok: false,
      error: { code: "ENGINE_DOWN", message: expect.stringContaining("end Rehearsal and start it again") },
    });
    host.cancel("c1");
    expect(events).toHaveLength(4);
    expect(threads).toHaveLength(5);
  });

  it("never gives up on crashes that lie further apart", async () => {
    let clock = 0;
    const { host } = start(OBEDIENT, { now: () => clock });
    for (let crash = 0; crash < 8; crash += 1) {
      clock += 20_000;
      expect(codeOf(await host.call(request("throw")))).toBe("ENGINE_RESTARTED");
    }
  });

  it("says so where the engine cannot even start", async () => {
    const { host } = start("throw new Error('no engine here')");
    const codes = new Set<unknown>();
    while (!codes.has("ENGINE_DOWN")) codes.add(codeOf(await host.call(request("echo"))));
    expect([...codes]).toEqual(["ENGINE_RESTARTED", "ENGINE_DOWN"]);
  });

  it("rejects what no thread can be sent, and stays as it was", async () => {
    const { host } = start(OBEDIENT);
    await expect(host.call(request("echo", () => 1))).rejects.toThrow("could not be cloned");
    expect(await host.call(request("echo", 1))).toEqual({ ok: true, value: 1 });
  });

  it("closes once, and is not started again by it", async () => {
    const { host, events, threads } = start(OBEDIENT);
    const waiting = host.call(request("hang"));
    await Promise.all([host.close(), host.close()]);
    expect(codeOf(await waiting)).toBe("ENGINE_CLOSED");
    expect(codeOf(await host.call(request("echo")))).toBe("ENGINE_CLOSED");
    expect(events).toEqual([]);
    expect(threads).toHaveLength(1);
  });
});
