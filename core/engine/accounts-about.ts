import type { Account } from "../accounts/account.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { accountsBefore } from "../simulation/accounts-before.ts";
import type { LoginAction } from "../simulation/action.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Trace } from "../trace/step.ts";
import { ownersIn } from "./account-owner.ts";

/**
 * The accounts that a login is about, as they were before it: those that its trace names. One that ended before the
 * application looked for an account names none: then it is about those that are linked to the person.
 */
export function accountsAbout(before: Workspace, action: LoginAction, trace: Trace): readonly Account[] {
  if (trace.steps.some(({ phase }) => phase === "match")) return accountsBefore(before, action, trace);
  const person = findUserByUserName(before.directory, action.user);
  const application = before.applications.find(({ id }) => id === action.application);
  if (person === undefined || application === undefined) return [];
  const ownerOf = ownersIn(before, application.id);
  return application.accounts.filter((account) => ownerOf(account)?.id === person.id);
}
