import type { Account } from "../accounts/account.ts";
import { createAccountStore } from "../accounts/account-store.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { foldCase } from "../fold-case.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { asksForUniqueValue } from "../mapping/unique-value.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import { createTaken } from "../simulation/taken-values.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import type { CountedRow, RowValue } from "./row-evaluator.ts";

/** Tells whether a value is taken at one target. */
type IsTaken = (value: string) => boolean;

/** Who has a value at a target, by the accounts as they are; a person's own values are not taken. */
export function takenBy(workspace: Workspace, application: Application, target: string): (person: string) => IsTaken {
  const ownerOf = ownersIn(workspace, application.id);
  const accounts = createAccountStore(application.accounts);
  return (person) => {
    const isTakenAt = createTaken(application, accounts, (account: Account) => ownerOf(account)?.id === person);
    return (value) => isTakenAt(target, value);
  };
}

type Evaluate = (user: DirectoryUser, world: ExpressionWorld) => RowValue;

/**
 * Evaluates a row that asks for unique values as if everybody were given their account one after another: what the accounts
 * hold is taken, and so is what somebody before was given. Any other row is left as it is.
 */
export function withUniqueValues(
  workspace: Workspace,
  application: Application,
  row: CountedRow,
  evaluate: Evaluate,
): Evaluate {
  const { source } = row;
  if (!("target" in row) || source.kind === "groups" || !asksForUniqueValue(source)) return evaluate;
  const isTakenFor = takenBy(workspace, application, row.target);
  const given = new Set<string>();
  return (user, world) => {
    const isHeld = isTakenFor(user.id);
    const isTaken: IsTaken = (value) => given.has(foldCase(value)) || isHeld(value);
    const result = evaluate(user, { ...world, isTaken });
    if (typeof result.value === "string") given.add(foldCase(result.value));
    return result;
  };
}
