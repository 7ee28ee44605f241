import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { LoginAction } from "../simulation/action.ts";
import { type LoginResult, runLogin } from "../simulation/login.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import { EXIT } from "./exit.ts";
import { printOutcome } from "./login-command.ts";
import { printTrace } from "./print-trace.ts";
import { styled, type Terminal } from "./terminal.ts";

const PERSON = "ada.lovelace@acme.test";
const APPLICATION = "expenses";

/** `rehearse tour`: the guided login of the sample. Nothing is written. */
export function addTourCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("tour")
    .description("The guided login of the sample: Ada's first login, her move to another department, her next login.")
    .action(async () => exit(await tour(terminal)));
}

async function tour(terminal: Terminal): Promise<number> {
  const heading = (text: string) => terminal.out(`\n${styled(terminal, "bold", text)}\n`);
  const action: LoginAction = {
    type: "login",
    user: PERSON,
    application: APPLICATION,
    protocol: "oidc",
    startAt: "application",
  };
  const sample = await readSample("acme");
  terminal.out("Rehearsal: try identity changes before they are real. Nothing leaves this computer; no tenant needed.");

  heading("1. Ada Lovelace is new. Her first login makes an account.");
  const first = await show(terminal, sample, action);
  await pause(terminal);

  heading("2. HR moves Ada from Finance to Engineering. The application hears nothing yet.");
  const moved = withDepartment(first.workspace, "Engineering");
  terminal.out(
    "  directory: department Finance → Engineering\n  account in Expenses: unchanged, and so is her role. This is the gap of just-in-time provisioning.",
  );
  await pause(terminal);

  heading("3. Her next login moves the role.");
  await show(terminal, moved, action);

  heading("Now with your own file:");
  terminal.out(`  npx rehearse workspace new my.json
  npx rehearse login --workspace my.json --user ${PERSON} --app ${APPLICATION} --save
  npx rehearse --help`);
  return EXIT.done;
}

async function show(terminal: Terminal, workspace: Workspace, action: LoginAction): Promise<LoginResult> {
  const result = await runLogin(workspace, action);
  printTrace(terminal, result.trace, 2);
  terminal.out("");
  printOutcome(
    terminal,
    workspace.applications.find(({ id }) => id === action.application),
    result,
  );
  return result;
}

function withDepartment(workspace: Workspace, department: string): Workspace {
  const users = workspace.directory.users.map((user) =>
    user.userName === PERSON ? { ...user, attributes: { ...user.attributes, department } } : user,
  );
  return { ...workspace, directory: { ...workspace.directory, users } };
}

/** Waits for Enter where a person is at the keyboard. */
async function pause(terminal: Terminal): Promise<void> {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return;
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  await prompt.question(styled(terminal, "dim", "\nPress Enter to go on. "));
  prompt.close();
}
