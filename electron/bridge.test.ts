import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CallRequest, ContractEvent } from "../core/contract/contract.ts";
import { BrowserWindow } from "./stand-in/browser-window.ts";
import { protocol } from "./stand-in/protocol.ts";
import { builtPreload, startTestDesktop, type TestDesktop } from "./test-desktop.ts";

let desktop: TestDesktop;

beforeAll(async () => {
  desktop = await startTestDesktop();
});
afterAll(() => desktop.end());

const request: CallRequest = { call: "w-1", method: "app.about", arguments: { people: ["Ada", null, 1.5, true] } };

/** Calls as a page would that holds nothing to its type. */
function callFrom(window: BrowserWindow, sent: unknown): Promise<unknown> {
  return window
    .page()
    .then((page) => page.evaluate((value) => globalThis.window.rehearsal?.call(value as never), sent));
}

describe("calls over the bridge", () => {
  it("reach the engine as they were sent, and bring its reply", async () => {
    expect(await callFrom(desktop.window, request)).toEqual({ ok: true, value: request.arguments });
    expect(desktop.engine.calls.at(-1)).toEqual(request);
  });

  it("are given up by their id", async () => {
    await desktop.page.evaluate(() => window.rehearsal?.cancel("w-7"));
    await vi.waitUntil(() => desktop.engine.cancelled.length > 0);
    expect(desktop.engine.cancelled).toEqual(["w-7"]);
  });

  it("reject where the engine gave no answer", async () => {
    vi.spyOn(desktop.engine, "call").mockRejectedValueOnce(new Error("The engine is gone."));
    await expect(callFrom(desktop.window, request)).rejects.toThrow("The engine is gone.");
  });

  it.each([
    ["nothing", null],
    ["a string", "app.about"],
    ["an array", [request]],
    ["no id", { method: "app.about", arguments: {} }],
    ["an empty id", { ...request, call: "" }],
    ["an endless id", { ...request, call: "x".repeat(201) }],
    ["a method that is no string", { ...request, method: { toString: "app.about" } }],
    ["a member too many", { ...request, sender: "engine" }],
  ])("are refused when they are %s", async (_, garbage) => {
    const before = desktop.engine.calls.length;
    expect(await callFrom(desktop.window, garbage)).toEqual({
      ok: false,
      error: { code: "CALL_REFUSED", message: expect.stringContaining("{ call, method, arguments }") },
    });
    expect(desktop.engine.calls).toHaveLength(before);
  });

  it("carry no functions", async () => {
    const called = desktop.page.evaluate(() =>
      window.rehearsal?.call({ call: "w-2", method: "app.about", arguments: { run: () => 1 } }),
    );
    await expect(called).rejects.toThrow("could not be cloned");
  });
});

describe("events over the bridge", () => {
  const changed: ContractEvent = { type: "changed", workspace: "Acme" };

  it("reach every listener of the page until it leaves", async () => {
    await desktop.page.evaluate(() => {
      const heard: unknown[] = [];
      const leave = window.rehearsal?.subscribe((event) => {
        heard.push(event);
        if (heard.length === 2) leave?.();
      });
      Object.assign(window, { heard });
    });
    for (const workspace of ["one", "two", "three"]) desktop.engine.emit({ ...changed, workspace });
    await desktop.page.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.length === 2);
    // Whatever was sent before this answer has arrived before it.
    await callFrom(desktop.window, request);
    expect(await desktop.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
      { type: "changed", workspace: "one" },
      { type: "changed", workspace: "two" },
    ]);
  });

  it("bring the page nothing of Electron's", async () => {
    await desktop.page.evaluate(() => {
      const seen: number[] = [];
      window.rehearsal?.subscribe((...args: readonly unknown[]) => void seen.push(args.length));
      Object.assign(window, { seen });
    });
    desktop.engine.emit(changed);
    await desktop.page.waitForFunction(() => (window as unknown as { seen: unknown[] }).seen.length === 1);
    expect(await desktop.page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)).toEqual([1]);
  });
});

describe("a caller that is not the window's own page", () => {
  const refused = {
    ok: false,
    error: { code: "CALL_REFUSED", message: "Calls are taken from Rehearsal's own window only." },
  };

  it("is refused in another window, though it shows the very same page with the same bridge", async () => {
    const other = new BrowserWindow({ webPreferences: { preload: builtPreload } });
    await other.loadURL("app://rehearsal/index.html");
    const before = desktop.engine.calls.length;
    expect(await callFrom(other, request)).toEqual(refused);
    await (await other.page()).evaluate(() => window.rehearsal?.cancel("w-8"));
    expect(await callFrom(other, request)).toEqual(refused);
    expect(desktop.engine.calls).toHaveLength(before);
    expect(desktop.engine.cancelled).not.toContain("w-8");
    await other.end();
  });

  it("is refused in a page of another origin in the window itself", async () => {
    protocol.handle("other", () => new Response("<h1>Elsewhere</h1>", { headers: { "content-type": "text/html" } }));
    await desktop.window.loadURL("other://place/index.html");
    expect(await callFrom(desktop.window, request)).toEqual(refused);
    await desktop.window.loadURL("app://rehearsal/index.html");
    expect(await callFrom(desktop.window, request)).toMatchObject({ ok: true });
  });
});
