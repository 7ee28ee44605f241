import type { Account, Change, HistoryEntry, Step } from "../../core/contract/model.ts";
import type { PersonDetail, RunDetail } from "../../core/contract/results.ts";
import type { GuideNotes } from "./guide.ts";
import { STORY } from "./story.ts";

/** What is so, as the engine answers it and as the address says. */
export interface GuideFacts {
  /** The joiner, as the directory and the applications know her. */
  readonly person: PersonDetail | undefined;
  /** Her logins to the application on the line that led to now, oldest first: ids of the runs. */
  readonly runs: readonly string[];
  /** The last of them. */
  readonly lastRun: RunDetail | undefined;
  /** The run and step on screen. */
  readonly cursor: { readonly run: string; readonly step: number } | undefined;
  readonly notes: GuideNotes;
}

/** Where the first minute stands: what to say, and what comes next. */
export type GuideStage =
  /** Nobody logged in, or everything was taken back. */
  | { readonly kind: "begin" }
  | { readonly kind: "refused"; readonly run: string; readonly reason: string }
  /** The trace goes towards the step that matters. */
  | { readonly kind: "watch"; readonly run: string; readonly until: number; readonly first: boolean }
  | { readonly kind: "why"; readonly run: string; readonly until: number; readonly roles: readonly string[] }
  | { readonly kind: "move"; readonly department: string }
  | { readonly kind: "again"; readonly department: string; readonly known: string; readonly roles: readonly string[] }
  | {
      readonly kind: "moved";
      readonly run: string;
      readonly lost: readonly string[];
      readonly gained: readonly string[];
    };

/** The stage that follows from the facts; undefined while they are not known, or the joiner is there no more. */
export function stageOf({ person, runs, lastRun, cursor, notes }: GuideFacts): GuideStage | undefined {
  if (person === undefined) return undefined;
  const account = accountOf(person);
  const department = textOf(person.person.attributes.department);
  if (runs.length === 0) return { kind: "begin" };
  if (lastRun === undefined || lastRun.run !== runs.at(-1)) return undefined;
  const { run, outcome } = lastRun;
  if (outcome.result === "refused") return { kind: "refused", run, reason: outcome.reason };
  if (account === undefined) return { kind: "begin" };
  const known = textOf(account.attributes.department);
  const roles = account.roles.map(({ role }) => role);
  if (known !== department) return { kind: "again", department, known, roles };
  const until = momentThatMatters(lastRun);
  if (!notes.watched.includes(run) && !hasReached(lastRun, cursor))
    return { kind: "watch", run, until, first: runs.length === 1 };
  const changes = roleChanges(lastRun);
  if (runs.length > 1 && changes.lost.length > 0) return { kind: "moved", run, ...changes };
  return notes.asked ? { kind: "move", department } : { kind: "why", run, until, roles };
}

/** Whether the cursor has come as far as the moment that matters. */
export function hasReached(run: RunDetail, cursor: GuideFacts["cursor"]): boolean {
  return cursor !== undefined && cursor.run === run.run && cursor.step >= momentThatMatters(run);
}

/** The step at which a role changes; without one, the last. */
function momentThatMatters({ trace: { steps } }: RunDetail): number {
  return (steps.find((step) => changesOf(step).some(isRole)) ?? steps.at(-1))?.seq ?? 1;
}

/** Ids of the roles that a run took and granted. */
export function roleChanges({ trace }: RunDetail): {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
} {
  const changes = trace.steps.flatMap(changesOf).filter(isRole);
  return {
    lost: changes.filter(({ after }) => after === undefined).map(roleOf),
    gained: changes.filter(({ after }) => after !== undefined).map(roleOf),
  };
}

/** The joiner's logins to the application on the line that led to now, oldest first. */
export function storyRuns(entries: readonly HistoryEntry[]): readonly string[] {
  return entries
    .filter((entry) => entry.type === "action" && entry.onBranch)
    .filter((entry) => entry.type === "action" && isStory(entry.action))
    .map(({ id }) => id);
}

function isStory({ user, application }: { readonly type: string; readonly [member: string]: unknown }): boolean {
  return user === STORY.userName && application === STORY.application;
}

function accountOf({ applications }: PersonDetail): Account | undefined {
  return applications.find(({ application }) => application === STORY.application)?.account;
}

function changesOf(step: Step): readonly Change[] {
  return step.kind === "change" ? step.changes : [];
}

function isRole({ path }: Change): boolean {
  return path.startsWith("roles.");
}

function roleOf({ path }: Change): string {
  return path.slice("roles.".length);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
