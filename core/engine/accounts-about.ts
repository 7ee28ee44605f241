import type { RunAction } from "../contract/results.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import { accountsBefore } from "../simulation/accounts-before.ts";
import type { AccountBefore } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Trace } from "../trace/step.ts";

/**
 * The accounts that an action is about, as they were before it: those that its trace names. A login that ended before the
 * application looked for an account names none: then it is about those that are linked to the person.
 */
export function accountsAbout(before: Workspace, action: RunAction, trace: Trace): readonly AccountBefore[] {
  if (action.type !== "login" || trace.steps.some(({ phase }) => phase === "match"))
    return accountsBefore(before, action, trace);
  const person = findUserByUserName(before.directory, action.user);
  const application = before.applications.find(({ id }) => id === action.application);
  if (person === undefined || application === undefined) return [];
  const ownerOf = ownersIn(before, application.id);
  return application.accounts
    .filter((account) => ownerOf(account)?.id === person.id)
    .map((account) => ({ application: application.id, account }));
}
