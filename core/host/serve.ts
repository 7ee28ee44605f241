import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { describeError, RehearsalError } from "../errors.ts";
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from "./browser-host.ts";
import { type EngineHost, startEngineHost } from "./engine-host.ts";
import { openBrowser } from "./open-browser.ts";
import { findWorkspacesFolder } from "./workspaces-folder.ts";

/** The same port at every start, where it is free: what a browser remembers for the page, its theme for one, goes by it. */
const USUAL_PORT = 17373;

interface ServeOptions {
  readonly port?: number;
  readonly folder: string;
  readonly open: boolean;
}

/** Starts the engine and the browser host, says where it is, and stays until it is told to end. */
async function serve({ port, folder, open }: ServeOptions): Promise<void> {
  const engine = startEngineHost({ folder: resolve(folder), version: packageJson.version });
  const host = await startHost(engine, port).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  endBySignal(engine, host);
  console.log(`Rehearsal is running at ${host.url}`);
  console.log("It is for this computer only. To end it, press Ctrl+C.");
  if (open && !(await openBrowser(host.url))) console.log("No browser could be opened: open the address above.");
}

async function startHost(engine: EngineHost, port: number | undefined): Promise<BrowserHost> {
  const options: BrowserHostOptions = {
    transport: engine,
    files: fileURLToPath(new URL("../renderer", import.meta.url)),
    secret: randomBytes(32).toString("base64url"),
  };
  if (port !== undefined) return startBrowserHost({ ...options, port });
  return startBrowserHost({ ...options, port: USUAL_PORT }).catch((error: unknown) => {
    if (error instanceof RehearsalError && error.code === "PORT_TAKEN") return startBrowserHost(options);
    throw error;
  });
}

/** Ends cleanly when told to. npm passes Ctrl+C on, so that it may come twice. */
function endBySignal(engine: EngineHost, host: BrowserHost): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await Promise.all([host.close(), engine.close()]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535; 0 takes any that is free.");
}

/** One clear line for the person, and the exit code: 2 for what they can mend, 70 for a fault of ours, as `rehearse` gives. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof RehearsalError) {
    console.error(`rehearsal: ${describeError(error)}`);
    return 2;
  }
  console.error(`rehearsal: this is a fault in Rehearsal: ${error instanceof Error ? error.message : String(error)}`);
  return 70;
}

try {
  await new Command("rehearsal")
    .description("Opens Rehearsal in the browser, served by this computer for this computer.")
    .version(packageJson.version)
    .option("--port <number>", `the port of 127.0.0.1 (${USUAL_PORT}, or any that is free)`, parsePort)
    .option("--folder <folder>", "where the workspaces lie", findWorkspacesFolder())
    .option("--no-open", "print the address, and open no browser")
    .exitOverride()
    .action((options: ServeOptions) => serve(options))
    .parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}
