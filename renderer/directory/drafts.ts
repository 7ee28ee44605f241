import { create } from "zustand";
import type { DirectoryUser } from "../../core/contract/model.ts";
import { type Draft, isSamePerson, rebaseDraft } from "./rebase-person.ts";

/** Drafts by the id of the person. Nothing of them is saved. */
export type Drafts = Readonly<Record<string, Draft>>;

interface DraftStore {
  /** By workspace: an edit is not lost by looking at another screen. */
  readonly drafts: Readonly<Record<string, Drafts>>;
}

const useDraftStore = create<DraftStore>(() => ({ drafts: {} }));

const NONE: Drafts = {};

/** The drafts of a workspace. */
export function useDrafts(workspace: string): Drafts {
  return useDraftStore(({ drafts }) => drafts[workspace] ?? NONE);
}

/** The draft of one person as it is now, outside of drawing. */
export function draftOf(workspace: string, person: string): Draft | undefined {
  return useDraftStore.getState().drafts[workspace]?.[person];
}

/** How many people are edited and not saved, in one workspace or, without it, in all. */
export function usePersonDraftCount(workspace?: string): number {
  return useDraftStore(({ drafts }) =>
    Object.entries(drafts)
      .filter(([id]) => workspace === undefined || id === workspace)
      .reduce((count, [, people]) => count + Object.keys(people).length, 0),
  );
}

/** Edits a person: `base` is the person as saved. An edit that comes back to it leaves no draft behind. */
export function editPerson(
  workspace: string,
  base: DirectoryUser,
  change: (person: DirectoryUser) => DirectoryUser,
): void {
  setDrafts(workspace, (drafts) => {
    const draft = drafts[base.id] ?? { base, person: base, clashes: [] };
    return withDraft(drafts, { ...draft, person: change(draft.person) });
  });
}

/** Lays the draft of a person, where there is one, over the person as saved by now. */
export function layDraftOver(workspace: string, saved: DirectoryUser): void {
  const draft = draftOf(workspace, saved.id);
  if (draft === undefined) return;
  const rebased = rebaseDraft(draft, saved);
  if (rebased !== draft) setDrafts(workspace, (drafts) => withDraft(drafts, rebased));
}

/** These people were saved as given: what was edited since stays a draft. */
export function settleDrafts(workspace: string, people: readonly DirectoryUser[]): void {
  setDrafts(workspace, (drafts) =>
    people.reduce((left, saved) => {
      const draft = left[saved.id];
      return draft === undefined ? left : withDraft(left, { base: saved, person: draft.person, clashes: [] });
    }, drafts),
  );
}

/** Leaves edits behind: nobody wants them. */
export function dropDrafts(workspace: string, people: readonly string[]): void {
  setDrafts(workspace, (drafts) => without(drafts, people));
}

function withDraft(drafts: Drafts, draft: Draft): Drafts {
  const { id } = draft.base;
  return isSamePerson(draft.person, draft.base) ? without(drafts, [id]) : { ...drafts, [id]: draft };
}

function without(drafts: Drafts, people: readonly string[]): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([id]) => !people.includes(id)));
}

function setDrafts(workspace: string, change: (drafts: Drafts) => Drafts): void {
  useDraftStore.setState(({ drafts }) => ({ drafts: { ...drafts, [workspace]: change(drafts[workspace] ?? NONE) } }));
}
