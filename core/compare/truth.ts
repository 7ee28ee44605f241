import type { Account } from "../accounts/account.ts";
import { accountValue } from "../accounts/account.ts";
import { type AttributeValue, isBlank, valuesOf } from "../attribute-value.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { isAtWork } from "../directory/directory-change.ts";
import { assignedBy } from "../idp/assignment.ts";
import { lookupInClaims } from "../mapping/account-values.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { evaluateSource } from "../mapping/evaluate.ts";
import { evaluateRoleRules } from "../mapping/roles.ts";
import { subjectFor } from "../simulation/account-owner.ts";
import { composeSource } from "../simulation/derive-provisioning.ts";
import type { Connected } from "../simulation/find-in-workspace.ts";
import { personWorldIn } from "../simulation/person-world-in.ts";
import { createClaims } from "../simulation/received-claims.ts";
import { pathAt } from "../sp/write-account.ts";

/** What a person is to have in an application, by what HR knows of them and by the application's own mappings. */
export interface Truth {
  /** By account attribute: what the mappings of the login would write at every login. */
  readonly values: ReadonlyMap<string, AttributeValue | undefined>;
  /** Ids of the roles that its rules grant. */
  readonly roles: ReadonlySet<string>;
}

/**
 * Finds out what somebody is to have; undefined: nothing, for they are not at work or not assigned. `now`: milliseconds
 * since the epoch.
 */
export type TruthOf = (user: DirectoryUser, now: number) => Truth | undefined;

/**
 * The one yardstick for every way of provisioning: who is at work and assigned, with the values and roles that the
 * application's mappings and rules make of the person as HR knows them. The default role is left out of account: it is
 * nobody's entitlement.
 */
export function createTruth(directory: Directory, connected: Connected): TruthOf {
  const { provider, connection, application } = connected;
  const rows = application.mappings.flatMap((mapping) => {
    const source =
      mapping.apply === "always" && isCompared(connected, mapping.target)
        ? composeSource(mapping, connection)
        : undefined;
    return source === undefined ? [] : [{ mapping, source }];
  });
  const claimsOf = createClaims(directory, application, connection);
  const subjectOf = subjectFor(provider, connection, application.signOn);
  const hasExpressions = rows.some(({ source }) => source.kind === "expression");
  return (user, now) => {
    if (!isAtWork(user) || assignedBy(connection, user) === undefined) return undefined;
    const worldOf = () => personWorldIn(connected, { directory, user, now });
    const world = hasExpressions ? worldOf() : undefined;
    const values = new Map<string, AttributeValue | undefined>();
    for (const { mapping, source } of rows) {
      if (values.has(mapping.target)) continue;
      const { value } = evaluateSource(source, lookupInUser(user), world);
      values.set(mapping.target, isBlank(value) ? mapping.defaultIfNull : value);
    }
    const lookup = lookupInClaims(subjectOf(user), claimsOf(user, worldOf) ?? {});
    const { grants } = evaluateRoleRules(application.roleRules, application.roles, lookup, "", { now });
    return { values, roles: new Set(grants.map(({ role }) => role)) };
  };
}

/** A manager is one person to the directory and another's account to SCIM: there is no one value to hold it against. */
function isCompared({ application }: Connected, target: string): boolean {
  return target !== "active" && !/:manager(\.value)?$/.test(pathAt(application, target) ?? "");
}

/** How an account stands to what its person is to have. */
export type AccessState = "none" | "correct" | "stale" | "excess" | "orphaned";

/**
 * The state of a person in an application. `none`: no account that one could sign in to; `excess`: a role too many;
 * `stale`: a value or a role that is not as it should be; `orphaned`: an account that nobody is to have any more.
 */
export function stateOf(truth: Truth | undefined, accounts: readonly Account[], defaultRole?: string): AccessState {
  const open = accounts.filter(({ active, held }) => active && held !== true);
  if (open.length === 0) return "none";
  if (truth === undefined) return "orphaned";
  if (open.some((account) => hasExcess(account, truth, defaultRole))) return "excess";
  return open.every((account) => isCorrect(account, truth)) ? "correct" : "stale";
}

function hasExcess({ roles }: Account, truth: Truth, defaultRole: string | undefined): boolean {
  return roles.some(({ role }) => role !== defaultRole && !truth.roles.has(role));
}

function isCorrect(account: Account, { values, roles }: Truth): boolean {
  const held = new Set(account.roles.map(({ role }) => role));
  for (const role of roles) if (!held.has(role)) return false;
  for (const [name, value] of values) if (!isSameText(value, accountValue(account, name))) return false;
  return true;
}

/** A number and its text are the same value to a person; so are one value and a list of it. */
function isSameText(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  const [wanted, held] = [left, right].map((value) =>
    valuesOf(value)
      .filter((each) => each !== "")
      .map(String),
  );
  return wanted?.length === held?.length && wanted?.every((text, index) => text === held?.[index]) === true;
}
