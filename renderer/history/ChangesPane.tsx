import { Button, CloseButton, Menu, TextInput } from "@mantine/core";
import { IconDownload, IconFilter } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import type { HistoryChanges } from "../../core/contract/results.ts";
import { downloadText } from "../components/download.ts";
import { Empty } from "../components/Empty.tsx";
import { useWorkspace } from "../connection/workspace-context.ts";
import { ColumnMenu } from "../grid/ColumnMenu.tsx";
import { DataGrid } from "../grid/DataGrid.tsx";
import { FilterMenu } from "../grid/FilterMenu.tsx";
import { useSavedFilters } from "../grid/saved-filters.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { buildChangeColumns } from "./change-columns.tsx";
import { type ChangeNames, keyOfChange } from "./changes.ts";
import { buildChangesCsv, buildChangesJsonLines } from "./export-changes.ts";
import { filterChanges, type TimeRange } from "./filter-changes.ts";
import { Histogram } from "./Histogram.tsx";

/** The changes as a list with a filter and a brush over time, newest first. */
export function ChangesPane({
  changes,
  names,
  filter,
  chosen,
  onFilter,
  onChoose,
}: {
  changes: HistoryChanges;
  names: ChangeNames;
  filter: string;
  chosen: string | undefined;
  onFilter: (filter: string) => void;
  onChoose: (change: string) => void;
}) {
  const { id } = useWorkspace();
  const [brush, setBrush] = useState<TimeRange>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => buildChangeColumns(id, changes, names), [id, changes, names]);
  const { rows, problems } = useMemo(
    () => filterChanges(changes, filter, names, brush),
    [changes, filter, names, brush],
  );
  const times = useMemo(() => changes.at.map((at) => Date.parse(at)), [changes]);
  const field = useRef<HTMLInputElement>(null);
  const saved = useSavedFilters("history");
  useShortcuts("History", [
    { keys: ["mod+f"], title: "Filter the history", run: () => field.current?.focus() },
    ...saved.map(({ name, text }) => ({ keys: [], title: `Filter: ${name}`, run: () => onFilter(text) })),
  ]);
  const clear = (): void => {
    onFilter("");
    setBrush(undefined);
  };
  return (
    <>
      <header className="pane-head">
        <h1>History</h1>
        <span className="quiet">{describeCount(changes, rows.length)}</span>
        <span className="pane-gap" />
        <ExportMenu changes={changes} rows={rows} />
      </header>
      <div className="filter-bar">
        <TextInput
          ref={field}
          className="filter-field"
          aria-label="Filter the history"
          placeholder="writer:scim app:expenses ada"
          leftSection={<IconFilter size={14} aria-hidden="true" />}
          rightSection={
            filter === "" ? null : <CloseButton size="sm" aria-label="Clear the filter" onClick={() => onFilter("")} />
          }
          value={filter}
          onChange={(event) => onFilter(event.currentTarget.value)}
        />
        <FilterMenu grid="history" filter={filter} onFilter={onFilter} />
        <ColumnMenu name="history" columns={columns} />
      </div>
      {problems.length === 0 ? null : (
        <p className="filter-problems" role="status">
          {problems.map(({ message }) => message).join(" ")}
        </p>
      )}
      <Histogram times={times} brush={brush} onBrush={setBrush} />
      <div className="pane-grid">
        {rows.length === 0 ? (
          <Empty title="No change passes the filter" action={<Button onClick={clear}>Show all changes</Button>}>
            {filter === "" ? null : <code className="active-filter">{filter}</code>}
          </Empty>
        ) : (
          <DataGrid
            name="history"
            label="Changes"
            columns={columns}
            rows={rows}
            scope={filter}
            keyOf={(row) => keyOfChange(changes, row)}
            selected={selected}
            onSelect={setSelected}
            inspected={chosen}
            onInspect={(change, how) => {
              onChoose(change);
              if (how === "open") document.getElementById("inspector")?.focus();
            }}
          />
        )}
      </div>
    </>
  );
}

function describeCount({ at, withoutTrace }: HistoryChanges, shown: number): string {
  const all = at.length.toLocaleString("en");
  const count = shown === at.length ? `${all} changes` : `${shown.toLocaleString("en")} of ${all} changes`;
  return withoutTrace === 0 ? count : `${count}; ${withoutTrace} runs came without their steps`;
}

function ExportMenu({ changes, rows }: { changes: HistoryChanges; rows: Uint32Array }) {
  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={14} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => downloadText("history.csv", buildChangesCsv(changes, rows), "text/csv")}>
          What is shown, as CSV
        </Menu.Item>
        <Menu.Item
          onClick={() => downloadText("history.jsonl", buildChangesJsonLines(changes, rows), "application/jsonl")}
        >
          What is shown, as JSON lines
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
