import { basename } from "node:path";
import type { Low } from "lowdb";
import { aboutFile, RehearsalError } from "../errors.ts";
import type { Decision, Outcome, Trace } from "../trace/step.ts";
import type { RecordedAction } from "./describe-action.ts";
import type { DurableFileOptions } from "./durable-file.ts";
import {
  type Branch,
  branchesBeside,
  type CheckpointSummary,
  type HistoryEntry,
  historyOf,
  namedCheckpoints,
} from "./journal.ts";
import type { Lock } from "./lock.ts";
import { buildCheckpoint, loadRecord, nextBase, type OpenJournal, summariesOf, withRecord } from "./open-journal.ts";
import type { ParsedDocument } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { accountsBeforeOf, eventsOf, stateOf, traceOf } from "./read-record.ts";
import { type AccountBefore, type JournalRecord, pack } from "./record.ts";
import { saveDocument } from "./save.ts";
import type { Workspace } from "./workspace.ts";
import { checkedWorkspace } from "./workspace-file.ts";

/** How a workspace is opened. */
export interface OpenOptions extends DurableFileOptions {
  /** Who opens it, for whoever finds it locked: `rehearse`. */
  readonly program: string;
  /** Takes the lock, where it is free. */
  readonly write: boolean;
  /**
   * Where the file is damaged but the version before the last save is good, opens that; the damaged file is copied
   * aside before the first save. For the app; commands leave a damaged file alone.
   */
  readonly restore?: boolean;
}

/** Whether an open workspace can be saved, and why not. */
export type Access =
  | { readonly kind: "write" }
  /** `asOf`: another process holds it and may be saving; when this one read it, by the machine's clock. */
  | { readonly kind: "readOnly"; readonly reason: string; readonly asOf?: string };

/** An action that ran, to be saved with the workspace that it left behind. */
export interface Commit {
  readonly workspace: Workspace;
  /** Plain JSON. */
  readonly action: { readonly type: string };
  readonly trace: Trace;
  readonly outcome: Outcome;
  /** What provisioning decided, where it was asked. */
  readonly decision?: Decision;
  /** The accounts that it is about, as they were before it: for whoever looks at the trace later. */
  readonly before?: readonly AccountBefore[];
}

/** What a change by hand did to people and assignments, as actions (plain JSON) that can happen again; `whole`: all of it. */
export interface EditEvents {
  readonly events: readonly { readonly type: string }[];
  readonly whole: boolean;
}

/**
 * A workspace in use. Whatever saves rejects with a {@link RehearsalError} and changes nothing where it fails; saves
 * run one after another.
 */
export interface OpenWorkspace {
  /** The file, without links. */
  readonly path: string;
  /** The workspace as it was last saved or opened. */
  readonly workspace: Workspace;
  readonly access: Access;
  /** What was found wrong at opening, but did not keep it from opening. */
  readonly problems: readonly Problem[];
  /** Everything that was kept, oldest first, without the traces; what led here is marked. */
  history(): readonly HistoryEntry[];
  /** The trace of an action, by the id of its record. */
  readTrace(id: string): Promise<Trace>;
  /** The accounts that an action is about as they were before it; undefined where they were not kept. */
  readAccountsBefore(id: string): Promise<readonly AccountBefore[] | undefined>;
  /** What an edit did to people and assignments, as actions that can happen again. */
  readEvents(id: string): Promise<readonly RecordedAction[]>;
  /** The workspace as it was at a checkpoint (or the end of a branch), without going back to it. */
  readState(id: string): Promise<Workspace>;
  /** Every record in full, of all branches: for a copy to share. */
  readRecords(): Promise<readonly JournalRecord[]>;
  /** The named checkpoints, on every branch. */
  checkpoints(): readonly CheckpointSummary[];
  branches(): readonly Branch[];
  /** Saves an action with its trace. Gives the id of its record. */
  commit(commit: Commit): Promise<string>;
  /** Saves several actions at once, in their order, and the workspace that the last of them left behind. Gives their ids. */
  commitAll(commits: readonly Commit[]): Promise<readonly string[]>;
  /** Saves a change by hand; `what` says it in one sentence, `events` what of it can happen again. */
  edit(workspace: Workspace, what: string, events?: EditEvents): Promise<string>;
  /** Names this moment. @throws RehearsalError `CHECKPOINT_NAME`, `CHECKPOINT_EXISTS` where any branch has one of that name */
  addCheckpoint(name: string): Promise<string>;
  /** Goes back to a checkpoint (or the end of a branch). What came after it stays as a branch. */
  returnTo(checkpoint: string): Promise<Workspace>;
  close(): Promise<void>;
}

/** What an open workspace is made of. */
export interface OpenParts {
  readonly file: string;
  readonly low: Low<ParsedDocument | null>;
  /** The lock, or why there is none. */
  readonly access: Lock | string;
  /** When it was read, where another process holds it. */
  readonly asOf?: string;
  readonly journal: OpenJournal;
  readonly workspace: Workspace;
  readonly problems: readonly Problem[];
  readonly options: OpenOptions;
}

