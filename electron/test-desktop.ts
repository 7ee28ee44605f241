import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import type { Page } from "playwright-core";
import { vi } from "vitest";
import type { ContractEvent, Transport } from "../core/contract/contract.ts";
import type { RehearsalBridge } from "../core/contract/electron-transport.ts";
import type { EngineHost } from "../core/host/engine-host.ts";
import { launchBrowser } from "../core/host/test-browser.ts";
import { createEchoTransport, type EchoTransport } from "../core/host/test-transport.ts";
import { startDesktop } from "./desktop.ts";
import { BrowserWindow } from "./stand-in/browser-window.ts";
import { control } from "./stand-in/control.ts";

declare global {
  interface Window {
    readonly rehearsal?: RehearsalBridge;
  }
}

/** The preload script, as `npm run build` has built it. */
export const builtPreload = join(import.meta.dirname, "../dist/preload/preload.cjs");

/** An engine that answers every call with what it was called with, and says what it is told to. */
export interface TestEngine extends EngineHost, EchoTransport {
  readonly isClosed: () => boolean;
  /** What `close` waits for. */
  letClose: Promise<void>;
}

export function createTestEngine(): TestEngine {
  let closed = false;
  const engine: TestEngine = {
    ...createEchoTransport(),
    letClose: Promise.resolve(),
    isClosed: () => closed,
    async close() {
      await engine.letClose;
      closed = true;
    },
  };
  return engine;
}

/** The shell, started over the stand-in with a small page of its own. */
export interface TestDesktop {
  readonly engine: TestEngine;
  readonly window: BrowserWindow;
  readonly page: Page;
  /** Quits as a user does, and waits until the app has ended. */
  end(): Promise<void>;
}

/** The folder of the page, which the caller may have filled already; and files to put in it. */
export async function startTestDesktop(files: Readonly<Record<string, string>> = {}): Promise<TestDesktop> {
  const folder = await prepareStandIn();
  const page = { "index.html": "<!doctype html><title>Rehearsal</title><h1>Test</h1>", ...files };
  for (const [name, text] of Object.entries(page)) await writeFile(join(folder, name), text);
  const engine = createTestEngine();
  startDesktop({ renderer: folder, preload: builtPreload, startEngine: () => engine });
  const window = await firstWindow();
  return { engine, window, page: await window.page(), end: () => endDesktop(folder) };
}

/** Tells the stand-in where Chromium is, and gives it a folder to live in. */
export async function prepareStandIn(): Promise<string> {
  control.launch = launchBrowser;
  control.folder = await mkdtemp(join(tmpdir(), "rehearsal-desktop-"));
  return control.folder;
}

/** The first window of the app, once it is shown. */
export async function firstWindow(): Promise<BrowserWindow> {
  await vi.waitUntil(() => BrowserWindow.getAllWindows()[0]?.isVisible() === true, { timeout: 30_000 });
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error("The window closed as soon as it was shown.");
  return window;
}

/** Quits, waits for the end, lets the test look at what is left, and clears the folder away. */
export async function endDesktop(folder: string, look: () => Promise<void> = async () => undefined): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    app.once("quit", () => resolve());
  });
  app.quit();
  await ended;
  await look();
  await rm(folder, { recursive: true, force: true });
}

/** The contract from within a page, through the bridge that its preload script has laid on it. */
export async function createPageTransport(page: Page): Promise<Transport> {
  const listeners = new Set<(event: ContractEvent) => void>();
  await page.exposeFunction("tellTest", (event: ContractEvent) => {
    for (const listener of [...listeners]) listener(event);
  });
  await page.evaluate(() => {
    window.rehearsal?.subscribe((event) => (window as unknown as TellingWindow).tellTest(event));
  });
  return {
    call: (request) => page.evaluate((sent) => (window as unknown as TellingWindow).rehearsal.call(sent), request),
    cancel: (call) => void page.evaluate((id) => window.rehearsal?.cancel(id), call),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A page with the bridge, that tells the test what it hears. */
interface TellingWindow {
  readonly rehearsal: RehearsalBridge;
  tellTest(event: ContractEvent): void;
}
