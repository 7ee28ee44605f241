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
  return writeValues(empty, from.values);
}

/** Writes values in order. A value that is there already keeps its provenance: nobody wrote it again. */
export function applyValues(account: Account, writes: readonly ValueWrite[]): Account {
  const changes = writes.filter((write) => isChange(account, write));
  return changes.length === 0 ? account : writeValues(account, changes);
}

/** Tells whether writing the value would change the account. */
export function isChange(account: Account, { name, value }: Pick<ValueWrite, "name" | "value">): boolean {
  const present = accountValue(account, name);
  return value === null ? valuesOf(present).length > 0 : !sameValue(present, value);
}

/** One copy for all of them. Made without spreading, for Node 20 adds members to a spread ten times as slowly. */
function writeValues(account: Account, writes: readonly ValueWrite[]): Account {
  const attributes = Object.assign({}, account.attributes);
  const copy: Account = { ...account, attributes, written: Object.assign({}, account.written) };
  for (const { name, value, written } of writes) {
    if (value === null) takeAway(copy, name, written.at);
    else setValue(copy, name, value, written);
  }
  return copy;
}

function setValue(copy: Account, name: string, value: NonNullable<AttributeValue>, written: Written): void {
  copy.written[name] = writtenOver(copy, name, value, written);
  if (name === "userName") copy.userName = String(value);
  else if (name === "active") copy.active = value === true;
  else copy.attributes[name] = isList(value) ? [...value] : value;
}

/** What is remembered of a value that one writer sets in the place of another's: two may go on like that for ever. */
function writtenOver(account: Account, name: string, value: AttributeValue, written: Written): Written {
  const present = Object.hasOwn(account.written, name) ? account.written[name] : undefined;
  const was = accountValue(account, name);
  if (present === undefined || was === undefined || present.writer === written.writer) return written;
  const { before, ...last } = present;
  const isBack = before?.writer === written.writer && sameValue(before.value, value);
  return { ...written, before: { ...last, value: was, turns: isBack ? before.turns + 1 : 1 } };
}

/** `userName` and `active` are part of every account and stay. */
function takeAway(copy: Account, name: string, at: string): void {
  if (!Object.hasOwn(copy.attributes, name)) return;
  const { [name]: _value, ...attributes } = copy.attributes;
  const { [name]: _written, ...written } = copy.written;
  Object.assign(copy, { attributes, written, changedAt: at });
}
