import { type AttributeValue, isList, sameValue, valuesOf } from "../attribute-value.ts";
import { type Account, accountValue, type IdentityLink, type RoleGrant, type Written } from "./account.ts";

/** A value to write, and who writes it and why. `null` takes the value away. */
export interface ValueWrite {
  /** `userName`, `active` or an attribute. */
  readonly name: string;
  readonly value: AttributeValue;
  readonly written: Written;
}

/** What a new account starts with. */
export interface NewAccount {
  readonly id: string;
  readonly userName: string;
  /** When it is made, as an ISO instant. */
  readonly at: string;
  /** Who made it, and why: the provenance of `userName` and `active`, unless `values` says otherwise. */
  readonly written: Written;
  readonly values: readonly ValueWrite[];
  readonly roles: readonly RoleGrant[];
  readonly links: readonly IdentityLink[];
  /** True: nobody signs in to it until somebody approves it. */
  readonly held: boolean;
}

/** Makes an account; active unless `values` says otherwise. */
export function buildAccount(from: NewAccount): Account {
  const empty: Account = {
    id: from.id,
    userName: from.userName,
    active: true,
    ...(from.held ? { held: true } : {}),
    attributes: {},
    roles: [...from.roles],
    links: [...from.links],
    written: { userName: from.written, active: from.written },
    createdAt: from.at,
  };
  return from.values.reduce(applyValue, empty);
}

/** Writes values in order. A value that is there already keeps its provenance: nobody wrote it again. */
export function applyValues(account: Account, writes: readonly ValueWrite[]): Account {
  return writes.filter((write) => isChange(account, write)).reduce(applyValue, account);
}

/** Tells whether writing the value would change the account. */
export function isChange(account: Account, { name, value }: Pick<ValueWrite, "name" | "value">): boolean {
  const present = accountValue(account, name);
  return value === null ? valuesOf(present).length > 0 : !sameValue(present, value);
}

function applyValue(account: Account, { name, value, written }: ValueWrite): Account {
  if (value === null) return withoutAttribute(account, name);
  const provenance = { ...account.written, [name]: written };
  if (name === "userName") return { ...account, userName: String(value), written: provenance };
  if (name === "active") return { ...account, active: value === true, written: provenance };
  const kept = isList(value) ? [...value] : value;
  return { ...account, attributes: { ...account.attributes, [name]: kept }, written: provenance };
}

/** `userName` and `active` are part of every account and stay. */
function withoutAttribute(account: Account, name: string): Account {
  if (name === "userName" || name === "active") return account;
  const { [name]: _value, ...attributes } = account.attributes;
  const { [name]: _written, ...written } = account.written;
  return { ...account, attributes, written };
}
