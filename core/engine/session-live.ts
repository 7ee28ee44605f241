import type { LiveRequest, LiveState } from "../contract/live.ts";
import { RehearsalError } from "../errors.ts";
import { describeAction } from "../store/describe-action.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import type { Actor } from "../trace/step.ts";
import { describeFailure } from "./answer.ts";
import type { KeptExchange, LiveExchange, StartedLive, StartLive } from "./live-mode.ts";
import type { RunMemory, UnsavedRun } from "./run-memory.ts";

/** Live mode of one session. While it runs, whoever asks from outside writes to the workspace, and nobody else does. */
export interface SessionLive {
  readonly running: boolean;
  read(): LiveState;
  /** @throws RehearsalError `LIVE_RUNNING`, and what starting throws; it then does not run */
  start(port: number): Promise<void>;
  /** Nothing where it does not run. @throws RehearsalError where what happened cannot be saved; it can be tried again */
  stop(): Promise<void>;
}

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
const MOST_REQUESTS = 200;

/** Live mode that does not run yet. */
export function createSessionLive({ store, runs, startLive, now, changed }: SessionLiveOptions): SessionLive {
  const saves = store.access.kind === "write";
  let started: StartedLive | undefined;
  let requests: readonly LiveRequest[] = [];
  let count = 0;
  let problem: string | undefined;

  function keep(kept: readonly KeptExchange[]): void {
    const newest = kept
      .map(({ exchange, record }) => toRequest(exchange, record ?? remember(runs, exchange)))
      .reverse();
    count += kept.length;
    requests = [...newest, ...requests].slice(0, MOST_REQUESTS);
    problem = undefined;
    changed();
  }

  function complain(error: unknown): void {
    problem = describeFailure(error).message;
    changed();
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
      count,
      exchanges: saves ? requests : requests.filter(({ run }) => runs.unsaved(run) !== undefined),
      ...(problem === undefined ? {} : { problem }),
    }),
    async start(port) {
      if (started !== undefined) throw new RehearsalError("LIVE_RUNNING", "Live mode runs already.");
      requests = [];
      count = 0;
      problem = undefined;
      started = await startLive({ store, port, save: saves, now, onKept: keep, onProblem: complain });
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

function toRequest({ at, action, outcome, trace }: LiveExchange, run: string): LiveRequest {
  const { method, path, status, party } = action;
  const { result, reason } = outcome;
  return { run, at, method, path, status, party: nameOf(trace.actors, party), result, reason };
}

function nameOf(actors: readonly Actor[], party: string): string {
  return actors.find(({ id }) => id === party)?.name ?? party;
}

/** Keeps an exchange that is not saved as a run of this session, for a while. Gives its id. */
function remember(runs: RunMemory, { at, action, outcome, trace, before = [] }: LiveExchange): string {
  const run: UnsavedRun = {
    run: runs.nextId(),
    saved: false,
    note: "Not saved: this workspace is read-only.",
    at,
    title: describeAction({ ...action }),
    action,
    outcome,
    trace,
    accountsBefore: before,
  };
  runs.keep(run);
  return run.run;
}
