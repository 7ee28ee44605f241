import { type AttributeValue, isList, type Scalar, valuesOf } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import { type Account, type AccountAttribute, accountValue } from "./account.ts";
import { isLinkOf, type SubjectKey } from "./identity-link.ts";

/** How two values are compared. */
export type Comparison = "exact" | "ignoreCase";

/** The accounts that are linked to this subject: one at most, unless somebody edited links by hand. */
export function findByLink(accounts: readonly Account[], key: SubjectKey): readonly Account[] {
  return accounts.filter((account) => account.links.some((link) => isLinkOf(link, key)));
}

/**
 * The accounts that hold this value in this attribute, in the order of the store, deactivated and held ones too. Of
 * several values on either side, one in common is enough. An empty text is no value to find anybody by.
 */
export function findByAttribute(
  accounts: readonly Account[],
  name: string,
  value: AttributeValue | undefined,
  compare: Comparison,
): readonly Account[] {
  const wanted = new Set(valuesOf(value).flatMap((entry) => (entry === "" ? [] : fold(entry, compare))));
  if (wanted.size === 0) return [];
  return accounts.filter((account) => holdsAny(accountValue(account, name), wanted, compare));
}

/**
 * The comparison that an attribute allows: where values that differ only by case are different values, ignoring case
 * would take one person for another. An attribute that is not declared, such as `userName`, does not mind.
 */
export function allowedComparison(attributes: readonly AccountAttribute[], name: string, wish: Comparison): Comparison {
  const caseExact = attributes.find((attribute) => attribute.name === name)?.caseExact === true;
  return caseExact ? "exact" : wish;
}

function holdsAny(value: AttributeValue | undefined, wanted: ReadonlySet<string>, compare: Comparison): boolean {
  if (value === undefined || value === null) return false;
  if (isList(value)) return value.some((entry) => wanted.has(fold(entry, compare)));
  return wanted.has(fold(value, compare));
}

function fold(value: Scalar, compare: Comparison): string {
  return compare === "ignoreCase" ? foldCase(String(value)) : String(value);
}
