import type { Account } from "../accounts/account.ts";
import type { AccountStore } from "../accounts/account-store.ts";
import { allowedComparison, findByAttribute } from "../accounts/find-account.ts";
import type { RowWorld } from "../provisioning/map-user.ts";
import type { Application } from "../sp/application.ts";
import { attributeAt } from "../sp/write-account.ts";

/**
 * Tells whether an account of an application has a value at a row's target already: what `SelectUniqueValue` asks, for
 * whoever looks at the accounts themselves instead of sending requests. A target that is no attribute of the accounts is
 * nobody's.
 *
 * @param isOwn whether an account is the person's own, whose values are not taken
 */
export function createTaken(
  application: Application,
  { findEqual }: Pick<AccountStore, "findEqual">,
  isOwn: (account: Account) => boolean,
): NonNullable<RowWorld["isTakenAt"]> {
  return (target, value) => {
    const name = attributeAt(application, target);
    if (name === undefined) return false;
    const compare = allowedComparison(application.accountAttributes, name, "ignoreCase");
    return findByAttribute(findEqual(name, value), name, value, compare).some((account) => !isOwn(account));
  };
}
