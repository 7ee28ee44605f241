import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { useMemo, useState } from "react";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { useAnswer } from "../connection/use-answer.ts";

const SHOWN = 30;

/** Picks a person of the directory by name or user name, among any number of them. `value` is the person's id. */
export function PersonPicker({
  workspace,
  value,
  onChange,
  label,
  isFirst = false,
}: {
  workspace: string;
  value: string | undefined;
  onChange: (person: string) => void;
  label: string;
  /** Has the focus when the dialog that it stands in opens. */
  isFirst?: boolean;
}) {
  const { value: table } = useAnswer("directory.table", { workspace });
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [search, setSearch] = useState<string>();
  const found = useMemo(() => findPeople(table, search ?? ""), [table, search]);
  const row = table === undefined || value === undefined ? -1 : table.id.indexOf(value);
  const chosen = row < 0 ? "" : describePerson(table, row);
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(person) => {
        onChange(person);
        setSearch(undefined);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          size="xs"
          label={label}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          value={search ?? chosen}
          placeholder="Type a name"
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          data-autofocus={isFirst || undefined}
          onBlur={() => {
            setSearch(undefined);
            combobox.closeDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: "auto" }} aria-label={label}>
          {found.rows.map((index) => (
            <Combobox.Option key={table?.id[index]} value={table?.id[index] ?? ""} selected={index === row}>
              {describePerson(table, index)}
            </Combobox.Option>
          ))}
          {found.more > 0 ? <Combobox.Empty>{found.more} more; type to narrow down</Combobox.Empty> : null}
          {found.rows.length === 0 ? <Combobox.Empty>Nobody is called that</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function describePerson(table: DirectoryTable | undefined, row: number): string {
  if (table === undefined) return "";
  const name = table.displayName[row] ?? "";
  const userName = table.userName[row] ?? "";
  return name === "" ? userName : `${name} · ${userName}`;
}

function findPeople(table: DirectoryTable | undefined, search: string): { rows: readonly number[]; more: number } {
  if (table === undefined) return { rows: [], more: 0 };
  const words = search
    .toLowerCase()
    .split(/[\s·]+/)
    .filter((word) => word !== "");
  const rows = table.id
    .map((_, row) => row)
    .filter((row) => {
      const text = `${table.displayName[row]} ${table.userName[row]}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  return { rows: rows.slice(0, SHOWN), more: Math.max(0, rows.length - SHOWN) };
}
