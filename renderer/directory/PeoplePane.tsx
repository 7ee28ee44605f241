import { Button, Tooltip } from "@mantine/core";
import { IconDownload, IconUpload, IconUserPlus } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { Empty } from "../components/Empty.tsx";
import { IconButton } from "../components/IconButton.tsx";
import { refusing } from "../components/refusing.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { ColumnMenu } from "../grid/ColumnMenu.tsx";
import { DataGrid } from "../grid/DataGrid.tsx";
import type { GridMenu } from "../grid/use-grid-state.ts";
import { askForExport, askForImport } from "../import/importing.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { DraftsBar } from "./DraftsBar.tsx";
import { FilterField } from "./FilterField.tsx";
import { focusInspector } from "./InspectorPane.tsx";
import { NewPerson } from "./later.ts";
import { PersonItems } from "./PersonItems.tsx";
import type { DirectoryView } from "./use-directory.ts";

/** The filter and the list of people. */
export function PeoplePane({ directory }: { directory: DirectoryView }) {
  const { table, place, go, filtered, columns, selected, select } = directory;
  const menu = usePeopleMenu(directory);
  const [adding, setAdding] = useState(false);
  const { canEdit } = useAccess();
  const filterField = useRef<HTMLInputElement>(null);
  useShortcuts("Directory", [
    { keys: ["mod+f"], title: "Filter people", run: () => filterField.current?.focus() },
    { keys: [], title: "New person", run: () => setAdding(true), enabled: canEdit },
  ]);
  return (
    <section data-pane tabIndex={-1} aria-label="People" className="pane">
      <div className="filter-bar">
        <FilterField ref={filterField} directory={directory} />
        <NewPersonButton onClick={() => setAdding(true)} />
        <IconButton label="Import a file…" onClick={() => askForImport()}>
          <IconUpload size={16} />
        </IconButton>
        <IconButton label="Export…" onClick={() => askForExport()}>
          <IconDownload size={16} />
        </IconButton>
        <ColumnMenu name="people" columns={columns} />
      </div>
      <FilterProblems directory={directory} />
      <div className="pane-grid">
        {filtered.rows.length === 0 ? (
          <NoPeople directory={directory} onAdd={() => setAdding(true)} />
        ) : (
          <DataGrid
            name="people"
            label="People"
            columns={columns}
            rows={filtered.rows}
            scope={place.filter}
            keyOf={(row) => table.id[row] ?? ""}
            selected={selected}
            onSelect={select}
            inspected={place.person}
            onInspect={(person, how) => {
              go({ person });
              if (how === "open") focusInspector();
            }}
            menu={menu}
          />
        )}
      </div>
      <DraftsBar directory={directory} />
      {adding ? <NewPerson directory={directory} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

/** What can be done with whoever stands in a row. */
function usePeopleMenu({ table, go, removePeople }: DirectoryView): GridMenu {
  return useMemo(() => {
    const nameOf = (row: number): string => table.displayName[row] || (table.userName[row] ?? "");
    return {
      labelOf: (row) => `What to do with ${nameOf(row)}`,
      items(row) {
        const id = table.id[row] ?? "";
        return (
          <PersonItems
            person={{ id, name: nameOf(row), isGone: table.state[row] !== "active" }}
            onHistory={() => go({ person: id, tab: "history" })}
            onRemove={() => removePeople([id])}
          />
        );
      },
    };
  }, [table, go, removePeople]);
}

function NewPersonButton({ onClick }: { onClick: () => void }) {
  const { canEdit, why } = useAccess();
  return (
    <Tooltip label={why} disabled={canEdit}>
      <Button
        variant="default"
        leftSection={<IconUserPlus size={15} aria-hidden="true" />}
        {...refusing(!canEdit)}
        onClick={() => canEdit && onClick()}
      >
        New person
      </Button>
    </Tooltip>
  );
}

function FilterProblems({ directory }: { directory: DirectoryView }) {
  const { problems } = directory.filtered;
  if (problems.length === 0) return null;
  return (
    <p className="filter-problems" role="status">
      {problems.map(({ text, message }) => (
        <span key={`${text} ${message}`}>{message} </span>
      ))}
    </p>
  );
}

function NoPeople({ directory, onAdd }: { directory: DirectoryView; onAdd: () => void }) {
  const { table, place, go } = directory;
  if (table.id.length > 0) {
    return (
      <Empty
        title="Nobody passes the filter"
        action={<Button onClick={() => go({ filter: "" })}>Clear the filter</Button>}
      >
        <code className="active-filter">{place.filter}</code>
      </Empty>
    );
  }
  return (
    <Empty
      title="Nobody is in the directory yet"
      action={
        <div className="save-buttons">
          <Button onClick={() => askForImport()}>Import people…</Button>
          <NewPersonButton onClick={onAdd} />
        </div>
      }
    >
      People of the identity provider stand here: who they are, what groups they are in, and what accounts they have.
    </Empty>
  );
}
