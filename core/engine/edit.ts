import { isDeepStrictEqual } from "node:util";
import type { Account } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import type { ApplicationSettings } from "../contract/methods.ts";
import type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
import type { HrSettings } from "../directory/hr.ts";
import type { GroupRules } from "../idp/group-rules.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { EMPTY_IDENTITY_PROVIDER_STATE } from "../idp/state.ts";
import { EMPTY_PROVISIONING_STATE, type ProvisioningState } from "../provisioning/state.ts";
import { type ProvisioningMemory, withoutSources } from "../simulation/derive-provisioning.ts";
import type { Application } from "../sp/application.ts";
import type { ApplicationState } from "../sp/state.ts";
import type { Workspace } from "../store/workspace.ts";
import { applyImported, type ImportedPart } from "./edit-imported.ts";

/** One part of a workspace set to a value; without one it is taken away. `index`: where it stands, if it is new. */
export interface Part<Kind extends string, Value> {
  readonly part: Kind;
  readonly id: string;
  readonly value?: Value;
  readonly index?: number;
}

/** A part that is set only where it still is what it was left as: whatever changed since stays. */
interface Guarded<Value> {
  readonly onlyIf?: Value;
}

/**
 * What an edit sets. An application without `accounts` keeps those that it has, and their groups: a login or a SCIM
 * client may have made some since. So does what is remembered of provisioning without `links`: whose the accounts are
 * stays known, and everybody is looked at anew. A connection's `id` is that of its application, and so are a runtime's and
 * that of what is remembered; a sign-on policy's and that of group rules is that of their identity provider.
 */
export type Replacement =
  | (Part<"person", DirectoryUser> & Guarded<DirectoryUser>)
  | Part<"group", DirectoryGroup>
  | Part<"application", ApplicationSettings | Application>
  | (Part<"account", Account> & Guarded<Account> & { readonly application: string })
  | (Part<"accountGroup", AccountGroup> & Guarded<AccountGroup> & { readonly application: string })
  | (Part<"connection", Connection> & { readonly provider: string })
  | Part<"runtime", ApplicationState>
  | (Part<"provisioning", ProvisioningMemory | ProvisioningState> &
      Guarded<ProvisioningState> & { readonly provider: string })
  | Part<"signOnPolicy", IdentityProvider["signOnPolicy"]>
  | Part<"hr", HrSettings>
  | Part<"groupRules", GroupRules>
  | ImportedPart;

/** A change of a workspace by hand. */
export interface Edit {
  /** One sentence: "Changed department of Ada Lovelace to Engineering". */
  readonly what: string;
  readonly replacements: readonly Replacement[];
}

/** A workspace after an edit, and what takes that edit back: those parts alone, whatever else happens in between. */
export interface Edited {
  readonly workspace: Workspace;
  readonly inverse: readonly Replacement[];
}

/** Carries out an edit. Pure; parts that the edit does not name stay the very same. */
export function applyEdit(workspace: Workspace, replacements: readonly Replacement[]): Edited {
  const inverse: Replacement[] = [];
  const of = <Kind extends Replacement["part"]>(kind: Kind) =>
    replacements.filter((each): each is Extract<Replacement, { part: Kind }> => each.part === kind);
  const people = replaceIn(workspace.directory.users, of("person"), byId);
  const groups = replaceIn(workspace.directory.groups, of("group"), byId);
  const withParties = applyConnections(
    applyApplications(workspace, of("application"), inverse),
    of("connection"),
    inverse,
  );
  const withMembers = applyAccountGroups(
    applyAccounts(withParties, of("account"), inverse),
    of("accountGroup"),
    inverse,
  );
  for (const list of [people.inverse, groups.inverse]) for (const each of list) inverse.push(each);
  const directory =
    people.list === workspace.directory.users && groups.list === workspace.directory.groups
      ? workspace.directory
      : { ...workspace.directory, users: people.list, groups: groups.list };
  const withPolicies = applySignOnPolicies(withMembers, of("signOnPolicy"), inverse);
  const withSettings = applyHr(applyGroupRules(withPolicies, of("groupRules"), inverse), of("hr"), inverse);
  const withImported = applyImported({ ...withSettings, directory }, replacements, inverse);
  const withRuntime = applyRuntime(withImported, of("runtime"), inverse);
  return { workspace: applyProvisioning(withRuntime, of("provisioning"), inverse), inverse };
}

function byId({ id }: { readonly id: string }): string {
  return id;
}

/** An item of a list set or taken away. */
interface ItemChange<Item> extends Guarded<Item> {
  readonly id: string;
  readonly value?: Item;
  readonly index?: number;
}

