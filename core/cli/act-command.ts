import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { runWord } from "../engine/run-word.ts";
import { aboutFile, RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import { accountsBefore } from "../simulation/accounts-before.ts";
import { type Action, actionSchema, type CycleAction, type PassTimeAction } from "../simulation/action.ts";
import { type ActionResult, runAction } from "../simulation/run-action.ts";
import { AS_WRITTEN, describeAction } from "../store/describe-action.ts";
import { completeKeys } from "../store/key-material.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";
import type { Workspace } from "../store/workspace.ts";
import type { PeopleResults, Trace } from "../trace/step.ts";
import { EXIT } from "./exit.ts";
import { doLongWork } from "./long-work.ts";
import { detailOption } from "./options.ts";
import { type Detail, printTrace } from "./print-trace.ts";
import { styled, type Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

/** What every command that lets something happen takes. */
interface ActOptions {
  readonly workspace: string;
  readonly save?: boolean;
  readonly json?: boolean;
  readonly detail: Detail;
}

interface PassOptions extends ActOptions {
  readonly minutes?: number;
  readonly days?: number;
  readonly until?: string;
  readonly toNext?: boolean;
}

interface CycleOptions extends ActOptions {
  readonly app: string;
  readonly user?: string;
  readonly restart?: boolean;
  readonly allowDeletes?: boolean;
}

/** `rehearse act`, and its shorthands `pass` and `cycle`: something happens, and time passes. */
export function addActCommands(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  withActOptions(
    program
      .command("act")
      .description("Something happens: somebody is hired, moves, leaves or logs in; an account is edited; time passes.")
      .argument("[action]", 'one action as JSON: {"type":"leave","user":"ada@acme.test"}')
      .option("--file <file>", "read the action from this file"),
  ).action(async (text: string | undefined, options: ActOptions & { readonly file?: string }) => {
    exit(await act(terminal, "rehearse act", await readAction(text, options.file), options));
  });
  withActOptions(
    program
      .command("pass")
      .description("Simulated time passes, and what is due on the way happens: cycles, batches, tickets, expiries.")
      .addOption(new Option("--minutes <number>", "so many minutes").argParser(parseCount))
      .addOption(new Option("--days <number>", "so many days").argParser(parseCount))
      .option("--until <instant>", "until this moment: 2026-03-05T09:00:00Z")
      .option("--to-next", "until whatever is due next"),
  ).action(async (options: PassOptions) => exit(await act(terminal, "rehearse pass", passAction(options), options)));
  withActOptions(
    program
      .command("cycle")
      .description("The identity provider provisions one application now, whenever that was due.")
      .requiredOption("-a, --app <id>", "which application")
      .option("-u, --user <userName>", "only this person: provision on demand")
      .option("--restart", "as if for the first time")
      .option("--allow-deletes", "send deactivations and deletions that were held back"),
  ).action(async (options: CycleOptions) => exit(await act(terminal, "rehearse cycle", cycleAction(options), options)));
}

function withActOptions(command: Command): Command {
  return command
    .requiredOption("-w, --workspace <file>", "workspace file")
    .option("--save", "keep what happened, with its trace")
    .option("--json", "print one JSON object instead of text")
    .addOption(detailOption());
}

function parseCount(text: string): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new InvalidArgumentError("Use a whole number from 1.");
}

async function readAction(text: string | undefined, file: string | undefined): Promise<Action> {
  if ((text === undefined) === (file === undefined)) {
    throw new RehearsalError("ACTION_MISSING", "Say what happens, either as JSON or with --file.");
  }
  const json = file === undefined ? (text ?? "") : await readActionFile(file);
  return aboutFile(file ?? "the action", () => parseAction(json));
}

async function readActionFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new RehearsalError("ACTION_FILE", "This file cannot be read.", { file });
  }
}

/** @throws {RehearsalError} ACTION_NOT_JSON, ACTION_INVALID */
async function parseAction(json: string): Promise<Action> {
  return checkAction(await parseJson(json));
}

async function parseJson(json: string): Promise<unknown> {
  try {
    return JSON.parse(json);
  } catch (error) {
    const what = error instanceof Error ? error.message : "";
    throw new RehearsalError(
      "ACTION_NOT_JSON",
      `An action is one JSON object, such as {"type":"leave","user":"…"}. ${what}`,
    );
  }
}

function checkAction(value: unknown): Action {
  const { data, error } = actionSchema.safeParse(value);
  if (data !== undefined) return data;
  const [problem] = describeSchemaProblems(actionSchema, value, error);
  throw new RehearsalError("ACTION_INVALID", problem?.message ?? "This is no action.", { path: problem?.path ?? "" });
}

