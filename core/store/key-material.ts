import { randomBytes } from "node:crypto";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import type { ScimServerSettings } from "../scim/settings.ts";
import type { Application } from "../sp/application.ts";
import { createKeyPair, createSigningKey, type KeyPair } from "./keys.ts";
import { mapStrings } from "./map-strings.ts";
import type { Workspace } from "./workspace.ts";

/** A workspace with new key material, and what was made: one sentence each. */
export interface NewKeyMaterial {
  readonly workspace: Workspace;
  readonly made: readonly string[];
}

const DAY_MS = 86_400_000;
const YEARS = 10;

/**
 * Makes what is missing in a copy that was made to be shared: private keys with new certificates, client secrets,
 * bearer tokens, pairwise salts. Gives the same workspace where nothing is. `now`: the machine's clock.
 */
export function completeKeys(workspace: Workspace, now: number): Promise<NewKeyMaterial> {
  return makeKeyMaterial(workspace, now, (present) => present === undefined);
}

/** Makes all key material anew, so that nothing of a published sample is left. */
export function renewKeys(workspace: Workspace, now: number): Promise<NewKeyMaterial> {
  return makeKeyMaterial(workspace, now, () => true);
}

/** Makes anew what is missing, and every secret that others know: `isKnown` tells which. */
export function replaceKnownKeys(
  workspace: Workspace,
  now: number,
  isKnown: (secret: string) => boolean,
): Promise<NewKeyMaterial> {
  return makeKeyMaterial(workspace, now, (present) => present === undefined || isKnown(present));
}

/** Whether a secret is to be made in the place of this one. */
type IsWanted = (present: string | undefined) => boolean;

async function makeKeyMaterial(workspace: Workspace, now: number, isWanted: IsWanted): Promise<NewKeyMaterial> {
  // Valid by the machine's clock and by the simulated one.
  const notBefore = Math.min(now, Date.parse(workspace.clock.now)) - DAY_MS;
  const maker: Maker = { notBefore, isWanted, certificates: new Map(), made: [] };
  const secrets = makeClientSecrets(workspace, maker);
  const identityProviders = await inTurn(workspace.identityProviders, (provider) => withNewKeys(provider, maker));
  const applications = await inTurn(workspace.applications, (application) =>
    withNewKey(withNewToken(application, maker), maker),
  );
  const renewed = {
    ...workspace,
    identityProviders: identityProviders.map((provider) => withSecrets(provider, secrets)),
    applications: applications.map((application) => withSecret(application, secrets)),
  };
  return { workspace: withCertificates(renewed, maker.certificates), made: maker.made };
}

interface Maker {
  readonly notBefore: number;
  readonly isWanted: IsWanted;
  /** New certificates by the old ones, without white space. */
  readonly certificates: Map<string, string>;
  readonly made: string[];
}

async function withNewKeys(provider: IdentityProvider, maker: Maker): Promise<IdentityProvider> {
  const keys = await inTurn(provider.keys, async (key) => {
    if (!maker.isWanted(key.privateKey)) return key;
    const { id, algorithm, status } = key;
    const fresh = await createSigningKey({ id, algorithm, status, ...certificateFor(provider.name, maker) });
    maker.certificates.set(withoutSpace(key.certificate), fresh.certificate);
    maker.made.push(`Made a new ${algorithm} key ${id} for ${provider.name}.`);
    return fresh;
  });
  if (!maker.isWanted(provider.pairwiseSalt)) return { ...provider, keys };
  maker.made.push(`Made a new salt for the pairwise identifiers of ${provider.name}: it names everybody anew.`);
  return { ...provider, keys, pairwiseSalt: newSecret() };
}

