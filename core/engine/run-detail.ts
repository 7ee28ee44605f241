import { z } from "zod";
import type { RunAction, RunBase, RunDetail } from "../contract/results.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import { actionSchema } from "../simulation/action.ts";
import { dueActionSchema } from "../simulation/due-action.ts";
import { liveActionSchema } from "../simulation/live-action.ts";
import type { ActionResult } from "../simulation/run-action.ts";
import { showName } from "../simulation/show-person.ts";
import { describeAction, type RecordedAction } from "../store/describe-action.ts";
import type { HistoryEntry } from "../store/journal.ts";
import type { RecordedOutcome } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Outcome, Trace } from "../trace/step.ts";
import { accountsAbout } from "./accounts-about.ts";
import { findConnection, showConfiguration } from "./configuration.ts";
import type { UnsavedRun } from "./run-memory.ts";
import { runWord } from "./run-word.ts";
import type { Session } from "./session.ts";

/** What a run is called: "Ada Lovelace → Slack-like". Whoever is not there any more goes by what the action says. */
export function titleOfRun(workspace: Workspace, action: RunAction | RecordedAction): string {
  const { directory, applications, identityProviders } = workspace;
  return describeAction(
    { ...action },
    {
      person(userName) {
        const person = findUserByUserName(directory, userName);
        return person === undefined ? userName : showName(person);
      },
      application: (id) => [...applications, ...identityProviders].find((each) => each.id === id)?.name ?? id,
      group: (id) => directory.groups.find((each) => each.id === id)?.name ?? id,
      run: (id) => runWord(workspace, id),
    },
  );
}

/** An action that ran and was not saved, under an id of this session. */
export function buildUnsavedRun(
  session: Session,
  before: Workspace,
  action: RunAction,
  { trace, outcome }: Pick<ActionResult, "trace" | "outcome">,
  about: { readonly at: string; readonly note?: string; readonly fork?: RunDetail["fork"] },
): UnsavedRun {
  const { at, note, fork } = about;
  return {
    run: session.runs.nextId(),
    saved: false,
    ...(note === undefined ? {} : { note }),
    at,
    title: titleOfRun(before, action),
    action,
    outcome,
    trace,
    accountsBefore: accountsAbout(before, action, trace),
    ...(fork === undefined ? {} : { fork }),
  };
}

/**
 * A run by its id: one that was saved, or one of this session that was not.
 * @throws RehearsalError `RUN_UNKNOWN`, and what reading its trace throws
 */
export async function readRun(session: Session, run: string): Promise<RunDetail> {
  const detail = session.runs.unsaved(run) ?? (await readSavedRun(session, run));
  return { ...detail, base: baseOf(session, run, detail.action) };
}

async function readSavedRun(session: Session, run: string): Promise<Omit<RunDetail, "base">> {
  const actions = session.store.history().filter(isAction);
  const index = actions.findIndex(({ id }) => id === run);
  const entry = actions[index];
  if (entry === undefined) throw unknownRun(run);
  const trace = await session.store.readTrace(run);
  const action = parseAction(entry);
  const kept = await session.store.readAccountsBefore(run);
  const before = session.runs.before(run);
  return {
    run,
    number: index + 1,
    saved: true,
    ...(kept === undefined && before === undefined ? { note: BEFORE_UNKNOWN } : {}),
    at: entry.at,
    title: titleOfRun(session.workspace, action),
    action,
    outcome: action.type === "live" ? recordedOutcome(entry.outcome) : outcomeOf(trace, run),
    trace,
    accountsBefore: kept ?? (before === undefined ? [] : accountsAbout(before, action, trace)),
  };
}

/** The person and the application, where the action is about one, as they were when the run began, or as they are now where that is forgotten. */
function baseOf(session: Session, run: string, action: RunAction): RunBase {
  const remembered = session.runs.before(run);
  const workspace = remembered ?? session.workspace;
  const person = "user" in action ? findUserByUserName(workspace.directory, action.user ?? "") : undefined;
  const named = "application" in action ? action.application : undefined;
  const application = workspace.applications.find(({ id }) => id === named);
  const isConnected = application !== undefined && findConnection(workspace, application) !== undefined;
  return {
    remembered: remembered !== undefined,
    ...(person === undefined ? {} : { person }),
    ...(isConnected ? { configuration: showConfiguration(workspace, application.id).configuration } : {}),
  };
}

const BEFORE_UNKNOWN =
  "How the account looked before this run was not kept with it: only what the run itself changed is shown.";

type ActionEntry = Extract<HistoryEntry, { readonly type: "action" }>;

function isAction(entry: HistoryEntry): entry is ActionEntry {
  return entry.type === "action";
}

function unknownRun(run: string): RehearsalError {
  const message = `There is no run ${JSON.stringify(run)} here. A run that was not saved is gone once the program ends.`;
  return new RehearsalError("RUN_UNKNOWN", message, { path: "run" });
}

/** The action of a record: a journal may come from anywhere. */
function parseAction({ id, action }: ActionEntry): RunAction {
  const { data } = z.union([actionSchema, liveActionSchema, dueActionSchema]).safeParse(action);
  if (data !== undefined) return data;
  throw new RehearsalError("RUN_UNREADABLE", `The action of ${id} is not one that this program knows.`, {
    path: "run",
  });
}

/** Of a request from outside its record says how it ended: no party needs to say so. */
export function recordedOutcome(outcome: RecordedOutcome): Outcome {
  const result = outcome.result === "signedIn" || outcome.result === "done" ? outcome.result : "refused";
  return { ...outcome, result };
}

function outcomeOf(trace: Trace, run: string): Outcome {
  const step = trace.steps.findLast((each) => each.kind === "outcome");
  if (step !== undefined) return step.outcome;
  throw new RehearsalError("RUN_UNREADABLE", `The trace of ${run} has no outcome.`, { path: "run" });
}
