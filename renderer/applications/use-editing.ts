import { useMemo } from "react";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { changesBetween } from "./draft.ts";
import { type DraftEntry, draftKey, editDraft, keepDraft, settleDraft, useDrafts } from "./drafts.ts";
import type { Editing } from "./editing.ts";
import { type EngineProblem, fieldProblems, problemsAt } from "./problems.ts";
import { writeSetting } from "./setting.ts";

/** The draft of one application over what is saved, with what it takes to edit it. */
export function useApplicationDraft(
  workspace: string,
  detail: ApplicationDetail,
  refused: readonly EngineProblem[],
): { readonly editing: Editing; readonly entry: DraftEntry; readonly keep: (entry: DraftEntry | undefined) => void } {
  const { canEdit } = useAccess();
  const key = draftKey(workspace, detail.configuration.application.id);
  const kept = useDrafts((drafts) => drafts[key]);
  const entry = useMemo(() => settleDraft(kept, detail.configuration), [kept, detail.configuration]);
  const { base, draft } = entry;
  const problems = useMemo(() => standingProblems(detail, entry, refused), [detail, entry, refused]);
  const editing = useMemo((): Editing => {
    const replace: Editing["replace"] = (next, path) => keepDraft(key, editDraft(latest(key, entry), next, path));
    const change: Editing["change"] = (path, value) =>
      replace(writeSetting(latest(key, entry).draft, path, value), path);
    return { workspace, detail, base, draft, canEdit, problems, change, replace };
  }, [workspace, detail, base, draft, canEdit, problems, key, entry]);
  return { editing, entry, keep: (next) => keepDraft(key, next) };
}

/** What an edit builds on: two edits may come before anything is drawn anew. */
function latest(key: string, drawn: DraftEntry): DraftEntry {
  const kept = useDrafts.getState()[key];
  return kept !== undefined && kept.seen === drawn.seen ? kept : drawn;
}

/** What was found wrong with saved settings counts as long as the draft leaves them alone. */
function standingProblems(
  detail: ApplicationDetail,
  { base, draft }: DraftEntry,
  refused: readonly EngineProblem[],
): Editing["problems"] {
  const changed = changesBetween(base, draft);
  const saved = fieldProblems(detail.problems, base).filter(
    (problem) => !changed.some(({ path }) => problemsAt([problem], path).length > 0),
  );
  return [...saved, ...fieldProblems(refused, draft)];
}
