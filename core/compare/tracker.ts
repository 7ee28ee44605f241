import type { Account } from "../accounts/account.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import { type Connected, findConnected } from "../simulation/find-in-workspace.ts";
import { hrView } from "../simulation/hr-event.ts";
import { provisioningStateOf } from "../simulation/provisioning-state.ts";
import type { Workspace } from "../store/workspace.ts";
import { type AccessState, createTruth, stateOf, type TruthOf } from "./truth.ts";

/** One person in one application over a stretch of time. Times are milliseconds since the epoch. */
export interface Segment {
  readonly person: string;
  readonly application: string;
  readonly state: AccessState;
  /** Whether the person was to have access. */
  readonly entitled: boolean;
  readonly from: number;
  readonly to: number;
  /** Its person had it so when everything began. */
  readonly initial: boolean;
}

/** Follows the states of people through whatever happens. */
export interface Tracker {
  /** Looks at the workspace as it is at its clock's time; only what changed since is looked at again. */
  update(workspace: Workspace): void;
  /** Whose account it is, where somebody knows it who is nobody's identity link yet. */
  learn(application: string, account: string, person: string): void;
  /** Every stretch, ended at `end`. */
  segments(end: number): readonly Segment[];
  /** How somebody stands in an application now; undefined: they are not looked at. */
  standing(application: string, person: string): Pick<Segment, "state" | "entitled"> | undefined;
  /** How many of the people have more than one active account in an application now. */
  duplicates(): number;
  /** How many active accounts nobody has ever signed in to: of the people, or all where everybody is followed. */
  ghosts(): number;
}

interface Pair {
  initial: boolean;
  state: AccessState;
  entitled: boolean;
  since: number;
}

/** What is known of one application. */
interface Watched {
  readonly id: string;
  connection: Connected["connection"] | undefined;
  settings: readonly unknown[];
  truthOf: TruthOf;
  defaultRole: string | undefined;
  links: unknown;
  accounts: readonly Account[];
  readonly byId: Map<string, Account>;
  /** Person by account. */
  readonly owners: Map<string, string>;
  /** Accounts by person. */
  readonly owned: Map<string, Set<string>>;
  readonly pairs: Map<string, Pair>;
  /** People of whom an account became known since everybody was last looked at. */
  readonly learned: Set<string>;
}

/** Follows these people (ids; undefined: everybody) in these applications. */
export function createTracker(applications: readonly string[], people?: ReadonlySet<string>): Tracker {
  const watched = applications.map(createWatched);
  const segments: Segment[] = [];
  let users: readonly DirectoryUser[] = [];
  let known = new Map<string, DirectoryUser>();
  let groups: unknown;
  let hasBegun = false;

  function update(workspace: Workspace): void {
    const now = Date.parse(workspace.clock.now);
    const view = hrView(workspace);
    const changed = lookAtPeople(view.users);
    const isAll = groups !== view.groups;
    groups = view.groups;
    for (const each of watched) {
      const isNew = refresh(each, workspace, view, isAll);
      const affected = isNew ? new Set([...known.keys(), ...each.pairs.keys()]) : new Set(changed);
      for (const person of [...changedOwners(each, workspace), ...each.learned]) affected.add(person);
      each.learned.clear();
      for (const person of affected) settle(each, person, now);
    }
    hasBegun = true;
  }

  /** Ids of the people who are other than they were. */
  function lookAtPeople(next: readonly DirectoryUser[]): ReadonlySet<string> {
    if (next === users) return NOBODY;
    const changed = changedPeople(known, next);
    users = next;
    known = new Map(users.map((user) => [user.id, user]));
    return changed;
  }

  function settle(each: Watched, person: string, now: number): void {
    if (people?.has(person) === false) return;
    const user = known.get(person);
    const truth = user === undefined ? undefined : each.truthOf(user, now);
    const ids = each.owned.get(person) ?? NOBODY;
    const accounts = [...ids].flatMap((id) => each.byId.get(id) ?? []);
    const state = stateOf(truth, accounts, each.defaultRole);
    const pair = each.pairs.get(person);
    if (pair === undefined) {
      each.pairs.set(person, { state, entitled: truth !== undefined, since: now, initial: !hasBegun });
      return;
    }
    if (pair.state === state && pair.entitled === (truth !== undefined)) return;
    if (pair.since < now) segments.push(segmentOf(each.id, person, pair, now));
    Object.assign(pair, { state, entitled: truth !== undefined, since: now, initial: false });
  }

  return {
    update,
    learn(application, account, person) {
      const each = watched.find(({ id }) => id === application);
      if (each === undefined || each.owners.get(account) === person) return;
      setOwner(each, account, person);
      each.learned.add(person);
    },
    segments(end) {
      const open = watched.flatMap((each) =>
        [...each.pairs]
          .filter(([, { since }]) => since < end)
          .map(([person, pair]) => segmentOf(each.id, person, pair, end)),
      );
      return [...segments, ...open];
    },
    standing(application, person) {
      const pair = watched.find(({ id }) => id === application)?.pairs.get(person);
      return pair === undefined ? undefined : { state: pair.state, entitled: pair.entitled };
    },
    duplicates: () => watched.reduce((sum, each) => sum + duplicatesIn(each, people), 0),
    ghosts: () => watched.reduce((sum, each) => sum + ghostsIn(each, people), 0),
  };
}

