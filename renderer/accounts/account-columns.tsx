import type { AccountState, AccountTable } from "../../core/contract/results.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { showMinute } from "../components/instant.ts";
import type { GridColumn } from "../grid/columns.ts";
import { OWNER_WORDS } from "../words.ts";

/** How a state of an account reads and looks. */
export const ACCOUNT_STATES: Readonly<Record<AccountState, { readonly text: string; readonly tone: Tone }>> = {
  active: { text: "active", tone: "good" },
  deactivated: { text: "deactivated", tone: "bad" },
  held: { text: "waiting for approval", tone: "warn" },
};

/** The columns of the list of accounts. `userNames`: of the people, by their ids. */
export function buildAccountColumns(
  table: AccountTable,
  userNames: ReadonlyMap<string, string>,
): readonly GridColumn[] {
  const roleNames = new Map(table.roles.map(({ id, name }) => [id, name]));
  const stateOf = (row: number) => ACCOUNT_STATES[table.state[row] ?? "active"];
  return [
    {
      id: "userName",
      title: "User name",
      width: 160,
      least: 150,
      fixed: true,
      text: (row) => table.userName[row] ?? "",
    },
    { id: "name", title: "Name", width: 110, least: 90, text: (row) => table.displayName[row] ?? "" },
    {
      id: "roles",
      title: "Roles",
      width: 110,
      least: 90,
      text: (row) => (table.held[row] ?? []).map((role) => roleNames.get(role) ?? role).join(", "),
    },
    {
      id: "state",
      title: "State",
      width: 144,
      text: (row) => stateOf(row).text,
      render: (row) => <Chip tone={stateOf(row).tone}>{stateOf(row).text}</Chip>,
    },
    {
      id: "owner",
      title: "Managed by",
      width: 120,
      spare: true,
      text: (row) => OWNER_WORDS[table.owner[row] ?? "nobody"],
    },
    {
      id: "conflicts",
      title: "Conflicts",
      width: 80,
      spare: true,
      align: "end",
      text: (row) => (table.conflicts[row] === 0 ? "" : `⇄ ${table.conflicts[row]}`),
      sortBy: (row) => table.conflicts[row] ?? 0,
    },
    {
      id: "lastSignIn",
      title: "Last sign-in",
      width: 140,
      text: (row) => instantOrNothing(table.lastSignInAt[row]),
      sortBy: (row) => table.lastSignInAt[row] ?? "",
    },
    {
      id: "person",
      title: "Person",
      width: 150,
      least: 110,
      spare: true,
      text: (row) => {
        const person = table.person[row] ?? undefined;
        return person === undefined ? "" : (userNames.get(person) ?? person);
      },
    },
  ];
}

function instantOrNothing(iso: string | null | undefined): string {
  return iso === null || iso === undefined ? "" : showMinute(iso);
}