/** A list with some of its items set or taken away, and the replacements that take that back. */
function replaceIn<Item, Change extends ItemChange<Item>>(
  list: Item[],
  changes: readonly Change[],
  keyOf: (item: Item) => string,
): { readonly list: Item[]; readonly inverse: readonly Change[] } {
  if (changes.length === 0) return { list, inverse: [] };
  const before = new Map(list.map((item, index) => [keyOf(item), { item, index }]));
  const isMeant = ({ id, onlyIf }: Change) => onlyIf === undefined || isDeepStrictEqual(before.get(id)?.item, onlyIf);
  const wanted = new Map(changes.filter(isMeant).map((change) => [change.id, change]));
  const kept = list.flatMap((item) => {
    const change = wanted.get(keyOf(item));
    if (change === undefined) return [item];
    return change.value === undefined ? [] : [change.value];
  });
  const added = [...wanted.values()].filter(({ id, value }) => value !== undefined && !before.has(id));
  const inverse = [...wanted.values()].map((change): Change => {
    const { value, index: _, onlyIf, ...rest } = change;
    const was = before.get(change.id);
    // What is set only where it was left alone is taken back only where it was.
    const guard = onlyIf === undefined || value === undefined ? {} : { onlyIf: value };
    return { ...rest, ...guard, ...(was === undefined ? {} : { value: was.item, index: was.index }) } as Change;
  });
  return { list: insertAll(kept, added), inverse };
}

/** Puts each item where it stood, the first one first; those without a place come last. */
function insertAll<Item>(
  list: readonly Item[],
  added: readonly { readonly value?: Item; readonly index?: number }[],
): Item[] {
  const waiting = added.toSorted((left, right) => (left.index ?? Infinity) - (right.index ?? Infinity));
  const result: Item[] = [];
  let next = 0;
  const take = (until: number): void => {
    for (let entry = waiting[next]; entry !== undefined && (entry.index ?? Infinity) <= until; entry = waiting[next]) {
      if (entry.value !== undefined) result.push(entry.value);
      next += 1;
    }
  };
  for (const item of list) {
    take(result.length);
    result.push(item);
  }
  take(Infinity);
  return result;
}

function applyApplications(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "application" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const present = new Map(workspace.applications.map((application) => [application.id, application]));
  const whole = changes.map(({ value, ...change }) =>
    value === undefined ? change : { ...change, value: withAccounts(value, present.get(change.id)) },
  );
  const replaced = replaceIn<Application, (typeof whole)[number] & { readonly value?: Application }>(
    workspace.applications,
    whole,
    byId,
  );
  for (const change of replaced.inverse) {
    inverse.push(change.value !== undefined && isStillThere(changes, change.id) ? withoutAccounts(change) : change);
  }
  return { ...workspace, applications: replaced.list };
}

function withAccounts(value: ApplicationSettings | Application, present: Application | undefined): Application {
  if ("accounts" in value) return value;
  const { accounts = [], groups } = present ?? {};
  return { ...value, accounts, ...(groups === undefined ? {} : { groups }) };
}

/** An application without what logins and SCIM clients write. */
export function settingsOf({ accounts: _, groups: __, ...settings }: Application): ApplicationSettings {
  return settings;
}

function isStillThere(changes: readonly Replacement[], id: string): boolean {
  return changes.some((change) => change.id === id && change.value !== undefined);
}

/** The settings alone: taking an edit of them back leaves accounts alone that a login made since. */
function withoutAccounts(change: Part<"application", Application>): Part<"application", ApplicationSettings> {
  const { value, ...rest } = change;
  return value === undefined ? rest : { ...rest, value: settingsOf(value) };
}

function applyConnections(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "connection" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const identityProviders = workspace.identityProviders.map((provider) => {
    const own = changes.filter((change) => change.provider === provider.id);
    const replaced = replaceIn(provider.connections, own, ({ application }) => application);
    inverse.push(...replaced.inverse);
    return own.length === 0 ? provider : { ...provider, connections: replaced.list };
  });
  return { ...workspace, identityProviders };
}

function applyAccounts(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "account" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const applications = workspace.applications.map((application) => {
    const own = changes.filter((change) => change.application === application.id);
    const replaced = replaceIn(application.accounts, own, byId);
    inverse.push(...replaced.inverse);
    return own.length === 0 ? application : { ...application, accounts: replaced.list };
  });
  return { ...workspace, applications };
}