/** An open workspace around what was read. */
export function createOpenWorkspace({ file, low, access, problems, options, ...opened }: OpenParts): OpenWorkspace {
  const { asOf } = opened;
  let { journal, workspace } = opened;
  let closed = false;
  const inTurn = createQueue();

  /** Saves a workspace with a journal that has records more; both become the current ones once they are on disk. */
  async function save(next: Workspace, extended: OpenJournal): Promise<string> {
    if (typeof access === "string") throw new RehearsalError("WORKSPACE_READ_ONLY", `Not saved: ${access}.`, { file });
    if (closed) throw new RehearsalError("WORKSPACE_CLOSED", "Not saved: the workspace was closed.", { file });
    if (!(await access.isOurs())) throw lockLost(file);
    const checked = checkedWorkspace(next, file);
    journal = await saveDocument(low, file, checked, extended, options.beforeStep);
    workspace = checked;
    return extended.head ?? "";
  }

  async function entryOf(id: string): Promise<JournalRecord> {
    const entry = journal.entries.find(({ summary }) => summary.id === id);
    if (entry === undefined) throw new RehearsalError("RECORD_UNKNOWN", `The journal has no record ${id}.`, { file });
    return loadRecord(file, entry);
  }

  /** Runs one thing after another, and names the file in its errors. */
  const about = <Result>(run: () => Promise<Result>): Promise<Result> => aboutFile(file, run);
  const saving = <Result>(run: () => Promise<Result>): Promise<Result> => inTurn(() => about(run));

  async function commitAll(commits: readonly Commit[]): Promise<readonly string[]> {
    const extended = withActions(journal, commits, options.now());
    const last = commits.at(-1);
    if (last !== undefined) await save(last.workspace, extended);
    return extended.entries.slice(extended.entries.length - commits.length).map(({ summary }) => summary.id);
  }

  async function addCheckpoint(name: string): Promise<string> {
    checkCheckpointName(name, namedCheckpoints(summariesOf(journal)));
    return save(workspace, withRecord(journal, buildCheckpoint(journal, workspace, name, options.now())));
  }

  async function returnTo(id: string): Promise<Workspace> {
    const restored = stateOf(await entryOf(id));
    const left = withBranchEnd(journal, workspace, options.now());
    const base = { ...nextBase(left, restored, options.now()), parent: id };
    await save(restored, withRecord(left, { type: "return", ...base, left: left.head ?? id }));
    return workspace;
  }

  return {
    path: file,
    access:
      typeof access === "string"
        ? { kind: "readOnly", reason: access, ...(asOf === undefined ? {} : { asOf }) }
        : { kind: "write" },
    problems,
    get workspace() {
      return workspace;
    },
    history: () => historyOf(summariesOf(journal), journal.head),
    readTrace: (id) => about(async () => traceOf(await entryOf(id))),
    readAccountsBefore: (id) => about(async () => accountsBeforeOf(await entryOf(id))),
    readEvents: (id) => about(async () => eventsOf(await entryOf(id))),
    readState: (id) => about(async () => stateOf(await entryOf(id))),
    readRecords: () => Promise.all(journal.entries.map((entry) => loadRecord(file, entry))),
    checkpoints: () => namedCheckpoints(summariesOf(journal)),
    branches: () => branchesBeside(summariesOf(journal), journal.head),
    commit: (next) => saving(async () => (await commitAll([next]))[0] ?? ""),
    commitAll: (commits) => saving(() => commitAll(commits)),
    edit: (next, what, events) =>
      saving(() => save(next, withRecord(journal, buildEditRecord(journal, next, what, options.now(), events)))),
    addCheckpoint: (name) => saving(() => addCheckpoint(name)),
    returnTo: (id) => saving(() => returnTo(id)),
    close: () =>
      inTurn(async () => {
        closed = true;
        if (typeof access !== "string") await access.release();
      }),
  };
}

/** Runs tasks one after another; a task that fails does not keep the next from running. */
function createQueue(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}

function withActions(journal: OpenJournal, commits: readonly Commit[], now: number): OpenJournal {
  return commits.reduce((before, each) => withRecord(before, buildActionRecord(before, each, now)), journal);
}

function buildActionRecord(
  journal: OpenJournal,
  { workspace, action, trace, outcome, decision, before }: Commit,
  now: number,
): JournalRecord {
  return {
    type: "action",
    ...nextBase(journal, workspace, now),
    action: { ...action },
    outcome: { ...outcome },
    ...(decision === undefined ? {} : { decision: decision.result }),
    steps: trace.steps.length,
    trace: pack(trace),
    ...(before === undefined ? {} : { before: pack(before) }),
  };
}

function buildEditRecord(
  journal: OpenJournal,
  workspace: Workspace,
  what: string,
  now: number,
  edited: EditEvents | undefined,
): JournalRecord {
  const again =
    edited === undefined ? {} : ({ again: edited.whole ? "whole" : "partly", events: pack(edited.events) } as const);
  return { type: "edit", ...nextBase(journal, workspace, now), what, ...again };
}

/** The journal with a checkpoint at its head, so that the branch that is left can be gone back to as well. */
function withBranchEnd(journal: OpenJournal, workspace: Workspace, now: number): OpenJournal {
  const head = journal.entries.find(({ summary }) => summary.id === journal.head)?.summary;
  if (head?.type === "checkpoint" || head?.type === "return") return journal;
  return withRecord(journal, { ...buildCheckpoint(journal, workspace, "Left", now), automatic: true } as JournalRecord);
}

/** A name must be readable in a list and on a command line. */
function checkCheckpointName(name: string, taken: readonly CheckpointSummary[]): void {
  if (name.trim() === "" || /\p{Cc}/u.test(name)) {
    const message = `Found ${JSON.stringify(name)}; the name of a checkpoint is one line that is not blank.`;
    throw new RehearsalError("CHECKPOINT_NAME", message);
  }
  if (taken.some((checkpoint) => checkpoint.name === name)) {
    throw new RehearsalError(
      "CHECKPOINT_EXISTS",
      `There is a checkpoint called “${name}” already; choose another name.`,
    );
  }
}

function lockLost(file: string): RehearsalError {
  const message = `Not saved: ${basename(file)}.lock was taken away, so that another program may be writing. Open it again.`;
  return new RehearsalError("WORKSPACE_LOCK_LOST", message, { file });
}
