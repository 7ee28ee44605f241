import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { createClient } from "../../core/contract/client.ts";
import type { Client } from "../../core/contract/contract.ts";
import { startBrowserHost } from "../../core/host/browser-host.ts";
import { startEngineHost } from "../../core/host/engine-host.ts";
import { launchBrowser } from "../../core/host/test-browser.ts";

const built = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));

/** Where a host serves the app; `url` hands the secret over. */
export interface Served {
  readonly address: string;
  readonly url: string;
}

/** The built app on a folder of its own, in a real Chromium. */
export interface TestApp {
  /** Where it is served. */
  readonly address: string;
  readonly folder: string;
  /** The engine, past the window: to set things up, and to see what was really saved. */
  readonly engine: Client;
  /**
   * A window in a profile of its own, of this host or of another. Requests to anywhere else, console errors and faults
   * are kept in `complaints`.
   */
  open(place?: string, options?: BrowserContextOptions, host?: Served): Promise<Page>;
  readonly complaints: readonly string[];
  /** Ends the engine's thread, as a crash does. */
  crash(): Promise<void>;
  /** Ends the host, as closing the program does; what is open on screen stays. */
  stopServing(): Promise<void>;
  close(): Promise<void>;
}

/** Starts what `npm run build` built. */
export async function startTestApp(): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-e2e-"));
  const workers: Worker[] = [];
  const engine = startEngineHost({
    folder,
    version: "test",
    workerUrl: pathToFileURL(built("app/engine-worker.js")),
    startWorker(url, options) {
      const worker = new Worker(url, options);
      workers.push(worker);
      return worker;
    },
  });
  const secret = randomBytes(32).toString("base64url");
  const host = await startBrowserHost({ transport: engine, files: built("renderer"), secret });
  const browser = await launchBrowser();
  const complaints: string[] = [];
  return {
    address: host.address,
    folder,
    engine: createClient(engine, "test"),
    open: (place = "/", options = {}, served = host) => openPage(browser, served, { place, options, complaints }),
    complaints,
    async crash() {
      await workers.at(-1)?.terminate();
    },
    stopServing: () => host.close(),
    async close() {
      await browser.close();
      await host.close();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Opening {
  readonly place: string;
  readonly options: BrowserContextOptions;
  readonly complaints: string[];
}

async function openPage(browser: Browser, { address, url }: Served, opening: Opening): Promise<Page> {
  const { place, options, complaints } = opening;
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE);
  context.on("page", (page) => keepErrors(page, complaints));
  await keepRequests(context, address, complaints);
  const page = await context.newPage();
  await page.goto(url);
  if (place !== "/") await page.goto(`${address}/#${place}`);
  return page;
}

const SIZE = { width: 1280, height: 720 } as const;

/** How long anything may take to be seen, in ms: machines that are shared are slow at times. */
export const PATIENCE = 20_000;

function keepErrors(page: Page, complaints: string[]): void {
  page.on("pageerror", ({ message }) => complaints.push(`fault: ${message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
}

/** The app asks nobody but itself. */
async function keepRequests(context: BrowserContext, address: string, complaints: string[]): Promise<void> {
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(address) || url.startsWith("blob:") || url.startsWith("data:")) return route.continue();
    complaints.push(`request: ${url}`);
    return route.abort();
  });
}
