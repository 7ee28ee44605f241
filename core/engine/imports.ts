import type { ImportKindItem, ImportOutlook, ImportPreview } from "../contract/imports.ts";
import type { Arguments, Method } from "../contract/methods.ts";
import { RehearsalError } from "../errors.ts";
import { SAMPLE_ROWS } from "../import/column-plan.ts";
import { readCsvHeader, readCsvRows } from "../import/csv.ts";
import { IMPORT_KIND_NAMES, type ImportKind, importKindSchema } from "../import/import-kind.ts";
import type { ImportPlan } from "../import/import-plan.ts";
import { planRead, type ReadImport, readImport } from "../import/plan-import.ts";
import { isCancelled, type Pace, WITHOUT_REST } from "../pace.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { describeFailure } from "./answer.ts";
import type { CallContext, Handlers } from "./context.ts";
import type { Replacement } from "./edit.ts";
import { replacementsBetween } from "./import-edit.ts";
import { createPace } from "./pace.ts";

type FileArguments = Arguments<"imports.plan">;

/** Files that somebody has, on their way into a workspace. */
export const importHandlers: Handlers<Extract<Method, `imports.${string}`>> = {
  "imports.kinds": () => ({ kinds: READ_KINDS }),

  "imports.plan": async (context, args) => {
    const { workspace } = await context.sessions.open(args.workspace);
    return previewImport(context, workspace, args);
  },

  "imports.apply": async (context, args) => {
    const session = await context.sessions.open(args.workspace);
    return session.edit(async (workspace) => {
      const planning = planningOf(context);
      const plan = await planRead(workspace, await readFile(args, planning.pace), args.choices, planning);
      return { edit: { what: plan.what, replacements: replacementsBetween(workspace, plan.next) } };
    }, createPace(context));
  },
};

/** Kinds that are about people, groups and identity providers alone. */
const NO_APPLICATION: ReadonlySet<ImportKind> = new Set([
  ...(["entraUsersCsv", "entraBulkTemplate", "entraGroupsCsv", "entraGroupMembersCsv"] as const),
  ...(["graphUsers", "graphGroups", "oktaUsersCsv", "oktaUsers", "oktaGroups", "oktaGroupRules"] as const),
  ...(["googleUsersCsv", "googleGroupMembersCsv", "adLdif", "adCsvde", "adPowerShellCsv", "hrCsv"] as const),
  ...(["scimUsers", "scimGroups", "oidcDiscovery", "samlResponse", "idToken"] as const),
]);

const READ_KINDS: readonly ImportKindItem[] = importKindSchema.options.map((kind) => ({
  kind,
  name: IMPORT_KIND_NAMES[kind],
  aboutApplication: !NO_APPLICATION.has(kind),
}));

function readFile({ file }: Pick<FileArguments, "file">, pace: Pace): Promise<ReadImport> {
  return readImport({ name: file.name, bytes: Buffer.from(file.content, "base64") }, pace);
}

function planningOf(context: CallContext) {
  return { pace: createPace(context), importedAt: isoInstant(context.options.now()) };
}

/** What is known of a file, and what importing it would do; a file that is refused says why. */
async function previewImport(context: CallContext, workspace: Workspace, args: FileArguments): Promise<ImportPreview> {
  const { choices } = args;
  const planning = planningOf(context);
  let read: ReadImport | undefined;
  try {
    read = await readFile(args, planning.pace);
    const plan = await planRead(workspace, read, choices, planning);
    return { ...(await describeRead(read, choices, plan)), plan: outlookOf(workspace, plan) };
  } catch (error) {
    if (isCancelled(error) || !(error instanceof RehearsalError)) throw error;
    const known = read === undefined ? {} : await describeRead(read, choices);
    return { ...known, refused: describeFailure(error) };
  }
}

/** What the file is, and its first rows where it is a table. */
async function describeRead(
  read: ReadImport,
  { as }: FileArguments["choices"],
  plan?: ImportPlan,
): Promise<Pick<ImportPreview, "kind" | "why" | "table">> {
  const { recognised } = read;
  const kind = as ?? recognised?.kind;
  const isTable =
    plan?.columns !== undefined || (plan === undefined && read.json === undefined && kind?.endsWith("Csv"));
  const table = isTable === true ? await firstRows(read) : undefined;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(recognised !== undefined && recognised.kind === kind ? { why: recognised.why } : {}),
    ...(table === undefined ? {} : { table }),
  };
}

/** Characters in which the first rows stand, unless their cells are pages long. */
const BEGINNING = 64 * 1024;

/** The header and the first rows of a table; undefined where it is none. */
async function firstRows({ text, file }: ReadImport): Promise<ImportPreview["table"]> {
  const rows: (readonly string[])[] = [];
  try {
    const header = readCsvHeader(text, file);
    const take = ({ cells }: { readonly cells: readonly string[] }): void => {
      if (rows.length < SAMPLE_ROWS) rows.push(cells);
    };
    // A row that is cut off at the end of the beginning is no fault of the file.
    await readCsvRows(text.slice(0, BEGINNING), header, { file, pace: WITHOUT_REST, take }).catch(() => {});
    return { columns: header.columns, rows };
  } catch {
    return undefined;
  }
}

function outlookOf(workspace: Workspace, plan: ImportPlan): ImportOutlook {
  const { what, report, questions, columns, next } = plan;
  const replacements = replacementsBetween(workspace, next);
  const people = replacements.filter(({ part }) => part === "person");
  const present = new Set(workspace.directory.users.map(({ id }) => id));
  const changed = people.filter(({ id }) => present.has(id)).length;
  return {
    what,
    report,
    questions,
    ...(columns === undefined ? {} : { columns }),
    changes: replacements.length > 0,
    people: { added: people.length - changed, changed },
    applications: [...new Set(replacements.flatMap(applicationOf))],
  };
}

function applicationOf(replacement: Replacement): readonly string[] {
  switch (replacement.part) {
    case "application":
    case "connection":
      return [replacement.id];
    case "account":
    case "accountGroup":
      return [replacement.application];
    default:
      return [];
  }
}