async function withNewKey(application: Application, maker: Maker): Promise<Application> {
  const { saml, name } = application;
  if (saml?.key === undefined || !maker.isWanted(saml.key.privateKey)) return application;
  const key: KeyPair = await createKeyPair({ algorithm: "RS256", ...certificateFor(name, maker) });
  maker.certificates.set(withoutSpace(saml.key.certificate), key.certificate);
  maker.made.push(`Made a new key for ${name}.`);
  return { ...application, saml: { ...saml, key } };
}

/** An application that offers no SCIM needs no token. */
function withNewToken(application: Application, { isWanted, made }: Maker): Application {
  const { scim, name } = application;
  if (scim === undefined || !isWanted(scim.bearerToken)) return application;
  made.push(`Made a new bearer token for ${name}.`);
  return { ...application, scim: { ...scim, bearerToken: newSecret() } };
}

/** A SCIM server with a token to prove oneself with: a new one where it has none. */
export function withBearerToken(scim: ScimServerSettings): ScimServerSettings {
  return scim.bearerToken === undefined ? { ...scim, bearerToken: newSecret() } : scim;
}

function certificateFor(commonName: string, { notBefore }: Maker) {
  return { commonName, notBefore, years: YEARS };
}

/** A secret for each client that needs one, by application: both sides must have the same. */
function makeClientSecrets(workspace: Workspace, { isWanted, made }: Maker): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  const connections = workspace.identityProviders.flatMap((provider) => provider.connections);
  for (const { id, name, oidc } of workspace.applications) {
    const registered = connections.find(({ application }) => application === id)?.oidc;
    const isConfidential = [oidc, registered].some(
      (side) => side !== undefined && side.clientAuthentication !== "none",
    );
    if (!isConfidential || !(isWanted(oidc?.clientSecret) && isWanted(registered?.clientSecret))) continue;
    secrets.set(id, newSecret());
    made.push(`Made a new client secret for ${name}.`);
  }
  return secrets;
}

/** Either side of a client: what it says of how the client proves who it is. */
export type ClientSide = { readonly clientAuthentication: string; readonly clientSecret?: string };

/**
 * The secret that a confidential client lacks on a side: the other side's, else a new one for both. Undefined: none
 * lacks any.
 */
export function missingClientSecret(
  sides: readonly (ClientSide | undefined)[],
): { readonly secret: string; readonly isNew: boolean } | undefined {
  const lacks = sides.some(
    (side) => side !== undefined && side.clientAuthentication !== "none" && side.clientSecret === undefined,
  );
  if (!lacks) return undefined;
  const known = sides.find((side) => side?.clientSecret !== undefined)?.clientSecret;
  return { secret: known ?? newSecret(), isNew: known === undefined };
}

function withSecrets(provider: IdentityProvider, secrets: ReadonlyMap<string, string>): IdentityProvider {
  const connections = provider.connections.map((connection): Connection => {
    const clientSecret = secrets.get(connection.application);
    const { oidc } = connection;
    return oidc === undefined || clientSecret === undefined || oidc.clientAuthentication === "none"
      ? connection
      : { ...connection, oidc: { ...oidc, clientSecret } };
  });
  return { ...provider, connections };
}

function withSecret(application: Application, secrets: ReadonlyMap<string, string>): Application {
  const clientSecret = secrets.get(application.id);
  const { oidc } = application;
  return oidc === undefined || clientSecret === undefined || oidc.clientAuthentication === "none"
    ? application
    : { ...application, oidc: { ...oidc, clientSecret } };
}

/** Replaces certificates wherever they were pinned, however their lines were broken. */
function withCertificates(workspace: Workspace, certificates: ReadonlyMap<string, string>): Workspace {
  return mapStrings(workspace, (text) =>
    text.includes("CERTIFICATE") ? (certificates.get(withoutSpace(text)) ?? text) : text,
  );
}

function withoutSpace(pem: string): string {
  return pem.replace(/\s/g, "");
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** One after another, in order. */
async function inTurn<Value, Result>(
  values: readonly Value[],
  make: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const value of values) results.push(await make(value));
  return results;
}
