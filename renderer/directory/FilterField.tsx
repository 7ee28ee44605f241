import { Autocomplete, CloseButton } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { type Ref, useMemo } from "react";
import { completeFilter } from "./complete-filter.ts";
import type { DirectoryView } from "./use-directory.ts";

/** The filter of the list of people. What is being typed is completed: arrows choose, Enter takes, Escape leaves it. */
export function FilterField({ directory, ref }: { directory: DirectoryView; ref: Ref<HTMLInputElement> }) {
  const { table, workspace, place, go } = directory;
  const { filter } = place;
  const completions = useMemo(
    () => completeFilter(filter, table, workspace.applications),
    [filter, table, workspace.applications],
  );
  const ends = new Map(completions.map(({ filter: whole, end }) => [whole, end]));
  return (
    <Autocomplete
      ref={ref}
      className="filter-field"
      aria-label="Filter people"
      placeholder="dept:Engineering group:app-admins no-account:slack"
      leftSection={<IconFilter size={14} aria-hidden="true" />}
      rightSection={
        filter === "" ? null : (
          <CloseButton size="sm" aria-label="Clear the filter" onClick={() => go({ filter: "" })} />
        )
      }
      rightSectionPointerEvents="all"
      comboboxProps={{ withinPortal: false }}
      data={[...ends.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => <code>{ends.get(option.value)}</code>}
      value={filter}
      onChange={(typed) => go({ filter: typed })}
    />
  );
}
