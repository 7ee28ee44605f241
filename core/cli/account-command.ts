import type { Command } from "commander";
import { RehearsalError } from "../errors.ts";
import { approveAccount, declineAccount } from "../jit/approval.ts";
import { openWorkspace } from "../store/store.ts";
import { EXIT } from "./exit.ts";
import type { Terminal } from "./terminal.ts";

/** `rehearse account approve|decline`: decides on an account that just-in-time provisioning holds. */
export function addAccountCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const account = program.command("account").description("Decide on accounts that wait for approval.");
  for (const verb of ["approve", "decline"] as const) {
    account
      .command(verb)
      .description(verb === "approve" ? "Let the person in from the next login on." : "Remove the account that waits.")
      .argument("<file>", "workspace file")
      .requiredOption("-a, --app <id>", "which application")
      .requiredOption("--account <userName>", "the account's userName or id")
      .action(async (file: string, options: { app: string; account: string }) =>
        exit(await decide(terminal, file, verb, options)),
      );
  }
}

async function decide(
  terminal: Terminal,
  file: string,
  verb: "approve" | "decline",
  options: { readonly app: string; readonly account: string },
): Promise<number> {
  const store = await openWorkspace(file, { program: `rehearse account ${verb}`, now: Date.now, write: true });
  try {
    const { workspace } = store;
    const application = workspace.applications.find(({ id }) => id === options.app);
    const account = application?.accounts.find(
      ({ id, userName }) => id === options.account || userName === options.account,
    );
    if (application === undefined || account === undefined) {
      throw new RehearsalError(
        "ACCOUNT_UNKNOWN",
        `No account ${JSON.stringify(options.account)} in the application ${JSON.stringify(options.app)}.`,
        { file },
      );
    }
    const decision = verb === "approve" ? approveAccount : declineAccount;
    const { accounts } = decision(application.accounts, account.id, application.id);
    const applications = workspace.applications.map((each) =>
      each === application ? { ...each, accounts: [...accounts] } : each,
    );
    await store.edit(
      { ...workspace, applications },
      `${verb === "approve" ? "approved" : "declined"} ${account.userName} in ${application.name}`,
    );
    terminal.out(
      `${account.userName} in ${application.name}: ${verb === "approve" ? "approved; the next login gets in" : "declined and removed"}.`,
    );
    return EXIT.done;
  } finally {
    await store.close();
  }
}
