import type { Account, RoleGrant, Written } from "../accounts/account.ts";
import { applyValues, buildAccount, type ValueWrite } from "../accounts/apply-values.ts";
import { diffAccount, recordedReason } from "../accounts/changes.ts";
import { withRoles } from "../accounts/role-grants.ts";
import { findClash } from "../accounts/uniqueness.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import type { Application } from "../sp/application.ts";
import { isoInstant } from "../time.ts";
import { ownersIn } from "./account-owner.ts";
import type { EditAccountAction } from "./action.ts";
import { findApplication, withApplication } from "./find-in-workspace.ts";
import type { Stage } from "./stage.ts";

const WHY = "An administrator changed it in the application itself.";

/**
 * An administrator changes an account by hand, in the application: nobody on the identity provider's side hears of it.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_UNKNOWN_ACCOUNT, ACTION_UNKNOWN_ATTRIBUTE,
 * ACTION_UNKNOWN_ROLE, ACTION_NO_CHANGE
 */
export function editAccount(stage: Stage, action: EditAccountAction): void {
  const workspace = stage.read();
  const application = findApplication(workspace, action.application);
  const before = action.create === true ? undefined : findAccount(application, action.account);
  const at = isoInstant(stage.now());
  const after = action.remove === true ? undefined : changeAccount(stage, application, before, action, at);
  if (after === before) {
    const message = `Nothing in it differs from the account of ${before?.userName ?? action.account} as it is.`;
    throw new RehearsalError("ACTION_NO_CHANGE", message, { path: "attributes" });
  }
  checkFree(application, before, after);
  const others = application.accounts.flatMap((account) => {
    if (account.id !== before?.id) return [account];
    return after === undefined ? [] : [after];
  });
  const accounts = before === undefined && after !== undefined ? [...others, after] : others;
  stage.write(withApplication(workspace, { ...application, accounts }));
  stage.record({
    kind: "change",
    from: "administrator",
    to: `accounts:${application.id}`,
    phase: "apply",
    status: "ok",
    title: `An administrator ${verbFor(before, after)} ${(after ?? before)?.userName ?? ""} in ${application.name}`,
    why: "The identity provider hears nothing of it: whether it stays so depends on who writes next.",
    changes: diffAccount(
      application.id,
      before,
      after,
      (path) => (after === undefined ? undefined : recordedReason(after, path)) ?? { writer: "manual", why: WHY },
    ),
  });
  stage.count("adminTouches", 1, before && ownersIn(workspace, application.id)(before)?.id);
  stage.happened();
}

function findAccount(application: Application, name: string): Account {
  const found =
    application.accounts.find(({ id }) => id === name) ??
    application.accounts.find(({ userName }) => foldCase(userName) === foldCase(name));
  if (found !== undefined) return found;
  const hint = didYouMean(
    name,
    application.accounts.map(({ userName }) => userName),
  );
  const message = `${application.name} has no account ${JSON.stringify(name)}, by id or user name.${hint}`;
  throw new RehearsalError("ACTION_UNKNOWN_ACCOUNT", message, { path: `applications.${application.id}.accounts` });
}

function verbFor(before: Account | undefined, after: Account | undefined): string {
  if (before === undefined) return "makes";
  return after === undefined ? "removes" : "edits";
}

/** @throws {RehearsalError} ACTION_TAKEN */
function checkFree(application: Application, before: Account | undefined, after: Account | undefined): void {
  if (after === undefined) return;
  const values = [
    { name: "userName", value: after.userName },
    ...Object.entries(after.attributes).map(([name, value]) => ({ name, value })),
  ];
  const clash = findClash(application.accounts, application.accountAttributes, values, before?.id ?? after.id);
  if (clash === undefined) return;
  const message = `\`${clash.attribute}\` is taken: the account ${clash.account.userName} has it.`;
  throw new RehearsalError("ACTION_TAKEN", message, { path: `attributes.${clash.attribute}` });
}

function changeAccount(
  stage: Stage,
  application: Application,
  present: Account | undefined,
  action: EditAccountAction,
  at: string,
): Account {
  const written: Written = { writer: "manual", at, why: WHY };
  const { attributes = {}, active } = action;
  const before = present ?? makeAccount(stage, action.account, written);
  const writes: ValueWrite[] = Object.entries(attributes).map(([name, value]) => {
    checkAttribute(application, name);
    return { name, value, written };
  });
  if (active !== undefined) writes.push({ name: "active", value: active, written });
  const changed = changeRoles(application, applyValues(before, writes), action, written);
  return withLocalSignIn(changed, action.localSignIn ?? changed.localSignIn === true);
}

function makeAccount(stage: Stage, userName: string, written: Written): Account {
  const id = `acc-${Buffer.from(stage.random.bytes(8)).toString("hex")}`;
  return buildAccount({ id, userName, at: written.at, written, values: [], roles: [], links: [], held: false });
}

function withLocalSignIn(account: Account, may: boolean): Account {
  if (may === (account.localSignIn === true)) return account;
  const { localSignIn: _, ...others } = account;
  return may ? { ...others, localSignIn: true } : others;
}

function changeRoles(
  application: Application,
  account: Account,
  { grant = [], revoke = [] }: EditAccountAction,
  { writer, at, why }: Written,
): Account {
  for (const role of [...grant, ...revoke]) checkRole(application, role);
  const held = new Set(account.roles.map(({ role }) => role));
  const granted = grant.filter((role) => !held.has(role)).map((role): RoleGrant => ({ role, writer, at, why }));
  const stays = account.roles.filter(({ role }) => !revoke.includes(role));
  if (granted.length === 0 && stays.length === account.roles.length) return account;
  return withRoles(account, [...stays, ...granted], () => ({ writer, at, why }));
}

function checkAttribute({ name, accountAttributes }: Application, attribute: string): void {
  const known = ["userName", ...accountAttributes.map((each) => each.name)];
  if (known.includes(attribute)) return;
  const hint = didYouMean(attribute, known);
  const message = `Accounts of ${name} have no attribute ${JSON.stringify(attribute)}.${hint}`;
  throw new RehearsalError("ACTION_UNKNOWN_ATTRIBUTE", message, { path: `attributes.${attribute}` });
}

function checkRole({ name, roles }: Application, role: string): void {
  if (roles.some(({ id }) => id === role)) return;
  const ids = roles.map(({ id }) => id);
  const hint = didYouMean(role, ids);
  throw new RehearsalError("ACTION_UNKNOWN_ROLE", `${name} has no role ${JSON.stringify(role)}.${hint}`, {
    path: "grant",
  });
}
