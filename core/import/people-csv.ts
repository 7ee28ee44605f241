import { foldCase } from "../fold-case.ts";
import { AS_YOU_SAID, chooseColumns, needColumn } from "./choose-columns.ts";
import { type ChosenColumn, type ColumnsPlan, type ColumnTarget, createSample } from "./column-plan.ts";
import { attribute, type ColumnTable, type ColumnUse, PASSWORD } from "./column-use.ts";
import { type CsvHeader, type CsvRow, readCsvHeader, readCsvRows } from "./csv.ts";
import { planPeople } from "./people-plan.ts";
import type { Planner, PlannerInput } from "./plan-import.ts";
import { readList, readYesNo } from "./read-cell.ts";
import { MANAGER, type PersonAttributes, type ReadPeople, type ReadPerson } from "./read-people.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { createSharedTexts } from "./share-texts.ts";

/** Works out what a CSV file of people would do, by the columns of the product that it comes from. */
export function peopleCsvPlanner(table: ColumnTable, finish?: FinishPeople): Planner {
  return async (input) => {
    const { file, text, options } = input;
    const header = readCsvHeader(text, file);
    const chosen = chooseByTable(header, table, { file, options });
    if (table.orElse === undefined || !carries(chosen, table.orElse)) {
      const needed = nameOfTarget(table, "userName");
      needColumn(chosen, ({ to }) => to === "userName", { file, line: header.line, needed });
    }
    const report = createReport();
    const { people, columns } = await readPeopleRows(input, header, { table, chosen, targets: TARGETS, report });
    const finished = (await finish?.(people, input, report)) ?? people;
    return { ...(await planPeople(input, finished, report)), columns };
  };
}

/** What a product's people need beyond their columns. */
export type FinishPeople = (people: ReadPeople, input: PlannerInput, report: ReportWriter) => Promise<ReadPeople>;

/** What a person has beside attributes. */
const TARGETS: readonly ColumnTarget[] = [
  { target: "userName", label: "User name", required: true },
  { target: "id", label: "Id" },
  { target: "active", label: "Active" },
  { target: MANAGER, label: "Manager" },
];

function chooseByTable(
  header: CsvHeader,
  table: ColumnTable,
  { file, options }: Pick<PlannerInput, "file" | "options">,
): ChosenColumn<ColumnUse>[] {
  const uses = new Map(Object.entries(table.columns).map(([name, use]) => [foldCase(name), use]));
  const nameOf = table.nameOf ?? ((heading: string) => heading);
  return chooseColumns<ColumnUse>(header, {
    file,
    asked: options.columns ?? {},
    leaveOut: options.leaveOut,
    byTarget: columnFor,
    guess(column) {
      if (HOLDS_PASSWORDS.test(nameOf(column))) return { left: PASSWORD.why };
      const use = uses.get(foldCase(nameOf(column)));
      if (use === undefined) {
        const name = nameOf(column);
        return name === column ? undefined : { target: name, use: attribute(name) };
      }
      return use.to === "nothing" ? { left: use.why } : { target: targetOf(use), use };
    },
    other: (column) => attribute(column),
  });
}

/** Whatever product it is from: no password becomes an attribute of a person. When it was set is none: `PasswordLastSet`. */
const HOLDS_PASSWORDS =
  /^(?:initial ?|new ?)?(?:password|passwd|pwd|kennwort|mot de passe)(?! ?(?:last|expir|never|not ?required|changed))/i;

/** What a person's column is that somebody chose for this target. */
export function columnFor(target: string): ColumnUse {
  switch (target) {
    case "userName":
    case "id":
    case "active":
      return { to: target };
    case MANAGER:
      return { to: MANAGER, by: ["id", "userName", "employeeId", "mail", "distinguishedName", "displayName"] };
    default:
      return attribute(target);
  }
}

/** Two columns of one target mean the same. */
export function targetOf(use: ColumnUse): string {
  switch (use.to) {
    case "attribute":
      return use.name;
    case "blocked":
      return "active";
    case "nothing":
      return "";
    default:
      return use.to;
  }
}

function nameOfTarget({ columns }: ColumnTable, target: ColumnUse["to"]): string {
  return Object.keys(columns).find((name) => columns[name]?.to === target) ?? target;
}

function carries(chosen: readonly ChosenColumn<ColumnUse>[], target: string): boolean {
  return chosen.some((column) => column.target === target);
}

/** How the rows of a file are read. */
export interface RowReading {
  readonly table: ColumnTable;
  readonly chosen: readonly ChosenColumn<ColumnUse>[];
  readonly targets: readonly ColumnTarget[];
  /** Says of every column what it is taken for: their headings are nobody's in particular. */
  readonly tellsAll?: boolean;
  readonly report: ReportWriter;
}

/**
 * Reads the people of a CSV file, row by row.
 * @throws {RehearsalError} IMPORT_NOT_CSV with the line; CANCELLED
 */
