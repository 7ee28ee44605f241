import type { LiveExchange, LiveOptions, StartedLive } from "../../engine/live-mode.ts";
import { readSample } from "../../store/preset.ts";
import type { Workspace } from "../../store/workspace.ts";
import { inBatches } from "./in-batches.ts";
import { beginLiveJournal, type LiveJournal } from "./live-journal.ts";
import { type LiveServer, type LiveServerOptions, startLiveServer } from "./live-server.ts";
import { replacePublishedKeys } from "./published-keys.ts";

export interface LiveModeOptions
  extends Pick<LiveServerOptions, "host" | "port" | "allowReset" | "now" | "onExchange">,
    Pick<LiveOptions, "store" | "save" | "onProblem">,
    Partial<Pick<LiveOptions, "onKept">> {}

/** A workspace in live mode. */
export interface LiveMode extends StartedLive {
  /** The last exchanges, oldest first. */
  exchanges(): readonly LiveExchange[];
}

/** How often whoever keeps exchanges hears of them where nothing is saved. */
const KEPT_EVERY_MS = 100;

/**
 * Puts the parties of an open workspace on this machine's network, under their own clock.
 *
 * @throws RehearsalError as {@link startLiveServer} does, and as saving does
 */
export async function startLiveMode(options: LiveModeOptions): Promise<LiveMode> {
  const { store, save, now, onExchange, onProblem, onKept } = options;
  const { workspace, made } = await replacePublishedKeys(store.workspace, [await readSample("acme")], now());
  let journal: LiveJournal | undefined;
  const unsaved = inBatches<LiveExchange>(KEPT_EVERY_MS, (batch) => onKept?.(batch.map((exchange) => ({ exchange }))));
  const server = await startLiveServer({
    ...options,
    workspace,
    keepBefore: save || onKept !== undefined,
    onFault: onProblem,
    onReset: async (left) => journal?.goBack(left),
    onExchange(exchange) {
      if (save) journal?.add(exchange);
      else unsaved.add(exchange);
      onExchange?.(exchange);
    },
  });
  if (save) journal = await beginJournal(options, workspace, made, server);
  return {
    addresses: server.addresses,
    made,
    exchanges: server.exchanges,
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
