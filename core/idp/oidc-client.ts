import { importPrivateKey } from "../key-import.ts";
import type { IdTokenKey } from "../oidc/id-token.ts";
import { isKeyFor } from "../oidc/jwk-import.ts";
import type { IdTokenAlgorithm, OidcConnection } from "../oidc/settings.ts";
import { buildPairwiseSubject } from "../oidc/subject.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** An OpenID Connect client as the provider knows it. */
export interface OidcClient {
  /** Id of the application. */
  readonly application: string;
  readonly settings: OidcConnection;
  /** Where its settings stand in the workspace. */
  readonly settingPath: string;
}

/** The client that a `client_id` names. */
export function findClient(world: IdentityProviderWorld, clientId: string): OidcClient | undefined {
  return findOidcConnection(world, ({ settings }) => settings.clientId === clientId);
}

/** The client that an application is. */
export function clientOf(world: IdentityProviderWorld, application: string): OidcClient | undefined {
  return findOidcConnection(world, (client) => client.application === application);
}

function findOidcConnection(
  { provider }: IdentityProviderWorld,
  isWanted: (client: OidcClient) => boolean,
): OidcClient | undefined {
  for (const { application, oidc } of provider.connections) {
    if (oidc === undefined) continue;
    const settingPath = `identityProviders/${provider.id}/connections/${application}/oidc`;
    const client = { application, settings: oidc, settingPath };
    if (isWanted(client)) return client;
  }
  return undefined;
}

/** The key that signs with this algorithm: active, with a private part that can be read; undefined where there is none. */
export function findSigningKey({ keys }: IdentityProvider, algorithm: IdTokenAlgorithm): IdTokenKey | undefined {
  for (const key of keys) {
    if (key.status !== "active" || key.algorithm !== algorithm || key.privateKey === undefined) continue;
    const privateKey = importPrivateKey(key.privateKey);
    if (privateKey !== undefined && isKeyFor(privateKey, algorithm)) return { id: key.id, algorithm, privateKey };
  }
  return undefined;
}

/**
 * The person's `sub` at this client (OpenID Connect Core, section 8). Undefined: it should be pairwise, and the salt is
 * missing, as in a copy that was made to be shared.
 */
export function subjectAt(
  { settings }: OidcClient,
  { pairwiseSalt }: IdentityProvider,
  userId: string,
): string | undefined {
  if (settings.subject === "public") return userId;
  return pairwiseSalt === undefined ? undefined : buildPairwiseSubject(pairwiseSalt, userId, settings.clientId);
}
