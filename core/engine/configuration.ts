import { isDeepStrictEqual } from "node:util";
import type { ApplicationSettings, Configuration } from "../contract/methods.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { pushesWhenSaved } from "../provisioning/request-settings.ts";
import { nextBatchAfter } from "../provisioning/schedule.ts";
import { type Provisioning, type ProvisioningWay, withoutClientToken } from "../provisioning/settings.ts";
import type { CycleAction } from "../simulation/action.ts";
import { freshMemory } from "../simulation/derive-provisioning.ts";
import { provisioningStateOf } from "../simulation/provisioning-state.ts";
import type { Application } from "../sp/application.ts";
import { type ClientSide, missingClientSecret, withBearerToken } from "../store/key-material.ts";
import { formatPath } from "../store/problem.ts";
import type { Workspace } from "../store/workspace.ts";
import type { PathNames } from "./check-edit.ts";
import { configurationNames } from "./check-edit.ts";
import { type Replacement, settingsOf } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { ProblemsError } from "./problems-error.ts";

/** An application with its connection, and where in it secrets are kept that were left out. */
export interface ShownConfiguration {
  readonly configuration: Configuration;
  /** Paths in the configuration: `application.saml.key.privateKey`. */
  readonly keptSecrets: readonly string[];
}

/**
 * The application with this id.
 * @throws RehearsalError `APPLICATION_UNKNOWN`
 */
export function findApplication({ applications }: Workspace, id: string, path = "application"): Application {
  const application = applications.find((each) => each.id === id);
  if (application !== undefined) return application;
  const ids = applications.map((each) => each.id);
  const hint = didYouMean(id, ids);
  const message = `There is no application with the id ${JSON.stringify(id)}.${hint}`;
  throw new RehearsalError("APPLICATION_UNKNOWN", message, { path });
}

/** The connection of an application, with the identity provider that has it: the one for its way of signing on first. */
export function findConnection(
  { identityProviders }: Workspace,
  { id, signOn }: Pick<Application, "id" | "signOn">,
): { readonly provider: string; readonly connection: Connection } | undefined {
  const found = identityProviders.flatMap((provider) =>
    provider.connections
      .filter(({ application }) => application === id)
      .map((connection) => ({ provider: provider.id, connection })),
  );
  return found.find(({ connection }) => connection[signOn] !== undefined) ?? found[0];
}

/**
 * An application as an editor holds it: without accounts, groups, private keys, client secrets and bearer tokens.
 * @throws RehearsalError `APPLICATION_NOT_CONNECTED` where no identity provider knows it
 */
export function showConfiguration(workspace: Workspace, id: string): ShownConfiguration {
  const settings = settingsOf(findApplication(workspace, id));
  const connected = findConnection(workspace, settings);
  if (connected === undefined) throw notConnected(settings.name);
  const { provider, connection } = connected;
  return {
    configuration: { application: hideSecrets(settings), provider, connection: hideConnectionSecrets(connection) },
    keptSecrets: [
      ...(settings.saml?.key?.privateKey === undefined ? [] : ["application.saml.key.privateKey"]),
      ...(settings.oidc?.clientSecret === undefined ? [] : ["application.oidc.clientSecret"]),
      ...(settings.scim?.bearerToken === undefined ? [] : ["application.scim.bearerToken"]),
      ...(connection.oidc?.clientSecret === undefined ? [] : ["connection.oidc.clientSecret"]),
      ...(clientTokenOf(connection) === undefined ? [] : ["connection.provisioning.client.bearerToken"]),
    ],
  };
}

/** Saves a configuration as it was edited; secrets that it leaves out stay as they are. */
export function configurationEdit(workspace: Workspace, configuration: Configuration): PlannedEdit {
  const { application, provider, connection } = configuration;
  const settings = settingsOf(findApplication(workspace, application.id, "configuration.application.id"));
  checkBelongs(workspace, configuration);
  const registered = workspace.identityProviders
    .find(({ id }) => id === provider)
    ?.connections.find((each) => each.application === application.id);
  const kept = keepSecrets(application, settings);
  const keptConnection = keepClientToken(keepClientSecret(connection, registered), registered);
  // A client that proves who it is once more needs a secret, and both sides the same one.
  const missing = missingClientSecret([kept.oidc, keptConnection.oidc]);
  const nextSettings = withToken(withSecret(kept, missing?.secret));
  const nextConnection = withSecret(keptConnection, missing?.secret);
  const replacements: readonly Replacement[] = [
    ...(isDeepStrictEqual(nextSettings, settings)
      ? []
      : [{ part: "application", id: application.id, value: nextSettings } as const]),
    ...(isDeepStrictEqual(nextConnection, registered)
      ? []
      : [{ part: "connection", provider, id: application.id, value: nextConnection } as const]),
    ...memoryEdit(workspace, provider, registered, nextConnection),
  ];
  const changed = describeChange(settings, nextSettings, registered, nextConnection);
  const made = [
    ...(missing?.isNew === true ? ["a new client secret"] : []),
    ...(nextSettings.scim?.bearerToken === kept.scim?.bearerToken ? [] : ["a new bearer token"]),
  ];
  const what = made.length === 0 ? changed : `${changed}, with ${listed(made)}`;
  const names = namesFor(workspace, configuration);
  const isPushed = pushesWhenSaved(registered, nextConnection);
  return { edit: { what, replacements }, names, ...(isPushed ? { follow: pushOf(application.id) } : {}) };
}

