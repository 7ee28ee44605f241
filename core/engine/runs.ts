import type { Arguments, Configuration, Method, OneChange } from "../contract/methods.ts";
import { changeAttributeOf, changeSettingOf, type SettingChange } from "../contract/one-change.ts";
import type { RunDetail } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import { jitPolicySchema } from "../jit/policy.ts";
import { describeMember } from "../jit/sentences.ts";
import type { Action } from "../simulation/action.ts";
import { runLogin } from "../simulation/login.ts";
import { type ActionResult, runAction } from "../simulation/run-action.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { accountsAbout } from "./accounts-about.ts";
import { checkEdit } from "./check-edit.ts";
import { configurationEdit, showConfiguration } from "./configuration.ts";
import type { CallContext, EngineOptions, Handlers } from "./context.ts";
import { applyEdit } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { firstDifference } from "./first-difference.ts";
import { createPace } from "./pace.ts";
import { findPerson, savePeople } from "./people.ts";
import { buildUnsavedRun, readRun } from "./run-detail.ts";
import type { UnsavedRun } from "./run-memory.ts";
import { runForPerson } from "./run-person.ts";
import type { Session } from "./session.ts";

/** Actions that run, and what came of them. */
export const runHandlers: Handlers<Extract<Method, `runs.${string}`>> = {
  "runs.login": async (context, { workspace, action }) => run(context, await context.sessions.open(workspace), action),
  "runs.act": async (context, { workspace, action }) => run(context, await context.sessions.open(workspace), action),

  "runs.read": async ({ sessions }, { workspace, run }) => readRun(await sessions.open(workspace), run),
  "runs.person": async (context, args) => runForPerson(context, await context.sessions.open(args.workspace), args),
  "runs.again": async ({ options, sessions }, args) => again(await sessions.open(args.workspace), args, options),
};

/** When its turn has come. One that is given up before it is saved leaves the workspace as it was. */
function run(context: CallContext, session: Session, action: Action): Promise<RunDetail> {
  return session.change(async () => {
    context.checkCancelled();
    const before = session.workspace;
    const result = await runAction(before, action, { pace: createPace(context) });
    context.checkCancelled();
    return save(session, action, { before, result }, context.options);
  });
}

/** Keeps a run: in the workspace, or where nothing can be saved there, for as long as the session lasts. */
async function save(
  session: Session,
  action: Action,
  { before, result }: { readonly before: Workspace; readonly result: ActionResult },
  options: EngineOptions,
): Promise<RunDetail> {
  const { access } = session.store;
  if (access.kind === "readOnly") {
    const note = `Not saved: ${access.reason}.`;
    const unsaved = buildUnsavedRun(session, before, action, result, { at: isoInstant(options.now()), note });
    return keep(session, unsaved, before);
  }
  const id = await session.commit({ ...result, action, before: accountsAbout(before, action, result.trace) });
  session.runs.rememberBefore(id, before);
  return readRun(session, id);
}

/** The same login once more from where the run began, with one change. Nothing is saved. */
async function again(
  session: Session,
  { run, change }: Arguments<"runs.again">,
  options: EngineOptions,
): Promise<RunDetail> {
  const original = await readRun(session, run);
  const { action } = original;
  if (action.type !== "login") throw notALogin(run);
  const remembered = session.runs.before(run);
  const before = remembered ?? session.workspace;
  const { edit, names } = changeFor(before, change);
  const { workspace } = applyEdit(before, edit.replacements);
  checkEdit(before, workspace, names ?? new Map());
  const result = await runLogin(workspace, action);
  const fork = { of: run, change: edit.what, firstDifference: firstDifference(original.trace, result.trace) };
  const note = remembered === undefined ? `${NOT_SAVED} ${FROM_PRESENT}` : NOT_SAVED;
  const about = { at: isoInstant(options.now()), note, fork };
  return keep(session, buildUnsavedRun(session, workspace, action, result, about), workspace);
}

/** Keeps a run that is not saved, with where it began, for as long as the session lasts. */
function keep(session: Session, run: UnsavedRun, before: Workspace): Promise<RunDetail> {
  session.runs.keep(run);
  session.runs.rememberBefore(run.run, before);
  return readRun(session, run.run);
}

function notALogin(run: string): RehearsalError {
  const message = `Only a login is run again with one change; ${run} is none. Go back to a moment before it, and let it happen there.`;
  return new RehearsalError("RUN_NOT_A_LOGIN", message, { path: "run" });
}

const NOT_SAVED = "Not saved: this is what the run would have been with one change.";
const FROM_PRESENT =
  "The workspace as it was before that run is not remembered any more, so this one began from how it is now: other things may differ too.";

/**
 * The edit that is the one change and nothing else.
 * @throws RehearsalError `PERSON_UNKNOWN`, `APPLICATION_UNKNOWN`, `ROLE_RULE_UNKNOWN`, `EDIT_INVALID`
 */
function changeFor(before: Workspace, change: OneChange): PlannedEdit {
  if (change.kind !== "attribute") {
    const configuration = settingChanged(before, change);
    const { edit, names = new Map() } = configurationEdit(before, configuration);
    return { edit: { ...edit, what: describeSetting(configuration, change) }, names };
  }
  const person = changeAttributeOf(findPerson(before, change.person, "change.person"), change);
  return savePeople(before, { people: [person], pathOf: () => "change" });
}

/** "Expenses: When a login arrives and no account matches: refuse." A role rule goes by the name of its role. */
function describeSetting({ application }: Configuration, change: SettingChange): string {
  const { name, jit, roles, roleRules } = application;
  if (change.kind === "policy") return `${name}: ${describeMember(jit, change.member).text}`;
  const role = roleRules.find(({ id }) => id === change.rule)?.role;
  const called = roles.find(({ id }) => id === role)?.name ?? change.rule;
  return `${name}: the role rule for ${called} compares with ${JSON.stringify(change.value)}`;
}

function settingChanged(before: Workspace, change: SettingChange): Configuration {
  const { configuration } = showConfiguration(before, change.application);
  const changed = changeSettingOf(configuration, change);
  if (changed === undefined) throw noSuchRule(change, configuration);
  if (jitPolicySchema.safeParse(changed.application.jit).success) return changed;
  const message = `Found ${JSON.stringify(change.value)}, which the policy does not know here.`;
  throw new RehearsalError("EDIT_INVALID", message, { path: "change.value" });
}

function noSuchRule(change: SettingChange, { application }: Configuration): RehearsalError {
  const rule = change.kind === "roleRule" ? JSON.stringify(change.rule) : "";
  const message = `${application.name} had no role rule ${rule} with a value when the run began.`;
  return new RehearsalError("ROLE_RULE_UNKNOWN", message, { path: "change.rule" });
}
