import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { createClient } from "../../core/contract/client.ts";
import { startBrowserHost } from "../../core/host/browser-host.ts";
import { startEngineHost } from "../../core/host/engine-host.ts";

/** The built app, served for measuring, and a browser to measure it in. */
export interface BenchWindow {
  /** To be opened first: it hands the secret over. */
  readonly address: string;
  readonly origin: string;
  /** A page in a profile of its own, without anything in its caches. */
  newPage(): Promise<Page>;
  /** A workspace of the sample, made up to so many people. Gives its id. */
  createWorkspace(name: string, people: number): Promise<string>;
  close(): Promise<void>;
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Serves what `npm run build` built, on a folder with workspaces. `REHEARSAL_CHROMIUM` names the browser. */
export async function openWindow(folder: string): Promise<BenchWindow> {
  const engine = startEngineHost({ folder, version: "bench", workerUrl: built("app/engine-worker.js") });
  const secret = randomBytes(32).toString("base64url");
  const host = await startBrowserHost({ transport: engine, files: fileURLToPath(built("renderer")), secret });
  const executablePath = process.env.REHEARSAL_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const client = createClient(engine, "bench");
  return {
    address: host.url,
    origin: host.address,
    newPage: async () => (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage(),
    createWorkspace: async (name, people) =>
      (await client.call("workspaces.create", { name, preset: "acme", people })).workspace,
    async close() {
      await browser.close();
      await host.close();
      await engine.close();
    },
  };
}

/** A place in `dist/`, seen from `dist/bench`. */
function built(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
