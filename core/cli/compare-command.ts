import { type Command, InvalidArgumentError } from "commander";
import { type Comparison, compareModes, type Lane } from "../compare/compare.ts";
import type { LaneMetrics } from "../compare/measure.ts";
import { HOW_COUNTED } from "../compare/measure.ts";
import { type Mode, modeSchema } from "../compare/mode.ts";
import type { CompareRequest } from "../compare/request.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { aboutFile, RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import { eventsOf } from "../scenario/scenario-events.ts";
import { setUp } from "../scenario/set-up.ts";
import { EXIT } from "./exit.ts";
import { doLongWork } from "./long-work.ts";
import { readScenarioFile, type ScenarioFile } from "./scenario-file.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";

interface CompareOptions {
  readonly modes: readonly Mode[];
  readonly apps?: readonly string[];
  readonly people?: readonly string[];
  readonly days?: number;
  readonly loginEvery?: number;
  readonly json?: boolean;
}

/** `rehearse compare`: the same events through several ways of provisioning. */
export function addCompareCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("compare")
    .description("Send a scenario's events through several ways of provisioning, and compare what people get and when.")
    .argument("<scenario>", "a scenario file; its logins and cycles are left out, each way has its own")
    .option("--modes <list>", `which ways: ${modeSchema.options.join(", ")}`, parseModes, ["jit", "scim"])
    .option("--apps <list>", "ids of applications; those that the scenario names unless said", parseList)
    .option("--people <list>", "userNames of the people to look at; everybody unless said", parseList)
    .option("--days <number>", "how many days; as long as the scenario unless said", parseDays)
    .option("--login-every <days>", "everybody logs in once in so many working days; 0: never", parseDays)
    .option("--json", "print one JSON object instead of text")
    .action(async (file: string, options: CompareOptions) => exit(await compare(terminal, file, options)));
}

function parseModes(text: string): readonly Mode[] {
  const parsed = text.split(",").map((part) => modeSchema.safeParse(part.trim()));
  const modes = parsed.flatMap(({ data }) => data ?? []);
  if (modes.length === parsed.length && modes.length > 0) return modes;
  throw new InvalidArgumentError(`Use some of ${modeSchema.options.join(", ")}, with commas between.`);
}

function parseList(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function parseDays(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (days <= 366) return days;
  throw new InvalidArgumentError("Use a whole number from 0 to 366.");
}

async function compare(terminal: Terminal, file: string, options: CompareOptions): Promise<number> {
  const read = await readScenarioFile(file);
  const comparison = await doLongWork(terminal, options, (pace) =>
    aboutFile(file, () => compareFile(read, options, pace)),
  );
  if (options.json === true) terminal.out(JSON.stringify({ ...comparison, howCounted: HOW_COUNTED }, null, 2));
  else print(terminal, read, comparison);
  return EXIT.done;
}

function compareFile(
  { scenario, workspace: base }: ScenarioFile,
  options: CompareOptions,
  pace: Pace,
): Promise<Comparison> {
  const { modes, apps, people, days, loginEvery } = options;
  const workspace = scenario.setUp === undefined ? base : setUp(base, scenario.setUp);
  const found = eventsOf(scenario, workspace);
  const request: CompareRequest = {
    modes: [...modes],
    applications: [...(apps ?? found.applications)],
    ...(people === undefined ? {} : { people: people.map((name) => idOf(name, workspace, found.events)) }),
    events: found.events,
    days: Math.max(1, days ?? found.days),
    controls: loginEvery === undefined ? {} : { loginEveryDays: loginEvery },
  };
  return compareModes(workspace, request, pace);
}

/** Somebody of the directory, or somebody whom the scenario hires. */
function idOf(
  userName: string,
  { directory }: ScenarioFile["workspace"],
  events: ReturnType<typeof eventsOf>["events"],
): string {
  const known = findUserByUserName(directory, userName)?.id;
  if (known !== undefined) return known;
  for (const { action } of events) if (action.type === "hire" && action.userName === userName) return action.id;
  throw new RehearsalError(
    "COMPARE_UNKNOWN_PERSON",
    `Nobody has the userName ${JSON.stringify(userName)}, and the scenario hires nobody of that name.`,
    { path: "--people" },
  );
}

const COLUMNS: readonly { readonly name: string; readonly show: (metrics: LaneMetrics) => string }[] = [
  {
    name: "first access (median)",
    show: ({ timeToAccess }) => (timeToAccess === undefined ? "–" : hours(timeToAccess.p50)),
  },
  { name: "never", show: ({ neverGotAccess }) => String(neverGotAccess) },
  { name: "waiting", show: ({ waitingHours }) => hours(waitingHours) },
  { name: "stale", show: ({ staleHours }) => hours(staleHours) },
  { name: "excess roles", show: ({ excessHours }) => hours(excessHours) },
  { name: "orphaned", show: ({ orphanedHours }) => hours(orphanedHours) },
  { name: "ghosts", show: ({ ghostAccounts }) => String(ghostAccounts) },
  { name: "requests", show: ({ requests }) => String(requests) },
  { name: "by hand", show: ({ adminTouches }) => String(adminTouches) },
  { name: "failures", show: ({ failures }) => String(failures) },
];

function hours(value: number): string {
  if (value < 1) return `${Math.round(value * 60)} min`;
  return value < 48 ? `${value.toFixed(1)} h` : `${(value / 24).toFixed(1)} d`;
}

function print(terminal: Terminal, { scenario }: ScenarioFile, { from, to, lanes }: Comparison): void {
  terminal.out(styled(terminal, "bold", scenario.name));
  terminal.out(wrap(scenario.summary, terminal.width, ""));
  terminal.out(`${from} to ${to}\n`);
  const rows = lanes.map(({ mode, metrics }) => [mode, ...COLUMNS.map(({ show }) => show(metrics))]);
  const heads = ["", ...COLUMNS.map(({ name }) => name)];
  const widths = heads.map((head, index) => Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  terminal.out(line(heads));
  for (const row of rows) terminal.out(line(row));
  for (const lane of lanes) printPassedOver(terminal, lane);
}

function printPassedOver(terminal: Terminal, { mode, passedOver }: Lane): void {
  for (const { after, why } of passedOver) terminal.out(`note: ${mode}, after ${after} min: passed over: ${why}`);
}
