import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { showValue } from "../attribute-value.ts";
import { type Directory, type DirectoryUser, findUserByUserName } from "../directory/directory.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import {
  type DialectId,
  dialectIdSchema,
  type ExpressionPlace,
  type ExpressionSettings,
  type Finding,
} from "../expression/dialect.ts";
import type { Evaluated } from "../expression/evaluate.ts";
import { describePosition } from "../expression/expression-error.ts";
import { appRolesOf } from "../idp/assigned-roles.ts";
import { defaultDomainOf, onlyDefaultDomain } from "../idp/identity-provider.ts";
import type { PersonWorldInput } from "../mapping/person-world.ts";
import { type TriedExpression, tryExpression } from "../mapping/try-expression.ts";
import { createSeededRandom } from "../random.ts";
import { type Connected, findConnected } from "../simulation/find-in-workspace.ts";
import { EXIT } from "./exit.ts";
import { styled, type Terminal } from "./terminal.ts";
import { readUserFile } from "./user-file.ts";
import { withWorkspace } from "./with-workspace.ts";

interface EvalOptions {
  readonly dialect: DialectId;
  readonly user: string;
  readonly workspace?: string;
  readonly app?: string;
  readonly place: ExpressionPlace;
  readonly now?: number;
  readonly trace?: boolean;
  readonly json?: boolean;
}

const PLACES: readonly ExpressionPlace[] = [
  "mapping",
  "matching",
  "scoping",
  "claim",
  "groupRule",
  "userName",
  "objectFilter",
];

/** `rehearse eval`. */
export function addEvalCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("eval")
    .description("Evaluate one expression of Entra or Okta for one person, and see how its value comes about.")
    .argument("<expression>", "the expression as it stands in the product")
    .addOption(new Option("--dialect <dialect>", "its language").choices(dialectIdSchema.options).makeOptionMandatory())
    .requiredOption(
      "--user <file or user name>",
      "a file {id, userName, active, attributes}, or a person of --workspace",
    )
    .option("-w, --workspace <file>", "the workspace that the person is in")
    .option("-a, --app <id>", "as a row of this application of --workspace: with its app roles and its settings")
    .addOption(new Option("--place <place>", "where it is to stand").choices(PLACES).default("mapping"))
    .option(
      "--now <time>",
      "the clock, as in 2026-03-02T09:00:00Z; the workspace's, or the machine's, unless said",
      parseTime,
    )
    .option("--trace", "print each sub-expression with its value")
    .option("--json", "print the value, its type and its effects as JSON")
    .action(async (expression: string, options: EvalOptions) => exit(await evaluate(terminal, expression, options)));
}

function parseTime(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError("Use a time such as 2026-03-02T09:00:00Z.");
}

/** The person, and what is around them. */
interface Subject {
  readonly directory: Directory;
  readonly user: DirectoryUser;
  readonly now: number;
  readonly seed: string;
  /** Of the identity provider of --workspace, where there is one alone. */
  readonly defaultDomain?: string | undefined;
  /** Of the application, where one is meant. */
  readonly settings?: ExpressionSettings | undefined;
  readonly appRoles?: PersonWorldInput["appRoles"];
  /** A file of one person does not say which attributes there are. */
  readonly attributesMayBeMore: boolean;
}

async function evaluate(terminal: Terminal, text: string, options: EvalOptions): Promise<number> {
  const { dialect, place } = options;
  const { seed, attributesMayBeMore, ...subject } = await findSubject(terminal, options);
  const randomFor = (purpose: string) => createSeededRandom(`${seed} ${subject.user.id} ${subject.now} ${purpose}`);
  const { settings } = subject;
  const written = { dialect, text, place, attributesMayBeMore, ...(settings === undefined ? {} : { settings }) };
  const tried = tryExpression(written, { ...subject, randomFor });
  if (options.json === true) terminal.out(JSON.stringify(describeAsJson(tried, text, options), null, 2));
  else print(terminal, tried, text, options);
  return codeFor(tried);
}

async function findSubject(terminal: Terminal, { user, workspace, now, app }: EvalOptions): Promise<Subject> {
  if (workspace === undefined && app !== undefined) throw appWithoutWorkspace(app);
  if (workspace === undefined || existsSync(user)) {
    if (workspace === undefined && !existsSync(user)) throw noSuchFile(user);
    const found = await readUserFile(user);
    const directory = { users: [found], groups: [] };
    return { directory, user: found, now: now ?? Date.now(), seed: "rehearse eval", attributesMayBeMore: true };
  }
  const opening = { file: workspace, program: "rehearse eval", write: false };
  return withWorkspace(terminal, opening, async (store) => {
    const { directory, clock, seed, identityProviders } = store.workspace;
    const found = findPerson(directory, user, workspace);
    const known =
      app === undefined
        ? { defaultDomain: onlyDefaultDomain(identityProviders) }
        : asRowOf(findConnected(store.workspace, app), found);
    return { directory, user: found, now: now ?? Date.parse(clock.now), seed, attributesMayBeMore: false, ...known };
  });
}

