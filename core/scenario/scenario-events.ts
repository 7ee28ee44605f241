import { type ComparedEvent, type CompareRequest, eventSchema } from "../compare/request.ts";
import type { PassTimeAction } from "../simulation/action.ts";
import type { Workspace } from "../store/workspace.ts";
import { actionsOf } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";

const MINUTES_A_DAY = 24 * 60;

/** What a scenario's steps are to a comparison. */
export type ScenarioEvents = Pick<CompareRequest, "applications" | "events" | "days">;

/**
 * The events of a scenario: what happens to people, assignments, accounts and parties, each at its time. Its logins and
 * cycles are left out, since every way that is compared has its own, and so are rows that it saves. Time is what the scenario lets pass.
 */
export function eventsOf(scenario: Scenario, workspace: Workspace): ScenarioEvents {
  const events: ComparedEvent[] = [];
  const named = new Set<string>();
  let after = 0;
  for (const step of scenario.steps) {
    for (const action of actionsOf(step, workspace)) {
      if ("application" in action && action.application !== undefined) named.add(action.application);
      if (action.type === "passTime") after += minutesOf(action.by, workspace, after);
      const event = eventSchema.safeParse({ after, action });
      if (event.success) events.push(event.data);
    }
  }
  const known = workspace.applications.map(({ id }) => id);
  const applications = known.filter((id) => named.size === 0 || named.has(id));
  return { applications, events, days: Math.max(1, Math.ceil(after / MINUTES_A_DAY)) };
}

/** To the next event is as long as that takes in each way: nothing that they have in common. */
function minutesOf(by: PassTimeAction["by"], { clock }: Workspace, after: number): number {
  if ("minutes" in by) return by.minutes;
  if ("toNextEvent" in by) return 0;
  const now = Date.parse(clock.now) + after * 60_000;
  return Math.max(0, Math.round((Date.parse(by.until) - now) / 60_000));
}
