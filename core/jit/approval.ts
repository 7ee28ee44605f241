import type { Account } from "../accounts/account.ts";
import { type ChangeReason, diffAccount } from "../accounts/changes.ts";
import { nearestName, RehearsalError } from "../errors.ts";
import type { Change } from "../trace/step.ts";

/** What somebody's decision on a held account came to. */
export interface ApprovalResult {
  readonly accounts: readonly Account[];
  readonly changes: readonly Change[];
}

/**
 * Lets an account that waits for approval be signed in to. `application` is the id of the application.
 * Throws `ACCOUNT_UNKNOWN`, and `ACCOUNT_NOT_HELD` where it does not wait.
 */
export function approveAccount(accounts: readonly Account[], accountId: string, application: string): ApprovalResult {
  const before = findHeld(accounts, accountId);
  const { held: _held, ...after } = before;
  return {
    accounts: accounts.map((account) => (account === before ? after : account)),
    changes: diffAccount(application, before, after, () => byHand("Somebody approved the account.")),
  };
}

/**
 * Removes an account that waits for approval. It is not just deactivated: a policy that reactivates at login would open
 * it again; as it is, the next login is held once more. Throws as {@link approveAccount} does.
 */
export function declineAccount(accounts: readonly Account[], accountId: string, application: string): ApprovalResult {
  const before = findHeld(accounts, accountId);
  return {
    accounts: accounts.filter((account) => account !== before),
    changes: diffAccount(application, before, undefined, () => byHand("Somebody declined the account.")),
  };
}

function byHand(why: string): ChangeReason {
  return { writer: "manual", why };
}

function findHeld(accounts: readonly Account[], accountId: string): Account {
  const account = accounts.find((entry) => entry.id === accountId);
  if (account === undefined) {
    const nearest = nearestName(
      accountId,
      accounts.map((entry) => entry.id),
    );
    const hint = nearest === undefined ? "" : `; did you mean \`${nearest}\`?`;
    throw new RehearsalError("ACCOUNT_UNKNOWN", `There is no account \`${accountId}\`${hint === "" ? "." : hint}`);
  }
  if (account.held !== true) {
    throw new RehearsalError("ACCOUNT_NOT_HELD", `The account ${account.userName} does not wait for approval.`);
  }
  return account;
}
