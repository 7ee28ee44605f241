import type { AccountGroup } from "../accounts/account-group.ts";
import { type AccountStore, createAccountStore } from "../accounts/account-store.ts";
import { createIdentityProvider } from "../idp/party.ts";
import { EMPTY_IDENTITY_PROVIDER_STATE, type IdentityProviderState } from "../idp/state.ts";
import { type Cell, createCell, type Party } from "../party/party.ts";
import type { Application } from "../sp/application.ts";
import { createApplication } from "../sp/party.ts";
import { type ApplicationState, EMPTY_APPLICATION_STATE } from "../sp/state.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Actor } from "../trace/step.ts";
import type { Host } from "./network.ts";

/** The parties of a workspace at work. The workspace that they came from stays as it is. */
export interface Parties {
  readonly hosts: readonly Host[];
  readonly actors: readonly Actor[];
  /** The workspace with everything that the parties have written since. */
  collect(): Workspace;
}

interface ApplicationCells {
  readonly state: Cell<ApplicationState>;
  readonly accounts: AccountStore;
  readonly groups: Cell<readonly AccountGroup[]>;
}

/** Puts every identity provider and application of a workspace to work, each on its own origin. */
export function createParties(workspace: Workspace): Parties {
  const idpCells = new Map<string, Cell<IdentityProviderState>>();
  const applicationCells = new Map<string, ApplicationCells>();
  const names = new Map(workspace.applications.map(({ id, name }) => [id, name]));
  const identityProviders = workspace.identityProviders.map((provider): Host => {
    const state = createCell(stateOf(workspace.runtime.identityProviders, provider.id, EMPTY_IDENTITY_PROVIDER_STATE));
    idpCells.set(provider.id, state);
    const { directory } = workspace;
    const applicationName = (id: string) => names.get(id) ?? id;
    const party = onFirstCall(() => createIdentityProvider({ provider, directory, state, applicationName }));
    return {
      origin: provider.origin,
      actor: `idp:${provider.id}`,
      name: provider.name,
      kind: "identityProvider",
      party,
    };
  });
  const applications = workspace.applications.map((application): Host => {
    const { id, name, origin } = application;
    const party = onFirstCall(() => {
      const cells: ApplicationCells = {
        state: createCell(stateOf(workspace.runtime.applications, id, EMPTY_APPLICATION_STATE)),
        accounts: createAccountStore(application.accounts),
        groups: createCell(application.groups ?? NO_GROUPS),
      };
      applicationCells.set(id, cells);
      return createApplication({ application, ...cells });
    });
    return { origin, actor: `app:${id}`, name, kind: "application", party };
  });
  const hosts = [...identityProviders, ...applications];
  return { hosts, actors: actorsOf(hosts), collect: () => collectWorkspace(workspace, idpCells, applicationCells) };
}

/** A party that is made when somebody first asks it: most applications of a workspace have no part in an action. */
function onFirstCall(make: () => Party): Party {
  let party: Party | undefined;
  return (request, call) => {
    party ??= make();
    return party(request, call);
  };
}

/** What a party remembered. An id may be the name of something that every object has, such as `toString`. */
function stateOf<State>(states: Readonly<Record<string, State>>, id: string, empty: State): State {
  return (Object.hasOwn(states, id) ? states[id] : undefined) ?? empty;
}

/** The lanes of the sequence diagram: the browser, then each party, with a lane for each account store. */
function actorsOf(hosts: readonly Host[]): readonly Actor[] {
  const actors: Actor[] = [{ id: "browser", kind: "browser", name: "Browser" }];
  for (const { actor, kind, name } of hosts) {
    actors.push({ id: actor, kind, name });
    if (kind === "identityProvider") continue;
    actors.push({ id: `accounts:${actor.slice("app:".length)}`, kind: "accountStore", name: `${name} accounts` });
  }
  return actors;
}

function collectWorkspace(
  workspace: Workspace,
  idpCells: ReadonlyMap<string, Cell<IdentityProviderState>>,
  applicationCells: ReadonlyMap<string, ApplicationCells>,
): Workspace {
  const applications = workspace.applications.map((application) =>
    collectApplication(application, applicationCells.get(application.id)),
  );
  // What has been set going, and who cannot be reached, is nothing that a party remembers: it stays as it is.
  const { runtime: before } = workspace;
  const runtime: Workspace["runtime"] = {
    ...before,
    identityProviders: readAll(before.identityProviders, idpCells, (state) => state, EMPTY_IDENTITY_PROVIDER_STATE),
    applications: readAll(before.applications, applicationCells, ({ state }) => state, EMPTY_APPLICATION_STATE),
  };
  return { ...workspace, applications, runtime };
}

/** The very same application where nothing was written. */
function collectApplication(application: Application, cells: ApplicationCells | undefined): Application {
  if (cells === undefined) return application;
  const accounts = cells.accounts.read();
  const groups = cells.groups.read();
  const withAccounts = accounts === application.accounts ? application : { ...application, accounts: [...accounts] };
  return groups === (application.groups ?? NO_GROUPS) ? withAccounts : { ...withAccounts, groups: [...groups] };
}

const NO_GROUPS: readonly AccountGroup[] = [];

/** The state of every party; one that has remembered nothing stays out of the file. */
function readAll<Cells, State>(
  before: Readonly<Record<string, State>>,
  parties: ReadonlyMap<string, Cells>,
  stateIn: (cells: Cells) => Cell<State>,
  empty: State,
): Record<string, State> {
  const after = { ...before };
  for (const [id, cells] of parties) {
    const state = stateIn(cells).read();
    if (state !== empty) after[id] = state;
  }
  return after;
}
