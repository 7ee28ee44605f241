import { methods } from "../contract/methods.ts";
import type { RunBase, RunDetail } from "../contract/results.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import type { LoginAction } from "../simulation/action.ts";
import type { LoginResult } from "../simulation/login.ts";
import type { HistoryEntry } from "../store/journal.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Outcome, Trace } from "../trace/step.ts";
import { accountsAbout } from "./accounts-about.ts";
import { findConnection, showConfiguration } from "./configuration.ts";
import type { UnsavedRun } from "./run-memory.ts";
import type { Session } from "./session.ts";

/** What a run is called: "Ada Lovelace → Slack-like". Whoever is not there any more goes by what the action says. */
export function titleOfRun(
  workspace: Workspace,
  action: { readonly type: string; readonly user?: unknown; readonly application?: unknown },
): string {
  const user = String(action.user ?? "");
  const name = findUserByUserName(workspace.directory, user)?.attributes.displayName;
  const application = workspace.applications.find(({ id }) => id === action.application);
  return `${typeof name === "string" && name !== "" ? name : user} → ${application?.name ?? String(action.application ?? "")}`;
}

/** A login that ran and was not saved, under an id of this session. */
export function buildUnsavedRun(
  session: Session,
  before: Workspace,
  action: LoginAction,
  { trace, outcome }: LoginResult,
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
    outcome: outcomeOf(trace, run),
    trace,
    accountsBefore: kept ?? (before === undefined ? [] : accountsAbout(before, action, trace)),
  };
}

/** The person and the application as they were when the run began, or as they are now where that is forgotten. */
function baseOf(session: Session, run: string, action: LoginAction): RunBase {
  const remembered = session.runs.before(run);
  const workspace = remembered ?? session.workspace;
  const person = findUserByUserName(workspace.directory, action.user);
  const application = workspace.applications.find(({ id }) => id === action.application);
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
function parseAction({ id, action }: ActionEntry): LoginAction {
  const { data } = methods["runs.login"].shape.action.safeParse(action);
  if (data !== undefined) return data;
  throw new RehearsalError("RUN_UNREADABLE", `The action of ${id} is not one that this program knows.`, {
    path: "run",
  });
}

function outcomeOf(trace: Trace, run: string): Outcome {
  const step = trace.steps.findLast((each) => each.kind === "outcome");
  if (step !== undefined) return step.outcome;
  throw new RehearsalError("RUN_UNREADABLE", `The trace of ${run} has no outcome.`, { path: "run" });
}
