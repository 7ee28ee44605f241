import type { AttributeValue } from "../attribute-value.ts";
import type { Account, AccountAttribute } from "./account.ts";
import { allowedComparison, findByAttribute } from "./find-account.ts";

/** A value that another account holds already, though no two may. */
export interface Clash {
  readonly attribute: string;
  readonly value: AttributeValue;
  /** The account that holds it. */
  readonly account: Account;
}

/** A value about to be written. */
export interface WantedValue {
  readonly name: string;
  readonly value: AttributeValue;
}

/**
 * The first value that another account holds already, among those about to be written; undefined where all are free.
 * `userName` is always unique. Case is ignored unless the attribute is case-exact. `self` is the account itself.
 */
export function findClash(
  accounts: readonly Account[],
  attributes: readonly AccountAttribute[],
  wanted: readonly WantedValue[],
  self?: string,
): Clash | undefined {
  for (const { name, value } of wanted) {
    if (!isUnique(attributes, name)) continue;
    const compare = allowedComparison(attributes, name, "ignoreCase");
    const account = findByAttribute(accounts, name, value, compare).find((entry) => entry.id !== self);
    if (account !== undefined) return { attribute: name, value, account };
  }
  return undefined;
}

function isUnique(attributes: readonly AccountAttribute[], name: string): boolean {
  return name === "userName" || attributes.some((attribute) => attribute.name === name && attribute.unique === true);
}