function duplicatesIn({ owned, byId }: Watched, people: ReadonlySet<string> | undefined): number {
  const followed = [...owned].filter(([person]) => people?.has(person) !== false);
  return followed.filter(([, ids]) => [...ids].filter((id) => byId.get(id)?.active === true).length > 1).length;
}

/** Whose account it is, is known of whoever is followed alone: an account that is nobody's is among all of them. */
function ghostsIn({ accounts, owners }: Watched, people: ReadonlySet<string> | undefined): number {
  const ghosts = accounts.filter(({ active, lastSignInAt }) => active && lastSignInAt === undefined);
  return people === undefined ? ghosts.length : ghosts.filter(({ id }) => people.has(owners.get(id) ?? "")).length;
}

const NOBODY: ReadonlySet<string> = new Set();

function createWatched(id: string): Watched {
  return {
    id,
    connection: undefined,
    settings: [],
    truthOf: () => undefined,
    defaultRole: undefined,
    links: undefined,
    accounts: [],
    byId: new Map(),
    owners: new Map(),
    owned: new Map(),
    pairs: new Map(),
    learned: new Set(),
  };
}

function segmentOf(
  application: string,
  person: string,
  { state, entitled, since, initial }: Pair,
  to: number,
): Segment {
  return { person, application, state, entitled, from: since, to, initial };
}

function changedPeople(known: ReadonlyMap<string, DirectoryUser>, users: readonly DirectoryUser[]): Set<string> {
  const changed = new Set<string>();
  const present = new Set<string>();
  for (const user of users) {
    present.add(user.id);
    if (known.get(user.id) !== user) changed.add(user.id);
  }
  for (const id of known.keys()) if (!present.has(id)) changed.add(id);
  return changed;
}

/** Reads the settings anew where they changed; true: everybody is to be looked at again. */
function refresh(each: Watched, workspace: Workspace, view: Workspace["directory"], isAll: boolean): boolean {
  const connected = findConnected(workspace, each.id);
  const { mappings, roleRules, roles, jit } = connected.application;
  const settings = [mappings, roleRules, roles, jit];
  const isSame =
    !isAll &&
    connected.connection === each.connection &&
    settings.every((setting, index) => setting === each.settings[index]);
  if (isSame) return false;
  if (each.connection === undefined) learnAll(each, workspace, connected);
  each.connection = connected.connection;
  each.settings = settings;
  each.defaultRole = jit.defaultRole;
  each.truthOf = createTruth(view, connected);
  return true;
}

/** At the beginning: whose accounts they are, as far as identity links say. */
function learnAll(each: Watched, workspace: Workspace, { application }: Connected): void {
  const ownerOf = ownersIn(workspace, application.id);
  for (const account of application.accounts) {
    const owner = ownerOf(account);
    if (owner !== undefined) setOwner(each, account.id, owner.id);
  }
}

function setOwner(each: Watched, account: string, person: string): void {
  if (each.owners.get(account) === person) return;
  each.owners.set(account, person);
  const owned = each.owned.get(person) ?? new Set<string>();
  each.owned.set(person, owned.add(account));
}

/** People whose accounts, or whose links to accounts, are others than before. */
function changedOwners(each: Watched, workspace: Workspace): readonly string[] {
  const { provider, application } = findConnected(workspace, each.id);
  const { links } = provisioningStateOf(workspace, provider.id, each.id);
  const changed: string[] = [];
  if (links !== each.links) {
    each.links = links;
    for (const [person, { target }] of Object.entries(links)) {
      if (each.owners.get(target) === person) continue;
      setOwner(each, target, person);
      changed.push(person);
    }
  }
  if (application.accounts === each.accounts) return changed;
  each.accounts = application.accounts;
  return [...changed, ...changedAccounts(each).flatMap((account) => each.owners.get(account) ?? [])];
}

function changedAccounts(each: Watched): readonly string[] {
  const changed: string[] = [];
  const present = new Set<string>();
  for (const account of each.accounts) {
    present.add(account.id);
    if (each.byId.get(account.id) === account) continue;
    each.byId.set(account.id, account);
    changed.push(account.id);
  }
  for (const id of each.byId.keys()) {
    if (present.has(id)) continue;
    each.byId.delete(id);
    changed.push(id);
  }
  return changed;
}
