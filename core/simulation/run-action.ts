import type { Account } from "../accounts/account.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { type DirectoryChange, describeDirectoryChange } from "../directory/directory-change.ts";
import type { Workspace } from "../store/workspace.ts";
import { readableInstant } from "../time.ts";
import type { Decision, Outcome, Trace } from "../trace/step.ts";
import type { Action, LoginAction } from "./action.ts";
import { changeAssignment } from "./assign.ts";
import type { CycleSummary } from "./cycle-summary.ts";
import { editAccount } from "./edit-account.ts";
import { happenToPerson, hrView } from "./hr-event.ts";
import { logInLocally } from "./local-login.ts";
import { runLogin } from "./login.ts";
import { logOut } from "./logout.ts";
import { setOutage } from "./outage.ts";
import { passTime } from "./pass-time.ts";
import { reconcile } from "./reconcile.ts";
import { ruleEverybody } from "./rule-groups.ts";
import { runCycleNow } from "./run-cycle.ts";
import { showName } from "./show-person.ts";
import { createStage, type Stage, type StageOptions } from "./stage.ts";

/** What came of an action. */
export interface ActionResult {
  /** The workspace afterwards; the one that was handed in is as it was. */
  readonly workspace: Workspace;
  readonly trace: Trace;
  readonly outcome: Outcome;
  /** Of a login: what just-in-time provisioning decided, and the account that it was about. */
  readonly decision?: Decision;
  readonly account?: Account;
}

/**
 * Runs one action. The same workspace and action give the same trace, byte for byte, at whatever pace.
 *
 * An action happens wholly or not at all: one that is given up at a rest of `options.pace` leaves nothing behind, time
 * that was to pass neither, with all that was due and done on the way.
 *
 * @throws {RehearsalError} LOGIN_…, ACTION_…, DIRECTORY_…: the wish makes no sense in this workspace, and nothing happened.
 * CANCELLED: it was given up, and nothing happened.
 */
export async function runAction(
  workspace: Workspace,
  action: Action,
  options: StageOptions = {},
): Promise<ActionResult> {
  if (action.type === "login") return runLogin(workspace, action);
  const stage = createStage(workspace, options);
  const { by, reason, problem, outcome: own } = await perform(stage, action);
  if (own !== undefined) return { ...stage.finish(), outcome: own };
  const outcome: Outcome = { result: "done", code: problem === undefined ? "DONE" : problem, reason, by };
  stage.record({
    kind: "outcome",
    from: by,
    to: by,
    phase: "session",
    status: problem === undefined ? "ok" : "warning",
    title: "Done",
    why: reason,
    outcome,
  });
  return { ...stage.finish(), outcome };
}

/** How an action ended, in one sentence. `problem`: a stable code where it went through, but not as it should. */
export interface Ending {
  readonly by: string;
  readonly reason: string;
  readonly problem?: string;
  /** Where a party has said already how it ended. */
  readonly outcome?: Outcome;
}

/** Carries out one action on a stage that others may be carried out on too. @throws {RehearsalError} as {@link runAction} */
export async function perform(stage: Stage, action: Exclude<Action, LoginAction>): Promise<Ending> {
  switch (action.type) {
    case "assign":
    case "unassign":
      await changeAssignment(stage, action);
      return { by: "administrator", reason: describeAssignment(action) };
    case "editAccount":
      editAccount(stage, action);
      return { by: "administrator", reason: `${action.account} was edited by hand in ${action.application}.` };
    case "cycle":
      return describeCycle(action.application, await runCycleNow(stage, action));
    case "passTime": {
      const events = await passTime(stage, action);
      const { idleCycles } = stage.tally();
      const idle = idleCycles === 0 ? "" : ` ${count(idleCycles, "cycle")} had nothing to do.`;
      const reason = `It is ${readableInstant(stage.now())}. ${count(events - idleCycles, "thing")} happened on the way.${idle}`;
      return { by: "clock", reason };
    }
    case "outage":
      return { by: "clock", reason: setOutage(stage, action) };
    case "localLogin":
      return logInLocally(stage, action);
    case "logout":
      return logOut(stage, action);
    case "reconcile":
      return reconcile(stage, action);
    case "applyGroupRules":
      return { by: `idp:${action.identityProvider}`, reason: await ruleEverybody(stage, action) };
    default:
      return { by: "hr", reason: await carryOutChange(stage, action) };
  }
}

/** Gives what happened in one sentence, by the name that the person had before. */
async function carryOutChange(stage: Stage, change: DirectoryChange): Promise<string> {
  const name = nameOf(stage.read(), change);
  await happenToPerson(stage, change);
  return `${describeDirectoryChange(change, name)}.`;
}

function nameOf(workspace: Workspace, change: DirectoryChange): string {
  if (change.type === "hire") return showName(change);
  const person = findUserByUserName(hrView(workspace), change.user);
  return person === undefined ? change.user : showName(person);
}

function describeAssignment({
  type,
  user,
  group,
  application,
  appRole,
}: Extract<Action, { type: "assign" | "unassign" }>) {
  const whom = user ?? `the group ${group ?? ""}`;
  return `${whom} is ${type === "assign" ? "assigned to" : "no longer assigned to"} ${application}${appRole === undefined ? "" : ` as ${appRole}`}.`;
}

function describeCycle(application: string, summary: CycleSummary): Ending {
  const { changed, failed, skipped, unchanged, problem } = summary;
  const counts = `${changed} changed, ${failed} failed, ${skipped} passed over, ${unchanged} unchanged`;
  const reason = `${application}: ${counts}.${problem === undefined ? "" : ` ${problem}`}`;
  const by = `app:${application}`;
  if (problem !== undefined) return { by, reason, problem: "CYCLE_QUARANTINE" };
  return failed === 0 ? { by, reason } : { by, reason, problem: "CYCLE_FAILURES" };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
