import type { Account } from "../accounts/account.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Trace } from "../trace/step.ts";
import type { LoginAction } from "./action.ts";

/** The accounts of the application that a login is about, as they are in the workspace before it. */
export function accountsBefore(before: Workspace, action: LoginAction, trace: Trace): readonly Account[] {
  const meant = new Set(trace.steps.flatMap(accountsMeant));
  const application = before.applications.find(({ id }) => id === action.application);
  return application?.accounts.filter(({ id }) => meant.has(id)) ?? [];
}

function accountsMeant(step: Trace["steps"][number]): readonly string[] {
  switch (step.kind) {
    case "change":
      return step.changes.map(({ account }) => account);
    case "decision":
      return step.decision.account === undefined ? [] : [step.decision.account];
    case "outcome":
      return step.outcome.account === undefined ? [] : [step.outcome.account];
    default:
      return [];
  }
}
