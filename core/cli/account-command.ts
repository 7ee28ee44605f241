import type { Command } from "commander";
import type { Account } from "../accounts/account.ts";
import { RehearsalError } from "../errors.ts";
import { approveAccount, declineAccount } from "../jit/approval.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { EXIT } from "./exit.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

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
  return withWorkspace(terminal, { file, program: `rehearse account ${verb}`, write: true }, async (store) => {
    const { workspace } = store;
    const { application, account } = findAccount(workspace, options, file);
    const decide = verb === "approve" ? approveAccount : declineAccount;
    const { accounts } = decide(application.accounts, account.id, application.id);
    const applications = workspace.applications.map((each) =>
      each === application ? { ...each, accounts: [...accounts] } : each,
    );
    await store.edit({ ...workspace, applications }, `${DONE[verb]} ${account.userName} in ${application.name}`);
    const then = verb === "approve" ? "; the next login gets in" : " and removed";
    terminal.out(`${account.userName} in ${application.name}: ${DONE[verb]}${then}.`);
    return EXIT.done;
  });
}

const DONE = { approve: "approved", decline: "declined" } as const;

function findAccount(
  workspace: Workspace,
  wanted: { readonly app: string; readonly account: string },
  file: string,
): { readonly application: Application; readonly account: Account } {
  const application = workspace.applications.find(({ id }) => id === wanted.app);
  const account = application?.accounts.find(
    ({ id, userName }) => id === wanted.account || userName === wanted.account,
  );
  if (application !== undefined && account !== undefined) return { application, account };
  const message = `No account ${JSON.stringify(wanted.account)} in the application ${JSON.stringify(wanted.app)}.`;
  throw new RehearsalError("ACCOUNT_UNKNOWN", message, { file });
}
