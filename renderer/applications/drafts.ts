import { create } from "zustand";
import type { Configuration } from "../../core/contract/methods.ts";
import { rebaseDraft } from "./draft.ts";
import { isSame, type SettingPath, showPath } from "./setting.ts";

/** What somebody is editing of one application, kept while they look elsewhere. */
export interface DraftEntry {
  /** What the draft is compared with: the settings as saved when it was begun, or saved since. */
  readonly base: Configuration;
  readonly draft: Configuration;
  /** The answer of the engine that `base` takes into account: a later one is laid under the draft. */
  readonly seen: Configuration;
  /** Drafts before this one, the latest last, each with the setting that was edited next. */
  readonly past: readonly { readonly draft: Configuration; readonly path: string }[];
}

/** Drafts by {@link draftKey}. */
export const useDrafts = create<Readonly<Record<string, DraftEntry>>>(() => ({}));

const REMEMBERED = 100;

/** How many applications are edited and not saved, in one workspace or, without it, in all. */
export function useApplicationDraftCount(workspace?: string): number {
  return useDrafts(
    (drafts) => Object.entries(drafts).filter(([key, entry]) => isOf(key, workspace) && hasChanges(entry)).length,
  );
}

function isOf(key: string, workspace: string | undefined): boolean {
  return workspace === undefined || key.startsWith(`[${JSON.stringify(workspace)},`);
}

/** One application of one workspace, as a key. */
export function draftKey(workspace: string, application: string): string {
  return JSON.stringify([workspace, application]);
}

/** The draft over what is saved now; without an entry, nothing differs. */
export function settleDraft(entry: DraftEntry | undefined, saved: Configuration): DraftEntry {
  if (entry === undefined) return { base: saved, draft: saved, seen: saved, past: [] };
  if (entry.seen === saved) return entry;
  return { base: saved, draft: rebaseDraft(entry.base, entry.draft, saved), seen: saved, past: [] };
}

/** The entry after one edit. Edits of the same setting in a row are one to take back. */
export function editDraft(entry: DraftEntry, draft: Configuration, path: SettingPath): DraftEntry {
  const name = showPath(path);
  const goesOn = entry.past.at(-1)?.path === name;
  const past = goesOn ? entry.past : [...entry.past, { draft: entry.draft, path: name }].slice(-REMEMBERED);
  return { ...entry, draft, past };
}

/** The entry before the last edit. */
export function undoDraft(entry: DraftEntry): DraftEntry {
  const last = entry.past.at(-1);
  return last === undefined ? entry : { ...entry, draft: last.draft, past: entry.past.slice(0, -1) };
}

/** The entry once its draft was saved: what is on screen stays until the engine's next answer stands under it. */
export function savedDraft(entry: DraftEntry, saved: Configuration): DraftEntry {
  return { ...entry, base: saved, past: [] };
}

/** Tells whether the draft differs from what is saved. */
export function hasChanges({ base, draft }: DraftEntry): boolean {
  return !isSame(base, draft);
}

/** Keeps an entry; undefined forgets it. */
export function keepDraft(key: string, entry: DraftEntry | undefined): void {
  useDrafts.setState((drafts) => {
    const others = Object.fromEntries(Object.entries(drafts).filter(([name]) => name !== key));
    return entry === undefined ? others : { ...others, [key]: entry };
  }, true);
}
