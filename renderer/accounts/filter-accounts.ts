import type { AccountState, AccountTable } from "../../core/contract/results.ts";
import { type FilterProblem, type FilterToken, parseFilter } from "../grid/filter.ts";

/** The conditions that the list of accounts knows. */
export const ACCOUNT_FIELDS = ["state", "role", "has"] as const;

const STATES: Readonly<Record<string, AccountState>> = {
  active: "active",
  deactivated: "deactivated",
  waiting: "held",
};

/** The accounts that pass: all words in the user name or the name, and all conditions. */
export function filterAccounts(
  table: AccountTable,
  text: string,
): { readonly rows: readonly number[]; readonly problems: readonly FilterProblem[] } {
  const { words, tokens, problems } = parseFilter(text, ACCOUNT_FIELDS);
  const built = tokens.map((token) => ({ token, test: buildTest(table, token) }));
  const wrong = built.flatMap(({ token, test }) =>
    typeof test === "string" ? [{ text: `${token.field}:${token.value}`, message: test }] : [],
  );
  const tests = built.flatMap(({ token, test }) =>
    typeof test === "string" ? [] : [(row: number) => test(row) !== token.negated],
  );
  const rows = table.id
    .map((_, row) => row)
    .filter((row) => {
      const searched = `${table.userName[row]}\n${table.displayName[row]}`.toLowerCase();
      return words.every((word) => searched.includes(word)) && tests.every((test) => test(row));
    });
  return { rows, problems: [...problems, ...wrong] };
}

/** A condition as a test, or what is wrong with it. */
function buildTest(table: AccountTable, { field, value, exact }: FilterToken): ((row: number) => boolean) | string {
  const wanted = value.toLowerCase();
  if (field === "state") {
    const state = Object.hasOwn(STATES, wanted) ? STATES[wanted] : undefined;
    if (state === undefined) return `A state is ${Object.keys(STATES).join(", ")}.`;
    return (row) => table.state[row] === state;
  }
  if (field === "has") {
    if (wanted === "person") return (row) => table.person[row] !== null;
    if (wanted === "conflict") return (row) => (table.conflicts[row] ?? 0) > 0;
    return wanted === "role" ? (row) => table.held[row]?.length !== 0 : "has: takes person, role or conflict.";
  }
  const matches = (name: string): boolean => (exact ? name === value : name.toLowerCase().includes(wanted));
  const roles = new Set(table.roles.filter(({ id, name }) => matches(id) || matches(name)).map(({ id }) => id));
  if (roles.size === 0) return `${table.name} has no role called ${JSON.stringify(value)}.`;
  return (row) => table.held[row]?.some((role) => roles.has(role)) === true;
}
