import type { Account, AccountAttribute, Role } from "../accounts/account.ts";
import { accountValue } from "../accounts/account.ts";
import { isChange, type ValueWrite } from "../accounts/apply-values.ts";
import { type Clash, findClash } from "../accounts/uniqueness.ts";
import type { AccountValues, MappedValue, MissingValue } from "../mapping/account-values.ts";
import type { RuleGrant } from "../mapping/roles.ts";
import { whyLeftAlone } from "./later-logins.ts";
import type { JitPolicy } from "./policy.ts";
import { planRoles, type RolePlan } from "./roles.ts";

/** What a login would write, and what stands in its way. Nothing is written yet. */
export interface Draft {
  /** Only values that differ from what is there. */
  readonly writes: readonly ValueWrite[];
  readonly roles: RolePlan;
  /** Rows that gave a value which this login does not write, by their ids, and why. */
  readonly unused: readonly { readonly row: string; readonly why: string }[];
  /** What the account cannot do without and the login did not bring. */
  readonly missing?: { readonly target: string; readonly why: string; readonly mapping?: string };
  readonly clash?: Clash;
  /** The login's own values say that the account is, or shall be, deactivated. */
  readonly saysInactive: boolean;
}

/** The part of an application that a draft depends on. */
export interface DraftingApplication {
  readonly accounts: readonly Account[];
  readonly accountAttributes: readonly AccountAttribute[];
  readonly roles: readonly Role[];
  readonly jit: JitPolicy;
}

/**
 * Works out what a login would write: to a new account where `account` is undefined, else to that one. `at` is an
 * ISO instant.
 */
export function draftWrites(
  application: DraftingApplication,
  account: Account | undefined,
  mapped: AccountValues,
  grants: readonly RuleGrant[],
  at: string,
): Draft {
  const unused: { row: string; why: string }[] = [];
  const writes: ValueWrite[] = [];
  for (const entry of mapped.values) {
    const why = account === undefined ? undefined : whyNotWritten(entry, account, application.jit);
    if (why !== undefined) unused.push({ row: entry.mapping.id, why });
    const write = toWrite(entry, at);
    const differs = account === undefined ? entry.value !== null : isChange(account, write);
    if (why === undefined && differs) writes.push(write);
  }
  const missing = findMissing(application.jit, account, mapped);
  const clash = findClash(application.accounts, application.accountAttributes, writes, account?.id);
  return {
    writes,
    roles: planRoles(application.jit, application.roles, grants, account, at),
    unused,
    saysInactive: mapped.values.some(
      (entry) => saysInactive(entry) && !unused.some(({ row }) => row === entry.mapping.id),
    ),
    ...(missing === undefined ? {} : { missing }),
    ...(clash === undefined ? {} : { clash }),
  };
}

function saysInactive({ mapping, value }: MappedValue): boolean {
  return mapping.target === "active" && value === false;
}

function toWrite({ mapping, value, why }: MappedValue, at: string): ValueWrite {
  return { name: mapping.target, value, written: { writer: "jit", at, why, cause: mapping.id } };
}

function whyNotWritten(
  { mapping }: MappedValue,
  account: Account,
  { laterLogins }: Pick<JitPolicy, "laterLogins">,
): string | undefined {
  return whyLeftAlone(mapping.apply, laterLogins, accountValue(account, mapping.target));
}

/** A required row counts wherever the login might write it; a new account needs its userName in any case. */
function findMissing(policy: JitPolicy, account: Account | undefined, mapped: AccountValues): Draft["missing"] {
  const counts = ({ mapping }: MissingValue): boolean =>
    account === undefined || (mapping.apply === "always" && policy.laterLogins !== "nothing");
  const row = mapped.missing.find(counts);
  if (row !== undefined) return { target: row.mapping.target, why: row.why, mapping: row.mapping.id };
  if (account !== undefined || mapped.values.some((entry) => entry.mapping.target === "userName")) return undefined;
  const failed = mapped.evaluations.find((entry) => entry.target === "userName" && entry.result === "failed");
  return { target: "userName", why: failed?.why ?? "No mapping gives the new account a userName." };
}
