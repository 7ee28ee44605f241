import { namesReadBy } from "../../mapping/names-read.ts";
import type { MappedUser } from "../../provisioning/map-user.ts";
import type { Finding, ProvisioningDecision } from "../../provisioning/rule.ts";
import { lookupForProvisioning, type ScopeResult } from "../../provisioning/scope.ts";
import type { Evaluation, NewStep, Phase, StepStatus } from "../../trace/step.ts";
import type { ClientRun, Subject } from "./run.ts";

/** The steps of provisioning one person: the five moments, also those that were skipped. */

/** Import: what was read of the person. */
export function buildImportStep(run: ClientRun, { user, userName }: Subject, scope: ScopeResult): NewStep {
  if (user === undefined) return notice(run, "import", `${userName} is gone from the directory`, GONE, "ok");
  const lookup = lookupForProvisioning(user, scope.inScope);
  const names = ["id", "userName", "active", ...attributesRead(run)];
  const read = Object.fromEntries(names.map((name) => [name, lookup(name)]));
  return {
    kind: "artefact",
    ...onItsOwn(run),
    phase: "import",
    status: "ok",
    title: `${run.dialect.name} reads ${userName} from the directory`,
    why: "Only what rows ask for is read. `active` is false too for whoever is deleted, suspended or out of scope.",
    artefact: { type: "json", name: "Person of the directory", text: JSON.stringify(read, null, 2), language: "json" },
  };
}

const GONE = "What is left of the person is the account that this client remembers.";

function attributesRead({ world }: ClientRun): readonly string[] {
  const names = world.provisioning.mappings.flatMap(({ source }) => namesReadBy(source));
  return [...new Set(names)].filter((name) => name !== "id" && name !== "userName" && name !== "active");
}

/** Scope: every question, with its answer. */
export function buildScopeStep(run: ClientRun, { userName }: Subject, { inScope, text, checks }: ScopeResult): NewStep {
  return {
    kind: "checks",
    ...onItsOwn(run),
    phase: "scope",
    status: inScope ? "ok" : "skipped",
    title: inScope ? `${userName} is in scope` : `${userName} is not in scope`,
    why: inScope ? "Everybody who is assigned, in scope and active is to have an account." : text,
    subject: "Scope of provisioning",
    checks,
  };
}

/** Match: before a request is sent. */
export function buildLookStep(run: ClientRun, { userName }: Subject, why: string): NewStep {
  return {
    ...notice(run, "match", `${run.dialect.name} looks for the account of ${userName}`, why, "ok"),
    to: run.server,
  };
}

/** Match: what was found, and by what. */
export function buildMatchStep(
  run: ClientRun,
  { userName }: Subject,
  finding: Finding | undefined,
  evaluations: readonly Evaluation[],
): NewStep {
  const found = describeFinding(finding);
  return {
    kind: "evaluation",
    ...onItsOwn(run),
    phase: "match",
    status: finding === undefined || finding.by === "several" ? "warning" : "ok",
    title: `${userName}: ${found}`,
    why: "The id that an earlier request left comes first; then the matching rows, in their order, until one finds something.",
    evaluations,
  };
}

/** Match: nobody out of scope is looked for. */
export function buildNoMatchStep(run: ClientRun, { userName }: Subject, target: string | undefined): NewStep {
  if (target !== undefined) {
    const why = `An earlier request made or found the account ${target}, so nothing has to be asked.`;
    return notice(run, "match", `${userName}: the account is known`, why, "ok");
  }
  const why = "Whoever is out of scope and has no account that this client knows of is not looked for.";
  return notice(run, "match", `${userName}: no account is looked for`, why, "skipped");
}

function describeFinding(finding: Finding | undefined): string {
  switch (finding?.by) {
    case undefined:
      return "the search failed";
    case "link":
      return "the account is known";
    case "row":
      return `\`${finding.target}\` finds an account`;
    case "several":
      return `\`${finding.target}\` finds ${finding.count} accounts`;
    case "noValue":
      return "there is nothing to look for";
    case "nothing":
    case "notAsked":
      return "there is no account yet";
  }
}

/** Decide: the rows, each with what came in and what came out. */
export function buildMappingStep(run: ClientRun, { userName }: Subject, { evaluations }: MappedUser): NewStep {
  return {
    kind: "evaluation",
    ...onItsOwn(run),
    phase: "decide",
    status: evaluations.some(({ result }) => result === "failed") ? "warning" : "ok",
    title: `${run.dialect.name} maps ${userName} to a SCIM user`,
    why: "Each row gives the value of one member of the application's SCIM user. A value that is missing is not sent (F13).",
    evaluations: evaluations.map((evaluation) => withVendor(run, withRefused(run, evaluation))),
  };
}

/** A target that names no place in a SCIM user: the row's value goes nowhere. */
function withRefused({ targets }: ClientRun, evaluation: Evaluation): Evaluation {
  const problem = targets.refused.get(evaluation.target);
  if (problem === undefined) return evaluation;
  return { ...evaluation, result: "failed", why: `The value is not sent: ${problem}` };
}

/** A target of a vendor's own API, for which SCIM stands in. */
function withVendor({ world }: ClientRun, evaluation: Evaluation): Evaluation {
  const row = world.provisioning.mappings.find(({ id }) => id === evaluation.id);
  if (row?.vendorTarget === undefined) return evaluation;
  const why = `${evaluation.why} SCIM stands in for the application's own API, which calls it \`${row.vendorTarget}\`.`;
  return { ...evaluation, why };
}

const DECIDED = {
  create: "make an account",
  link: "link the account",
  update: "update the account",
  unchanged: "nothing to change",
  disable: "deactivate the account",
  reactivate: "reactivate the account",
  delete: "delete the account",
  skip: "do nothing",
  stage: "wait for an administrator",
} as const satisfies Record<ProvisioningDecision["result"], string>;

/** Decide: the decision, with the rule that made it and the rules that did not. */
export function buildDecisionStep(run: ClientRun, { userName }: Subject, decision: ProvisioningDecision): NewStep {
  return {
    kind: "decision",
    ...onItsOwn(run),
    phase: "decide",
    status: statusOf(decision),
    title: `${run.dialect.name} decides for ${userName}: ${DECIDED[decision.result]}`,
    why: decision.code === undefined ? decision.reason : `${decision.reason} (${decision.code})`,
    decision,
  };
}

function statusOf({ result, failed }: ProvisioningDecision): StepStatus {
  if (failed === true || result === "stage") return "warning";
  return result === "skip" ? "skipped" : "ok";
}

/** Apply: something that is done, or was. */
export function buildApplyStep(
  run: ClientRun,
  title: string,
  why: string,
  status: StepStatus,
  isSent = false,
): NewStep {
  const step = notice(run, "apply", title, why, status);
  return isSent ? { ...step, to: run.server } : step;
}

/** A line about the cycle as a whole. */
export function notice(run: ClientRun, phase: Phase, title: string, why: string, status: StepStatus): NewStep {
  return { kind: "notice", ...onItsOwn(run), phase, status, title, why };
}

/** The lanes of a step that the client does on its own. */
function onItsOwn({ client }: ClientRun): { readonly from: string; readonly to: string } {
  return { from: client, to: client };
}
