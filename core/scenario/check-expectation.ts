import { type Account, accountValue } from "../accounts/account.ts";
import { isBlank, sameValue, showValue } from "../attribute-value.ts";
import { createTracker } from "../compare/tracker.ts";
import { findUserByUserName } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import { type Conflict, conflictsIn } from "../simulation/conflicts.ts";
import { findApplication } from "../simulation/find-in-workspace.ts";
import type { ActionResult } from "../simulation/run-action.ts";
import type { Workspace } from "../store/workspace.ts";
import type {
  AccessExpectation,
  AccountExpectation,
  AccountsExpectation,
  Count,
  Expectation,
  OutcomeExpectation,
} from "./expectation.ts";

/** One thing that must hold, held against what is. */
export interface Check {
  /** What was looked at: "expenses, ada@acme.test: active". */
  readonly what: string;
  readonly holds: boolean;
  readonly expected: string;
  readonly found: string;
}

/** What expectations are held against. */
export interface Situation {
  readonly workspace: Workspace;
  /** Of the last action; undefined: nothing has happened yet. */
  readonly last: ActionResult | undefined;
}

/**
 * Holds an expectation against the workspace: one check for each member.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION
 */
export function checkExpectation(expectation: Expectation, situation: Situation): readonly Check[] {
  if ("account" in expectation) return checkAccount(expectation, situation.workspace);
  if ("accounts" in expectation) return checkAccounts(expectation, situation.workspace);
  if ("access" in expectation) return checkAccess(expectation, situation.workspace);
  return checkOutcome(expectation, situation.last);
}

function checkAccount(expectation: AccountExpectation, workspace: Workspace): readonly Check[] {
  const { account: wanted, exists, many } = expectation;
  const found = accountsOf(workspace, wanted.application, wanted.of);
  const about = `${wanted.application}, ${wanted.of}`;
  const counted = [
    ...(exists === undefined
      ? []
      : [check(`${about}: account`, exists ? "there" : "none", found.length > 0 ? "there" : "none")]),
    ...(many === undefined ? [] : [checkCount(`${about}: accounts`, many, found.length)]),
  ];
  if (exists === false) return counted;
  const [account] = found;
  const members = checkMembers(expectation, account, about);
  return [...counted, ...members];
}

/** The person's accounts by owner, else those of that user name. */
function accountsOf(workspace: Workspace, id: string, of: string): readonly Account[] {
  const { accounts } = findApplication(workspace, id);
  const person = findUserByUserName(workspace.directory, of);
  const ownerOf = ownersIn(workspace, id);
  const owned = person === undefined ? [] : accounts.filter((account) => ownerOf(account)?.id === person.id);
  const named = accounts.filter(({ userName }) => foldCase(userName) === foldCase(of));
  return [...new Set([...owned, ...named])];
}

function checkMembers(expectation: AccountExpectation, account: Account | undefined, about: string): readonly Check[] {
  const {
    active,
    used,
    attributes = {},
    roles,
    hasRoles = [],
    lacksRoles = [],
    writtenBy = {},
    conflict,
  } = expectation;
  const held = (account?.roles ?? []).map(({ role }) => role);
  const heldText = held.toSorted().join(", ") || "none";
  return [
    ...(active === undefined
      ? []
      : [check(`${about}: active`, String(active), showPresent(account, String(account?.active)))]),
    ...(used === undefined
      ? []
      : [
          check(
            `${about}: signed in to`,
            used ? "ever" : "never",
            showPresent(account, account?.lastSignInAt === undefined ? "never" : "ever"),
          ),
        ]),
    ...Object.entries(attributes).map(([name, value]) => {
      const present = account === undefined ? undefined : accountValue(account, name);
      const holds = value === null ? isBlank(present) : sameValue(value, present);
      return {
        what: `${about}: ${name}`,
        holds: account !== undefined && holds,
        expected: showValue(value),
        found: showPresent(account, showValue(present)),
      };
    }),
    ...(roles === undefined
      ? []
      : [check(`${about}: roles`, roles.toSorted().join(", ") || "none", showPresent(account, heldText))]),
    ...hasRoles.map((role) => ({
      what: `${about}: role ${role}`,
      holds: held.includes(role),
      expected: "held",
      found: showPresent(account, heldText),
    })),
    ...lacksRoles.map((role) => ({
      what: `${about}: role ${role}`,
      holds: !held.includes(role),
      expected: "not held",
      found: showPresent(account, heldText),
    })),
    ...Object.entries(writtenBy).map(([name, writer]) => {
      const written =
        account === undefined || !Object.hasOwn(account.written, name) ? undefined : account.written[name];
      return check(`${about}: who wrote ${name}`, writer, showPresent(account, written?.writer ?? "nobody"));
    }),
    ...(conflict === undefined ? [] : [checkConflict(conflict, account, about)]),
  ];
}

