import type { RunDetail } from "../contract/results.ts";
import type { Workspace } from "../store/workspace.ts";

/** A run that was not saved. Where it began is remembered apart, since that takes room. */
export type UnsavedRun = Omit<RunDetail, "base">;

/** What is remembered of the runs of one workspace until it is closed. */
export interface RunMemory {
  /** The workspace as it was before a run, where it is still remembered. */
  before(run: string): Workspace | undefined;
  rememberBefore(run: string, workspace: Workspace): void;
  /** A run that was not saved. */
  unsaved(run: string): UnsavedRun | undefined;
  keep(run: UnsavedRun): void;
  /** An id for a run that is not saved. */
  nextId(): string;
}

/** States take room, the more the more people there are: this many people in all of them together. */
const MOST_PEOPLE = 400_000;
const MOST_STATES = 200;
const MOST_UNSAVED = 50;

/** An empty memory. */
export function createRunMemory(): RunMemory {
  const states = new Map<string, Workspace>();
  const unsaved = new Map<string, UnsavedRun>();
  let made = 0;
  return {
    before: (run) => states.get(run),
    rememberBefore(run, workspace) {
      states.set(run, workspace);
      const people = Math.max(1, workspace.directory.users.length);
      keepNewest(states, Math.max(2, Math.min(MOST_STATES, Math.floor(MOST_PEOPLE / people))));
    },
    unsaved: (run) => unsaved.get(run),
    keep(run) {
      unsaved.set(run.run, run);
      keepNewest(unsaved, MOST_UNSAVED);
    },
    nextId() {
      made += 1;
      return `u${made}`;
    },
  };
}

function keepNewest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
