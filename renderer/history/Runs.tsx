import { Button, TextInput } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { Empty } from "../components/Empty.tsx";
import { Notice } from "../components/Notice.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import { useReturn } from "../shell/use-return.ts";
import { useUndo } from "../shell/use-undo.ts";
import { HistoryList } from "./HistoryList.tsx";
import { buildLines } from "./lines.ts";
import { NameMoment } from "./NameMoment.tsx";
import { findReplayable, useReplay } from "./replay.ts";
import "./history.css";

/** What happened in this workspace: runs, edits, moments with a name, and the branches that were left. */
export function Runs() {
  const workspace = useWorkspace();
  const history = useAnswer("history.list", { workspace: workspace.id });
  const { canEdit, why } = useAccess();
  const [filter, setFilter] = useState("");
  const filterField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  useShortcuts("Runs", [
    { keys: ["mod+f", "/"], title: "Filter what happened", run: () => filterField.current?.focus() },
    { keys: ["n"], title: "Name this moment", run: () => nameField.current?.focus(), enabled: canEdit },
  ]);
  return (
    <section className="history" data-pane tabIndex={-1} aria-label="Runs">
      <header className="history-bar">
        <h1>Runs</h1>
        <TextInput
          ref={filterField}
          aria-label="Filter what happened"
          placeholder="Filter"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <span className="history-gap" />
        <NameMoment workspace={workspace.id} disabled={!canEdit} ref={nameField} />
      </header>
      {canEdit ? null : (
        <Notice tone="note" title="Read-only: moments cannot be named or gone back to.">
          {why}
        </Notice>
      )}
      <Answered answer={history}>
        {({ entries }) => (
          <Happened entries={entries} workspace={workspace} filter={filter} onClear={() => setFilter("")} />
        )}
      </Answered>
    </section>
  );
}

function Happened({
  entries,
  workspace,
  filter,
  onClear,
}: {
  entries: readonly HistoryEntry[];
  workspace: WorkspaceSummary;
  filter: string;
  onClear: () => void;
}) {
  const { canEdit } = useAccess();
  const { undo } = useUndo(workspace.id);
  const { goBackTo } = useReturn(workspace.id);
  const { value: table } = useAnswer("directory.table", { workspace: workspace.id });
  const { applications, identityProviders: providers } = workspace;
  const lines = useMemo(
    () => buildLines(entries, { table, applications, providers }, filter),
    [entries, table, applications, providers, filter],
  );
  const replay = useReplay(workspace.id);
  const replayable = useMemo(() => findReplayable(entries), [entries]);
  const undoable = entries.findLast(
    (entry) => entry.onBranch && entry.type === "edit" && entry.what === workspace.undo,
  );
  return (
    <>
      {entries.some(({ type }) => type === "action") ? null : <NoRuns workspace={workspace} />}
      {lines.length === 0 && filter.trim() !== "" ? (
        <Empty
          title={`Nothing that happened matches “${filter.trim()}”.`}
          action={
            <Button variant="default" onClick={onClear}>
              Clear the filter
            </Button>
          }
        />
      ) : (
        <HistoryList
          lines={lines}
          actions={{
            workspace: workspace.id,
            undoable: undoable?.id,
            undo,
            goBackTo: canEdit ? goBackTo : undefined,
            replayable,
            replay,
          }}
        />
      )}
    </>
  );
}

function NoRuns({ workspace }: { workspace: WorkspaceSummary }) {
  const { value: table } = useAnswer("directory.table", { workspace: workspace.id });
  const person = table?.id[0];
  const name = table?.displayName[0] || table?.userName[0];
  const canLogIn = person !== undefined && workspace.applications.length > 0;
  return (
    <Empty
      title="No runs yet."
      action={canLogIn ? <Button onClick={() => askForLogin({ person })}>Log in as {name}…</Button> : undefined}
    >
      A run is one login, step by step. It is kept, and can be watched again at any time.
    </Empty>
  );
}
