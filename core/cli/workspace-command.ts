import { basename } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import { describeError, RehearsalError } from "../errors.ts";
import { newWorkspace, type Preset } from "../store/preset.ts";
import type { Problem } from "../store/problem.ts";
import { checkWorkspaceFile, createWorkspaceFile, shareWorkspace } from "../store/store.ts";
import type { Workspace } from "../store/workspace.ts";
import { EXIT } from "./exit.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

/** `rehearse workspace check|new|share`. */
export function addWorkspaceCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const workspace = program.command("workspace").description("Check, make and share workspace files.");
  workspace
    .command("check")
    .description("Read a workspace file and say everything that is wrong with it. Changes nothing.")
    .argument("<file>", "workspace file")
    .option("--json", "print the problems as JSON")
    .action(async (file: string, options: { json?: boolean }) =>
      exit(await check(terminal, file, options.json === true)),
    );
  workspace
    .command("new")
    .description("Make a workspace file with keys of its own. Never overwrites a file.")
    .argument("<file>", "the file to make")
    .addOption(new Option("--preset <preset>", "what is in it").choices(["acme", "blank"]).default("acme"))
    .option("--name <name>", "what it is called")
    .action(async (file: string, options: { preset: Preset; name?: string }) =>
      exit(await create(terminal, file, options)),
    );
  workspace
    .command("share")
    .description(
      "Save a copy to share: one file, without private keys, client secrets, bearer tokens and open sessions.",
    )
    .argument("<file>", "workspace file")
    .argument("<copy>", "the file to make")
    .option("--pseudonymise", "replace people's names, user names and addresses; leaves the recorded traces out")
    .action(async (file: string, copy: string, options: { pseudonymise?: boolean }) =>
      exit(await share(terminal, file, copy, options)),
    );
}

function describeProblem(file: string, { path, message, code }: Problem): string {
  return describeError(new RehearsalError(code, message, { file, path }));
}

async function check(terminal: Terminal, file: string, json: boolean): Promise<number> {
  const problems = await checkWorkspaceFile(file);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (json) terminal.out(JSON.stringify({ file, problems }, null, 2));
  else for (const problem of problems) terminal.error(describeProblem(file, problem));
  if (errors.length > 0) return EXIT.badInput;
  if (json) return EXIT.done;
  // Everything that opening it again would note has been said above.
  const quiet = { ...terminal, error: () => {} };
  return withWorkspace(quiet, { file, program: "rehearse workspace check", write: false }, ({ workspace }) =>
    printSummary(terminal, file, workspace),
  );
}

async function printSummary(terminal: Terminal, file: string, workspace: Workspace): Promise<number> {
  const { directory, applications } = workspace;
  const accounts = applications.reduce((sum, application) => sum + application.accounts.length, 0);
  terminal.out(
    `${file}: fine. ${directory.users.length} people, ${directory.groups.length} groups, ${applications.length} applications, ${accounts} accounts.`,
  );
  return EXIT.done;
}

async function create(terminal: Terminal, file: string, options: { preset: Preset; name?: string }): Promise<number> {
  const name = options.name ?? basename(file).replace(/\.json$/, "");
  await createWorkspaceFile(file, await newWorkspace({ name, preset: options.preset, now: Date.now() }));
  terminal.out(`${file}: made from the preset ${options.preset}, with keys of its own.`);
  return EXIT.done;
}

async function share(
  terminal: Terminal,
  file: string,
  copy: string,
  options: { pseudonymise?: boolean },
): Promise<number> {
  const pseudonymise = options.pseudonymise === true;
  const notes = await shareWorkspace(file, copy, { pseudonymise });
  terminal.out(
    `${copy}: a copy of ${file} without private keys, client secrets, bearer tokens and open sessions${pseudonymise ? ", people pseudonymised" : ""}.`,
  );
  for (const note of notes) terminal.out(`  ${note}`);
  return EXIT.done;
}
