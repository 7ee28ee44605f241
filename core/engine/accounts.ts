import type { Account } from "../accounts/account.ts";
import type { Method } from "../contract/methods.ts";
import type { AccountDetail, AccountState, AccountTable } from "../contract/results.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import { approveAccount, declineAccount } from "../jit/approval.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import { conflictsIn } from "../simulation/conflicts.ts";
import { findConnected } from "../simulation/find-in-workspace.ts";
import { ownershipIn } from "../simulation/ownership.ts";
import { findDifferences } from "../simulation/reconcile.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { findApplication } from "./configuration.ts";
import type { Handlers } from "./context.ts";
import type { Replacement } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { createPace } from "./pace.ts";
import { stateOf } from "./people-table.ts";
import { titleOfRun } from "./run-detail.ts";
import type { Session } from "./session.ts";

/** What applications store about people. */
export const accountHandlers: Handlers<Extract<Method, `accounts.${string}`>> = {
  "accounts.table": async ({ sessions }, args) => {
    const { workspace } = await sessions.open(args.workspace);
    return buildAccountTable(workspace, findApplication(workspace, args.application));
  },

  "accounts.read": async ({ sessions }, args) => {
    const session = await sessions.open(args.workspace);
    const application = findApplication(session.workspace, args.application);
    return describeAccount(session, application, findAccount(application, args.account));
  },

  "accounts.compare": async (context, args) => {
    const { workspace } = await context.sessions.open(args.workspace);
    const { id } = findApplication(workspace, args.application);
    return { findings: await findDifferences(workspace, findConnected(workspace, id), createPace(context)) };
  },

  "accounts.decide": async ({ sessions }, { workspace, application, account, approve }) => {
    const session = await sessions.open(workspace);
    return session.edit((now) => decide(findApplication(now, application), account, approve));
  },
};

function buildAccountTable(workspace: Workspace, { id, name, roles, accounts }: Application): AccountTable {
  const [ownerOf, ownershipOf] = [ownersIn(workspace, id), ownershipIn(workspace, id)];
  return {
    application: id,
    name,
    roles,
    id: accounts.map((account) => account.id),
    userName: accounts.map(({ userName }) => userName),
    displayName: accounts.map(displayNameOf),
    state: accounts.map(accountState),
    held: accounts.map((account) => account.roles.map(({ role }) => role)),
    createdAt: accounts.map(({ createdAt }) => createdAt),
    lastSignInAt: accounts.map(({ lastSignInAt }) => lastSignInAt ?? null),
    person: accounts.map((account) => ownerOf(account)?.id ?? null),
    owner: accounts.map(ownershipOf),
    conflicts: accounts.map((account) => conflictsIn(account).length),
  };
}

function displayNameOf({ attributes }: Account): string {
  const { displayName } = attributes;
  if (typeof displayName === "string" && displayName !== "") return displayName;
  const names = [attributes.firstName ?? attributes.givenName, attributes.lastName ?? attributes.familyName];
  return names.filter((name) => typeof name === "string").join(" ");
}

function accountState({ active, held }: Account): AccountState {
  if (held === true) return "held";
  return active ? "active" : "deactivated";
}

function describeAccount(session: Session, application: Application, account: Account): AccountDetail {
  const { workspace, store } = session;
  const owner = ownersIn(workspace, application.id)(account);
  const runs = store
    .history()
    .filter((entry) => entry.type === "action")
    .filter(({ outcome, action }) => action.application === application.id && outcome.account === account.id)
    .map(({ id, action, clock }) => ({ run: id, title: titleOfRun(workspace, action), clock }));
  return {
    account,
    ...(owner === undefined ? {} : { person: { id: owner.id, userName: owner.userName, state: stateOf(owner) } }),
    owner: ownershipIn(workspace, application.id)(account),
    conflicts: conflictsIn(account),
    runs: runs.toReversed(),
  };
}

function decide(application: Application, id: string, approve: boolean): PlannedEdit {
  const account = findAccount(application, id);
  const { accounts } = (approve ? approveAccount : declineAccount)(application.accounts, id, application.id);
  const value = accounts.find((each) => each.id === id);
  const what = `${approve ? "Approved" : "Declined"} ${account.userName} in ${application.name}`;
  const replacement = { part: "account", application: application.id, id } as const;
  const replacements =
    value === undefined ? [replacement, ...leaveGroups(application, id)] : [{ ...replacement, value }];
  return { edit: { what, replacements } };
}

/** Whoever is removed is in no group any more. */
function leaveGroups({ id: application, groups = [] }: Application, account: string): readonly Replacement[] {
  return groups
    .filter(({ members }) => members.some(({ id }) => id === account))
    .map((group) => {
      const value = { ...group, members: group.members.filter(({ id }) => id !== account) };
      return { part: "accountGroup", application, id: group.id, value };
    });
}

function findAccount({ name, accounts }: Application, id: string): Account {
  const account = accounts.find((each) => each.id === id);
  if (account !== undefined) return account;
  const hint = didYouMean(
    id,
    accounts.map((each) => each.id),
  );
  throw new RehearsalError("ACCOUNT_UNKNOWN", `${name} has no account with the id ${JSON.stringify(id)}.${hint}`, {
    path: "account",
  });
}
