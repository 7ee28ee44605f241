import type { Account, OverwrittenRole, RoleGrant, RoleTaken, Writer } from "./account.ts";

/** A role that a writer wants an account to hold, and what gives it. */
export interface WantedRole {
  readonly role: string;
  /** Id of what gives it: a rule, a group, a list. */
  readonly cause: string;
  readonly why: string;
}

/**
 * The account with the roles that one writer gives it. What this writer granted and nothing gives any more ends; what others
 * granted stays. A grant keeps its time while what gave it still does; with another cause it is a new one. The very same
 * account where nothing differs.
 *
 * @param at an ISO instant
 */
export function grantRoles(
  account: Account,
  wanted: readonly WantedRole[],
  { writer, at }: { readonly writer: Writer; readonly at: string },
): Account {
  const stays = account.roles.filter(
    (grant) =>
      grant.writer !== writer || wanted.some(({ role, cause }) => role === grant.role && cause === grant.cause),
  );
  const held = new Set(stays.map(({ role }) => role));
  const granted: RoleGrant[] = [];
  for (const { role, cause, why } of wanted) {
    if (held.has(role)) continue;
    held.add(role);
    granted.push({ role, writer, at, why, cause });
  }
  if (granted.length === 0 && stays.length === account.roles.length) return account;
  return withRoles(account, [...stays, ...granted], () => ({ writer, at, why: "Nothing gives it any more." }));
}

/**
 * The account with exactly these roles, those that stay as they are. Who grants a role that somebody else took away is remembered, and the other way
 * round: two writers may go on like that for ever.
 *
 * @param takenBy who takes away a role that is not among them
 */
export function withRoles(
  account: Account,
  roles: readonly RoleGrant[],
  takenBy: (grant: RoleGrant) => RoleTaken,
): Account {
  const held = new Set(roles.map(({ role }) => role));
  const had = new Set(account.roles.map(({ role }) => role));
  const taken = new Map(Object.entries(account.rolesTaken ?? {}).filter(([role]) => !held.has(role)));
  for (const grant of account.roles) {
    if (held.has(grant.role)) continue;
    const end = takenBy(grant);
    if (end.writer !== grant.writer) taken.set(grant.role, takenFrom(grant, end));
  }
  const next = roles.map((grant) => (had.has(grant.role) ? grant : givenBack(grant, account)));
  const { rolesTaken: _, ...others } = account;
  return { ...others, roles: next, ...(taken.size === 0 ? {} : { rolesTaken: Object.fromEntries(taken) }) };
}

function takenFrom({ role: _, before, ...granted }: RoleGrant, end: RoleTaken): RoleTaken {
  return { ...end, before: { ...granted, turns: turnsAfter(before, end.writer) } };
}

function givenBack(grant: RoleGrant, { rolesTaken = {} }: Account): RoleGrant {
  const end = Object.hasOwn(rolesTaken, grant.role) ? rolesTaken[grant.role] : undefined;
  if (end === undefined || end.writer === grant.writer) return grant;
  const { before, ...taken } = end;
  return { ...grant, before: { ...taken, turns: turnsAfter(before, grant.writer) } };
}

/** One more where this writer had the last word before the other one did. */
function turnsAfter(before: OverwrittenRole | undefined, writer: Writer): number {
  return before?.writer === writer ? before.turns + 1 : 1;
}