function pushOf(application: string): CycleAction {
  return { type: "cycle", application };
}

/** A way that is new remembers nothing of the one before it but whose the accounts are; new times make a new next one. */
function memoryEdit(
  workspace: Workspace,
  provider: string,
  registered: Connection | undefined,
  { application: id, provisioning }: Connection,
): readonly Replacement[] {
  const was = registered?.provisioning;
  const now = Date.parse(workspace.clock.now);
  const part = { part: "provisioning", provider, id } as const;
  if (was?.way !== provisioning?.way) return [{ ...part, value: freshMemory(provisioning, now) }];
  if (isDeepStrictEqual(timesOf(was), timesOf(provisioning))) return [];
  const { nextCycleAt: _, ...state } = provisioningStateOf(workspace, provider, id);
  const next = nextTime(provisioning, now);
  return [{ ...part, value: { ...state, ...(next === undefined ? {} : { nextCycleAt: next }) } }];
}

/** When a way acts by itself. */
function timesOf(provisioning: Provisioning | undefined): unknown {
  if (provisioning?.way === "scheduled") return provisioning.schedule;
  return provisioning?.way === "scim" ? provisioning.client.runs : undefined;
}

function nextTime(provisioning: Provisioning | undefined, now: number): number | undefined {
  if (provisioning?.way === "scheduled") return nextBatchAfter(provisioning.schedule, now);
  if (provisioning?.way !== "scim" || provisioning.client.runs.on !== "cycle") return undefined;
  return now + provisioning.client.runs.everyMinutes * 60_000;
}

/** Where the parts of the configuration stand, or will stand, in the workspace. */
function namesFor(workspace: Workspace, { application, provider }: Configuration): PathNames {
  const index = workspace.identityProviders.findIndex(({ id }) => id === provider);
  const connections = workspace.identityProviders[index]?.connections ?? [];
  const place = connections.findIndex((each) => each.application === application.id);
  const path = formatPath(["identityProviders", index, "connections", place < 0 ? connections.length : place]);
  return new Map([[path, "connection"], ...configurationNames(workspace, application.id)]);
}

/** The connection must be this application's, at an identity provider that there is. */
function checkBelongs({ identityProviders }: Workspace, { application, provider, connection }: Configuration): void {
  const problem = (path: string, message: string): ProblemsError =>
    new ProblemsError("EDIT_INVALID", [{ code: "EDIT_INVALID", path, message, severity: "error" }]);
  if (!identityProviders.some(({ id }) => id === provider)) {
    throw problem("provider", `There is no identity provider with the id ${JSON.stringify(provider)}.`);
  }
  if (connection.application !== application.id) {
    const found = JSON.stringify(connection.application);
    throw problem("connection.application", `Found ${found}; ${JSON.stringify(application.id)} would be right.`);
  }
}

function hideSecrets(application: ApplicationSettings): ApplicationSettings {
  const { saml, oidc, scim } = application;
  const { privateKey: _, ...key } = saml?.key ?? { certificate: "" };
  const { clientSecret: __, ...client } = oidc ?? {};
  const { bearerToken: ___, ...server } = scim ?? {};
  return {
    ...application,
    ...(saml?.key === undefined ? {} : { saml: { ...saml, key } }),
    ...(oidc === undefined ? {} : { oidc: client as typeof oidc }),
    ...(scim === undefined ? {} : { scim: server as typeof scim }),
  };
}

function hideConnectionSecrets(connection: Connection): Connection {
  const { oidc, provisioning } = connection;
  const { clientSecret: _, ...client } = oidc ?? {};
  return {
    ...connection,
    ...(oidc === undefined ? {} : { oidc: client as typeof oidc }),
    ...(provisioning === undefined ? {} : { provisioning: withoutClientToken(provisioning) }),
  };
}

