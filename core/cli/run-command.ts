import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { aboutFile } from "../errors.ts";
import { runScenario, type ScenarioCheck } from "../scenario/run-scenario.ts";
import { writeError } from "../store/file-error.ts";
import { EXIT } from "./exit.ts";
import { formatJunit, type RanScenario } from "./junit.ts";
import { readScenarioFile } from "./scenario-file.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";

interface RunOptions {
  readonly json?: boolean;
  readonly junit?: string;
}

/** `rehearse run`: scenarios that hold themselves against what they expect. */
export function addRunCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("run")
    .description(
      "Run scenarios: what happens in a workspace, and what must hold afterwards. Ends with 0 when everything holds, 1 when not.",
    )
    .argument("<scenario...>", "scenario files; fixtures/scenarios/ has some")
    .option("--json", "print one JSON object instead of text")
    .option("--junit <file>", "write the results for a build machine too")
    .action(async (files: readonly string[], options: RunOptions) => exit(await run(terminal, files, options)));
}

async function run(terminal: Terminal, files: readonly string[], { json, junit }: RunOptions): Promise<number> {
  // All are read before the first runs: a misspelt name is told at once.
  const scenarios = await inTurn(files, readScenarioFile);
  const ran = await inTurn(scenarios, async ({ file, scenario, workspace }): Promise<RanScenario> => {
    const start = performance.now();
    const result = await aboutFile(file, () => runScenario(scenario, workspace));
    const one = { file, result, took: performance.now() - start };
    if (json !== true) print(terminal, one);
    return one;
  });
  if (junit !== undefined) {
    await writeFile(junit, formatJunit(ran)).catch((error: unknown) => {
      throw writeError(error, junit);
    });
  }
  const passed = ran.filter(({ result }) => result.passed).length;
  if (json === true) terminal.out(JSON.stringify(toJson(ran), null, 2));
  else terminal.out(`\n${passed} of ${ran.length} ${ran.length === 1 ? "scenario holds" : "scenarios hold"}.`);
  return passed === ran.length ? EXIT.done : EXIT.refused;
}

async function inTurn<From, To>(items: readonly From[], task: (item: From) => Promise<To>): Promise<readonly To[]> {
  const results: To[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}

function toJson(ran: readonly RanScenario[]): unknown {
  return {
    passed: ran.every(({ result }) => result.passed),
    scenarios: ran.map(({ file, result }) => ({ file, ...result })),
  };
}

function print(terminal: Terminal, { result, took }: RanScenario): void {
  const { name, summary, passed, checks, actions } = result;
  const held = checks.filter(({ holds }) => holds).length;
  const word = styled(terminal, passed ? "green" : "red", passed ? "holds" : "FAILS");
  terminal.out(`${word}  ${styled(terminal, "bold", name)}`);
  terminal.out(wrap(summary, terminal.width, "       "));
  terminal.out(`       ${held} of ${checks.length} checks, ${actions} actions, ${(took / 1000).toFixed(1)} s`);
  for (const check of checks.filter(({ holds }) => !holds)) terminal.out(describeFailure(check));
}

function describeFailure({ what, expected, found, step }: ScenarioCheck): string {
  const place = step === 0 ? "at the end" : `after step ${step}`;
  return `       ${place}: ${what}: expected ${expected}, found ${found}`;
}
