import type { Saved, Undone } from "../contract/results.ts";
import { completeKeys } from "../store/key-material.ts";
import type { Commit, OpenWorkspace } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import { checkEdit } from "./check-edit.ts";
import { applyEdit, type Replacement } from "./edit.ts";
import { createEdits, type PlannedEdit } from "./edits.ts";
import { createQueue } from "./queue.ts";
import { createRunMemory, type RunMemory } from "./run-memory.ts";

/** An open workspace with what is remembered of it until it is closed: edits to take back, and runs. */
export interface Session {
  readonly id: string;
  readonly store: OpenWorkspace;
  /** The workspace as it is now, with all its keys. */
  readonly workspace: Workspace;
  readonly runs: RunMemory;
  /** What undo would take back, and redo make again. */
  readonly undoes: string | undefined;
  readonly redoes: string | undefined;
  /** Ids of the people that edits of this session were about, by the ids of their records. */
  readonly edited: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Makes an edit of the workspace as it is when its turn has come, and saves it.
   * @throws RehearsalError `EDIT_INVALID`, and whatever saving throws; the workspace is then as it was
   */
  edit(make: (workspace: Workspace) => PlannedEdit | Promise<PlannedEdit>): Promise<Saved>;
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
  close(): Promise<void>;
}

/**
 * Begins a session over an open workspace. A copy that was made to be shared comes without keys: they are made, and
 * saved where that is possible. `changed` is called after every save; `now` is the machine's clock.
 */
export async function beginSession(
  id: string,
  store: OpenWorkspace,
  { now, changed }: { readonly now: () => number; readonly changed: () => void },
): Promise<Session> {
  const keyless = await withKeys(store, now());
  const inTurn = createQueue();
  const edited = new Map<string, ReadonlySet<string>>();
  const workspaceNow = (): Workspace => keyless ?? store.workspace;
  const edits = createEdits(async (replacements, what, names = new Map()) => {
    const before = workspaceNow();
    const { workspace, inverse } = applyEdit(before, replacements);
    const problems = checkEdit(before, workspace, names);
    edited.set(await store.edit(workspace, what), peopleIn(replacements));
    changed();
    return { inverse, problems };
  });
  const saving = async <Result>(save: () => Promise<Result>): Promise<Result> => {
    const result = await save();
    changed();
    return result;
  };

  return {
    id,
    store,
    edited,
    inTurn,
    runs: createRunMemory(),
    get workspace() {
      return workspaceNow();
    },
    get undoes() {
      return edits.undoes;
    },
    get redoes() {
      return edits.redoes;
    },
    edit: (plan) => inTurn(async () => edits.make(await plan(workspaceNow()))),
    undo: () => inTurn(edits.undo),
    redo: () => inTurn(edits.redo),
    commit: (commit) => saving(() => store.commit(commit)),
    addCheckpoint: (name) => inTurn(() => saving(() => store.addCheckpoint(name))),
    returnTo: (record) =>
      inTurn(() =>
        saving(async () => {
          await store.returnTo(record);
          await withKeys(store, now());
          edits.forget();
        }),
      ),
    close: () => inTurn(() => store.close()),
  };
}

/** The workspace with the keys that it lacks, where they cannot be saved; undefined where it has them all. */
async function withKeys(store: OpenWorkspace, now: number): Promise<Workspace | undefined> {
  const { workspace, made } = await completeKeys(store.workspace, now);
  if (made.length === 0) return undefined;
  if (store.access.kind === "readOnly") return workspace;
  await store.edit(workspace, made.join(" "));
  return undefined;
}

function peopleIn(replacements: readonly Replacement[]): ReadonlySet<string> {
  return new Set(replacements.filter(({ part }) => part === "person").map(({ id }) => id));
}
