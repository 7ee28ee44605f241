import type { Saved, Undone } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import { completeKeys } from "../store/key-material.ts";
import type { Commit, OpenWorkspace } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import { checkEdit } from "./check-edit.ts";
import { createEdits, type PlannedEdit } from "./edits.ts";
import { followEdit } from "./follow-edit.ts";
import type { StartLive } from "./live-mode.ts";
import { createQueue } from "./queue.ts";
import { applyRuledEdit } from "./ruled-edit.ts";
import { createRunMemory, type RunMemory } from "./run-memory.ts";
import { createSessionLive, type SessionLive } from "./session-live.ts";

/** An open workspace with what is remembered of it until it is closed: edits to take back, and runs. */
export interface Session {
  readonly id: string;
  readonly store: OpenWorkspace;
  /** The workspace as it is now, with all its keys. */
  readonly workspace: Workspace;
  readonly runs: RunMemory;
  /** Absent where the host offers none. */
  readonly live: SessionLive | undefined;
  /** What undo would take back, and redo make again. */
  readonly undoes: string | undefined;
  readonly redoes: string | undefined;
  /** Ids of the people that edits of this session were about, by the ids of their records. */
  readonly edited: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Makes an edit of the workspace as it is when its turn has come, and saves it, with what follows from it at once.
   * `pace`: of what follows.
   * @throws RehearsalError `EDIT_INVALID`, `LIVE_RUNNING`, `CANCELLED`, and whatever saving throws; the workspace is then as
   * it was
   */
  edit(make: (workspace: Workspace) => PlannedEdit | Promise<PlannedEdit>, pace?: Pace): Promise<Saved>;
  /** @throws RehearsalError `NOTHING_TO_UNDO` */
  undo(): Promise<Undone>;
  /** @throws RehearsalError `NOTHING_TO_REDO` */
  redo(): Promise<Undone>;
  /** Saves an action that ran. Gives the id of its record. */
  commit(commit: Commit): Promise<string>;
  addCheckpoint(name: string): Promise<string>;
  returnTo(record: string): Promise<void>;
  /** Runs one thing after another, so that none works on a workspace that another is about to change. */
  inTurn<Result>(task: () => Promise<Result>): Promise<Result>;
  /** The same for what changes the workspace. @throws RehearsalError `LIVE_RUNNING` while live mode has it */
  change<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Ends live mode, and lets go of the file. */
  close(): Promise<void>;
}

interface SessionOptions {
  readonly now: () => number;
  readonly changed: () => void;
  readonly startLive?: StartLive | undefined;
}

/**
 * Begins a session over an open workspace. A copy that was made to be shared comes without keys: they are made, and
 * saved where that is possible. `changed` is called after every save; `now` is the machine's clock; `startLive` is the
 * host's, where it has one.
 */
export async function beginSession(
  id: string,
  store: OpenWorkspace,
  { now, changed, startLive }: SessionOptions,
): Promise<Session> {
  const keyless = await withKeys(store, now());
  const inTurn = createQueue();
  const edited = new Map<string, ReadonlySet<string>>();
  const runs = createRunMemory();
  const workspaceNow = (): Workspace => keyless ?? store.workspace;
  const edits = createEdits(async (planned, pace) => {
    const { names = new Map(), follow } = planned;
    const before = workspaceNow();
    const { workspace, inverse, what, people, events } = await applyRuledEdit(before, planned, pace);
    const problems = checkEdit(before, workspace, names);
    const followed = follow && (await followEdit(workspace, follow, pace));
    edited.set(await store.edit(workspace, what, events), people);
    const run = followed && (await store.commit(followed.commit));
    if (run !== undefined) runs.rememberBefore(run, workspace);
    changed();
    const takesBack = [...(followed?.inverse ?? []), ...inverse];
    return { what, inverse: takesBack, problems, ...(run === undefined ? {} : { run }) };
  });
  const saving = async <Result>(save: () => Promise<Result>): Promise<Result> => {
    const result = await save();
    changed();
    return result;
  };

  const live = startLive && createSessionLive({ store, runs, startLive, now, changed });
  const change: Session["change"] = (task) =>
    inTurn(() => {
      if (live?.running === true) throw liveHasIt();
      return task();
    });

  return {
    id,
    store,
    edited,
    inTurn,
    change,
    runs,
    live,
    get workspace() {
      return workspaceNow();
    },
    get undoes() {
      return edits.undoes;
    },
    get redoes() {
      return edits.redoes;
    },
    edit: (plan, pace) => change(async () => edits.make(await plan(workspaceNow()), pace)),
    undo: () => change(edits.undo),
    redo: () => change(edits.redo),
    commit: (commit) => saving(() => store.commit(commit)),
    addCheckpoint: (name) => change(() => saving(() => store.addCheckpoint(name))),
    returnTo: (record) =>
      change(() =>
        saving(async () => {
          await store.returnTo(record);
          await withKeys(store, now());
          edits.forget();
        }),
      ),
    close: () => inTurn(() => endSession(store, live)),
  };
}

/** The file is let go of even where what happened in live mode cannot be saved. */
async function endSession(store: OpenWorkspace, live: SessionLive | undefined): Promise<void> {
  try {
    await live?.stop();
  } finally {
    await store.close();
  }
}

function liveHasIt(): RehearsalError {
  const message = "Live mode has this workspace: real clients write to it. Stop live mode first, then do this again.";
  return new RehearsalError("LIVE_RUNNING", message);
}

/** The workspace with the keys that it lacks, where they cannot be saved; undefined where it has them all. */
async function withKeys(store: OpenWorkspace, now: number): Promise<Workspace | undefined> {
  const { workspace, made } = await completeKeys(store.workspace, now);
  if (made.length === 0) return undefined;
  if (store.access.kind === "readOnly") return workspace;
  await store.edit(workspace, made.join(" "));
  return undefined;
}
