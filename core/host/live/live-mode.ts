import type { OpenWorkspace } from "../../store/open-workspace.ts";
import { readSample } from "../../store/preset.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { LiveAddresses } from "./live-addresses.ts";
import type { LiveExchange } from "./live-exchange.ts";
import { beginLiveJournal, type LiveJournal } from "./live-journal.ts";
import { type LiveServer, type LiveServerOptions, startLiveServer } from "./live-server.ts";
import { replacePublishedKeys } from "./published-keys.ts";

export interface LiveModeOptions
  extends Pick<LiveServerOptions, "host" | "port" | "allowReset" | "now" | "onExchange"> {
  readonly store: OpenWorkspace;
  /** Saves what happens. Without it the file stays as it is. */
  readonly save: boolean;
  /** Told of what went wrong and does not end live mode: a save that failed, a fault of ours. */
  readonly onProblem: (error: unknown) => void;
}

/** A workspace in live mode. */
export interface LiveMode {
  readonly addresses: LiveAddresses;
  /** Key material that was made in the place of what was missing or published: one sentence each. */
  readonly made: readonly string[];
  /** The last exchanges, oldest first. */
  exchanges(): readonly LiveExchange[];
  /** Ends every connection and saves what there is to save. The store stays open. @throws RehearsalError where it cannot be saved */
  end(): Promise<void>;
}

/**
 * Puts the parties of an open workspace on this machine's network, under their own clock.
 *
 * @throws RehearsalError as {@link startLiveServer} does, and as saving does
 */
export async function startLiveMode(options: LiveModeOptions): Promise<LiveMode> {
  const { store, save, now, onExchange, onProblem } = options;
  const { workspace, made } = await replacePublishedKeys(store.workspace, [await readSample("acme")], now());
  let journal: LiveJournal | undefined;
  const server = await startLiveServer({
    ...options,
    workspace,
    keepBefore: save,
    onFault: onProblem,
    onReset: async (left) => journal?.goBack(left),
    onExchange(exchange) {
      journal?.add(exchange);
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
      await server.between((left) => journal?.end(left));
    },
  };
}

async function beginJournal(
  { store, allowReset = false, now, onProblem }: LiveModeOptions,
  workspace: Workspace,
  made: readonly string[],
  server: LiveServer,
): Promise<LiveJournal> {
  const began = ["Live mode began: the clock follows the machine's.", ...made].join(" ");
  try {
    const { between } = server;
    return await beginLiveJournal({ store, workspace, began, allowReset, now, between, onProblem });
  } catch (error) {
    await server.close();
    throw error;
  }
}
