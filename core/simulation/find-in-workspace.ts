import { didYouMean, RehearsalError } from "../errors.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";

/** A connection with the identity provider that has it and the application that it is to. */
export interface Connected {
  readonly provider: IdentityProvider;
  readonly connection: Connection;
  readonly application: Application;
}

/** @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION */
export function findApplication(workspace: Workspace, id: string): Application {
  const application = workspace.applications.find((each) => each.id === id);
  if (application !== undefined) return application;
  const ids = workspace.applications.map((each) => each.id);
  const hint = didYouMean(id, ids);
  throw new RehearsalError(
    "ACTION_UNKNOWN_APPLICATION",
    `No application has the id ${JSON.stringify(id)}.${hint} There are: ${ids.join(", ")}.`,
    { path: "applications" },
  );
}

/**
 * The first connection of an identity provider to the application.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED
 */
export function findConnected(workspace: Workspace, id: string): Connected {
  const found = indexOf(workspace).byApplication.get(id);
  if (found !== undefined) return found;
  const { name } = findApplication(workspace, id);
  throw new RehearsalError("ACTION_NOT_CONNECTED", `No identity provider knows ${name}.`, {
    path: "identityProviders",
  });
}

/** Every connection whose application is there, in the order of the workspace. */
export function connectedApplications(workspace: Workspace): readonly Connected[] {
  return indexOf(workspace).connected;
}

interface ConnectionIndex {
  readonly providers: Workspace["identityProviders"];
  readonly connected: readonly Connected[];
  readonly byApplication: ReadonlyMap<string, Connected>;
}

/** One index for each list of applications: lists are never changed in place. */
const indexes = new WeakMap<Workspace["applications"], ConnectionIndex>();

function indexOf({ applications, identityProviders }: Workspace): ConnectionIndex {
  const known = indexes.get(applications);
  if (known?.providers === identityProviders) return known;
  const byId = new Map(applications.map((application) => [application.id, application]));
  const connected = identityProviders.flatMap((provider) =>
    provider.connections.flatMap((connection): readonly Connected[] => {
      const application = byId.get(connection.application);
      return application === undefined ? [] : [{ provider, connection, application }];
    }),
  );
  // From behind, so that the first of several connections is the one that is found.
  const byApplication = new Map(connected.toReversed().map((each) => [each.application.id, each]));
  const index = { providers: identityProviders, connected, byApplication };
  indexes.set(applications, index);
  return index;
}

/** The workspace with another connection in the place of the one to the same application. */
export function withConnection(workspace: Workspace, provider: string, connection: Connection): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((each) =>
      each.id === provider
        ? {
            ...each,
            connections: each.connections.map((present) =>
              present.application === connection.application ? connection : present,
            ),
          }
        : each,
    ),
  };
}

/** The workspace with another application in the place of the one with its id. */
export function withApplication(workspace: Workspace, application: Application): Workspace {
  return {
    ...workspace,
    applications: workspace.applications.map((each) => (each.id === application.id ? application : each)),
  };
}