function passAction({ minutes, days, until, toNext }: PassOptions): PassTimeAction {
  const ways: readonly PassTimeAction["by"][] = [
    ...(minutes === undefined ? [] : [{ minutes }]),
    ...(days === undefined ? [] : [{ minutes: days * 1440 }]),
    ...(until === undefined ? [] : [{ until: asInstant(until) }]),
    ...(toNext === true ? [{ toNextEvent: true } as const] : []),
  ];
  const [by] = ways;
  if (by !== undefined && ways.length === 1) return checkPass({ type: "passTime", by });
  throw new RehearsalError(
    "ACTION_TIME",
    "Say how far time goes with one of --minutes, --days, --until and --to-next.",
  );
}

function checkPass(action: PassTimeAction): PassTimeAction {
  const checked = checkAction(action);
  if (checked.type === "passTime") return checked;
  throw new TypeError("An action changed its type.");
}

/** Whatever a date may be written like: the simulation counts in UTC. */
function asInstant(text: string): string {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  const message = `Found ${JSON.stringify(text)}; an instant is written as 2026-03-05T09:00:00Z.`;
  throw new RehearsalError("ACTION_TIME", message);
}

function cycleAction({ app, user, restart, allowDeletes }: CycleOptions): CycleAction {
  return {
    type: "cycle",
    application: app,
    ...(user === undefined ? {} : { user }),
    ...(restart === undefined ? {} : { restart }),
    ...(allowDeletes === undefined ? {} : { allowDeletes }),
  };
}

async function act(terminal: Terminal, program: string, action: Action, options: ActOptions): Promise<number> {
  const { before, result, run } = await doLongWork(terminal, options, (pace) =>
    carryOut(terminal, { program, action, options, pace }),
  );
  if (options.json === true) terminal.out(JSON.stringify(actionJson(result, run), null, 2));
  else printAction(terminal, before, action, result, options);
  return wentWell(result) ? EXIT.done : EXIT.refused;
}

/** What happened, and the id of its record where it was saved. */
interface CarriedOut {
  readonly before: Workspace;
  readonly result: ActionResult;
  readonly run: string | undefined;
}

interface Work {
  readonly program: string;
  readonly action: Action;
  readonly options: ActOptions;
  readonly pace: Pace;
}

function carryOut(terminal: Terminal, { program, action, options, pace }: Work): Promise<CarriedOut> {
  const save = options.save === true;
  return withWorkspace(terminal, { file: options.workspace, program, write: save }, async (store) => {
    const { workspace, made } = await completeKeys(store.workspace, Date.now());
    for (const note of made) terminal.error(`note: ${note}`);
    const result = await aboutFile(options.workspace, () => runAction(workspace, action, { pace }));
    // The last moment to give it up: what is being saved is saved.
    await pace.rest();
    const before = accountsBefore(workspace, action, result.trace);
    const run = save ? await store.commit({ ...result, action, before }) : undefined;
    return { before: workspace, result, run };
  });
}

function wentWell({ outcome }: ActionResult): boolean {
  return outcome.result === "signedIn" || (outcome.result === "done" && outcome.code === "DONE");
}

/** What `--json` prints: stable names for other people's scripts. */
function actionJson({ outcome, trace, workspace }: ActionResult, run: string | undefined): unknown {
  return {
    outcome: outcome.result,
    code: outcome.code,
    reason: outcome.reason,
    clock: workspace.clock.now,
    ...(run === undefined ? {} : { run }),
    people: trace.people ?? [],
    steps: trace.steps,
  };
}

/** By user names and ids, as they are given on the command line. */
function nameAction(workspace: Workspace, action: Action): string {
  return describeAction({ ...action }, { ...AS_WRITTEN, run: (id) => runWord(workspace, id) });
}

function printAction(
  terminal: Terminal,
  before: Workspace,
  action: Action,
  result: ActionResult,
  { detail, save }: ActOptions,
): void {
  const { trace, outcome, workspace } = result;
  terminal.out(styled(terminal, "bold", `${nameAction(before, action)} · ${before.clock.now}`));
  terminal.out("");
  printTrace(terminal, trace, detail);
  printPeople(terminal, trace);
  const good = wentWell(result);
  const word = outcome.result === "refused" ? "Refused" : "Done";
  terminal.out(`\n${styled(terminal, good ? "green" : "yellow", `${word}: ${outcome.reason}`)}`);
  if (workspace.clock.now !== before.clock.now) terminal.out(`It is ${workspace.clock.now} now.`);
  if (save !== true) terminal.out("\nNot kept. Add --save to keep what happened and the trace.");
}

function printPeople(terminal: Terminal, { people = [] }: Trace): void {
  for (const results of people) {
    terminal.out(
      `\n${results.application} · ${results.at}: ${results.user.length} people, ${results.unchanged} more unchanged`,
    );
    for (const [name, count] of countResults(results)) terminal.out(`  ${String(count).padStart(6)} ${name}`);
  }
}

function countResults({ result, status }: PeopleResults): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [index, name] of result.entries()) {
    const key = status[index] === "failure" ? `${name}, failed` : name;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
