import type { Command } from "commander";
import type { CardRule } from "../cards/card.ts";
import { cardTitle } from "../cards/cards.ts";
import type { SettingComparison } from "../cards/compare.ts";
import { nearestName, RehearsalError } from "../errors.ts";
import { describePolicy } from "../jit/sentences.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { type ApplicationCard, cardOf } from "./card.ts";
import { EXIT } from "./exit.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

/** `rehearse app list|show`: the applications, their policies in sentences, and how each is known to behave. */
export function addAppCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const app = program.command("app").description("The applications, and how each of them behaves.");
  app
    .command("list")
    .description("The applications of a workspace.")
    .argument("<file>", "workspace file")
    .action(async (file: string) => exit(await list(terminal, file)));
  app
    .command("show")
    .description("Its policy as sentences, and each rule of its behaviour card with source, date and confidence.")
    .argument("<file>", "workspace file")
    .argument("<id>", "which application")
    .option("--json", "print JSON")
    .action(async (file: string, id: string, options: { json?: boolean }) =>
      exit(await show(terminal, file, id, options.json === true)),
    );
}

async function list(terminal: Terminal, file: string): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse app list", write: false }, async ({ workspace }) => {
    for (const { id, name, signOn, accounts } of workspace.applications) {
      terminal.out(
        `${id.padEnd(14)} ${name}, ${signOn === "saml" ? "SAML" : "OpenID Connect"}, ${accounts.length} accounts`,
      );
    }
    return EXIT.done;
  });
}

async function show(terminal: Terminal, file: string, id: string, json: boolean): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse app show", write: false }, async ({ workspace }) => {
    const application = findApplication(workspace, id, file);
    const card = await cardOf(workspace, application);
    const policy = describePolicy(application.jit);
    if (json)
      terminal.out(
        JSON.stringify(
          { id, name: application.name, policy, card: card?.card ?? null, settings: card?.comparisons ?? [] },
          null,
          2,
        ),
      );
    else printApplication(terminal, application, card);
    return EXIT.done;
  });
}

function findApplication(workspace: Workspace, id: string, file: string): Application {
  const found = workspace.applications.find((each) => each.id === id);
  if (found !== undefined) return found;
  const ids = workspace.applications.map((each) => each.id);
  const near = nearestName(id, ids);
  const hint = near === undefined ? `There are: ${ids.join(", ")}.` : `Did you mean ${JSON.stringify(near)}?`;
  throw new RehearsalError("APP_UNKNOWN", `No application has the id ${JSON.stringify(id)}. ${hint}`, {
    file,
    path: "applications",
  });
}

function printApplication(terminal: Terminal, application: Application, card: ApplicationCard | undefined): void {
  terminal.out(styled(terminal, "bold", application.name));
  if (application.note !== undefined)
    terminal.out(wrap(`${application.note.kind}: ${application.note.text}`, terminal.width, "  "));
  terminal.out("\nWhat a login does here");
  for (const { text, risk } of describePolicy(application.jit)) {
    terminal.out(wrap(text, terminal.width, "  "));
    if (risk !== undefined) terminal.out(styled(terminal, "yellow", wrap(`! ${risk}`, terminal.width, "    ")));
  }
  if (card === undefined) terminal.out("\nNo behaviour card: this application is made up, and behaves as it is set.");
  else printCard(terminal, card);
}

function printCard(terminal: Terminal, { card, comparisons }: ApplicationCard): void {
  terminal.out(`\nHow this app behaves: ${cardTitle(card)}`);
  terminal.out(wrap(card.origin, terminal.width, "  "));
  for (const rule of card.rules) {
    terminal.out("");
    printRule(
      terminal,
      rule,
      comparisons.filter((comparison) => comparison.rule === rule),
    );
  }
}

function printRule(terminal: Terminal, rule: CardRule, settings: readonly SettingComparison[]): void {
  if (rule.known) {
    terminal.out(wrap(rule.statement, terminal.width, "  "));
  } else {
    terminal.out(styled(terminal, "yellow", wrap(`Not known: ${rule.question}`, terminal.width, "  ")));
    terminal.out(wrap(`Assumed here: ${rule.assumption}`, terminal.width, "    "));
  }
  for (const { path, standing } of settings) terminal.out(`    ${path}: ${STANDINGS[standing]}`);
  terminal.out(styled(terminal, "dim", `    ${rule.confidence}, ${rule.date}`));
  for (const { url, extract } of rule.sources)
    terminal.out(styled(terminal, "dim", `    ${url}${extract === true ? " (an extract)" : ""}`));
}

const STANDINGS: Readonly<Record<SettingComparison["standing"], string>> = {
  asDocumented: "set as documented",
  asAssumed: "set as assumed",
  changed: "set another way here",
};
