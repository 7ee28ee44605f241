import { askUserName, USER_NAME_QUESTION } from "./ask-user-name.ts";
import { chooseColumns } from "./choose-columns.ts";
import type { ChosenColumn, ColumnTarget } from "./column-plan.ts";
import { attribute, type ColumnUse } from "./column-use.ts";
import { type CsvHeader, readCsvHeader } from "./csv.ts";
import { HR_TARGETS, plainHeading } from "./hr-columns.ts";
import type { ImportPlan } from "./import-plan.ts";
import { columnFor, readPeopleRows } from "./people-csv.ts";
import { planPeople } from "./people-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { MANAGER } from "./read-people.ts";
import { createReport } from "./report.ts";

/**
 * Works out what a list of people would do whose headings no product is known by: each column is what somebody said, what its
 * heading means in plain English, or an attribute under its own name. Without a column for the user name nothing is taken
 * until somebody says which it is.
 */
export async function planHrCsv(input: PlannerInput): Promise<ImportPlan> {
  const { text, file, kind, workspace } = input;
  const header = readCsvHeader(text, file);
  const chosen = chooseHrColumns(header, input);
  const report = createReport();
  const reading = { table: { columns: {} }, chosen, targets: HR_PICKER, tellsAll: true, report };
  if (chosen.some(({ use }) => use?.to === "userName")) {
    const { people, columns } = await readPeopleRows(input, header, reading);
    return { ...(await planPeople(input, people, report)), columns };
  }
  // Read for the sample alone: rows without a user name are refused one by one.
  const { columns } = await readPeopleRows(input, header, { ...reading, report: createReport() });
  const what = `Nobody yet from ${file}: it is not clear which column is the user name`;
  return { kind, what, report: report.finish(), questions: [askUserName(header)], columns, next: workspace };
}

/** What somebody can choose a column for, each once. */
const HR_PICKER: readonly ColumnTarget[] = HR_TARGETS.filter(
  ({ target }, index) => HR_TARGETS.findIndex((each) => each.target === target) === index,
).map(({ target, label }) => ({ target, label, ...(target === "userName" ? { required: true } : {}) }));

function chooseHrColumns(header: CsvHeader, { file, options }: PlannerInput): ChosenColumn<ColumnUse>[] {
  const answer = options.answers?.[USER_NAME_QUESTION];
  const asked: Readonly<Record<string, string>> = {
    ...(answer === undefined ? {} : { userName: answer }),
    ...options.columns,
  };
  const guesses = guessBySynonyms(header.columns.filter((column) => options.leaveOut?.includes(column) !== true));
  // An address that people sign in with is their address all the same.
  const also = guesses.get(asked.userName ?? "")?.target;
  const isAddress = also === "mail" && !Object.hasOwn(asked, also);
  return chooseColumns<ColumnUse>(header, {
    file,
    asked,
    leaveOut: options.leaveOut,
    byTarget: (target) => (target === "userName" && isAddress ? { to: target, also } : columnFor(target)),
    guess: (column) => guesses.get(column),
    other: attribute,
  });
}

/** What each heading means: of the headings that mean the same, the one whose word comes first in the list. */
function guessBySynonyms(columns: readonly string[]) {
  const byWord = new Map(columns.toReversed().map((column) => [plainHeading(column), column]));
  const guesses = new Map<string, { readonly target: string; readonly use: ColumnUse }>();
  const done = new Set<string>();
  for (const { target, synonyms, by } of HR_TARGETS) {
    if (done.has(target)) continue;
    const column = synonyms.map((word) => byWord.get(word)).find((found) => found !== undefined && !guesses.has(found));
    if (column === undefined) continue;
    done.add(target);
    guesses.set(column, { target, use: by === undefined ? columnFor(target) : { to: MANAGER, by } });
  }
  return guesses;
}
