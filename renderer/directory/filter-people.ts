import type { ApplicationSummary, DirectoryTable } from "../../core/contract/results.ts";
import { type FilterProblem, type FilterToken, parseFilter } from "../grid/filter.ts";

/** The conditions that the directory knows. */
export const PERSON_FIELDS = ["dept", "title", "group", "account", "state", "has", "from"] as const;

type Field = (typeof PERSON_FIELDS)[number];

/** Who passes a filter, and what in it was not understood. */
export interface FilteredPeople {
  readonly rows: Uint32Array;
  readonly problems: readonly FilterProblem[];
}

type Test = (row: number) => boolean;

/**
 * The rows that pass. All words must be somewhere in the name, user name, department or title. Conditions of different
 * kinds must all hold; of several of one kind, one is enough; what stands with `no-` must not hold.
 */
export function filterPeople(
  table: DirectoryTable,
  text: string,
  applications: readonly ApplicationSummary[],
): FilteredPeople {
  const { words, tokens, problems } = parseFilter(text, PERSON_FIELDS);
  const found: FilterProblem[] = [...problems];
  const tests = tokens.flatMap((token) => {
    const test = buildTest(table, token, applications);
    if (typeof test !== "string") return [{ token, test }];
    found.push({ text: `${token.negated ? "no-" : ""}${token.field}:${token.value}`, message: test });
    return [];
  });
  const wanted = PERSON_FIELDS.map((field) => tests.filter(({ token }) => token.field === field && !token.negated))
    .filter((group) => group.length > 0)
    .map((group) => (row: number) => group.some(({ test }) => test(row)));
  const unwanted = tests
    .filter(({ token }) => token.negated)
    .map(
      ({ test }) =>
        (row: number) =>
          !test(row),
    );
  return { rows: passing(table, [...wordTests(table, words), ...wanted, ...unwanted]), problems: found };
}

function passing(table: DirectoryTable, tests: readonly Test[]): Uint32Array {
  const rows = new Uint32Array(table.id.length);
  let count = 0;
  for (let row = 0; row < table.id.length; row += 1) {
    if (!tests.every((test) => test(row))) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.subarray(0, count);
}

function wordTests(table: DirectoryTable, words: readonly string[]): readonly Test[] {
  if (words.length === 0) return [];
  const texts = searchTexts(table);
  return words.map((word) => (row) => texts[row]?.includes(word) === true);
}

/** One list of texts for each table: tables are never changed in place. */
const known = new WeakMap<DirectoryTable, readonly string[]>();

function searchTexts(table: DirectoryTable): readonly string[] {
  const texts =
    known.get(table) ??
    table.id.map((id, row) =>
      `${table.displayName[row]}\n${table.userName[row]}\n${table.department[row]}\n${table.title[row]}\n${id}`.toLowerCase(),
    );
  known.set(table, texts);
  return texts;
}

/** A condition as a test, or what is wrong with it. */
function buildTest(
  table: DirectoryTable,
  token: FilterToken,
  applications: readonly ApplicationSummary[],
): Test | string {
  const field = token.field as Field;
  switch (field) {
    case "dept":
      return textTest(table.department, token);
    case "title":
      return textTest(table.title, token);
    case "group":
      return groupTest(table, token);
    case "account":
      return accountTest(table, token, applications);
    case "state":
      return stateTest(table, token);
    case "has":
      return hasTest(table, token);
    case "from":
      return textTest(table.from ?? [], token);
  }
}

function textTest(column: readonly string[], token: FilterToken): Test {
  const matches = matcher(token);
  return (row) => matches(column[row] ?? "");
}

function groupTest(table: DirectoryTable, token: FilterToken): Test | string {
  const matches = matcher(token);
  const groups = new Set(table.groups.flatMap(({ id, name }, index) => (matches(name) || matches(id) ? [index] : [])));
  if (groups.size === 0) return `No group is called ${JSON.stringify(token.value)}.`;
  return (row) => table.memberOf[row]?.some((group) => groups.has(group)) === true;
}

function accountTest(
  table: DirectoryTable,
  token: FilterToken,
  applications: readonly ApplicationSummary[],
): Test | string {
  const matches = matcher(token);
  const chosen = new Set(applications.filter(({ id, name }) => matches(id) || matches(name)).map(({ id }) => id));
  if (chosen.size === 0) return `No application is called ${JSON.stringify(token.value)}.`;
  return (row) => table.accounts[row]?.some((application) => chosen.has(application)) === true;
}

/** The states that `state:` takes. */
export const STATES = ["active", "suspended", "disabled"] as const;

function stateTest(table: DirectoryTable, { value }: FilterToken): Test | string {
  const state = STATES.find((each) => each.startsWith(value.toLowerCase()));
  if (state === undefined) return `A state is ${listed(STATES)}.`;
  return (row) => table.state[row] === state;
}

/** What `has:` takes. */
export const HAVINGS = ["note", "account", "group"] as const;

function hasTest(table: DirectoryTable, { value }: FilterToken): Test | string {
  const what = HAVINGS.find((each) => each === value.toLowerCase());
  switch (what) {
    case "note":
      return (row) => table.noted[row] === true;
    case "account":
      return (row) => table.accounts[row]?.length !== 0;
    case "group":
      return (row) => table.memberOf[row]?.length !== 0;
    case undefined:
      return `has: takes ${listed(HAVINGS)}.`;
  }
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function matcher({ value, exact }: FilterToken): (text: string) => boolean {
  if (exact) return (text) => text === value;
  const wanted = value.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}
