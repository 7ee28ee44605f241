import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { LiveTls } from "../contract/live.ts";
import { describeError, RehearsalError } from "../errors.ts";
import { isLoopback, LOOPBACK } from "../host/live/listen-address.ts";
import { describeAddresses } from "../host/live/live-addresses.ts";
import { type LiveMode, startLiveMode } from "../host/live/live-mode.ts";
import type { LiveRun } from "../host/live/live-run.ts";
import { describeAction } from "../store/describe-action.ts";
import { EXIT } from "./exit.ts";
import { styled, type Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

interface ServeOptions {
  readonly workspace: string;
  readonly port: number;
  readonly host: string;
  readonly save?: boolean;
  readonly allowReset?: boolean;
  readonly due: boolean;
  readonly tls?: boolean;
  readonly json?: boolean;
}

/** `rehearse serve`: live mode, the parties of a workspace for real clients. */
export function addServeCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("serve")
    .description("Puts the identity providers and applications of a workspace on this machine, for real clients.")
    .requiredOption("-w, --workspace <file>", "workspace file")
    .option("--port <number>", "the parties take the ports behind it; any that are free unless said", parsePort, 0)
    .option("--host <address>", "the address of this machine to listen on", LOOPBACK)
    .option("--save", "keep what happens: accounts, sessions and traces")
    .option("--allow-reset", "a POST to an address of its own puts everything back to where it began")
    .option("--tls", "https, with a certificate signed by itself for clients to trust, made anew each time")
    .option("--no-due", "hold off cycles, batches, expiries and whatever else comes due by itself")
    .option("--json", "print every address, token and certificate as one JSON object, on one line")
    .action(async (options: ServeOptions) => exit(await serve(terminal, options)));
}

async function serve(terminal: Terminal, options: ServeOptions): Promise<number> {
  const { workspace: file, port, host, json, save = false, allowReset = false, due, tls = false } = options;
  return withWorkspace(terminal, { file, program: "rehearse serve", write: save }, async (store) => {
    const told = untilTold();
    const live = await startLiveMode({
      store,
      host,
      port,
      save,
      allowReset,
      due,
      tls,
      now: Date.now,
      onRun: (run) => {
        if (json !== true) terminal.out(describeRun(terminal, run));
      },
      onProblem: (error) => terminal.error(`rehearse: ${describeProblem(error)}`),
    });
    if (!isLoopback(host)) terminal.error(`warning: ${describeExposure(host, tls)}`);
    const certificate = await writeCertificate(live.addresses.tls);
    const addresses = { ...live.addresses, ...(certificate === undefined ? {} : { tls: certificate.tls }) };
    if (json === true) printJson(terminal, { ...live, addresses });
    else printText(terminal, { ...live, addresses }, { save, due });
    try {
      await told;
      await live.end();
      return EXIT.done;
    } finally {
      await certificate?.remove();
    }
  });
}

/** Many clients take a file and nothing else: the certificate lies in one of its own until live mode ends. */
async function writeCertificate(
  tls: LiveTls | undefined,
): Promise<{ readonly tls: LiveTls; readonly remove: () => Promise<void> } | undefined> {
  if (tls === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-tls-"));
  const file = join(folder, "certificate.pem");
  await writeFile(file, tls.certificate);
  return { tls: { ...tls, file }, remove: () => rm(folder, { recursive: true, force: true }) };
}

function describeExposure(host: string, tls: boolean): string {
  const warning = `${host} is not loopback: whoever reaches this machine can sign in here as anybody.`;
  return tls ? warning : `${warning} Nothing is encrypted.`;
}

/** One object on the first line of standard output: programs wait for it. What else there is to say goes elsewhere. */
function printJson(terminal: Terminal, { addresses, made }: Pick<LiveMode, "addresses" | "made">): void {
  terminal.out(JSON.stringify(addresses));
  for (const what of made) terminal.error(`note: ${what}`);
}

function printText(
  terminal: Terminal,
  { addresses, made }: Pick<LiveMode, "addresses" | "made">,
  { save, due }: { readonly save: boolean; readonly due: boolean },
): void {
  for (const what of made) terminal.error(`note: ${what}`);
  terminal.out(styled(terminal, "bold", "Live mode: the clock is this machine's. To end it, press Ctrl+C."));
  terminal.out(save ? "What happens is saved." : "Nothing is saved. Add --save to keep accounts and traces.");
  terminal.out(due ? "What is due happens by itself when its time comes." : "What is due is held off.");
  for (const line of describeAddresses(addresses)) terminal.out(line);
  terminal.out("");
}

function describeRun(terminal: Terminal, { at, action, outcome }: LiveRun): string {
  if (action.type === "due") return `${at} ${describeAction({ ...action })}: ${outcome.reason}`;
  const { method, path, status, party } = action;
  const line = `${at} ${party} ${method} ${path} ${status}`;
  return status < 400 ? line : `${styled(terminal, "red", line)} ${outcome.reason}`;
}

function describeProblem(error: unknown): string {
  if (error instanceof RehearsalError) return describeError(error);
  return `this is a fault in Rehearsal, not in your input: ${error instanceof Error ? error.message : String(error)}`;
}

/** Until the process is told to end. npm passes Ctrl+C on, so that it may come twice. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535; 0 takes any that is free.");
}
