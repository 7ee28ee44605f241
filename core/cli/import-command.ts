import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { eventsOfEdit } from "../compare/events-of-edit.ts";
import { checkEdit } from "../engine/check-edit.ts";
import { inOneLine, RehearsalError } from "../errors.ts";
import { IMPORT_KIND_NAMES, type ImportKind, importKindSchema } from "../import/import-kind.ts";
import type { ImportOptions, ImportPlan, ImportResult, ReportLine } from "../import/import-plan.ts";
import { LARGEST_FILE } from "../import/largest-file.ts";
import { planRead, type ReadImport, readImport } from "../import/plan-import.ts";
import { tooLarge } from "../import/read-text.ts";
import type { Pace } from "../pace.ts";
import { readError } from "../store/file-error.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { EXIT } from "./exit.ts";
import { doLongWork } from "./long-work.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

interface ImportCommandOptions {
  readonly workspace: string;
  readonly as?: ImportKind;
  readonly app?: string;
  readonly identityProvider?: string;
  readonly map: readonly Pair[];
  readonly leaveOut: readonly string[];
  readonly answer: readonly Pair[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `target=column`, `id=choice`. */
type Pair = readonly [name: string, value: string];

/** `rehearse import`. */
export function addImportCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const kinds = importKindSchema.options.map((kind) => `  ${kind}: ${IMPORT_KIND_NAMES[kind]}`).join("\n");
  program
    .command("import")
    .description(
      "Take people, groups, accounts and settings out of files of other products, and say what became of each.",
    )
    .argument("<file...>", "one after another, in one save: all of them or none")
    .requiredOption("-w, --workspace <file>", "the workspace that they go into")
    .addOption(
      new Option("--as <kind>", "what the files are; recognised unless said").choices(importKindSchema.options),
    )
    .option("-a, --app <id>", "the application that the files are about")
    .option("--identity-provider <id>", "the identity provider that is meant, where there are several")
    .addOption(pairsOption("--map <target=column>", "which column of a CSV file is meant; several times"))
    .addOption(
      new Option("--leave-out <column>", "a column of a CSV file that is not taken; several times")
        .default([] as readonly string[], "none")
        .argParser((column: string, columns: readonly string[]) => [...columns, column]),
    )
    .addOption(pairsOption("--answer <id=choice>", "the answer to a question of an earlier import; several times"))
    .option("--dry-run", "say what would be done, and save nothing")
    .option("--json", "print the whole report as JSON")
    .addHelpText("after", `\nKinds:\n${kinds}`)
    .action(async (files: readonly string[], options: ImportCommandOptions) =>
      exit(await importFiles(terminal, files, options)),
    );
}

function pairsOption(flags: string, description: string): Option {
  return new Option(flags, description).default([] as readonly Pair[], "none").argParser(addPair);
}

function addPair(text: string, pairs: readonly Pair[]): readonly Pair[] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("Use name=value.");
  return [...pairs, [text.slice(0, equals), text.slice(equals + 1)]];
}

/** What came of one file. */
interface ImportedFile {
  readonly file: string;
  readonly why: string | undefined;
  readonly plan: ImportPlan;
  readonly changes: boolean;
}

async function importFiles(
  terminal: Terminal,
  files: readonly string[],
  options: ImportCommandOptions,
): Promise<number> {
  const { workspace: file, dryRun = false, json = false } = options;
  const opening = { file, program: "rehearse import", write: !dryRun };
  const { imported, record } = await doLongWork(terminal, { json }, (pace) =>
    withWorkspace(terminal, opening, (store) => importInto(store, files, options, pace)),
  );
  if (json) terminal.out(JSON.stringify(describeAsJson(imported, record), null, 2));
  else printImported(terminal, imported, { dryRun, record });
  const isStuck = imported.every(({ plan, changes }) => !changes && plan.questions.length > 0);
  return isStuck && !dryRun ? EXIT.badInput : EXIT.done;
}

/** Plans one file after another, each on what the one before came to, and saves what they all come to. */
async function importInto(
  store: OpenWorkspace,
  files: readonly string[],
  options: ImportCommandOptions,
  pace: Pace,
): Promise<{ readonly imported: readonly ImportedFile[]; readonly record: string | undefined }> {
  const before = store.workspace;
  const imported: ImportedFile[] = [];
  let workspace: Workspace = before;
  for (const path of files) {
    const read = await readImportFile(path, pace);
    const planning = { pace, importedAt: isoInstant(Date.now()) };
    const plan = await planRead(workspace, read, choicesIn(options), planning);
    imported.push({ file: path, why: whyRecognised(read, plan), plan, changes: plan.next !== workspace });
    workspace = plan.next;
  }
  if (workspace === before) return { imported, record: undefined };
  checkEdit(before, workspace, new Map());
  // The last moment to give it up: what is being saved is saved.
  await pace.rest();
  if (options.dryRun === true) return { imported, record: undefined };
  const what = imported.map(({ plan }) => plan.what).join("; ");
  return { imported, record: await store.edit(workspace, what, eventsOfEdit(before, workspace)) };
}

