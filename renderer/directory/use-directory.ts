import { useCallback, useDeferredValue, useMemo, useState } from "react";
import type { DirectoryTable, WorkspaceSummary } from "../../core/contract/results.ts";
import { useTellSaved } from "../components/tell-saved.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellError } from "../connection/told.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import type { GridColumn } from "../grid/columns.ts";
import { setAttribute } from "./attributes.ts";
import { type Drafts, dropDrafts, editPerson, useDrafts } from "./drafts.ts";
import { type FilteredPeople, filterPeople } from "./filter-people.ts";
import { buildPeopleColumns } from "./people-columns.tsx";
import { type DirectoryPlace, usePlace } from "./place.ts";

/** What the panes of the directory share. */
export interface DirectoryView {
  readonly workspace: WorkspaceSummary;
  readonly table: DirectoryTable;
  readonly place: DirectoryPlace;
  readonly go: (change: Partial<DirectoryPlace>) => void;
  readonly drafts: Drafts;
  readonly filtered: FilteredPeople;
  readonly columns: readonly GridColumn[];
  /** Ids of the people that are selected for something to be done with them together. */
  readonly selected: ReadonlySet<string>;
  readonly select: (people: ReadonlySet<string>) => void;
  readonly removePeople: (people: readonly string[]) => void;
}

/** The directory as its address, its filter and the drafts make it. */
export function useDirectory(table: DirectoryTable): DirectoryView {
  const workspace = useWorkspace();
  const { id, applications } = workspace;
  const { canEdit } = useAccess();
  const [place, go] = usePlace(id);
  const drafts = useDrafts(id);
  const [chosen, select] = useState<ReadonlySet<string>>(new Set());
  const filter = useDeferredValue(place.filter);
  const filtered = useMemo(() => filterPeople(table, filter, applications), [table, filter, applications]);
  const selected = useMemo(() => stillShown(chosen, table, filtered.rows), [chosen, table, filtered]);
  const edit = useCellEdit(table);
  const columns = useMemo(
    () => buildPeopleColumns(table, drafts, applications, canEdit ? edit : undefined),
    [table, drafts, applications, canEdit, edit],
  );
  const removePeople = useRemovePeople(id, (people) => {
    select(new Set());
    if (place.person !== undefined && people.includes(place.person)) go({ person: undefined });
  });
  return { workspace, table, place, go, drafts, filtered, columns, selected, select, removePeople };
}

/** Who is filtered out is not selected any more: nobody changes what they do not see. */
function stillShown(people: ReadonlySet<string>, table: DirectoryTable, rows: Uint32Array): ReadonlySet<string> {
  if (people.size === 0) return people;
  const shown = Array.from(rows, (row) => table.id[row] ?? "").filter((id) => people.has(id));
  return shown.length === people.size ? people : new Set(shown);
}

/** A cell that was edited becomes part of the person's draft. */
function useCellEdit(table: DirectoryTable) {
  const engine = useEngine();
  const { id: workspace } = useWorkspace();
  return useCallback(
    (row: number, field: "department" | "title", text: string) => {
      engine.call("directory.person", { workspace, person: table.id[row] ?? "" }).then(
        ({ person: saved }) =>
          editPerson(workspace, saved, (person) => {
            const name = field === "title" && !isFilled(person.attributes.title) ? "jobTitle" : field;
            return { ...person, attributes: setAttribute(person.attributes, name, text === "" ? undefined : text) };
          }),
        (error: unknown) => tellError(describeFailure(error)),
      );
    },
    [engine, workspace, table],
  );
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function useRemovePeople(workspace: string, removed: (people: readonly string[]) => void) {
  const engine = useEngine();
  const tellSaved = useTellSaved(workspace);
  return (people: readonly string[]): void => {
    engine.call("directory.removePeople", { workspace, people: [...people] }).then(
      (saved) => {
        dropDrafts(workspace, people);
        removed(people);
        tellSaved(saved);
      },
      (error: unknown) => tellError(describeFailure(error)),
    );
  };
}
