import { Button } from "@mantine/core";
import { ErrorNotice } from "../components/Notice.tsx";
import { useAccess } from "../connection/workspace-context.ts";
import { dropDrafts } from "./drafts.ts";
import { findClashes } from "./rebase-person.ts";
import type { DirectoryView } from "./use-directory.ts";
import { useSavePeople } from "./use-save-people.ts";

/** Says how much is edited and not saved, where that is more than the inspector shows. */
export function DraftsBar({ directory }: { directory: DirectoryView }) {
  const { workspace, drafts, place } = directory;
  const { save, busy, error } = useSavePeople(workspace.id);
  const { canEdit } = useAccess();
  const edited = Object.keys(drafts);
  const overtaken = Object.values(drafts).filter((draft) => findClashes(draft).length > 0).length;
  if (edited.length === 0 || (edited.length === 1 && edited[0] === place.person)) return null;
  return (
    <div className="drafts-bar">
      {error === undefined ? null : <ErrorNotice error={error} />}
      <div className="save-buttons">
        <span className="save-note">
          <span className="draft-dot" aria-hidden="true" />{" "}
          {edited.length === 1
            ? "1 person is edited and not saved"
            : `${edited.length} people are edited and not saved`}
          {overtaken === 0 ? "" : `; ${overtaken} changed meanwhile: open them before saving`}
        </span>
        <Button size="compact-xs" variant="default" onClick={() => dropDrafts(workspace.id, edited)}>
          Revert all
        </Button>
        <Button size="compact-xs" loading={busy} disabled={!canEdit} onClick={() => void save(edited)}>
          Save all
        </Button>
      </div>
    </div>
  );
}
