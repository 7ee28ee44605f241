import { escapeHtml } from "../http/message.ts";
import type { ScenarioCheck, ScenarioResult } from "../scenario/run-scenario.ts";

/** A scenario that ran, and the file that it came from. */
export interface RanScenario {
  readonly file: string;
  readonly result: ScenarioResult;
  /** Milliseconds by the machine's clock. */
  readonly took: number;
}

/** The results as JUnit's XML, which build machines read: a suite for each scenario, a case for each check. */
export function formatJunit(ran: readonly RanScenario[]): string {
  const suites = ran.map(formatSuite).join("\n");
  const [tests, failures] = [countChecks(ran), countChecks(ran, (check) => !check.holds)];
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="rehearse run" tests="${tests}" failures="${failures}">
${suites}
</testsuites>
`;
}

function countChecks(ran: readonly RanScenario[], counts: (check: ScenarioCheck) => boolean = () => true): number {
  return ran.reduce((sum, { result }) => sum + result.checks.filter(counts).length, 0);
}

function formatSuite({ file, result, took }: RanScenario): string {
  const failures = result.checks.filter(({ holds }) => !holds).length;
  const cases = result.checks.map((check) => formatCase(check, result.name)).join("\n");
  return `  <testsuite name="${attribute(result.name)}" file="${attribute(file)}" tests="${result.checks.length}" failures="${failures}" time="${(took / 1000).toFixed(3)}">
${cases}
  </testsuite>`;
}

function formatCase({ what, holds, expected, found, step }: ScenarioCheck, scenario: string): string {
  const place = step === 0 ? "at the end" : `after step ${step}`;
  const opening = `    <testcase classname="${attribute(scenario)}" name="${attribute(`${what}, ${place}`)}"`;
  if (holds) return `${opening}/>`;
  return `${opening}><failure message="${attribute(`expected ${expected}, found ${found}`)}"/></testcase>`;
}

/** Control characters have no place in XML, not even escaped. */
function attribute(text: string): string {
  return escapeHtml(text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, " "));
}
