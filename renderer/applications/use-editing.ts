import { useMemo } from "react";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { type DraftEntry, draftKey, editDraft, keepDraft, settleDraft, useDrafts } from "./drafts.ts";
import type { Editing } from "./editing.ts";
import { pageProblems, type Refusal } from "./page-problems.ts";
import { writeSetting } from "./setting.ts";

/** The draft of one application over what is saved, with what it takes to edit it. */
export function useApplicationDraft(
  workspace: string,
  detail: ApplicationDetail,
  refusal: Refusal | undefined,
): { readonly editing: Editing; readonly entry: DraftEntry; readonly keep: (entry: DraftEntry | undefined) => void } {
  const { canEdit } = useAccess();
  const key = draftKey(workspace, detail.configuration.application.id);
  const kept = useDrafts((drafts) => drafts[key]);
  const entry = useMemo(() => settleDraft(kept, detail.configuration), [kept, detail.configuration]);
  const { base, draft } = entry;
  const problems = useMemo(() => pageProblems(detail, entry, refusal), [detail, entry, refusal]);
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
