import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ContractEvent, Transport } from "../contract/contract.ts";
import { createHttpTransport } from "../contract/http-transport.ts";
import { type BrowserHost, startBrowserHost } from "./browser-host.ts";
import { createEchoTransport, type EchoTransport } from "./test-transport.ts";

/** The client's half of HTTP, against the host's half. */

let folder: string;
let behind: EchoTransport;
let host: BrowserHost;
let transport: Transport;
const request = { call: "c1", method: "app.about", arguments: { a: 1 } };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-http-"));
  await writeFile(join(folder, "index.html"), "");
  behind = createEchoTransport(async ({ method, arguments: args }) =>
    method === "hang" ? new Promise(() => undefined) : { ok: true, value: args },
  );
  host = await startBrowserHost({ transport: behind, files: folder, secret: "s3cret" });
  transport = createHttpTransport({ base: host.address, secret: () => "s3cret", fetch });
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the contract over HTTP", () => {
  it("carries calls, answers and cancellations", async () => {
    expect(await transport.call(request)).toEqual({ ok: true, value: { a: 1 } });
    expect(behind.calls).toEqual([request]);
    transport.cancel("c5");
    await vi.waitFor(() => expect(behind.cancelled).toEqual(["c5"]));
  });

  it("carries events, whole, while somebody listens", async () => {
    const events: ContractEvent[] = [];
    const stop = transport.subscribe((event) => events.push(event));
    await vi.waitFor(() => expect(behind.listeners()).toBe(1));
    const long = { type: "changed", workspace: "Zoë\n".repeat(100_000) } as const;
    behind.emit({ type: "changed", workspace: "acme" });
    behind.emit(long);
    await vi.waitFor(() => expect(events).toEqual([{ type: "changed", workspace: "acme" }, long]));
    stop();
    await vi.waitFor(() => expect(behind.listeners()).toBe(0));
  });

  it("opens one stream for all who listen", async () => {
    const stops = [transport.subscribe(() => undefined), transport.subscribe(() => undefined)];
    await transport.call(request);
    await vi.waitFor(() => expect(behind.listeners()).toBe(1));
    for (const stop of stops) stop();
    await vi.waitFor(() => expect(behind.listeners()).toBe(0));
  });

  it("opens a stream again that broke", async () => {
    const events: ContractEvent[] = [];
    const port = Number(new URL(host.address).port);
    const stop = transport.subscribe((event) => events.push(event));
    await vi.waitFor(() => expect(behind.listeners()).toBe(1));
    await host.close();
    await vi.waitFor(() => expect(behind.listeners()).toBe(0));
    await expect(transport.call(request)).rejects.toMatchObject({ code: "HOST_GONE" });
    host = await startBrowserHost({ transport: behind, files: folder, secret: "s3cret", port });
    await transport.call(request);
    await vi.waitFor(() => expect(behind.listeners()).toBe(1));
    behind.emit({ type: "changed", workspace: "acme" });
    await vi.waitFor(() => expect(events).toHaveLength(1));
    stop();
  });

  it("says that the host is gone without being asked", async () => {
    const onGone = vi.fn();
    const watching = createHttpTransport({ base: host.address, secret: () => "s3cret", fetch, onGone });
    const stop = watching.subscribe(() => undefined);
    await vi.waitFor(() => expect(behind.listeners()).toBe(1));
    expect(onGone).not.toHaveBeenCalled();
    await host.close();
    await vi.waitFor(() => expect(onGone).toHaveBeenCalledTimes(1));
    stop();
  });

  it("does not take the last listener's leaving for the host's", async () => {
    const onGone = vi.fn();
    const leaving = createHttpTransport({ base: host.address, secret: () => "s3cret", fetch, onGone });
    const stop = leaving.subscribe(() => undefined);
    await vi.waitFor(() => expect(behind.listeners()).toBe(1));
    stop();
    await vi.waitFor(() => expect(behind.listeners()).toBe(0));
    expect(onGone).not.toHaveBeenCalled();
  });

  it("gives the host's own refusals as answers", async () => {
    const stranger = createHttpTransport({ base: host.address, secret: () => "wrong", fetch });
    expect(await stranger.call(request)).toMatchObject({ ok: false, error: { code: "SECRET_WRONG" } });
  });

  it("rejects with HOST_GONE where nobody answers, or somebody else does", async () => {
    const answers = [
      () => Promise.reject(new TypeError("fetch failed")),
      () => Promise.resolve(new Response("<p>hello")),
      () => Promise.resolve(new Response("[]")),
    ];
    for (const answer of answers) {
      const lost = createHttpTransport({ base: host.address, secret: () => "s3cret", fetch: answer });
      await expect(lost.call(request)).rejects.toMatchObject({ code: "HOST_GONE" });
      expect(() => lost.cancel("c1")).not.toThrow();
    }
  });

  it("gives a call up when whoever asked is gone", async () => {
    const gone = new AbortController();
    const leaving = createHttpTransport({
      base: host.address,
      secret: () => "s3cret",
      fetch: (url, init) => fetch(url, { ...init, signal: gone.signal }),
    });
    const call = leaving.call({ ...request, method: "hang" });
    await vi.waitFor(() => expect(behind.calls).toHaveLength(1));
    gone.abort();
    await expect(call).rejects.toMatchObject({ code: "HOST_GONE" });
    await vi.waitFor(() => expect(behind.cancelled).toEqual(["c1"]));
  });
});
