import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { DirectoryGroup } from "../../core/contract/model.ts";
import { refusing } from "../components/refusing.ts";
import { useTellSaved } from "../components/tell-saved.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellError } from "../connection/told.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { GroupDialog } from "./later.ts";
import { PeopleTree } from "./PeopleTree.tsx";
import { buildTree } from "./tree.ts";
import type { DirectoryView } from "./use-directory.ts";

/** Departments and groups, as a tree that sets the filter. */
export function GroupsPane({ directory }: { directory: DirectoryView }) {
  const { workspace, table, place, go } = directory;
  const { canEdit, why } = useAccess();
  // The people are drawn first: the hundreds of groups that there may be follow at once.
  const grouped = useDeferredValue(table, null);
  const nodes = useMemo(() => (grouped === null ? [] : buildTree(grouped)), [grouped]);
  const [edited, setEdited] = useState<DirectoryGroup | "new">();
  const remove = useRemoveGroup(workspace.id);
  const actions = {
    rename: (id: string) => setEdited(table.groups.find((group) => group.id === id)),
    remove,
  };
  return (
    <section data-pane tabIndex={-1} aria-label="Groups" className="pane">
      <header className="pane-head">
        <h1>Directory</h1>
        <span className="pane-gap" />
        <Tooltip label={why ?? "New group"}>
          <ActionIcon
            aria-label="New group"
            size={26}
            {...refusing(!canEdit)}
            onClick={() => canEdit && setEdited("new")}
          >
            <IconPlus size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className="pane-body">
        <PeopleTree
          nodes={nodes}
          filter={place.filter}
          onFilter={(filter) => go({ filter })}
          actions={canEdit ? actions : undefined}
        />
      </div>
      {edited === undefined ? null : (
        <GroupDialog
          workspace={workspace.id}
          groups={table.groups}
          group={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function useRemoveGroup(workspace: string): (group: string) => void {
  const engine = useEngine();
  const tellSaved = useTellSaved(workspace);
  return (group) => {
    engine
      .call("directory.removeGroup", { workspace, group })
      .then(tellSaved, (error: unknown) => tellError(describeFailure(error)));
  };
}
