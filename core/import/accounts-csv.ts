import type { AttributeValue } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import type { Application } from "../sp/application.ts";
import { planAccounts, type ReadAccount } from "./account-plan.ts";
import { askUserName, USER_NAME_QUESTION } from "./ask-user-name.ts";
import { AS_YOU_SAID, chooseColumns } from "./choose-columns.ts";
import { type ChosenColumn, type ColumnTarget, createSample } from "./column-plan.ts";
import { type CsvHeader, type CsvRow, readCsvHeader, readCsvRows } from "./csv.ts";
import { askForApplication, findConnection } from "./find-application.ts";
import { plainHeading } from "./hr-columns.ts";
import type { ImportPlan } from "./import-plan.ts";
import { findRole, type ImportWriting, writeImported } from "./imported-account.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readYesNo, splitCell } from "./read-cell.ts";
import { createReport, type ReportWriter } from "./report.ts";

/** What a column of an application's own list of accounts is. */
type AccountColumn =
  | { readonly to: "userName" | "id" | "active" | "externalId" | "mail" | "roles" | "person" }
  | { readonly to: "attribute"; readonly name: string; readonly isList: boolean };

/** Headings that mean the same in most applications, in lower case without spaces and punctuation. */
const HEADINGS: readonly (ColumnTarget & { readonly words: readonly string[] })[] = [
  {
    target: "userName",
    label: "User name",
    required: true,
    words: ["username", "login", "loginname", "userprincipalname", "upn", "accountname", "signinname"],
  },
  { target: "id", label: "Id of the account", words: ["id", "userid", "accountid", "memberid"] },
  { target: "active", label: "Active", words: ["active", "status", "enabled", "accountstatus", "state", "userstatus"] },
  { target: "externalId", label: "External id", words: ["externalid", "scimexternalid", "ssoid", "immutableid"] },
  { target: "roles", label: "Roles", words: ["roles", "role", "permissions", "userrole"] },
  { target: "mail", label: "Address, to find whose it is", words: ["email", "mail", "emailaddress", "workemail"] },
  { target: "person", label: "Id of the person", words: ["personid", "directoryid", "objectid", "oktaid"] },
];

/**
 * Works out what an application's own list of accounts would do. Each column is what somebody said, an attribute that the
 * accounts have, or what its heading means in most applications; others are left out.
 */
export async function planAccountsCsv(input: PlannerInput): Promise<ImportPlan> {
  const { text, file, kind, workspace, pace } = input;
  const found = findConnection(input, []);
  if (found === undefined) return askForApplication(input);
  const header = readCsvHeader(text, file);
  const chosen = chooseAccountColumns(header, found.application, input);
  const sample = createSample(chosen, targetsOf(found.application));
  const report = createReport();
  const writing: ImportWriting = { file, at: workspace.clock.now, writer: "manual" };
  const accounts: ReadAccount[] = [];
  const read = createRowReader({ chosen, application: found.application, writing, report });
  const take = (row: CsvRow): void => {
    sample.add(row.cells);
    const account = read(row);
    if (account !== undefined) accounts.push(account);
  };
  await readCsvRows(text, header, { file, pace, take });
  if (!chosen.some(({ use }) => use?.to === "userName")) {
    const what = `No account yet from ${file}: it is not clear which column is the user name`;
    const questions = [askUserName(header)];
    return { kind, what, report: createReport().finish(), questions, columns: sample.finish(), next: workspace };
  }
  tellColumns(chosen, header, report);
  const plan = await planAccounts(input, found, { accounts, placeOf: (at) => `line ${at}` }, report);
  return { ...plan, columns: sample.finish() };
}

function tellColumns(chosen: readonly ChosenColumn<AccountColumn>[], { line }: CsvHeader, report: ReportWriter): void {
  const place = `line ${line}`;
  for (const { column, target, use, why } of chosen) {
    if (use === undefined)
      report.add({
        result: why === AS_YOU_SAID ? "adapted" : "notUnderstood",
        place,
        subject: column,
        message: `This column is left out: ${why}.`,
      });
    else if (target !== column)
      report.add({ result: "adapted", place, subject: column, message: `This column is taken for ${target}: ${why}.` });
  }
}

function targetsOf({ accountAttributes }: Application): readonly ColumnTarget[] {
  const own = accountAttributes.map(({ name, label }) => ({ target: name, label: label ?? name }));
  const common = HEADINGS.filter(({ target }) => own.every((each) => each.target !== target));
  return [...common.map(({ words: _, ...target }) => target), ...own];
}

