import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState } from "react";
import type { DirectoryGroup } from "../../core/contract/model.ts";
import { refusing } from "../components/refusing.ts";
import { useTellSaved } from "../components/tell-saved.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellError } from "../connection/told.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
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
        <RulesLine directory={directory} />
        <PeopleTree
          nodes={nodes}
          filter={place.rule === undefined ? place.filter : undefined}
          onFilter={(filter) => go({ filter, rule: undefined })}
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

/** The way to the rules that put people into groups, with how many there are. */
function RulesLine({ directory: { workspace, place, go } }: { directory: DirectoryView }) {
  const { value } = useAnswer("groupRules.read", { workspace: workspace.id });
  const count = value?.providers.reduce((sum, { rules }) => sum + rules.length, 0);
  const isOpen = place.rule !== undefined;
  useShortcuts("Group rules", [{ keys: [], title: "Group rules", run: () => go({ rule: "" }) }]);
  return (
    <Button
      variant={isOpen ? "light" : "subtle"}
      size="compact-xs"
      h={26}
      mx={6}
      px={8}
      w="calc(100% - 12px)"
      justify="space-between"
      aria-current={isOpen ? "page" : undefined}
      rightSection={count === undefined ? null : <span className="tree-count">{count.toLocaleString("en")}</span>}
      onClick={() => go({ rule: isOpen ? undefined : "" })}
    >
      Group rules
    </Button>
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
