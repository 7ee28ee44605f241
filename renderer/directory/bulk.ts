import type { PeopleChange } from "../../core/contract/methods.ts";
import type { DirectoryUser } from "../../core/contract/model.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";

/**
 * How many of the people a change would really change: those who are in the group already do not count. Undefined where
 * the table does not tell, as of most attributes.
 */
export function countChanged(table: DirectoryTable, rows: readonly number[], change: PeopleChange): number | undefined {
  switch (change.kind) {
    case "active":
      return rows.filter((row) => (table.state[row] === "disabled") === change.value).length;
    case "joinGroup":
      return rows.filter((row) => !isMember(table, row, change.group)).length;
    case "leaveGroup":
      return rows.filter((row) => isMember(table, row, change.group)).length;
    case "attribute":
      // An empty department may be absent, null or an empty text, which are three different things.
      if (change.name !== "department" || change.value === null || change.value === "") return undefined;
      return rows.filter((row) => table.department[row] !== change.value).length;
  }
}

/** Tells whether setting an attribute would change a person. */
export function changesAttribute({ attributes }: DirectoryUser, name: string, value: string | null): boolean {
  const before = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return value === null ? before !== undefined : before !== value;
}

/** The groups that some of the people are in. */
export function groupsOfSome(table: DirectoryTable, rows: readonly number[]): ReadonlySet<string> {
  const found = new Set(rows.flatMap((row) => table.memberOf[row] ?? []));
  return new Set([...found].flatMap((group) => table.groups[group]?.id ?? []));
}

/** The rows of people by their ids. */
export function rowsOf(table: DirectoryTable, people: ReadonlySet<string>): readonly number[] {
  return table.id.flatMap((id, row) => (people.has(id) ? [row] : []));
}

function isMember(table: DirectoryTable, row: number, group: string): boolean {
  return table.memberOf[row]?.some((index) => table.groups[index]?.id === group) === true;
}