/** What the rows of an application know beside the person. */
function asRowOf(
  { provider, connection }: Connected,
  user: DirectoryUser,
): Pick<Subject, "defaultDomain" | "settings" | "appRoles"> {
  const appRoles = appRolesOf(connection, user);
  return { defaultDomain: defaultDomainOf(provider), settings: connection.expressions, appRoles };
}

function appWithoutWorkspace(app: string): RehearsalError {
  const message = `The application ${JSON.stringify(app)} is one of a workspace: --app needs --workspace.`;
  return new RehearsalError("EVAL_APPLICATION", message);
}

function noSuchFile(user: string): RehearsalError {
  const message = `There is no file ${JSON.stringify(user)}; a person by their user name needs --workspace.`;
  return new RehearsalError("USER_NOT_READABLE", message);
}

function findPerson(directory: Directory, userName: string, file: string): DirectoryUser {
  const found = findUserByUserName(directory, userName);
  if (found !== undefined) return found;
  const names = directory.users.map((each) => each.userName);
  const message = `Nobody has the user name ${JSON.stringify(userName)}.${didYouMean(userName, names)}`;
  throw new RehearsalError("USER_NOT_FOUND", message, { file, path: "directory.users" });
}

function codeFor({ evaluated }: TriedExpression): number {
  if (evaluated === undefined) return EXIT.badInput;
  return evaluated.outcome === "value" ? EXIT.done : EXIT.refused;
}

function describeAsJson({ findings, evaluated, inputs }: TriedExpression, text: string, { trace }: EvalOptions) {
  const found = findings.map((finding) => ({ ...finding, position: describePosition(text, finding.from) }));
  const traced = trace === true ? { inputs: inputs ?? [], trace: stepsOf(evaluated, text) } : {};
  if (evaluated === undefined) {
    const { code, message, position, from, to } = found.find(({ severity }) => severity === "error") ?? {};
    return { error: { code, message, position, from, to }, findings: found };
  }
  switch (evaluated.outcome) {
    case "value": {
      const { value = null, type, effects } = evaluated;
      return { value, type, effects, findings: found, ...traced };
    }
    case "error": {
      const { code, message, span } = evaluated;
      return {
        error: { code, message, position: describePosition(text, span.from), ...span },
        findings: found,
        ...traced,
      };
    }
    case "notKnown": {
      const message = evaluated.why ?? `It is not known whether there is a value for \`${evaluated.attribute}\`.`;
      return { error: { code: "EXPRESSION_NOT_KNOWN", message }, findings: found, ...traced };
    }
  }
}

function stepsOf(evaluated: Evaluated | undefined, text: string) {
  return (evaluated?.log ?? []).map((step) => ({ ...step, expression: text.slice(step.from, step.to) }));
}

function print(
  terminal: Terminal,
  { findings, evaluated }: TriedExpression,
  text: string,
  { trace }: EvalOptions,
): void {
  for (const finding of findings) terminal.error(describeFinding(finding, text));
  if (evaluated === undefined) return;
  if (trace === true) printSteps(terminal, evaluated, text);
  switch (evaluated.outcome) {
    case "value":
      if (evaluated.effects.length > 0) terminal.error(`note: ${evaluated.effects.join(", ")}`);
      terminal.out(showValue(evaluated.value));
      return;
    case "error":
      terminal.error(
        `rehearse: ${describePosition(text, evaluated.span.from)}: ${evaluated.message} (${evaluated.code})`,
      );
      return;
    case "notKnown":
      terminal.error(
        `rehearse: Cannot tell: ${evaluated.why ?? `no file carries \`${evaluated.attribute}\``} (EXPRESSION_NOT_KNOWN)`,
      );
  }
}

function describeFinding({ severity, code, message, from }: Finding, text: string): string {
  const said = severity === "error" ? "rehearse" : "note";
  return `${said}: ${describePosition(text, from)}: ${message} (${code})`;
}

function printSteps(terminal: Terminal, evaluated: Evaluated, text: string): void {
  for (const { expression, text: value, type } of stepsOf(evaluated, text)) {
    terminal.out(
      `  ${expression} ${styled(terminal, "dim", "→")} ${value === undefined ? `(${type})` : JSON.stringify(value)}`,
    );
  }
}
