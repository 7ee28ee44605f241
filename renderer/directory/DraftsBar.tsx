import { Button } from "@mantine/core";
import { ErrorNotice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useCommand } from "../connection/use-command.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { dropDrafts } from "./drafts.ts";
import type { DirectoryView } from "./use-directory.ts";

/** Says how much is edited and not saved, where that is more than the inspector shows. */
export function DraftsBar({ directory }: { directory: DirectoryView }) {
  const { workspace, drafts, place } = directory;
  const { run, busy, error } = useCommand("directory.savePeople");
  const { canEdit } = useAccess();
  const tellSaved = useTellSaved(workspace.id);
  const edited = Object.keys(drafts);
  if (edited.length === 0 || (edited.length === 1 && edited[0] === place.person)) return null;
  const saveAll = async (): Promise<void> => {
    const saved = await run({ workspace: workspace.id, people: Object.values(drafts).map(({ person }) => person) });
    if (saved === undefined) return;
    dropDrafts(workspace.id, edited);
    tellSaved(saved);
  };
  return (
    <div className="drafts-bar">
      {error === undefined ? null : <ErrorNotice error={error} />}
      <div className="save-buttons">
        <span className="save-note">
          <span className="draft-dot" aria-hidden="true" />{" "}
          {edited.length === 1
            ? "1 person is edited and not saved"
            : `${edited.length} people are edited and not saved`}
        </span>
        <Button size="compact-xs" variant="default" onClick={() => dropDrafts(workspace.id, edited)}>
          Revert all
        </Button>
        <Button size="compact-xs" loading={busy} disabled={!canEdit} onClick={() => void saveAll()}>
          Save all
        </Button>
      </div>
    </div>
  );
}
