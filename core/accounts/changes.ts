import { type AttributeValue, sameValue } from "../attribute-value.ts";
import type { Change } from "../trace/step.ts";
import type { Account, RoleGrant, Writer } from "./account.ts";
import { describeLink } from "./identity-link.ts";

/** Who changed a value, and why. */
export interface ChangeReason {
  readonly writer: Writer;
  readonly why: string;
  /** Id of the mapping row or rule that caused it. */
  readonly cause?: string;
}

/** The values of an account by the paths of {@link Change}: `userName`, `attributes.email`, `roles.admin`, `links`. */
export type AccountValuesByPath = ReadonlyMap<string, AttributeValue>;

/**
 * What differs between an account before and after, one change per path. `before` undefined: the account is made,
 * which is one change at `account` and one for each value it starts with. `after` undefined: it is removed, which is
 * the one change. A role that is held is `true`; links are listed in words. Sign-in times are no changes.
 */
export function diffAccount(
  application: string,
  before: Account | undefined,
  after: Account | undefined,
  reasonFor: (path: string) => ChangeReason,
): readonly Change[] {
  const account = after?.id ?? before?.id ?? "";
  const changes: Change[] = [];
  const add = (path: string, was: AttributeValue | undefined, is: AttributeValue | undefined): void => {
    changes.push(buildChange({ application, account, path, was, is }, reasonFor(path)));
  };
  if (after === undefined) {
    if (before !== undefined) add("account", before.userName, undefined);
    return changes;
  }
  if (before === undefined) add("account", undefined, after.userName);
  const [was, is] = [valuesByPath(before), valuesByPath(after)];
  for (const [path, value] of was) if (!sameValue(value, is.get(path))) add(path, value, is.get(path));
  for (const [path, value] of is) if (!was.has(path)) add(path, undefined, value);
  return changes;
}

interface ChangedValue {
  readonly application: string;
  readonly account: string;
  readonly path: string;
  readonly was: AttributeValue | undefined;
  readonly is: AttributeValue | undefined;
}

/** Written member by member: a SCIM request makes a dozen of these, and spreading is slow. */
function buildChange({ application, account, path, was, is }: ChangedValue, reason: ChangeReason): Change {
  const { writer, why, cause } = reason;
  const change: { -readonly [Member in keyof Change]: Change[Member] } = { application, account, path, writer, why };
  if (was !== undefined) change.before = was;
  if (is !== undefined) change.after = is;
  if (cause !== undefined) change.cause = cause;
  return change;
}

/** The account as it looks through the paths of its changes; empty where there is no account. */
export function valuesByPath(account: Account | undefined): AccountValuesByPath {
  const values = new Map<string, AttributeValue>();
  if (account === undefined) return values;
  values.set("userName", account.userName).set("active", account.active);
  if (account.held === true) values.set("held", true);
  for (const [name, value] of Object.entries(account.attributes)) values.set(`attributes.${name}`, value);
  for (const { role } of account.roles) values.set(`roles.${role}`, true);
  if (account.links.length > 0) values.set("links", account.links.map(describeLink));
  return values;
}

/** Plays changes of one account onto its values: how the account looked at a later step of a trace. */
export function applyChanges(values: AccountValuesByPath, changes: readonly Change[]): AccountValuesByPath {
  const next = new Map(values);
  for (const { path, after } of changes) {
    if (path === "account" && after === undefined) next.clear();
    else if (path !== "account" && after === undefined) next.delete(path);
    else if (path !== "account" && after !== undefined) next.set(path, after);
  }
  return next;
}

/**
 * The reason that the account itself remembers for a value that stands in it, by its path; undefined for what it keeps
 * no provenance of: links, `held`, and whatever was taken away.
 */
export function recordedReason(account: Account, path: string): ChangeReason | undefined {
  const grant = path.startsWith("roles.") ? findGrant(account, path.slice("roles.".length)) : undefined;
  if (grant !== undefined) return reasonOf(grant);
  const name = path.startsWith("attributes.") ? path.slice("attributes.".length) : path;
  const written = Object.hasOwn(account.written, name) ? account.written[name] : undefined;
  return written === undefined ? undefined : reasonOf(written);
}

/** The grant of this role, if the account holds it. */
export function findGrant(account: Account, role: string): RoleGrant | undefined {
  return account.roles.find((grant) => grant.role === role);
}

function reasonOf({ writer, why, cause }: ChangeReason): ChangeReason {
  return { writer, why, ...(cause === undefined ? {} : { cause }) };
}
