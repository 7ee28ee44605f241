import { create } from "zustand";
import type { DirectoryUser } from "../../core/contract/model.ts";

/** A person being edited: as they were when the edit began, and as they would be. Nothing of it is saved. */
export interface Draft {
  readonly base: DirectoryUser;
  readonly person: DirectoryUser;
}

/** Drafts by the id of the person. */
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

/** Edits a person: `base` is the person as saved. An edit that comes back to it leaves no draft behind. */
export function editPerson(
  workspace: string,
  base: DirectoryUser,
  change: (person: DirectoryUser) => DirectoryUser,
): void {
  setDrafts(workspace, (drafts) => {
    const draft = drafts[base.id] ?? { base, person: base };
    const person = change(draft.person);
    return isSamePerson(person, draft.base)
      ? without(drafts, [base.id])
      : { ...drafts, [base.id]: { ...draft, person } };
  });
}

/** Leaves edits behind: they were saved, or nobody wants them. */
export function dropDrafts(workspace: string, people: readonly string[]): void {
  setDrafts(workspace, (drafts) => without(drafts, people));
}

/** Tells whether two states of a person are alike. Both come from the engine's plain JSON, members in the same order. */
export function isSamePerson(left: DirectoryUser, right: DirectoryUser): boolean {
  return JSON.stringify(inOrder(left)) === JSON.stringify(inOrder(right));
}

/** An attribute that was taken away and put back stands at the end; that is no difference. */
function inOrder(person: DirectoryUser): unknown {
  return Object.entries({ ...person, attributes: Object.entries(person.attributes).sort(byName) }).sort(byName);
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function without(drafts: Drafts, people: readonly string[]): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([id]) => !people.includes(id)));
}

function setDrafts(workspace: string, change: (drafts: Drafts) => Drafts): void {
  useDraftStore.setState(({ drafts }) => ({ drafts: { ...drafts, [workspace]: change(drafts[workspace] ?? NONE) } }));
}
