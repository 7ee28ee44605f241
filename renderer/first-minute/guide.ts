import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

/** What the guide of the first minute keeps of one workspace. Everything else it reads off what really happened. */
export interface GuideNotes {
  /** The strip is shown; false: it was closed, and can be opened again from Home. */
  readonly open: boolean;
  /** Ids of the runs that were watched as far as the moment that matters. */
  readonly watched: readonly string[];
  /** *Why?* was asked. */
  readonly asked: boolean;
}

interface Guide {
  /** By the workspace's id. */
  readonly workspaces: Readonly<Record<string, GuideNotes>>;
}

const NEW: GuideNotes = { open: true, watched: [], asked: false };

/** The guide, workspace by workspace. Kept on this computer, so that a reload goes on where it was. */
export const useGuide = create<Guide>()(
  persist((): Guide => ({ workspaces: {} }), {
    name: "rehearsal.first-minute",
    version: 1,
    storage: createJSONStorage(() => window.localStorage),
  }),
);

/** Begins the guide of a workspace from its first line. */
export function beginGuide(workspace: string): void {
  put(workspace, NEW);
}

/** Opens the guide of a workspace where it was closed. */
export function resumeGuide(workspace: string): void {
  change(workspace, { open: true });
}

/** Closes the guide of a workspace; what it knows is kept. */
export function closeGuide(workspace: string): void {
  change(workspace, { open: false });
}

/** Takes note of a run that was watched as far as the moment that matters. */
export function noteWatched(workspace: string, run: string): void {
  const { watched } = notesOf(workspace);
  if (!watched.includes(run)) change(workspace, { watched: [...watched, run] });
}

/** Takes note that *Why?* was asked. */
export function noteAsked(workspace: string): void {
  change(workspace, { asked: true });
}

function notesOf(workspace: string): GuideNotes {
  return useGuide.getState().workspaces[workspace] ?? NEW;
}

function change(workspace: string, changes: Partial<GuideNotes>): void {
  put(workspace, { ...notesOf(workspace), ...changes });
}

function put(workspace: string, notes: GuideNotes): void {
  useGuide.setState(({ workspaces }) => ({ workspaces: { ...workspaces, [workspace]: notes } }));
}
