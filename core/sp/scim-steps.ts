import type { Account } from "../accounts/account.ts";
import type { HttpRequest, HttpResponse } from "../http/message.ts";
import type { Change, Evaluation, NewStep } from "../trace/step.ts";
import type { ScimFindings } from "./scim-checks.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** The role rules that were tried for an account. */
export interface TriedRules {
  readonly account: Account;
  readonly evaluations: readonly Evaluation[];
}

/** What came of one request. */
export interface ScimResult {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly findings: ScimFindings;
  readonly tried: readonly TriedRules[];
  readonly changes: readonly Change[];
}

/** The steps of a SCIM request: what was checked, what was found on the way, which rules were tried, what was written. */
export function buildScimSteps(world: ApplicationWorld, result: ScimResult): readonly NewStep[] {
  const { findings, tried, changes } = result;
  return [
    buildChecksStep(world, result),
    ...buildNotices(world, findings),
    ...tried.map((each) => buildRulesStep(world, each)),
    ...(changes.length === 0 ? [] : [buildChangeStep(world, changes)]),
  ];
}

function buildChecksStep(world: ApplicationWorld, { request, response, findings: { checks } }: ScimResult): NewStep {
  const { name } = world.application;
  const failed = checks.find(({ result }) => result === "failed");
  const isRefused = response.status >= 400;
  return {
    kind: "checks",
    ...inApplication(world),
    phase: "validate",
    status: failed === undefined ? "ok" : "warning",
    title: `${name} ${isRefused ? "refuses" : "checks"} the ${request.method.slice(0, 40)}`,
    why: (isRefused ? failed?.actual : undefined) ?? WHOLE,
    subject: "SCIM request",
    checks,
  };
}

const WHOLE = "A SCIM server refuses a request as a whole, or carries it out as a whole.";

/** What was passed over or kept aside: the first of it, where a bulk request leaves much. */
function buildNotices(world: ApplicationWorld, { notes }: ScimFindings): readonly NewStep[] {
  const shown = notes.slice(0, MOST_NOTICES);
  const more = notes.length > shown.length ? [`${notes.length - shown.length} more were found on the way.`] : [];
  return [...shown, ...more].map((title) => ({
    kind: "notice",
    ...inApplication(world),
    phase: "match",
    status: "ok",
    title,
    why: "What the server found, or passed over, on the way.",
  }));
}

const MOST_NOTICES = 100;

function buildRulesStep(world: ApplicationWorld, { account, evaluations }: TriedRules): NewStep {
  const hold = evaluations.filter(({ value }) => value === true).length;
  return {
    kind: "evaluation",
    ...inApplication(world),
    phase: "decide",
    status: evaluations.some(({ result }) => result === "failed") ? "warning" : "ok",
    title: `${world.application.name} tries its role rules for ${account.userName}: ${hold} of ${evaluations.length} hold`,
    why: "Over SCIM no claims come: the rules look at the attributes of the account instead.",
    evaluations,
  };
}

function buildChangeStep(world: ApplicationWorld, changes: readonly Change[]): NewStep {
  const { id, name } = world.application;
  return {
    kind: "change",
    from: applicationActor(world),
    to: `accounts:${id}`,
    phase: "apply",
    status: "ok",
    title: `${name} writes what the SCIM client asked for`,
    why: "These are the very accounts that a login reads and writes: every value remembers that SCIM wrote it.",
    changes,
  };
}

/** The lanes of a step that the application does on its own. */
function inApplication(world: ApplicationWorld): { readonly from: string; readonly to: string } {
  const actor = applicationActor(world);
  return { from: actor, to: actor };
}