function checkConflict(
  conflict: NonNullable<AccountExpectation["conflict"]>,
  account: Account | undefined,
  about: string,
): Check {
  const { between } = conflict;
  const found = account === undefined ? undefined : conflictsIn(account).find((each) => isMeant(each, conflict));
  const sides = found === undefined ? "no conflict" : [found.now.writer, found.other.writer].toSorted().join(" and ");
  const what = "role" in conflict ? `granting and taking away ${conflict.role}` : `changing ${conflict.attribute} back`;
  return check(`${about}: who keeps ${what}`, between.toSorted().join(" and "), sides);
}

function isMeant(found: Conflict, wanted: NonNullable<AccountExpectation["conflict"]>): boolean {
  if ("role" in wanted) return found.kind === "role" && found.role === wanted.role;
  return found.kind === "value" && found.attribute === wanted.attribute;
}

function showPresent(account: Account | undefined, text: string): string {
  return account === undefined ? "no account" : text;
}

function checkAccounts({ accounts: like, count }: AccountsExpectation, workspace: Workspace): readonly Check[] {
  const applications =
    like.application === "*" ? workspace.applications : [findApplication(workspace, like.application)];
  const found = applications.flatMap(({ accounts }) => accounts).filter((account) => isLike(account, like));
  const { application, ...members } = like;
  const text = Object.keys(members).length === 0 ? "accounts" : `accounts like ${JSON.stringify(members)}`;
  return [checkCount(`${application === "*" ? "everywhere" : application}: ${text}`, count, found.length)];
}

function isLike(account: Account, { active, used, hasRole, where = {} }: AccountsExpectation["accounts"]): boolean {
  if (active !== undefined && account.active !== active) return false;
  if (used !== undefined && (account.lastSignInAt !== undefined) !== used) return false;
  if (hasRole !== undefined && !account.roles.some(({ role }) => role === hasRole)) return false;
  return Object.entries(where).every(([name, value]) => sameValue(value, accountValue(account, name)));
}

function checkAccess({ access, count }: AccessExpectation, workspace: Workspace): readonly Check[] {
  const applications = access.application === "*" ? workspace.applications.map(({ id }) => id) : [access.application];
  for (const id of applications) findApplication(workspace, id);
  const tracker = createTracker(applications);
  tracker.update(workspace);
  const found = tracker
    .segments(Number.POSITIVE_INFINITY)
    .filter(({ state, entitled }) =>
      access.state === "waiting" ? state === "none" && entitled : state === access.state,
    );
  return [checkCount(`${access.application}: people ${access.state}`, count, found.length)];
}

function checkOutcome({ outcome: wanted }: OutcomeExpectation, last: ActionResult | undefined): readonly Check[] {
  const { result, code, decision } = wanted;
  if (last === undefined)
    throw new RehearsalError("SCENARIO_OUTCOME", "Nothing has happened yet that could have ended.");
  return [
    ...(result === undefined ? [] : [check("how it ended", result, last.outcome.result)]),
    ...(code === undefined ? [] : [check("the outcome's code", code, last.outcome.code)]),
    ...(decision === undefined ? [] : [check("what was decided", decision, last.decision?.result ?? "nothing")]),
  ];
}

function check(what: string, expected: string, found: string): Check {
  return { what, holds: expected === found, expected, found };
}

function checkCount(what: string, count: Count, found: number): Check {
  if (typeof count === "number") return check(what, String(count), String(found));
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = count;
  const from = count.atLeast === undefined ? [] : [`at least ${atLeast}`];
  const to = count.atMost === undefined ? [] : [`at most ${atMost}`];
  return {
    what,
    holds: found >= atLeast && found <= atMost,
    expected: [...from, ...to].join(" and "),
    found: String(found),
  };
}
