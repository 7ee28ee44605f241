import { didYouMean, RehearsalError } from "../errors.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ExportOptions } from "./exported.ts";

/** A connection whose settings are exported. */
export interface ExportedConnection {
  readonly application: Application;
  readonly provider: IdentityProvider;
  readonly connection: Connection;
}

/**
 * Finds the connection that is meant: of the application that is said, else the only one that has what is exported.
 * `has`: whether a connection has it; `what`: what that is, as in "is provisioned by SCIM".
 * @throws {RehearsalError} EXPORT_UNKNOWN_APPLICATION, EXPORT_WHICH_APPLICATION, EXPORT_UNKNOWN_IDENTITY_PROVIDER,
 *   EXPORT_WHICH_IDENTITY_PROVIDER, EXPORT_NOTHING
 */
export function findConnectionToExport(
  workspace: Workspace,
  { application: wanted, identityProvider }: ExportOptions,
  { has, what }: { readonly has: (connection: Connection) => boolean; readonly what: string },
): ExportedConnection {
  checkProvider(workspace, identityProvider);
  const all = connectionsOf(workspace, identityProvider).filter(({ connection }) => has(connection));
  const ids = [...new Set(all.map(({ application }) => application.id))];
  if (wanted === undefined) {
    if (ids.length === 1) return onlyOne(all);
    if (ids.length === 0) throw new RehearsalError("EXPORT_NOTHING", `No application ${what}.`);
    throw new RehearsalError("EXPORT_WHICH_APPLICATION", `Say which application: ${ids.join(", ")}.`);
  }
  const found = all.filter(({ application }) => application.id === wanted);
  if (found.length > 0) return onlyOne(found);
  if (workspace.applications.some(({ id }) => id === wanted))
    throw new RehearsalError("EXPORT_NOTHING", `The application ${JSON.stringify(wanted)} is not one that ${what}.`);
  const known = workspace.applications.map(({ id }) => id);
  const message = `There is no application ${JSON.stringify(wanted)}.${didYouMean(wanted, known)}`;
  throw new RehearsalError("EXPORT_UNKNOWN_APPLICATION", message);
}

/** @throws {RehearsalError} EXPORT_WHICH_IDENTITY_PROVIDER */
function onlyOne(found: readonly ExportedConnection[]): ExportedConnection {
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw whichProvider(found.map(({ provider }) => provider));
}

/** What is thrown where several identity providers have what is exported. */
export function whichProvider(providers: readonly IdentityProvider[]): RehearsalError {
  const message = `Say which identity provider: ${providers.map(({ id }) => id).join(", ")}.`;
  return new RehearsalError("EXPORT_WHICH_IDENTITY_PROVIDER", message);
}

/**
 * Makes sure of the identity provider that somebody named.
 * @throws {RehearsalError} EXPORT_UNKNOWN_IDENTITY_PROVIDER
 */
export function checkProvider({ identityProviders }: Workspace, wanted: string | undefined): void {
  const ids = identityProviders.map(({ id }) => id);
  if (wanted === undefined || ids.includes(wanted)) return;
  const message = `There is no identity provider ${JSON.stringify(wanted)}.${didYouMean(wanted, ids)}`;
  throw new RehearsalError("EXPORT_UNKNOWN_IDENTITY_PROVIDER", message);
}

function connectionsOf(
  { identityProviders, applications }: Workspace,
  wanted: string | undefined,
): readonly ExportedConnection[] {
  const providers = identityProviders.filter(({ id }) => wanted === undefined || id === wanted);
  return providers.flatMap((provider) =>
    provider.connections.flatMap((connection) => {
      const application = applications.find(({ id }) => id === connection.application);
      return application === undefined ? [] : [{ application, provider, connection }];
    }),
  );
}
