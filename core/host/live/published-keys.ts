import type { Connection } from "../../idp/identity-provider.ts";
import { type NewKeyMaterial, replaceKnownKeys } from "../../store/key-material.ts";
import type { Workspace } from "../../store/workspace.ts";

/**
 * Puts new key material in the place of what is missing, and of what was published with a sample, which anybody could
 * sign or sign in with. Gives the same workspace where nothing is. The salt of pairwise identifiers stays: it lets nobody
 * in, and a new one would name everybody anew.
 *
 * @param samples the samples that are published with the program
 * @param now the machine's clock, in milliseconds since the epoch
 */
export async function replacePublishedKeys(
  workspace: Workspace,
  samples: readonly Workspace[],
  now: number,
): Promise<NewKeyMaterial> {
  const published = new Set([...samples.flatMap(secretsOf), ...markedKeysOf(workspace)].map(withoutSpace));
  const replaced = await replaceKnownKeys(workspace, now, (secret) => published.has(withoutSpace(secret)));
  if (replaced.made.length === 0) return replaced;
  return { ...replaced, workspace: withoutFetched(withClientTokens(replaced.workspace, workspace)) };
}

/** An identity provider's SCIM client that had an application's token gets the new one. */
function withClientTokens(workspace: Workspace, before: Workspace): Workspace {
  const tokens = new Map(
    before.applications.map(({ id, scim }) => {
      const next = workspace.applications.find((application) => application.id === id)?.scim?.bearerToken;
      return [id, { old: scim?.bearerToken, next }] as const;
    }),
  );
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((connection) => {
      const { old, next } = tokens.get(connection.application) ?? {};
      return next === undefined ? connection : withClientToken(connection, old, next);
    }),
  }));
  return { ...workspace, identityProviders };
}

function withClientToken(connection: Connection, old: string | undefined, next: string): Connection {
  const { provisioning } = connection;
  if (provisioning?.way !== "scim" || provisioning.client.bearerToken === undefined) return connection;
  if (provisioning.client.bearerToken !== old) return connection;
  return { ...connection, provisioning: { ...provisioning, client: { ...provisioning.client, bearerToken: next } } };
}

/** What was read from an identity provider before its keys were replaced would be believed for a day. */
function withoutFetched(workspace: Workspace): Workspace {
  const states = Object.entries(workspace.runtime.applications).map(([id, state]) => {
    const { metadata: _, discovery: __, ...kept } = state;
    return [id, kept] as const;
  });
  return { ...workspace, runtime: { ...workspace.runtime, applications: Object.fromEntries(states) } };
}

/** Every secret of a workspace that somebody could sign or sign in with. */
function secretsOf({ identityProviders, applications }: Workspace): readonly string[] {
  const connections = identityProviders.flatMap((provider) => provider.connections);
  const secrets = [
    ...identityProviders.flatMap(({ keys }) => keys.map(({ privateKey }) => privateKey)),
    ...connections.map(({ oidc }) => oidc?.clientSecret),
    ...applications.flatMap(({ saml, oidc, scim }) => [saml?.key?.privateKey, oidc?.clientSecret, scim?.bearerToken]),
  ];
  return secrets.filter((secret) => secret !== undefined);
}

/** Keys that say of themselves that they were published. */
function markedKeysOf({ identityProviders }: Workspace): readonly string[] {
  const marked = identityProviders.flatMap(({ keys }) => keys).filter(({ sample }) => sample === true);
  return marked.flatMap(({ privateKey }) => privateKey ?? []);
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, "");
}
