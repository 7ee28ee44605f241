import { type Account, accountValue } from "../accounts/account.ts";
import type { AccountStore } from "../accounts/account-store.ts";
import { groupsByMember } from "../accounts/groups-by-member.ts";
import { findClash } from "../accounts/uniqueness.ts";
import { type AttributeValue, sameValue, valuesOf } from "../attribute-value.ts";
import { isSameValue } from "../scim/patch-difference.ts";
import { memberOf, type ScimObject } from "../scim/resource.ts";
import type { ScimResourceStore } from "../scim/resource-store.ts";
import { ScimError } from "../scim/scim-error.ts";
import type { ScimWatch } from "../scim/watch.ts";
import type { ScimStoreContext } from "./scim-context.ts";
import { findAccounts } from "./scim-find-users.ts";
import { applyScimRoles } from "./scim-roles.ts";
import { isUserNameExact, pathOfAttribute } from "./scim-shape.ts";
import { buildUser, changeAccount, makeAccount } from "./scim-user.ts";

/** The users of an application: its accounts, whoever made them. */
export function createUserStore(context: ScimStoreContext): ScimResourceStore {
  const { accounts, shape, writing } = context;
  const asUser = (account: Account): ScimObject => toUser(account, context);
  return {
    count: () => accounts.read().length,
    list: (start, end) => accounts.read().slice(start, end).map(asUser),
    find(id) {
      const account = accounts.find(id);
      return account === undefined ? undefined : asUser(account);
    },
    findEqual(path, value) {
      const found = findAccounts(path, value, context);
      return found === undefined ? undefined : { count: found.length, list: () => found.map(asUser) };
    },
    create(resource, watch) {
      const id = `acc-${Buffer.from(context.random.bytes(8)).toString("hex")}`;
      return asUser(keep(undefined, makeAccount(id, resource, shape, writing), resource, context, watch));
    },
    replace(id, resource, watch) {
      const before = findAccount(id, accounts);
      const wanted = changeAccount(before, asUser(before), resource, shape, writing);
      return asUser(keep(before, wanted, resource, context, watch));
    },
    remove(id, watch) {
      const before = findAccount(id, accounts);
      accounts.remove(id);
      leaveGroups(before, context, watch);
      context.changed(before, undefined);
    },
  };
}

/** Everything is checked before anything is written. */
function keep(
  before: Account | undefined,
  wanted: Account,
  resource: ScimObject,
  context: ScimStoreContext,
  watch: ScimWatch,
): Account {
  watch.check("SCIM_VALUES", () => checkLengths(before, wanted, context));
  watch.check("SCIM_UNIQUE", () => checkUnique(before, wanted, context));
  if (before?.active === false && wanted.active) watch.check("SCIM_REACTIVATION", () => checkReactivation(context));
  const after = applyScimRoles(wanted, resource, context, watch);
  if (memberOf(resource, "password") !== undefined) watch.note("A password came; the application keeps none.");
  if (after === before) return before;
  tellKept(before, after, watch);
  context.accounts.put(after);
  context.changed(before, after);
  return after;
}

/** @throws {ScimError} 400 `mutability`: the change does not go with the state that the account is in (RFC 7644, 3.12) */
function checkReactivation({ settings, application }: ScimStoreContext): void {
  if (settings.behaviour.refusesReactivation !== true) return;
  const detail = `\`active\` cannot become true again: ${application.name} does not activate an account that was deactivated.`;
  throw new ScimError(400, "mutability", detail);
}

/** What no attribute is bound to is in no change of the trace, which knows attributes only. */
function tellKept(before: Account | undefined, after: Account, watch: ScimWatch): void {
  const [was, is] = [before?.scim ?? {}, after.scim ?? {}];
  if (was === is) return;
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  const changed = [...names].filter((name) => !isSameValue(memberOf(was, name), memberOf(is, name)));
  if (changed.length === 0) return;
  const list = changed.map((name) => `\`${name}\``).join(", ");
  watch.note(`Kept beside the account, for no attribute is bound to it: ${list}.`);
}

function findAccount(id: string, accounts: AccountStore): Account {
  const account = accounts.find(id);
  if (account !== undefined) return account;
  throw new ScimError(404, undefined, `There is no User with the id \`${id.slice(0, 100)}\`.`);
}

function toUser(account: Account, { users, groups, shape, baseUrl }: ScimStoreContext): ScimObject {
  const present = groupsByMember(groups.read()).get(account.id) ?? [];
  const known = users.get(account);
  if (known !== undefined && isSameList(known.groups, present)) return known.user;
  const user = buildUser(account, present, shape, baseUrl);
  users.set(account, { groups: present, user });
  return user;
}

function isSameList<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** A value that was there before is not looked at again: whoever changes another value is not to blame for it. */
function isNew(before: Account | undefined, after: Account, name: string): boolean {
  return before === undefined || !sameValue(accountValue(before, name), accountValue(after, name));
}

function checkLengths(before: Account | undefined, after: Account, { application, shape }: ScimStoreContext): void {
  for (const { name, maxLength } of application.accountAttributes) {
    if (maxLength === undefined || !isNew(before, after, name)) continue;
    const long = valuesOf(accountValue(after, name)).find((value) => String(value).length > maxLength);
    if (long === undefined) continue;
    const detail = `\`${pathOfAttribute(shape, name)}\` has ${String(long).length} characters; the application takes at most ${maxLength}.`;
    throw new ScimError(400, "invalidValue", detail);
  }
}

/** RFC 7644, section 3.3: a value that only one may hold is refused with 409. */
function checkUnique(before: Account | undefined, after: Account, context: ScimStoreContext): void {
  const { settings, application, shape } = context;
  for (const name of uniqueNames(context)) {
    const value = accountValue(after, name) ?? null;
    if (!isNew(before, after, name)) continue;
    const clash = findClash(
      holdersOf(name, value, context),
      application.accountAttributes,
      [{ name, value }],
      after.id,
    );
    if (clash === undefined) continue;
    const scimType = settings.behaviour.plainConflicts === true ? undefined : "uniqueness";
    const detail = `\`${pathOfAttribute(shape, name)}\` is taken: the user ${clash.account.userName} has it.`;
    throw new ScimError(409, scimType, detail);
  }
}

function uniqueNames({ application }: ScimStoreContext): readonly string[] {
  const declared = application.accountAttributes.filter(({ name, unique }) => unique === true && name !== "userName");
  return ["userName", ...declared.map(({ name }) => name)];
}

function holdersOf(name: string, value: AttributeValue, context: ScimStoreContext): readonly Account[] {
  const holders = context.accounts.findEqual(name, value);
  if (name !== "userName" || !isUserNameExact(context.application, context.settings)) return holders;
  return holders.filter(({ userName }) => userName === value);
}

function leaveGroups({ id, userName }: Account, { groups, writing }: ScimStoreContext, watch: ScimWatch): void {
  const left = groupsByMember(groups.read()).get(id) ?? [];
  if (left.length === 0) return;
  const without = new Map(
    left.map((group) => {
      const members = group.members.filter((member) => member.id !== id);
      return [group, { ...group, members, changedAt: writing.at }];
    }),
  );
  groups.write(groups.read().map((group) => without.get(group) ?? group));
  watch.note(`${userName} was in ${left.map(({ displayName }) => displayName).join(", ")}, and is no longer.`);
}