export async function readPeopleRows(
  { file, text, pace }: PlannerInput,
  header: CsvHeader,
  reading: RowReading,
): Promise<{ readonly people: ReadPeople; readonly columns: ColumnsPlan }> {
  const { chosen, targets, tellsAll, report } = reading;
  for (const { column, target, use, why } of chosen) {
    const place = `line ${header.line}`;
    if (use === undefined) {
      report.add({
        result: why === AS_YOU_SAID ? "adapted" : "refused",
        place,
        subject: column,
        message: `This column is left out: ${why}.`,
      });
    } else if (target !== column && (use.to === "attribute" || tellsAll === true || why === AS_YOU_SAID)) {
      report.add({ result: "adapted", place, subject: column, message: `This column is taken for ${target}: ${why}.` });
    }
  }
  const sample = createSample(chosen, targets);
  const people: ReadPerson[] = [];
  const read = createRowReader(reading);
  const take = (row: CsvRow): void => {
    sample.add(row.cells);
    const person = read(row);
    if (person !== undefined) people.push(person);
  };
  await readCsvRows(text, header, { file, pace, take });
  const managers = chosen.flatMap(({ use }) => (use?.to === "manager" ? use.by : []));
  return {
    people: {
      people,
      carried: carriedBy(chosen),
      carriesGroups: false,
      ...(managers.length === 0 ? {} : { managersBy: managers }),
      placeOf: (at) => `line ${at}`,
    },
    columns: sample.finish(),
  };
}

function carriedBy(chosen: readonly ChosenColumn<ColumnUse>[]): ReadonlySet<string> {
  const names = chosen.flatMap(({ use }): readonly string[] => {
    if (use?.to === "attribute") return [use.name];
    if (use?.to === "userName") return use.also === undefined ? [] : [use.also];
    return use?.to === "manager" ? [MANAGER] : [];
  });
  return new Set(names);
}

/** A person while their row is read. */
interface Draft {
  id: string | undefined;
  userName: string;
  active: boolean | undefined;
  readonly attributes: PersonAttributes;
}

type WriteCell = (draft: Draft, cell: string, line: number) => void;

/** Reads one row after another; undefined: it is refused, and the report says why. */
function createRowReader({ table, chosen, report }: RowReading): (row: CsvRow) => ReadPerson | undefined {
  const writers = chosen.map(({ use, column }) => writerOf(use, column, table.emptyIsText === true, report));
  const refuse = ({ line, cells }: CsvRow, message: string): undefined => {
    const subject = cells.find((cell) => cell !== "") ?? "";
    report.addOne("refused", () => ({ place: `line ${line}`, subject: subject.slice(0, 200), message }));
  };
  return (row) => {
    const { line, cells } = row;
    const why = table.whyNot?.(cells);
    if (why !== undefined) return refuse(row, why);
    if (hasTooMany(cells, writers.length)) {
      return refuse(row, `It has ${cells.length} cells, and the header has ${writers.length} columns.`);
    }
    const draft: Draft = { id: undefined, userName: "", active: undefined, attributes: {} };
    for (let index = 0; index < writers.length; index += 1) writers[index]?.(draft, cells[index] ?? "", line);
    const { id, active, attributes } = draft;
    const userName = draft.userName === "" ? textIn(attributes, table.orElse) : draft.userName;
    if (userName === "") return refuse(row, "It has no user name.");
    return { at: line, id, userName, active, attributes };
  };
}

/** Programs that write tables put empty cells behind some rows. */
function hasTooMany(cells: readonly string[], columns: number): boolean {
  for (let index = columns; index < cells.length; index += 1) if (cells[index] !== "") return true;
  return false;
}

function textIn(attributes: PersonAttributes, name: string | undefined): string {
  const value = name === undefined ? undefined : attributes[name];
  return typeof value === "string" ? value : "";
}

function writerOf(
  use: ColumnUse | undefined,
  column: string,
  emptyIsText: boolean,
  report: ReportWriter,
): WriteCell | undefined {
  switch (use?.to) {
    case undefined:
    case "nothing":
      return undefined;
    case "id":
      return (draft, cell) => {
        const id = cell.trim();
        if (id !== "") draft.id = id;
      };
    case "userName":
      return writeUserName(use.also);
    case "active":
    case "blocked":
      return writeActive(column, use.to === "active", report);
    case "manager":
      return (draft, cell) => {
        if (cell !== "") draft.attributes[MANAGER] = cell.trim();
      };
    case "attribute":
      return writeAttribute(use, emptyIsText);
  }
}

function writeUserName(also: string | undefined): WriteCell {
  return (draft, cell) => {
    draft.userName = cell.trim();
    if (also !== undefined && cell !== "") draft.attributes[also] = cell;
  };
}

function writeAttribute({ name, separator }: Extract<ColumnUse, { to: "attribute" }>, emptyIsText: boolean): WriteCell {
  if (separator !== undefined) {
    return ({ attributes }, cell) => {
      if (cell !== "" || emptyIsText) attributes[name] = readList(cell, separator);
    };
  }
  const share = createSharedTexts();
  return ({ attributes }, cell) => {
    if (cell !== "" || emptyIsText) attributes[name] = share(cell);
  };
}

function writeActive(column: string, yesMeans: boolean, report: ReportWriter): WriteCell {
  return (draft, cell, line) => {
    if (cell === "") return;
    const said = readYesNo(cell);
    if (said !== undefined) {
      draft.active = said === yesMeans;
      return;
    }
    report.addOne("notUnderstood", () => ({
      place: `line ${line}`,
      subject: column,
      message: `Found ${JSON.stringify(cell.slice(0, 100))}; yes or no was expected. Whether the person is active stays as it is, and is yes for somebody new.`,
    }));
  };
}
