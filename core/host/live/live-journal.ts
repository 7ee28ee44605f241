import type { KeptExchange } from "../../engine/live-mode.ts";
import type { Commit, OpenWorkspace } from "../../store/open-workspace.ts";
import type { Workspace } from "../../store/workspace.ts";
import { isoInstant } from "../../time.ts";
import type { LiveExchange } from "./live-exchange.ts";

/** Saves what happens in live mode, with its beginning and its end, in the journal of a workspace. */
export interface LiveJournal {
  /** Keeps an exchange; it is saved within about a second. */
  add(exchange: LiveExchange): void;
  /** Saves what was kept and the workspace that is left, and goes back to where live mode began. */
  goBack(left: Workspace): Promise<void>;
  /** Saves what was kept and the workspace that is left, and that live mode has ended. Where that fails it can be tried again. */
  end(left: Workspace): Promise<void>;
}

export interface LiveJournalOptions {
  readonly store: OpenWorkspace;
  /** The workspace that live mode begins with. */
  readonly workspace: Workspace;
  /** What is noted of its beginning, in one sentence. */
  readonly began: string;
  /** It can be gone back to. */
  readonly allowReset: boolean;
  /** The machine's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Gives the workspace as it is between two exchanges, to a function that runs before the next one begins. */
  readonly between: <Result>(run: (workspace: Workspace) => Result) => Promise<Result>;
  /** Told of exchanges once they are saved, with the ids of their records. */
  readonly onSaved?: ((saved: readonly KeptExchange[]) => void) | undefined;
  /** Told why something could not be saved; it is tried again. */
  readonly onProblem: (error: unknown) => void;
}

/** Saves come that far apart at the least: each costs as much as the workspace is large. */
const SAVE_EVERY_MS = 1_000;

/** A request after a while without any is saved nearly at once, with what comes along with it. */
const FIRST_SAVE_MS = 100;

/** What waits for a disk that takes nothing. The state is saved in any case, once it can be. */
const WAITING_LIMIT = 10_000;

/** Notes the beginning of live mode, and saves what happens from then on. @throws RehearsalError as saving does */
export async function beginLiveJournal(options: LiveJournalOptions): Promise<LiveJournal> {
  const { store, workspace, began, allowReset, now, between, onSaved, onProblem } = options;
  await store.edit(atTime(workspace, now()), began);
  const beginning = allowReset ? await store.addCheckpoint(`Live mode, ${isoInstant(now())}`) : undefined;
  let waiting: LiveExchange[] = [];
  let timer: NodeJS.Timeout | undefined;
  let saving = Promise.resolve();
  let savedAt = Number.NEGATIVE_INFINITY;
  let count = 0;

  const take = (): readonly LiveExchange[] => {
    const taken = waiting;
    waiting = [];
    return taken;
  };

  async function save(left: Workspace, taken: readonly LiveExchange[]): Promise<void> {
    const records = await store.commitAll(buildCommits(left, taken, store.workspace.actions)).catch((error) => {
      waiting = [...taken, ...waiting].slice(-WAITING_LIMIT);
      throw error;
    });
    onSaved?.(taken.map((exchange, index) => ({ exchange, record: records[index] ?? "" })));
  }

  async function saveWaiting(): Promise<void> {
    const { left, taken } = await between((current) => ({ left: current, taken: take() }));
    await save(left, taken).catch(onProblem);
    savedAt = performance.now();
    timer = undefined;
    if (waiting.length > 0) schedule();
  }

  function schedule(): void {
    const rested = performance.now() - savedAt >= SAVE_EVERY_MS;
    timer ??= setTimeout(
      () => {
        saving = saveWaiting();
      },
      rested ? FIRST_SAVE_MS : SAVE_EVERY_MS,
    );
  }

  return {
    add(exchange) {
      count += 1;
      waiting.push(exchange);
      schedule();
    },
    async goBack(left) {
      await save(left, take());
      if (beginning !== undefined) await store.returnTo(beginning);
    },
    async end(left) {
      await saving;
      clearTimeout(timer);
      await save(left, take());
      await store.edit(atTime({ ...left, actions: store.workspace.actions }, now()), describeEnd(count));
    },
  };
}

/** The actions of so many exchanges, each at the machine's time; `before` have run in the workspace already. */
function buildCommits(left: Workspace, exchanges: readonly LiveExchange[], before: number): readonly Commit[] {
  return exchanges.map(({ at, action, outcome, trace, before: accounts }, index) => {
    const decision = trace.steps.findLast((step) => step.kind === "decision")?.decision;
    return {
      workspace: { ...left, clock: { now: at }, actions: before + index + 1 },
      action,
      outcome,
      trace,
      ...(decision === undefined ? {} : { decision }),
      ...(accounts === undefined ? {} : { before: accounts }),
    };
  });
}

function atTime(workspace: Workspace, now: number): Workspace {
  return { ...workspace, clock: { now: isoInstant(now) } };
}

function describeEnd(count: number): string {
  return `Live mode ended, after ${count} ${count === 1 ? "request" : "requests"}. The clock stands where the machine's was.`;
}
