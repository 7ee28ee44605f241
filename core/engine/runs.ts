import type { Arguments, Method, OneChange } from "../contract/methods.ts";
import type { RunDetail } from "../contract/results.ts";
import { accountsBefore } from "../simulation/accounts-before.ts";
import type { LoginAction } from "../simulation/action.ts";
import { runLogin } from "../simulation/login.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { checkEdit } from "./check-edit.ts";
import { configurationEdit } from "./configuration.ts";
import type { EngineOptions, Handlers } from "./context.ts";
import { applyEdit } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { firstDifference } from "./first-difference.ts";
import { type PlannedPeople, savePeople } from "./people.ts";
import { buildUnsavedRun, readRun } from "./run-detail.ts";
import type { Session } from "./session.ts";

/** Actions that run, and what came of them. */
export const runHandlers: Handlers<Extract<Method, `runs.${string}`>> = {
  "runs.login": async ({ options, sessions }, { workspace, action }) => {
    const session = await sessions.open(workspace);
    return session.inTurn(() => login(session, action, options));
  },
  "runs.read": async ({ sessions }, { workspace, run }) => readRun(await sessions.open(workspace), run),
  "runs.again": async ({ options, sessions }, args) => again(await sessions.open(args.workspace), args, options),
};

async function login(session: Session, action: LoginAction, options: EngineOptions): Promise<RunDetail> {
  const before = session.workspace;
  const result = await runLogin(before, action);
  const { access } = session.store;
  if (access.kind === "readOnly") {
    const note = `Not saved: ${access.reason}.`;
    const run = buildUnsavedRun(session, before, action, result, { at: isoInstant(options.now()), note });
    session.runs.keep(run);
    session.runs.rememberBefore(run.run, before);
    return run;
  }
  const run = await session.commit({ ...result, action, before: accountsBefore(before, action, result.trace) });
  session.runs.rememberBefore(run, before);
  return readRun(session, run);
}

/** The same action once more from where the run began, with one change. Nothing is saved. */
async function again(
  session: Session,
  { run, change }: Arguments<"runs.again">,
  options: EngineOptions,
): Promise<RunDetail> {
  const original = await readRun(session, run);
  const remembered = session.runs.before(run);
  const before = remembered ?? session.workspace;
  const { edit, names } = changeFor(before, change);
  const { workspace } = applyEdit(before, edit.replacements);
  checkEdit(before, workspace, names ?? new Map());
  const action = actionFor(original.action, before, change);
  const result = await runLogin(workspace, action);
  const fork = { of: run, change: edit.what, firstDifference: firstDifference(original.trace, result.trace) };
  const note = remembered === undefined ? `${NOT_SAVED} ${FROM_PRESENT}` : NOT_SAVED;
  const detail = buildUnsavedRun(session, workspace, action, result, { at: isoInstant(options.now()), note, fork });
  session.runs.keep(detail);
  session.runs.rememberBefore(detail.run, workspace);
  return detail;
}

const NOT_SAVED = "Not saved: this is what the run would have been with one change.";
const FROM_PRESENT =
  "The workspace as it was before that run is not remembered any more, so this one began from how it is now: other things may differ too.";

function changeFor(before: Workspace, change: OneChange): PlannedEdit {
  if (change.kind === "configuration") return configurationEdit(before, change.configuration);
  const people: PlannedPeople = { people: [change.person], pathOf: () => "change.person" };
  return savePeople(before, people);
}

/** The person logs in under the name that the change gives them. */
function actionFor(action: LoginAction, before: Workspace, change: OneChange): LoginAction {
  if (change.kind === "configuration") return action;
  const was = before.directory.users.find(({ id }) => id === change.person.id);
  const isTheirs = was?.userName.toLowerCase() === action.user.toLowerCase();
  return isTheirs ? { ...action, user: change.person.userName } : action;
}
