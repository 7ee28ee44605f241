import { foldCase } from "../fold-case.ts";
import { needColumn } from "./choose-columns.ts";
import { readCsvHeader, readCsvRows } from "./csv.ts";
import { bareHeading } from "./google-columns.ts";
import type { ImportPlan, ImportQuestion } from "./import-plan.ts";
import { planMembers, type ReadMember } from "./member-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readYesNo } from "./read-cell.ts";
import type { ReadGroup } from "./read-people.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { tellOddMembers } from "./tell-odd-members.ts";

/** A row by the names of its columns, without regard to case and brackets. */
interface Row {
  readonly line: number;
  cell(column: string): string;
}

async function readRows(input: PlannerInput, needed: string, known: readonly string[], report: ReportWriter) {
  const { text, file, pace } = input;
  const header = readCsvHeader(text, file);
  const names = header.columns.map((column) => foldCase(bareHeading(column)));
  const chosen = names.map((column) => ({ column, use: column, why: "" }));
  const isNeeded = (use: string) => use === foldCase(needed);
  needColumn(chosen, isNeeded, { file, line: header.line, needed });
  const wanted = new Set(known.map(foldCase));
  tellOddMembers(
    header.columns.filter((column) => !wanted.has(foldCase(bareHeading(column)))),
    report,
  );
  const places = new Map(names.map((name, index) => [name, index]));
  const rows: Row[] = [];
  const take = ({ line, cells }: { readonly line: number; readonly cells: readonly string[] }): void => {
    rows.push({ line, cell: (column) => (cells[places.get(foldCase(column)) ?? -1] ?? "").trim() });
  };
  await readCsvRows(text, header, { file, pace, take });
  return rows;
}

const lineOf = (at: number): string => `line ${at}`;

/** "Download groups" of Entra's portal. It does not say who is in them. */
export async function planEntraGroupsCsv(input: PlannerInput): Promise<ImportPlan> {
  const report = createReport();
  const rows = await readRows(input, "displayName", ["id", "objectId", "displayName", "description"], report);
  const groups = rows.map(({ line, cell }): ReadGroup => {
    const id = cell("id") || cell("objectId");
    return { at: line, ...(id === "" ? {} : { id }), name: cell("displayName"), description: cell("description") };
  });
  return planMembers(input, { groups, members: [], placeOf: lineOf }, report);
}

const MEMBER_COLUMNS = [
  "id",
  "userPrincipalName",
  "displayName",
  "objectType",
  "userType",
  "isUser",
  "isGroup",
  "isGuest",
];

/** The members of one group of Entra's. The file does not say of which, so that somebody has to. */
export async function planEntraGroupMembersCsv(input: PlannerInput): Promise<ImportPlan> {
  const { workspace, kind, file, options } = input;
  const report = createReport();
  const rows = await readRows(input, "id", MEMBER_COLUMNS, report);
  const answer = options.answers?.group;
  const group = workspace.directory.groups.find(({ id, name }) => id === answer || name === answer);
  if (group === undefined) {
    const what = `Nobody yet from ${file}: it does not say of which group these are the members`;
    return { kind, what, report: report.finish(), questions: [askGroup(input)], next: workspace };
  }
  const members = rows.flatMap(({ line, cell }): readonly ReadMember[] => {
    const names = [cell("id"), cell("userPrincipalName")].filter((name) => name !== "");
    const isGroup = readYesNo(cell("isGroup")) === true || /group/i.test(cell("objectType"));
    if (!isGroup) return [{ at: line, place: lineOf(line), group: group.id, names }];
    tellNested(lineOf(line), cell("displayName"), report);
    return [];
  });
  return planMembers(input, { groups: [], members, placeOf: lineOf }, report);
}

function askGroup({ workspace }: PlannerInput): ImportQuestion {
  return {
    id: "group",
    place: "the file",
    text: "Which group are these the members of?",
    choices: workspace.directory.groups.map(({ id, name }) => ({ id, text: name })),
  };
}

function tellNested(place: string, subject: string, report: ReportWriter): void {
  const message = "A group in a group is left out: membership here is direct.";
  report.addOne("notUnderstood", () => ({ place, subject, message }));
}

/** Members of groups of Google Workspace: a group is its address. */
export async function planGoogleGroupMembersCsv(input: PlannerInput): Promise<ImportPlan> {
  const report = createReport();
  const known = ["Group Email", "Member Email", "Member Type", "Member Role"];
  const rows = await readRows(input, "Group Email", known, report);
  const groups = new Map<string, ReadGroup>();
  const members: ReadMember[] = [];
  for (const { line, cell } of rows) {
    const name = cell("Group Email");
    const key = foldCase(name);
    if (!groups.has(key)) groups.set(key, { at: line, key, name });
    if (/group/i.test(cell("Member Type"))) tellNested(lineOf(line), cell("Member Email"), report);
    else members.push({ at: line, place: lineOf(line), group: key, names: [cell("Member Email")] });
  }
  return planMembers(input, { groups: [...groups.values()], members, placeOf: lineOf }, report);
}
