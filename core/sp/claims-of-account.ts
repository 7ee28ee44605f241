import { type Account, accountValue } from "../accounts/account.ts";
import { type Lookup, SUBJECT } from "../mapping/evaluate.ts";
import type { Application } from "./application.ts";

/**
 * An account's values in the place of a login's claims, for role rules without a login: a claim is what the mapping writes
 * as it came, under whatever name; else the attribute that is called the same.
 */
export function claimsOfAccount({ mappings }: Pick<Application, "mappings">, account: Account): Lookup {
  return (name) => {
    if (name === SUBJECT) return account.userName;
    const row = mappings.find(({ source }) => source.kind === "attribute" && source.attribute === name);
    return accountValue(account, row?.target ?? name);
  };
}
