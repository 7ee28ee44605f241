import { ActionIcon, Button, Popover, TextInput, Tooltip } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { dropFilter, saveFilter, useSavedFilters } from "./saved-filters.ts";
import "./filter-menu.css";

/** The filters of a grid that somebody gave a name: to be used again, and the one that is typed to be kept. */
export function FilterMenu({
  grid,
  filter,
  onFilter,
}: {
  grid: string;
  filter: string;
  onFilter: (filter: string) => void;
}) {
  const saved = useSavedFilters(grid);
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Saved filters">
          <ActionIcon aria-label="Saved filters" variant="default" size={30} onClick={() => setOpened(!opened)}>
            <IconBookmark size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Saved filters">
        {saved.length === 0 ? <p className="saved-filters-none">No filter is saved yet.</p> : null}
        <ul className="saved-filters" aria-label="Filters with a name">
          {saved.map(({ name, text }) => (
            <li key={name} className="saved-filter">
              <button
                type="button"
                className="saved-filter-name"
                title={text}
                aria-current={text === filter}
                onClick={() => {
                  onFilter(text);
                  setOpened(false);
                }}
              >
                {name}
              </button>
              <button
                type="button"
                className="saved-filter-drop"
                aria-label={`Forget ${name}`}
                onClick={() => dropFilter(grid, name)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <SaveThis
          filter={filter}
          onSave={(name) => {
            saveFilter(grid, { name, text: filter });
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveThis({ filter, onSave }: { filter: string; onSave: (name: string) => void }) {
  const [name, setName] = useState("");
  if (filter.trim() === "") return <p className="saved-filters-none">Type a filter to save it here.</p>;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") onSave(name.trim());
  };
  return (
    <form className="save-filter" onSubmit={submit}>
      <TextInput
        label="Save this filter as"
        size="xs"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ""}>
        Save
      </Button>
    </form>
  );
}
