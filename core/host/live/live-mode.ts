import type { LiveOptions, LiveRun, StartedLive } from "../../engine/live-mode.ts";
import { readSample } from "../../store/preset.ts";
import type { Workspace } from "../../store/workspace.ts";
import { inBatches } from "./in-batches.ts";
import { LOOPBACK } from "./listen-address.ts";
import { beginLiveJournal, type LiveJournal } from "./live-journal.ts";
import { type LiveServer, type LiveServerOptions, startLiveServer } from "./live-server.ts";
import { replacePublishedKeys } from "./published-keys.ts";
import { createTlsCertificate } from "./tls-certificate.ts";

export interface LiveModeOptions
  extends Pick<LiveServerOptions, "host" | "port" | "allowReset" | "now" | "wake" | "onRun">,
    Pick<LiveOptions, "store" | "save" | "onProblem">,
    Partial<Pick<LiveOptions, "onKept" | "due">> {
  /** It listens by https, with a certificate that is made for it. */
  readonly tls?: boolean;
}

/** A workspace in live mode. */
export interface LiveMode extends StartedLive {
  /** The last runs, oldest first. */
  runs(): readonly LiveRun[];
}

/** How often whoever keeps runs hears of them where nothing is saved. */
const KEPT_EVERY_MS = 100;

/**
 * Puts the parties of an open workspace on this machine's network, under their own clock.
 *
 * @throws RehearsalError as {@link startLiveServer} does, and as saving does
 */
export async function startLiveMode(options: LiveModeOptions): Promise<LiveMode> {
  const { store, save, due = true, now, onRun, onProblem, onKept } = options;
  const { workspace, made } = await replacePublishedKeys(store.workspace, [await readSample("acme")], now());
  let journal: LiveJournal | undefined;
  const early: LiveRun[] = [];
  const unsaved = inBatches<LiveRun>(KEPT_EVERY_MS, (batch) => onKept?.(batch.map((run) => ({ run }))));
  const server = await startLiveServer({
    ...options,
    tls: options.tls === true ? await createTlsCertificate(options.host ?? LOOPBACK, now()) : undefined,
    workspace,
    keepBefore: save || onKept !== undefined,
    onFault: onProblem,
    onReset: async (left) => journal?.goBack(left),
    onRun(run) {
      if (!save) unsaved.add(run);
      else if (journal === undefined) early.push(run);
      else journal.add(run);
      onRun?.(run);
    },
  });
  if (save) journal = await beginJournal(options, workspace, made, server);
  for (const run of early) journal?.add(run);
  server.setDue(due);
  return {
    addresses: server.addresses,
    made,
    runs: server.runs,
    get due() {
      return server.due;
    },
    setDue: server.setDue,
    async end() {
      await server.close();
      unsaved.flush();
      await server.between((left) => journal?.end(left));
    },
  };
}

async function beginJournal(
  { store, allowReset = false, now, onKept, onProblem }: LiveModeOptions,
  workspace: Workspace,
  made: readonly string[],
  server: LiveServer,
): Promise<LiveJournal> {
  const began = ["Live mode began: the clock follows the machine's.", ...made].join(" ");
  try {
    const { between } = server;
    return await beginLiveJournal({ store, workspace, began, allowReset, now, between, onSaved: onKept, onProblem });
  } catch (error) {
    await server.close();
    throw error;
  }
}