/**
 * Reads a file whose size is looked at first.
 * @throws {RehearsalError} IMPORT_FILE, IMPORT_TOO_LARGE, and those of {@link readImport}
 */
async function readImportFile(path: string, pace: Pace): Promise<ReadImport> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) throw tooLarge(size, name);
    return await readImport({ name, bytes: await readFile(path) }, pace);
  } catch (error) {
    if (error instanceof RehearsalError) throw error;
    const known = readError(error, path);
    throw known instanceof RehearsalError ? new RehearsalError("IMPORT_FILE", known.message, { file: path }) : known;
  }
}

function choicesIn({ as, app, identityProvider, map, leaveOut, answer }: ImportCommandOptions): ImportOptions {
  return {
    ...(as === undefined ? {} : { as }),
    ...(app === undefined ? {} : { application: app }),
    ...(identityProvider === undefined ? {} : { identityProvider }),
    columns: Object.fromEntries(map),
    leaveOut,
    answers: Object.fromEntries(answer),
  };
}

function whyRecognised({ recognised }: ReadImport, { kind }: ImportPlan): string | undefined {
  return recognised?.kind === kind ? recognised.why : undefined;
}

/** What `--json` prints: stable names for other people's scripts. */
function describeAsJson(imported: readonly ImportedFile[], record: string | undefined): unknown {
  return {
    files: imported.map(({ file, why, plan: { kind, what, report, questions, columns }, changes }) => ({
      file,
      kind,
      ...(why === undefined ? {} : { why }),
      what,
      changes,
      ...report,
      questions,
      ...(columns === undefined ? {} : { columns: columns.columns }),
    })),
    saved: record !== undefined,
    ...(record === undefined ? {} : { record }),
  };
}

/** Lines of a report that a person reads; `--json` has them all. */
const MOST_PRINTED = 20;

function printImported(
  terminal: Terminal,
  imported: readonly ImportedFile[],
  { dryRun, record }: { readonly dryRun: boolean; readonly record: string | undefined },
): void {
  for (const each of imported) printFile(terminal, each);
  const hasChanges = imported.some(({ changes }) => changes);
  if (record !== undefined) terminal.out(styled(terminal, "green", `\nSaved as ${record}.`));
  else if (!hasChanges) terminal.out("\nNothing to save: nothing changes.");
  else if (dryRun) terminal.out("\nNot saved: a dry run.");
}

function printFile(terminal: Terminal, { file, why, plan: { kind, what, report, questions } }: ImportedFile): void {
  const reason = why === undefined ? "" : `: ${why}`;
  terminal.out(styled(terminal, "bold", `${file} · ${IMPORT_KIND_NAMES[kind]}${reason}`));
  terminal.out(`  ${what}.`);
  const counts = RESULTS.flatMap(({ result, word }) =>
    report.counts[result] === 0 ? [] : [`${report.counts[result].toLocaleString("en")} ${word}`],
  );
  if (counts.length > 0) terminal.out(`  ${counts.join(", ")}.`);
  const telling = report.lines.filter(({ result }) => result !== "taken").toSorted(byGravity);
  for (const line of telling.slice(0, MOST_PRINTED)) printLine(terminal, line);
  const total = RESULTS.reduce((sum, { result }) => sum + (result === "taken" ? 0 : report.counts[result]), 0);
  if (total > MOST_PRINTED) terminal.out(`  … and ${(total - MOST_PRINTED).toLocaleString("en")} more; see --json.`);
  for (const { id, text, choices, place } of questions) {
    terminal.out(styled(terminal, "yellow", `  ? ${place}: ${text}`));
    for (const choice of choices.slice(0, MOST_PRINTED)) {
      const said = choice.text === choice.id ? "" : `  (${choice.text})`;
      terminal.out(`      --answer ${JSON.stringify(`${id}=${choice.id}`)}${said}`);
    }
  }
}

/** The gravest first. */
const RESULTS: readonly { readonly result: ImportResult; readonly word: string }[] = [
  { result: "refused", word: "refused" },
  { result: "notUnderstood", word: "not understood" },
  { result: "adapted", word: "adapted" },
  { result: "taken", word: "taken" },
];

function byGravity(left: ReportLine, right: ReportLine): number {
  const rank = (line: ReportLine) => RESULTS.findIndex(({ result }) => result === line.result);
  return rank(left) - rank(right);
}

function printLine(terminal: Terminal, { result, place, subject, message }: ReportLine): void {
  const word = RESULTS.find((each) => each.result === result)?.word ?? result;
  const about = subject === "" ? place : `${place}, ${subject}`;
  const [first = "", ...others] = wrap(inOneLine(`${word}: ${about}. ${message}`), terminal.width, "    ").split("\n");
  terminal.out([first.replace("    ", "  - "), ...others].join("\n"));
}
