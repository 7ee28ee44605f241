import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { describeError, RehearsalError } from "../errors.ts";
import { isCancelled } from "../pace.ts";
import { addAccountCommand } from "./account-command.ts";
import { addActCommands } from "./act-command.ts";
import { addAppCommand } from "./app-command.ts";
import { addCheckpointCommand } from "./checkpoint-command.ts";
import { addCompareCommand } from "./compare-command.ts";
import { addEvalCommand } from "./eval-command.ts";
import { EXIT } from "./exit.ts";
import { addExportCommand } from "./export-command.ts";
import { addGenerateCommand } from "./generate-command.ts";
import { addHistoryCommand } from "./history-command.ts";
import { addIdpCommand } from "./idp-command.ts";
import { addImportCommand } from "./import-command.ts";
import { addLoginCommand } from "./login-command.ts";
import { addRunCommand } from "./run-command.ts";
import { addServeCommand } from "./serve-command.ts";
import { createTerminal, type Terminal } from "./terminal.ts";
import { addTourCommand } from "./tour-command.ts";
import { addWayCommand } from "./way-command.ts";
import { addWorkspaceCommand } from "./workspace-command.ts";

/** The command line: parses the arguments, runs one command, and gives the exit code. */
async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.done;
  const exit = (next: number) => {
    code = next;
  };
  const program = new Command("rehearse")
    .description("Rehearse identity provisioning before it happens: real SAML and OpenID Connect, offline.")
    .version(packageJson.version)
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.startsWith("error:") ? inOneLine(text) : text.trimEnd()),
    });
  addLoginCommand(program, terminal, exit);
  addActCommands(program, terminal, exit);
  addWayCommand(program, terminal, exit);
  addAppCommand(program, terminal, exit);
  addWorkspaceCommand(program, terminal, exit);
  addGenerateCommand(program, terminal, exit);
  addCheckpointCommand(program, terminal, exit);
  addHistoryCommand(program, terminal, exit);
  addAccountCommand(program, terminal, exit);
  addRunCommand(program, terminal, exit);
  addCompareCommand(program, terminal, exit);
  addEvalCommand(program, terminal, exit);
  addIdpCommand(program, terminal, exit);
  addImportCommand(program, terminal, exit);
  addExportCommand(program, terminal, exit);
  addServeCommand(program, terminal, exit);
  addTourCommand(program, terminal, exit);
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])]) {
    command.exitOverride().helpCommand(false);
  }
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return explain(terminal, error);
  }
}

/** What commander has to say against the arguments, as one line that begins like every other of ours. */
function inOneLine(text: string): string {
  return text
    .trimEnd()
    .replace(/^error:/, "rehearse:")
    .replaceAll("\n", " ");
}

/** One clear line for the person, and the exit code. No stack trace: what a person can mend is in the line. */
function explain(terminal: Terminal, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (isCancelled(error)) {
    terminal.error("rehearse: cancelled; everything is as it was.");
    return EXIT.cancelled;
  }
  if (error instanceof RehearsalError) {
    terminal.error(`rehearse: ${describeError(error)}`);
    return EXIT.badInput;
  }
  const text = error instanceof Error ? error.message : String(error);
  terminal.error(`rehearse: this is a fault in Rehearsal, not in your input: ${text}`);
  if ((process.env.REHEARSAL_DEBUG ?? "") !== "" && error instanceof Error) terminal.error(error.stack ?? "");
  return EXIT.fault;
}

process.exitCode = await main(process.argv, createTerminal());
