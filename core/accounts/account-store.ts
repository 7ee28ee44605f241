import { type AttributeValue, sameValue, valuesOf } from "../attribute-value.ts";
import { foldCase } from "../fold-case.ts";
import { type Account, accountValue } from "./account.ts";

/**
 * The accounts of an application at work: read and replaced as a whole, as just-in-time provisioning does, or one by one
 * with an index, as a SCIM server does. Both see the same accounts at any moment. Finding and writing one costs the same
 * however many there are; the first `read` after a write makes the list anew.
 */
export interface AccountStore {
  /** All of them, in the order they were made; the very same list until something is written. */
  read(): readonly Account[];
  /** Replaces all of them. */
  write(next: readonly Account[]): void;
  find(id: string): Account | undefined;
  /**
   * Those that hold the value, or one of several, without regard to case.
   *
   * @param by the name of an attribute, or what reads the values: one and the same function each time, for each has an index
   */
  findEqual(by: string | AccountReader, value: AttributeValue): readonly Account[];
  /** In its place where it was there before, else at the end. */
  put(account: Account): void;
  remove(id: string): void;
}

/** Reads something of an account by which it is found. Gives the same for the same account. */
export type AccountReader = (account: Account) => AttributeValue | undefined;

/** A store in memory. An index of an attribute is made when it is first asked for. */
export function createAccountStore(initial: readonly Account[]): AccountStore {
  let list: readonly Account[] | undefined = initial;
  let byId: Map<string, Account> | undefined;
  const indexes = new Map<string | AccountReader, Index>();

  const known = (): Map<string, Account> => {
    byId ??= new Map((list ?? []).map((account) => [account.id, account]));
    return byId;
  };
  const indexOf = (by: string | AccountReader): Index => {
    const present = indexes.get(by);
    if (present !== undefined) return present;
    const read: AccountReader = typeof by === "string" ? (account) => accountValue(account, by) : by;
    const made = createIndex(read, known().values());
    indexes.set(by, made);
    return made;
  };
  return {
    read() {
      list ??= [...known().values()];
      return list;
    },
    write(next) {
      if (next === list) return;
      list = next;
      byId = undefined;
      indexes.clear();
    },
    find: (id) => known().get(id),
    findEqual: (by, value) => Array.from(indexOf(by).find(value), (id) => known().get(id)).filter(isThere),
    put(account) {
      const before = known().get(account.id);
      known().set(account.id, account);
      for (const index of indexes.values()) index.replace(before, account);
      list = undefined;
    },
    remove(id) {
      const before = known().get(id);
      if (before === undefined) return;
      known().delete(id);
      for (const index of indexes.values()) index.replace(before, undefined);
      list = undefined;
    },
  };
}

/** The ids of the accounts by the values that are read of them, folded. */
interface Index {
  find(value: AttributeValue): Iterable<string>;
  /** One account as it was and as it is: undefined where it was not there, or is no longer. */
  replace(before: Account | undefined, after: Account | undefined): void;
}

function createIndex(read: AccountReader, accounts: Iterable<Account>): Index {
  const ids = new Map<string, Set<string>>();
  const add = (key: string, id: string): void => {
    const present = ids.get(key);
    if (present === undefined) ids.set(key, new Set([id]));
    else present.add(id);
  };
  const remove = (key: string, id: string): void => {
    const present = ids.get(key);
    present?.delete(id);
    if (present?.size === 0) ids.delete(key);
  };
  const readFrom = (account: Account | undefined) => (account === undefined ? undefined : read(account));
  const index: Index = {
    find(value) {
      const [key, ...others] = keysOf(value);
      const found = (key === undefined ? undefined : ids.get(key)) ?? NOBODY;
      return others.length === 0 ? found : new Set([...found, ...others.flatMap((each) => [...(ids.get(each) ?? [])])]);
    },
    replace(before, after) {
      const [was, is] = [readFrom(before), readFrom(after)];
      // Most writes are about other attributes.
      if (sameValue(was, is)) return;
      if (before !== undefined) for (const key of keysOf(was)) remove(key, before.id);
      if (after !== undefined) for (const key of keysOf(is)) add(key, after.id);
    },
  };
  for (const account of accounts) index.replace(undefined, account);
  return index;
}

const NOBODY: ReadonlySet<string> = new Set();

function isThere(account: Account | undefined): account is Account {
  return account !== undefined;
}

/** An empty text is no value to find anybody by. */
function keysOf(value: AttributeValue | undefined): readonly string[] {
  return valuesOf(value).flatMap((each) => (each === "" ? [] : [foldCase(String(each))]));
}
