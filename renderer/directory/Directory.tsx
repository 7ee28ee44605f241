import { Group, Panel, Separator } from "react-resizable-panels";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { GroupsPane } from "./GroupsPane.tsx";
import { InspectorPane } from "./InspectorPane.tsx";
import { RuleListPane, RulePane } from "./later.ts";
import { PeoplePane } from "./PeoplePane.tsx";
import { useDirectory } from "./use-directory.ts";
import "../components/pane.css";
import "./directory.css";

/**
 * The people of the identity provider: departments and groups, the list, and the person that is looked at; or the rules
 * that put people into groups.
 */
export function Directory() {
  const workspace = useWorkspace();
  const table = useAnswer("directory.table", { workspace: workspace.id });
  return <Answered answer={table}>{(value) => <People table={value} />}</Answered>;
}

function People({ table }: { table: DirectoryTable }) {
  const directory = useDirectory(table);
  const isRules = directory.place.rule !== undefined;
  return (
    <Group key={isRules ? "rules" : "people"} className="panes" orientation="horizontal">
      <Panel defaultSize="13.5%" minSize={140} maxSize={360} groupResizeBehavior="preserve-pixel-size">
        <GroupsPane directory={directory} />
      </Panel>
      <Separator className="splitter" aria-label="Width of the groups" />
      <Panel minSize={280}>
        {isRules ? <RuleListPane directory={directory} /> : <PeoplePane directory={directory} />}
      </Panel>
      <Separator className="splitter" aria-label="Width of the inspector" />
      <Panel
        defaultSize={isRules ? 540 : 400}
        minSize={340}
        maxSize={isRules ? 1000 : 720}
        groupResizeBehavior="preserve-pixel-size"
      >
        {isRules ? <RulePane directory={directory} /> : <InspectorPane directory={directory} />}
      </Panel>
    </Group>
  );
}
