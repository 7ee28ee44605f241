import type { ApplicationSummary, DirectoryTable } from "../../core/contract/results.ts";
import { formatToken } from "../grid/filter.ts";
import { HAVINGS, PERSON_FIELDS, STATES } from "./filter-people.ts";

/** One way to go on with a filter. */
export interface Completion {
  /** The whole filter, completed. */
  readonly filter: string;
  /** What it ends with then: `dept:"Engineering"`. */
  readonly end: string;
}

/** No list is longer: more letters find more. */
const MOST = 8;

/** The condition at the end that is still being typed: a name, or a name and the beginning of a value. */
const UNFINISHED = /(?:^|\s)(no-)?([a-z]*)(?:(:)(?:"([^"]*)|([^\s"]*)))?$/i;

/** Ways to go on with the last condition of a filter: its name, then its value, of those that there are. */
export function completeFilter(
  filter: string,
  table: DirectoryTable,
  applications: readonly ApplicationSummary[],
): readonly Completion[] {
  const [typed = "", no = "", name = "", colon, quoted, bare = ""] = UNFINISHED.exec(filter) ?? [];
  const before = filter.slice(0, filter.length - typed.trimStart().length);
  const field = name.toLowerCase();
  if (typed.trim() === "") return [];
  const ends = colon === undefined ? namesFor(no, field) : valuesFor(no, field, quoted ?? bare, table, applications);
  return ends.slice(0, MOST).map((end) => ({ filter: `${before}${end}`, end }));
}

function namesFor(no: string, begun: string): readonly string[] {
  return PERSON_FIELDS.filter((field) => field.startsWith(begun)).map((field) => `${no}${field}:`);
}

function valuesFor(
  no: string,
  field: string,
  begun: string,
  table: DirectoryTable,
  applications: readonly ApplicationSummary[],
): readonly string[] {
  const wanted = begun.toLowerCase();
  const values = [...new Set(valuesOf(field, table, applications))].filter(
    (value) => value !== "" && value.toLowerCase().includes(wanted),
  );
  const sorted = values.sort((one, other) => one.localeCompare(other, "en"));
  return sorted.map((value) => formatToken(field, value, no !== ""));
}

function valuesOf(
  field: string,
  table: DirectoryTable,
  applications: readonly ApplicationSummary[],
): readonly string[] {
  switch (field) {
    case "dept":
      return table.department;
    case "title":
      return table.title;
    case "group":
      return table.groups.map(({ name }) => name);
    case "account":
      return applications.map(({ name }) => name);
    case "state":
      return STATES;
    case "has":
      return HAVINGS;
    case "from":
      return table.from ?? [];
    default:
      return [];
  }
}
