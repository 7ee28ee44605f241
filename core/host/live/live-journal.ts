import type { KeptRun } from "../../engine/live-mode.ts";
import type { Commit, OpenWorkspace } from "../../store/open-workspace.ts";
import type { Workspace } from "../../store/workspace.ts";
import { isoInstant } from "../../time.ts";
import type { LiveRun } from "./live-run.ts";

/** Saves what happens in live mode, with its beginning and its end, in the journal of a workspace. */
export interface LiveJournal {
  /** Keeps a run; it is saved within about a second. */
  add(run: LiveRun): void;
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
  /** Gives the workspace as it is between two runs, to a function that runs before the next one begins. */
  readonly between: <Result>(run: (workspace: Workspace) => Result) => Promise<Result>;
  /** Told of runs once they are saved, with the ids of their records. */
  readonly onSaved?: ((saved: readonly KeptRun[]) => void) | undefined;
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
  let waiting: LiveRun[] = [];
  let timer: NodeJS.Timeout | undefined;
  let saving = Promise.resolve();
  let savedAt = Number.NEGATIVE_INFINITY;
  const count = { live: 0, due: 0 };

  const take = (): readonly LiveRun[] => {
    const taken = waiting;
    waiting = [];
    return taken;
  };

  async function save(left: Workspace, taken: readonly LiveRun[]): Promise<void> {
    const records = await store.commitAll(buildCommits(left, taken, store.workspace.actions)).catch((error) => {
      waiting = [...taken, ...waiting].slice(-WAITING_LIMIT);
      throw error;
    });
    onSaved?.(taken.map((run, index) => ({ run, record: records[index] ?? "" })));
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
    add(run) {
      count[run.action.type] += 1;
      waiting.push(run);
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

/** The actions of so many runs, each at the machine's time; `before` have run in the workspace already. */
function buildCommits(left: Workspace, runs: readonly LiveRun[], before: number): readonly Commit[] {
  return runs.map(({ at, action, outcome, trace, before: accounts }, index) => {
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

function describeEnd({ live, due }: Readonly<Record<LiveRun["action"]["type"], number>>): string {
  const things = due === 0 ? "" : ` and ${due} ${due === 1 ? "thing" : "things"} that had come due`;
  return `Live mode ended, after ${live} ${live === 1 ? "request" : "requests"}${things}. The clock stands where the machine's was.`;
}
