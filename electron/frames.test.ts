import { app, type BrowserWindow as ElectronWindow } from "electron";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../core/contract/contract.ts";
import { connectBridge } from "./bridge.ts";
import { BrowserWindow, type WindowOptions } from "./stand-in/browser-window.ts";
import { protocol } from "./stand-in/protocol.ts";
import { builtPreload, createTestEngine, endDesktop, prepareStandIn } from "./test-desktop.ts";

// Rehearsal's page holds no frames. Should one get in all the same, past the page's policy, the bridge is closed to it.
let folder: string;
let window: BrowserWindow | undefined;
const engine = createTestEngine();

beforeAll(async () => {
  folder = await prepareStandIn();
  await app.whenReady();
  protocol.handle("app", ({ url }) => {
    const frame = url.endsWith("/frame.html") ? "" : '<iframe src="./frame.html"></iframe>';
    return new Response(`<!doctype html><h1>Page</h1>${frame}`, { headers: { "content-type": "text/html" } });
  });
  connectBridge(engine, () => window as unknown as ElectronWindow);
});
afterAll(() => endDesktop(folder));

/** The frame within our own page, in a window of its own. */
async function openFrame(preferences: WindowOptions["webPreferences"]): Promise<{ top: Frame; inner: Frame }> {
  window = new BrowserWindow({ webPreferences: { preload: builtPreload, ...preferences } });
  await window.loadURL("app://rehearsal/index.html");
  const page = await window.page();
  const [inner] = page.mainFrame().childFrames();
  if (inner === undefined) throw new Error("The page holds no frame.");
  return { top: page.mainFrame(), inner };
}

function call(frame: Frame): Promise<Reply | undefined> {
  return frame.evaluate(() => globalThis.window.rehearsal?.call({ call: "f-1", method: "app.about", arguments: {} }));
}

describe("a frame within our own page", () => {
  it("has no bridge", async () => {
    const { top, inner } = await openFrame({});
    expect(await inner.evaluate(() => "rehearsal" in globalThis.window)).toBe(false);
    expect(await call(top)).toEqual({ ok: true, value: {} });
  });

  it("is refused even where the preload script runs in frames, though its origin is ours", async () => {
    const { top, inner } = await openFrame({ nodeIntegrationInSubFrames: true });
    const before = engine.calls.length;
    expect(await call(inner)).toEqual({
      ok: false,
      error: { code: "CALL_REFUSED", message: "Calls are taken from Rehearsal's own window only." },
    });
    expect(engine.calls).toHaveLength(before);
    expect(await call(top)).toEqual({ ok: true, value: {} });
  });
});
