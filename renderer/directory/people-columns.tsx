import type { DirectoryUser } from "../../core/contract/model.ts";
import type { ApplicationSummary, DirectoryTable, PersonState } from "../../core/contract/results.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import type { GridColumn } from "../grid/columns.ts";
import { showScalars } from "./attributes.ts";
import type { Drafts } from "./drafts.ts";

/** How a state of a person looks. */
export const STATE_TONES: Readonly<Record<PersonState, Tone>> = { active: "good", suspended: "warn", disabled: "bad" };

/** The columns of the list of people. Drafts show through, with a dot at the name. `edit`: where editing is on. */
export function buildPeopleColumns(
  table: DirectoryTable,
  drafts: Drafts,
  applications: readonly ApplicationSummary[],
  edit: ((row: number, field: "department" | "title", text: string) => void) | undefined,
): readonly GridColumn[] {
  const names = new Map(applications.map(({ id, name }) => [id, name]));
  const draftOf = (row: number) => drafts[table.id[row] ?? ""];
  /** As drafted where the draft differs from what it began with, else as saved by now. */
  const show = <Shown,>(row: number, read: (person: DirectoryUser) => Shown, saved: Shown): Shown => {
    const draft = draftOf(row);
    if (draft === undefined) return saved;
    const drafted = read(draft.person);
    return JSON.stringify(drafted) === JSON.stringify(read(draft.base)) ? saved : drafted;
  };
  const attributeOf = (row: number, names: readonly string[], saved: readonly string[]): string =>
    show(row, (person) => firstText(person, names), saved[row] ?? "");
  const groupsOf = (row: number): readonly string[] =>
    show<readonly string[]>(
      row,
      ({ groups }) => groups,
      (table.memberOf[row] ?? []).map((group) => table.groups[group]?.id ?? ""),
    );
  const nameOf = (row: number): string => attributeOf(row, ["displayName"], table.displayName);
  const stateOf = (row: number): PersonState => show(row, stateOfPerson, table.state[row] ?? "active");
  const groupNames = new Map(table.groups.map(({ id, name }) => [id, name]));
  return [
    {
      id: "name",
      title: "Name",
      width: 116,
      least: 114,
      fixed: true,
      text: nameOf,
      render: (row) => (draftOf(row) === undefined ? nameOf(row) : <Edited name={nameOf(row)} />),
    },
    {
      id: "userName",
      title: "User name",
      width: 140,
      least: 96,
      text: (row) => show(row, (person) => person.userName, table.userName[row] ?? ""),
    },
    {
      id: "department",
      title: "Department",
      width: 94,
      least: 86,
      text: (row) => attributeOf(row, ["department"], table.department),
      ...(edit === undefined ? {} : { edit: (row: number, text: string) => edit(row, "department", text) }),
    },
    {
      id: "title",
      title: "Title",
      width: 88,
      least: 64,
      spare: true,
      text: (row) => attributeOf(row, ["title", "jobTitle"], table.title),
      ...(edit === undefined ? {} : { edit: (row: number, text: string) => edit(row, "title", text) }),
    },
    {
      id: "state",
      title: "State",
      width: 98,
      text: stateOf,
      render: (row) => <Chip tone={STATE_TONES[stateOf(row)]}>{stateOf(row)}</Chip>,
    },
    {
      id: "groups",
      title: "Groups",
      width: 62,
      spare: true,
      align: "end",
      sortBy: (row) => groupsOf(row).length,
      text: (row) =>
        groupsOf(row)
          .map((group) => groupNames.get(group) ?? group)
          .join("; "),
      render: (row) => groupsOf(row).length,
    },
    {
      id: "accounts",
      title: "Accounts",
      width: 94,
      least: 84,
      spare: true,
      sortBy: (row) => table.accounts[row]?.length ?? 0,
      text: (row) => (table.accounts[row] ?? []).map((id) => names.get(id) ?? id).join(", "),
    },
  ];
}

function Edited({ name }: { name: string }) {
  return (
    <span title="Edited, and not saved yet">
      <span className="draft-dot" role="img" aria-label="edited" /> {name}
    </span>
  );
}

function firstText({ attributes }: DirectoryUser, names: readonly string[]): string {
  return names.map((name) => showScalars(attributes[name])).find((text) => text !== "") ?? "";
}

/** The state of a person: disabled counts before suspended. */
export function stateOfPerson({ active, suspended }: DirectoryUser): PersonState {
  if (!active) return "disabled";
  return suspended === true ? "suspended" : "active";
}