/** A token that the SCIM client was given of its own, in the place of the application's. */
function clientTokenOf({ provisioning }: Connection): string | undefined {
  return provisioning?.way === "scim" ? provisioning.client.bearerToken : undefined;
}

function keepClientToken(connection: Connection, present: Connection | undefined): Connection {
  const { provisioning } = connection;
  const bearerToken = present === undefined ? undefined : clientTokenOf(present);
  if (provisioning?.way !== "scim" || bearerToken === undefined) return connection;
  return { ...connection, provisioning: { ...provisioning, client: { bearerToken, ...provisioning.client } } };
}

/** A key whose certificate was replaced is another one: the old private key does not belong to it. */
function keepSecrets(application: ApplicationSettings, present: ApplicationSettings): ApplicationSettings {
  const { saml, oidc, scim } = application;
  const old = present.saml?.key;
  const isSameKey = saml?.key !== undefined && old?.certificate === saml.key.certificate;
  const key = isSameKey && saml.key?.privateKey === undefined ? old : saml?.key;
  const token = scim?.bearerToken ?? present.scim?.bearerToken;
  return {
    ...application,
    ...(saml === undefined || key === undefined ? {} : { saml: { ...saml, key } }),
    ...(oidc === undefined ? {} : { oidc: withClientSecret(oidc, present.oidc?.clientSecret) }),
    ...(scim === undefined || token === undefined ? {} : { scim: { ...scim, bearerToken: token } }),
  };
}

/** Whoever offers SCIM needs a token for its clients. */
function withToken(application: ApplicationSettings): ApplicationSettings {
  const { scim } = application;
  return scim === undefined ? application : { ...application, scim: withBearerToken(scim) };
}

function keepClientSecret(connection: Connection, present: Connection | undefined): Connection {
  const { oidc } = connection;
  return oidc === undefined ? connection : { ...connection, oidc: withClientSecret(oidc, present?.oidc?.clientSecret) };
}

function withSecret<Part extends { readonly oidc?: ClientSide }>(part: Part, secret: string | undefined): Part {
  return part.oidc === undefined ? part : { ...part, oidc: withClientSecret(part.oidc, secret) };
}

function withClientSecret<Side extends ClientSide>(side: Side, present: string | undefined): Side {
  const keeps = side.clientSecret === undefined && present !== undefined && side.clientAuthentication !== "none";
  return keeps ? { ...side, clientSecret: present } : side;
}

/** What a person calls the members of the settings. */
const PART_NAMES: Readonly<Record<string, string>> = {
  jit: "what a login does",
  mappings: "the mapping",
  roleRules: "the role rules",
  roles: "the roles",
  accountAttributes: "the account attributes",
  saml: "the SAML settings",
  oidc: "the OpenID Connect settings",
  scim: "the SCIM settings",
  signOn: "how people sign on",
  name: "the name",
  note: "the note",
};

const WAYS: Readonly<Record<ProvisioningWay | "logins", string>> = {
  logins: "logins alone",
  scim: "SCIM",
  scheduled: "scheduled batches",
  manual: "tickets",
  workflow: "a policy workflow",
};

/** "Changed the role rules of Slack-like". */
function describeChange(
  was: ApplicationSettings,
  is: ApplicationSettings,
  wasConnected: Connection | undefined,
  isConnected: Connection,
): string {
  const way = isConnected.provisioning?.way;
  if (wasConnected?.provisioning?.way !== way)
    return `${is.name} gets its accounts by ${WAYS[way ?? "logins"]} from now on`;
  const changed = differingMembers(was, is);
  const connected = differingMembers(wasConnected ?? {}, isConnected);
  const parts = [
    ...new Set(changed.map((name) => PART_NAMES[name] ?? name)),
    ...(connected.some((name) => name !== "provisioning") ? ["the connection"] : []),
    ...(connected.includes("provisioning") ? ["the provisioning"] : []),
  ];
  if (parts.length === 0) return `Saved ${is.name} as before`;
  return `Changed ${parts.length > 3 ? `${parts.length} things` : listed(parts)} of ${is.name}`;
}

function differingMembers(was: object, is: object): readonly string[] {
  const [left, right] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => !isDeepStrictEqual(left.get(name), right.get(name)));
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function notConnected(name: string): RehearsalError {
  const message = `No identity provider here is connected to ${name}. Add a connection to the workspace file, or remove the application.`;
  return new RehearsalError("APPLICATION_NOT_CONNECTED", message, { path: "application" });
}
