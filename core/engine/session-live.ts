import type { LiveEntry, LiveState } from "../contract/live.ts";
import { RehearsalError } from "../errors.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import { describeFailure } from "./answer.ts";
import { buildEntry, entriesIn } from "./live-entries.ts";
import type { KeptRun, LiveOptions, LiveRun, StartedLive, StartLive } from "./live-mode.ts";
import { titleOfRun } from "./run-detail.ts";
import type { RunMemory, UnsavedRun } from "./run-memory.ts";

/** Live mode of one session. While it runs, whoever asks from outside writes to the workspace, and nobody else does. */
export interface SessionLive {
  readonly running: boolean;
  read(): LiveState;
  /** @throws RehearsalError `LIVE_RUNNING`, and what starting throws; it then does not run */
  start(settings: LiveSettings): Promise<void>;
  /** Holds off what is due, or lets it happen by itself. @throws RehearsalError `LIVE_STOPPED` */
  setDue(happens: boolean): void;
  /** Nothing where it does not run. @throws RehearsalError where what happened cannot be saved; it can be tried again */
  stop(): Promise<void>;
}

/** What is chosen when live mode starts. */
export type LiveSettings = Pick<LiveOptions, "port" | "allowReset" | "due">;

/** What live mode needs of its session. */
export interface SessionLiveOptions {
  readonly store: OpenWorkspace;
  readonly runs: RunMemory;
  readonly startLive: StartLive;
  readonly now: () => number;
  /** Called after everything that changes what is shown. */
  readonly changed: () => void;
}

/** More than anybody looks through here; what is saved stays among the runs of the workspace. */
const MOST_ENTRIES = 200;

/** Live mode that does not run yet. */
export function createSessionLive({ store, runs, startLive, now, changed }: SessionLiveOptions): SessionLive {
  const saves = store.access.kind === "write";
  let started: StartedLive | undefined;
  let entries: readonly LiveEntry[] = [];
  let count = 0;
  let problem: string | undefined;

  function keep(kept: readonly KeptRun[]): void {
    const { workspace } = store;
    const newest = kept
      .map(({ run, record }) => buildEntry(workspace, record ?? remember(runs, workspace, run), run))
      .reverse();
    count += kept.length;
    entries = [...newest, ...entries].slice(0, MOST_ENTRIES);
    problem = undefined;
    changed();
  }

  function complain(error: unknown): void {
    problem = describeFailure(error).message;
    changed();
  }

  /** While it runs, its own; after that also those of earlier times. Of those that are not saved, what is remembered. */
  function listed(): readonly LiveEntry[] {
    const own = saves ? entries : entries.filter(({ run }) => runs.unsaved(run) !== undefined);
    if (started !== undefined) return own;
    return [...(saves ? [] : own), ...entriesIn(store, MOST_ENTRIES)].slice(0, MOST_ENTRIES);
  }

  return {
    get running() {
      return started !== undefined;
    },
    read: () => ({
      running: started !== undefined,
      ...(started === undefined ? {} : { addresses: started.addresses }),
      made: started?.made ?? [],
      saves,
      due: started?.due ?? false,
      count,
      entries: listed(),
      ...(problem === undefined ? {} : { problem }),
    }),
    async start(settings) {
      if (started !== undefined) throw new RehearsalError("LIVE_RUNNING", "Live mode runs already.");
      entries = [];
      count = 0;
      problem = undefined;
      started = await startLive({ store, ...settings, save: saves, now, onKept: keep, onProblem: complain });
      changed();
    },
    setDue(happens) {
      if (started === undefined)
        throw new RehearsalError("LIVE_STOPPED", "Live mode does not run: nothing is due in it.");
      started.setDue(happens);
      changed();
    },
    async stop() {
      await started?.end();
      started = undefined;
      problem = undefined;
      changed();
    },
  };
}

/** Keeps what is not saved as a run of this session, for a while. Gives its id. */
function remember(runs: RunMemory, workspace: Workspace, { at, action, outcome, trace, before = [] }: LiveRun): string {
  const run: UnsavedRun = {
    run: runs.nextId(),
    saved: false,
    note: "Not saved: this workspace is read-only.",
    at,
    title: titleOfRun(workspace, action),
    action,
    outcome,
    trace,
    accountsBefore: before,
  };
  runs.keep(run);
  return run.run;
}