function applyAccountGroups(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "accountGroup" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const applications = workspace.applications.map((application) => {
    const own = changes.filter((change) => change.application === application.id);
    if (own.length === 0) return application;
    const replaced = replaceIn(application.groups ?? [], own, byId);
    inverse.push(...replaced.inverse);
    // Without any, there is no list: so a file that never had one is as it was.
    const { groups: _, ...others } = application;
    return replaced.list.length === 0 ? others : { ...others, groups: replaced.list };
  });
  return { ...workspace, applications };
}

function applyRuntime(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "runtime" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const applications = new Map(Object.entries(workspace.runtime.applications));
  for (const { id, value } of changes) {
    const before = applications.get(id);
    inverse.push({ part: "runtime", id, ...(before === undefined ? {} : { value: before }) });
    if (value === undefined) applications.delete(id);
    else applications.set(id, value);
  }
  return { ...workspace, runtime: { ...workspace.runtime, applications: Object.fromEntries(applications) } };
}

function applyProvisioning(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "provisioning" }>[],
  inverse: Replacement[],
): Workspace {
  const apply = (before: Workspace, { provider, id, value, onlyIf }: (typeof changes)[number]): Workspace => {
    const { runtime } = before;
    const present = new Map(Object.entries(runtime.identityProviders)).get(provider) ?? EMPTY_IDENTITY_PROVIDER_STATE;
    const states = new Map(Object.entries(present.provisioning ?? {}));
    const was = states.get(id);
    if (onlyIf !== undefined && !isDeepStrictEqual(was ?? EMPTY_PROVISIONING_STATE, onlyIf)) return before;
    const guard = onlyIf !== undefined && value !== undefined && "links" in value ? { onlyIf: value } : {};
    inverse.push({ part: "provisioning", provider, id, ...guard, value: undoneState(was, value, onlyIf) });
    const next = value === undefined ? EMPTY_PROVISIONING_STATE : withLinks(value, was);
    // Nothing to remember is no state: so a workspace that never had one is as it was.
    if (isDeepStrictEqual(next, EMPTY_PROVISIONING_STATE)) states.delete(id);
    else states.set(id, next);
    const { provisioning: _, ...others } = present;
    const state = states.size === 0 ? others : { ...others, provisioning: Object.fromEntries(states) };
    return {
      ...before,
      runtime: { ...runtime, identityProviders: { ...runtime.identityProviders, [provider]: state } },
    };
  };
  return changes.reduce(apply, workspace);
}

function withLinks(
  value: ProvisioningMemory | ProvisioningState,
  was: ProvisioningState | undefined,
): ProvisioningState {
  if ("links" in value) return value;
  return { ...value, links: withoutSources(was?.links ?? {}), groupLinks: was?.groupLinks ?? {} };
}

/** What was taken away or guarded comes back whole; what was begun anew goes back without what was linked before. */
function undoneState(
  was: ProvisioningState = EMPTY_PROVISIONING_STATE,
  value: ProvisioningMemory | ProvisioningState | undefined,
  onlyIf: ProvisioningState | undefined,
): ProvisioningMemory | ProvisioningState {
  if (value === undefined || onlyIf !== undefined) return was;
  const { links: _, groupLinks: __, ...memory } = was;
  return memory;
}

function applySignOnPolicies(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "signOnPolicy" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const identityProviders = workspace.identityProviders.map((provider) => {
    const value = changes.find(({ id }) => id === provider.id)?.value;
    if (value === undefined) return provider;
    inverse.push({ part: "signOnPolicy", id: provider.id, value: provider.signOnPolicy });
    return { ...provider, signOnPolicy: value };
  });
  return { ...workspace, identityProviders };
}

/** Without rules there is no list: so a file that never had one is as it was. */
function applyGroupRules(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "groupRules" }>[],
  inverse: Replacement[],
): Workspace {
  if (changes.length === 0) return workspace;
  const identityProviders = workspace.identityProviders.map((provider) => {
    const change = changes.find(({ id }) => id === provider.id);
    if (change === undefined) return provider;
    const { groupRules, ...others } = provider;
    inverse.push({ part: "groupRules", id: provider.id, ...(groupRules === undefined ? {} : { value: groupRules }) });
    return change.value === undefined ? others : { ...others, groupRules: change.value };
  });
  return { ...workspace, identityProviders };
}

function applyHr(
  workspace: Workspace,
  changes: readonly Extract<Replacement, { part: "hr" }>[],
  inverse: Replacement[],
): Workspace {
  return changes.reduce(({ hr, ...before }, { id, value }) => {
    inverse.push({ part: "hr", id, ...(hr === undefined ? {} : { value: hr }) });
    return value === undefined ? before : { ...before, hr: value };
  }, workspace);
}
