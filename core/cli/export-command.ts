import { type Command, Option } from "commander";
import { describeError, RehearsalError } from "../errors.ts";
import { EXPORT_KIND_NAMES, type ExportKind, exportKindSchema } from "../export/export-kind.ts";
import { exportWorkspace } from "../export/export-workspace.ts";
import type { Exported } from "../export/exported.ts";
import { type PeopleNames, peopleNamesSchema } from "../export/people-names.ts";
import { createDurably } from "../store/durable-file.ts";
import { EXIT } from "./exit.ts";
import { doLongWork } from "./long-work.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

interface ExportCommandOptions {
  readonly workspace: string;
  readonly as: ExportKind;
  readonly app?: string;
  readonly identityProvider?: string;
  readonly names?: PeopleNames;
  readonly out?: string;
  readonly json?: boolean;
}

/** `rehearse export`. */
export function addExportCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const kinds = exportKindSchema.options.map((kind) => `  ${kind}: ${EXPORT_KIND_NAMES[kind]}`).join("\n");
  program
    .command("export")
    .description("Write a part of a workspace in the format of a product, and say what the format cannot carry.")
    .requiredOption("-w, --workspace <file>", "the workspace; it is not changed")
    .addOption(new Option("--as <kind>", "what is written").choices(exportKindSchema.options).makeOptionMandatory())
    .option("-a, --app <id>", "the application whose settings are meant, where there are several")
    .option("--identity-provider <id>", "the identity provider that is meant, where there are several")
    .addOption(new Option("--names <product>", "whose names a list of people has").choices(peopleNamesSchema.options))
    .option("-o, --out <file>", "the file to make; never overwrites one. Printed unless said")
    .option("--json", "print what was written and what was not carried as JSON")
    .addHelpText("after", `\nKinds:\n${kinds}`)
    .action(async (options: ExportCommandOptions) => exit(await write(terminal, options)));
}

async function write(terminal: Terminal, options: ExportCommandOptions): Promise<number> {
  const { workspace: file, as, out } = options;
  const exported = await withWorkspace(terminal, { file, program: "rehearse export", write: false }, ({ workspace }) =>
    doLongWork(terminal, options, (pace) => exportWorkspace(workspace, as, choicesIn(options), pace)),
  );
  if (out !== undefined) await createFile(out, exported.text);
  if (options.json === true) terminal.out(JSON.stringify(describeAsJson(exported, options), null, 2));
  else print(terminal, exported, options);
  return EXIT.done;
}

function choicesIn({ app, identityProvider, names }: ExportCommandOptions) {
  return {
    ...(app === undefined ? {} : { application: app }),
    ...(names === undefined ? {} : { names }),
    ...(identityProvider === undefined ? {} : { identityProvider }),
  };
}

/** @throws {RehearsalError} EXPORT_EXISTS, EXPORT_NOT_SAVED */
async function createFile(file: string, text: string): Promise<void> {
  await createDurably(file, text).catch((error: unknown) => {
    if (!(error instanceof RehearsalError)) throw error;
    throw new RehearsalError(error.code.replace("WORKSPACE_", "EXPORT_"), error.message, error.place);
  });
}

/** The text itself where it goes into no file. */
function describeAsJson({ text, fileName, notCarried }: Exported, { as: kind, out }: ExportCommandOptions) {
  return out === undefined ? { kind, fileName, notCarried, text } : { kind, file: out, notCarried };
}

/** What cannot be carried goes to the error output, so that the text alone can be sent on. */
function print(terminal: Terminal, { text, notCarried }: Exported, { as, out }: ExportCommandOptions): void {
  if (out === undefined) terminal.out(text.trimEnd());
  else terminal.out(`${out}: made. ${EXPORT_KIND_NAMES[as]}.`);
  if (notCarried.length === 0) return;
  terminal.error("note: not carried as it is:");
  for (const { place, message } of notCarried)
    terminal.error(`  ${describeError(new RehearsalError("EXPORT_NOT_CARRIED", message, { path: place }))}`);
}