function chooseAccountColumns(header: CsvHeader, application: Application, { file, options }: PlannerInput) {
  const answer = options.answers?.[USER_NAME_QUESTION];
  return chooseColumns<AccountColumn>(header, {
    file,
    asked: { ...(answer === undefined ? {} : { userName: answer }), ...options.columns },
    leaveOut: options.leaveOut,
    byTarget: (target) => columnFor(target, application),
    guess(column) {
      const target = guessTarget(column, application);
      return target === undefined ? undefined : { target, use: columnFor(target, application) };
    },
  });
}

/** An attribute of the accounts goes first, by its name or what it is called on screen. */
function guessTarget(column: string, { accountAttributes }: Application): string | undefined {
  const word = plainHeading(column);
  const own = accountAttributes.find(
    ({ name, label }) => plainHeading(name) === word || (label !== undefined && plainHeading(label) === word),
  );
  return own?.name ?? HEADINGS.find(({ words }) => words.includes(word))?.target;
}

function columnFor(target: string, { accountAttributes }: Application): AccountColumn {
  const own = accountAttributes.find(({ name }) => name === target);
  if (own !== undefined && target !== "userName" && target !== "active")
    return { to: "attribute", name: target, isList: own.multiValued === true };
  switch (target) {
    case "userName":
    case "id":
    case "active":
    case "externalId":
    case "mail":
    case "roles":
    case "person":
      return { to: target };
    default:
      return { to: "attribute", name: target, isList: false };
  }
}

/** Attributes that hold an address, whatever the application calls them. */
const MAIL_ATTRIBUTES: ReadonlySet<string> = new Set(["mail", "email", "emailaddress", "workemail", "primaryemail"]);

interface RowReading {
  readonly chosen: readonly ChosenColumn<AccountColumn>[];
  readonly application: Application;
  readonly writing: ImportWriting;
  readonly report: ReportWriter;
}

/** Reads one row after another; undefined: it is refused, and the report says why. */
function createRowReader({ chosen, application, writing, report }: RowReading) {
  return ({ line, cells }: CsvRow): ReadAccount | undefined => {
    const place = `line ${line}`;
    if (cells.slice(chosen.length).some((cell) => cell !== "")) {
      const message = `It has ${cells.length} cells, and the header has ${chosen.length} columns.`;
      report.addOne("refused", () => ({ place, subject: (cells[0] ?? "").slice(0, 200), message }));
      return undefined;
    }
    const values = readCells(chosen, cells);
    const { text, attributes } = values;
    const userName = text("userName") ?? "";
    const active = readActive(text("active"), place, userName, report);
    const roles = readRoles(text("roles"), application, place, userName, report);
    const externalId = text("externalId");
    const all = externalId === undefined ? attributes : { ...attributes, externalId };
    return {
      at: line,
      id: text("id"),
      userName,
      externalId: externalId ?? textOf(attributes.externalId),
      mail: text("mail") ?? mailIn(attributes),
      person: text("person"),
      write: (present, id) => writeImported(present, id, { userName, active, attributes: all, roles }, writing),
    };
  };
}

function readCells(chosen: readonly ChosenColumn<AccountColumn>[], cells: readonly string[]) {
  const attributes: Record<string, AttributeValue> = {};
  const texts = new Map<string, string>();
  for (const [index, { use }] of chosen.entries()) {
    const cell = cells[index] ?? "";
    if (use === undefined || cell === "") continue;
    if (use.to !== "attribute") texts.set(use.to, cell.trim());
    else attributes[use.name] = use.isList ? splitCell(cell, ";") : cell;
  }
  return { attributes, text: (name: string) => texts.get(name) };
}

function mailIn(attributes: Readonly<Record<string, AttributeValue>>): string | undefined {
  const name = Object.keys(attributes).find((each) => MAIL_ATTRIBUTES.has(plainHeading(each)));
  return name === undefined ? undefined : textOf(attributes[name]);
}

function textOf(value: AttributeValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function readActive(
  cell: string | undefined,
  place: string,
  subject: string,
  report: ReportWriter,
): boolean | undefined {
  const active = cell === undefined ? undefined : readYesNo(cell);
  if (cell !== undefined && active === undefined) {
    const message = `Found ${JSON.stringify(cell.slice(0, 100))}; yes or no was expected. Whether it is active stays as it is, and is yes for a new account.`;
    report.addOne("notUnderstood", () => ({ place, subject, message }));
  }
  return active;
}

function readRoles(
  cell: string | undefined,
  application: Application,
  place: string,
  subject: string,
  report: ReportWriter,
): readonly string[] {
  if (cell === undefined) return [];
  return splitCell(cell, ";").flatMap((name) => {
    const known = findRole(application, name);
    if (known !== undefined) return [known];
    const message = `${application.name} has no role ${JSON.stringify(name.slice(0, 100))}; it is left out.`;
    report.addOne("notUnderstood", () => ({ place, subject: foldCase(subject) === "" ? name : subject, message }));
    return [];
  });
}
