import { RehearsalError } from "../errors.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { evaluateCondition } from "../mapping/evaluate-condition.ts";
import { buildPersonWorld } from "../mapping/person-world.ts";
import type { Action } from "../simulation/action.ts";
import { type ActionResult, runAction } from "../simulation/run-action.ts";
import type { Workspace } from "../store/workspace.ts";
import { type Check, checkExpectation } from "./check-expectation.ts";
import type { Expectation } from "./expectation.ts";
import { saveRow } from "./save-row.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";
import { setUp } from "./set-up.ts";

/** A check, and after which step it was carried out; 0: at the end. */
export interface ScenarioCheck extends Check {
  readonly step: number;
}

/** What came of a scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly summary: string;
  /** Everything that it expects holds. */
  readonly passed: boolean;
  readonly checks: readonly ScenarioCheck[];
  /** Actions that ran. */
  readonly actions: number;
  /** The simulated time at the end. */
  readonly clock: string;
}

/**
 * Runs a scenario on its workspace, and holds what it expects against what came of it.
 * @throws {RehearsalError} what actions throw, with the step that it was: the scenario asks for what makes no sense
 */
export async function runScenario(scenario: Scenario, workspace: Workspace): Promise<ScenarioResult> {
  let now = scenario.setUp === undefined ? workspace : setUp(workspace, scenario.setUp);
  let last: ActionResult | undefined;
  let actions = 0;
  const checks: ScenarioCheck[] = [];
  const hold = (expectations: readonly Expectation[], step: number): void => {
    for (const each of expectations)
      checks.push(...checkExpectation(each, { workspace: now, last }).map((found) => ({ ...found, step })));
  };
  for (const [index, step] of scenario.steps.entries()) {
    const saved = saveIn(step, now, index);
    now = saved.workspace;
    for (const action of [...saved.follow, ...actionsOf(step, now)]) {
      last = await runStep(now, action, index);
      now = last.workspace;
      actions += 1;
    }
    hold(step.expect ?? [], index + 1);
  }
  hold(scenario.expect, 0);
  const passed = checks.every(({ holds }) => holds);
  return { name: scenario.name, summary: scenario.summary, passed, checks, actions, clock: now.clock.now };
}

/** Saves what a step saves, and gives what follows from that at once: a push, where the client goes by events (F17). */
function saveIn(
  step: ScenarioStep,
  workspace: Workspace,
  index: number,
): { readonly workspace: Workspace; readonly follow: readonly Action[] } {
  if (!("saveRow" in step)) return { workspace, follow: [] };
  const { application } = step.saveRow;
  try {
    const saved = saveRow(workspace, step.saveRow);
    return { workspace: saved.workspace, follow: saved.isPushed ? [{ type: "cycle", application }] : [] };
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    const { path } = error.code === "SCENARIO_ROW" ? error.place : {};
    const place = [`steps[${index}].saveRow`, path].filter((part) => part !== undefined).join(".");
    throw new RehearsalError(error.code, error.message, { ...error.place, path: place });
  }
}

async function runStep(workspace: Workspace, action: Action, index: number): Promise<ActionResult> {
  try {
    return await runAction(workspace, action);
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    throw new RehearsalError(error.code, error.message, { ...error.place, path: `steps[${index}].do` });
  }
}

/** The actions of a step, by the people who are there when it begins; of one that saves a row, none. */
export function actionsOf(step: ScenarioStep, workspace: Workspace): readonly Action[] {
  if ("saveRow" in step) return [];
  if (!("forEach" in step)) return [step.do];
  const { where, first = Number.POSITIVE_INFINITY } = step.forEach;
  const { directory } = workspace;
  const now = Date.parse(workspace.clock.now);
  const people = directory.users.filter(
    (user) =>
      where === undefined ||
      evaluateCondition(where, lookupInUser(user), buildPersonWorld({ directory, user, now })).holds,
  );
  const applications = workspace.applications.map(({ id, signOn }) => ({ id, signOn }));
  return people.slice(0, first).flatMap(({ userName }) => forPerson(step.do, userName, applications));
}

type Named = { readonly id: string; readonly signOn: "saml" | "oidc" };

function forPerson(template: Action, userName: string, applications: readonly Named[]): readonly Action[] {
  const action = "user" in template && template.user === "*" ? { ...template, user: userName } : template;
  if (!("application" in action) || action.application !== "*") return [action];
  return applications.map(({ id, signOn }) => ({
    ...action,
    application: id,
    // Each application signs people in by the protocol that it is set to.
    ...(action.type === "login" ? { protocol: signOn } : {}),
  }));
}
