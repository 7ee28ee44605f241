import type { Command } from "commander";
import { showValue } from "../attribute-value.ts";
import { cardTitle } from "../cards/cards.ts";
import { aboutFile, describeError, RehearsalError } from "../errors.ts";
import { accountsBefore } from "../simulation/accounts-before.ts";
import type { LoginAction } from "../simulation/action.ts";
import { type LoginResult, runLogin } from "../simulation/login.ts";
import type { Application } from "../sp/application.ts";
import { completeKeys } from "../store/key-material.ts";
import type { Workspace } from "../store/workspace.ts";
import { type ApplicationCard, assumptionsIn, cardOf } from "./card.ts";
import { EXIT } from "./exit.ts";
import { detailOption, protocolOption } from "./options.ts";
import { type Detail, printTrace } from "./print-trace.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

const NAME_WIDTH = 20;

interface LoginOptions {
  readonly workspace: string;
  readonly user: string;
  readonly app: string;
  readonly protocol?: "saml" | "oidc";
  readonly idpInitiated?: boolean;
  readonly save?: boolean;
  readonly json?: boolean;
  readonly detail: Detail;
}

/** `rehearse login`: somebody logs in to an application. */
export function addLoginCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("login")
    .description("Somebody logs in to an application; shows every step, and the account and roles that came of it.")
    .requiredOption("-w, --workspace <file>", "workspace file")
    .requiredOption("-u, --user <userName>", "who logs in")
    .requiredOption("-a, --app <id>", "which application")
    .addOption(protocolOption())
    .option("--idp-initiated", "the login starts at the identity provider (SAML only)")
    .option("--save", "keep what happened: accounts, sessions and the trace")
    .option("--json", "print one JSON object instead of text")
    .addOption(detailOption())
    .action(async (options: LoginOptions) => exit(await login(terminal, options)));
}

async function login(terminal: Terminal, options: LoginOptions): Promise<number> {
  const save = options.save === true;
  return withWorkspace(terminal, { file: options.workspace, program: "rehearse login", write: save }, async (store) => {
    const workspace = await withKeys(terminal, store.workspace);
    const action = loginAction(workspace, options);
    const result = await aboutFile(options.workspace, () => runLogin(workspace, action));
    const card = await findCard(terminal, workspace, options.app);
    if (save) await store.commit({ ...result, action, before: accountsBefore(workspace, action, result.trace) });
    if (options.json === true) terminal.out(JSON.stringify(loginJson(result), null, 2));
    else {
      printLogin(terminal, workspace, action, result, options);
      if (card !== undefined) printAssumptions(terminal, card, options);
    }
    return result.outcome.result === "signedIn" ? EXIT.done : EXIT.refused;
  });
}

/** A copy that was made to be shared comes without keys: it gets new ones, and says so. */
async function withKeys(terminal: Terminal, workspace: Workspace): Promise<Workspace> {
  const completed = await completeKeys(workspace, Date.now());
  for (const made of completed.made) terminal.error(`note: ${made}`);
  return completed.workspace;
}

/** The action that the options wish for. Which protocol, unless said: the one the application is set to. */
function loginAction(workspace: Workspace, options: LoginOptions): LoginAction {
  const application = workspace.applications.find(({ id }) => id === options.app);
  const idpInitiated = options.idpInitiated === true;
  return {
    type: "login",
    user: options.user,
    application: options.app,
    protocol: options.protocol ?? (idpInitiated ? "saml" : (application?.signOn ?? "saml")),
    startAt: idpInitiated ? "identityProvider" : "application",
  };
}

/** What `--json` prints: stable names for other people's scripts. */
function loginJson(result: LoginResult): unknown {
  const { outcome, decision, account, trace } = result;
  return {
    outcome: outcome.result,
    code: outcome.code,
    reason: outcome.reason,
    decision: decision ?? null,
    account: account ?? null,
    roles: account?.roles.map(({ role }) => role) ?? [],
    steps: trace.steps,
  };
}

function printLogin(
  terminal: Terminal,
  before: Workspace,
  action: LoginAction,
  result: LoginResult,
  options: LoginOptions,
): void {
  const application = result.workspace.applications.find(({ id }) => id === action.application);
  const protocol = action.protocol === "saml" ? "SAML" : "OpenID Connect";
  terminal.out(styled(terminal, "bold", `${action.user} → ${application?.name} · ${protocol} · ${before.clock.now}`));
  terminal.out("");
  printTrace(terminal, result.trace, options.detail);
  terminal.out("");
  printOutcome(terminal, application, result);
  if (options.save !== true && result.outcome.result === "signedIn")
    terminal.out("\nNot kept. Add --save to keep the account and the trace.");
}

/** The application's behaviour card; one that is not here is noted, since the login does not need it. */
async function findCard(terminal: Terminal, workspace: Workspace, id: string): Promise<ApplicationCard | undefined> {
  const application = workspace.applications.find((each) => each.id === id);
  try {
    return application === undefined ? undefined : await cardOf(workspace, application);
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    terminal.error(`note: ${describeError(error)}`);
    return undefined;
  }
}

/** What is not known about the kind of application, and was taken to be so: it shows wherever it is used. */
function printAssumptions(terminal: Terminal, card: ApplicationCard, options: LoginOptions): void {
  const assumptions = assumptionsIn(card);
  if (assumptions.length === 0) return;
  terminal.out(`\n${cardTitle(card.card)}. Not known:`);
  for (const { question, assumption } of assumptions)
    terminal.out(styled(terminal, "yellow", wrap(`– ${question} Assumed: ${assumption}`, terminal.width, "  ")));
  terminal.out(`  Sources: rehearse app show ${options.workspace} ${options.app}`);
}

/** The end of the story: in or out, the account, and why it has each role. */
export function printOutcome(
  terminal: Terminal,
  application: Application | undefined,
  { outcome, account }: LoginResult,
): void {
  const signedIn = outcome.result === "signedIn";
  terminal.out(
    styled(terminal, signedIn ? "green" : "red", `${signedIn ? "Signed in" : "Refused"}: ${outcome.reason}`),
  );
  if (outcome.setting !== undefined) terminal.out(`  setting: ${outcome.setting}`);
  if (account === undefined) return;
  terminal.out(
    `\nAccount ${account.userName} (${account.id})${account.active ? "" : ", deactivated"}${account.held === true ? ", held for approval" : ""}`,
  );
  for (const [name, value] of Object.entries(account.attributes))
    terminal.out(`  ${name.padEnd(NAME_WIDTH)} ${showValue(value)}`);
  if (account.roles.length === 0) terminal.out(`  ${"roles".padEnd(NAME_WIDTH)} none`);
  for (const grant of account.roles) {
    const role = application?.roles.find(({ id }) => id === grant.role);
    const name = `${role?.name ?? grant.role}${role?.privileged === true ? " (privileged)" : ""}`;
    terminal.out(`  ${"role".padEnd(NAME_WIDTH)} ${name} — by ${grant.writer}: ${grant.why}`);
  }
}
