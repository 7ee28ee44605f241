import type { Account, IdentityLink } from "../accounts/account.ts";
import { isLinkOf, type SubjectKey } from "../accounts/identity-link.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { evaluateNameIdSource } from "../idp/saml-name-id.ts";
import { buildPairwiseSubject } from "../oidc/subject.ts";
import { buildMappedNameId, buildPersistentNameId, nameIdFormatName } from "../saml/name-id.ts";
import { NAME_ID_FORMAT } from "../saml/names.ts";
import type { Workspace } from "../store/workspace.ts";
import { provisioningStateOf } from "./provisioning-state.ts";

/** Finds the person behind an account: by its identity links, or as the one whom provisioning made or matched it for. */
export type FindOwner = (account: Account) => DirectoryUser | undefined;

/**
 * Whose accounts an application's are. Each identity link is compared with what its issuer would say of every person
 * today: a transient NameID, or the link of somebody whose address has changed since, finds nobody. Then the identity
 * provider's own record of whom it provisioned the account for is asked.
 */
export function ownersIn(workspace: Workspace, application: string): FindOwner {
  const known = indexes.get(workspace) ?? new Map<string, FindOwner>();
  indexes.set(workspace, known);
  const found = known.get(application) ?? buildFinder(workspace, application);
  known.set(application, found);
  return found;
}

/** One index for each workspace: workspaces are never changed in place. */
const indexes = new WeakMap<Workspace, Map<string, FindOwner>>();

/** What an issuer says of a person in one format. */
export type SubjectOf = (user: DirectoryUser) => SubjectKey | undefined;

function buildFinder(workspace: Workspace, application: string): FindOwner {
  const { identityProviders, directory } = workspace;
  const provisioned = indexProvisioned(workspace, application);
  const bySubject = new Map<string, ReadonlyMap<string, { readonly user: DirectoryUser; readonly key: SubjectKey }>>();
  const indexFor = (link: IdentityLink) => {
    const name = JSON.stringify([link.issuer, link.format ?? null]);
    const index = bySubject.get(name) ?? indexUsers(directory.users, subjectOf(identityProviders, application, link));
    bySubject.set(name, index);
    return index;
  };
  return ({ id, links }) => {
    for (const link of links) {
      const found = indexFor(link).get(link.subject);
      if (found !== undefined && isLinkOf(link, found.key)) return found.user;
    }
    return provisioned.get(id);
  };
}

/** People by the accounts that the identity providers' own clients made or matched for them. */
function indexProvisioned(workspace: Workspace, application: string): ReadonlyMap<string, DirectoryUser> {
  const users = new Map(workspace.directory.users.map((user) => [user.id, user]));
  const links = workspace.identityProviders.flatMap(({ id }) =>
    Object.entries(provisioningStateOf(workspace, id, application).links),
  );
  return new Map(
    links.flatMap(([person, { target }]): readonly (readonly [string, DirectoryUser])[] => {
      const user = users.get(person);
      return user === undefined ? [] : [[target, user]];
    }),
  );
}

function indexUsers(users: readonly DirectoryUser[], keyOf: SubjectOf | undefined) {
  const index = new Map<string, { readonly user: DirectoryUser; readonly key: SubjectKey }>();
  if (keyOf === undefined) return index;
  for (const user of users) {
    const key = keyOf(user);
    if (key !== undefined && !index.has(key.subject)) index.set(key.subject, { user, key });
  }
  return index;
}

function subjectOf(
  providers: readonly IdentityProvider[],
  application: string,
  { issuer, format }: IdentityLink,
): SubjectOf | undefined {
  for (const provider of providers) {
    const connection = provider.connections.find((each) => each.application === application);
    if (connection === undefined) continue;
    const found =
      (provider.entityId === issuer ? samlSubject(provider, connection, format) : undefined) ??
      (provider.origin === issuer ? oidcSubject(provider, connection) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function samlSubject(
  { entityId, pairwiseSalt: salt }: IdentityProvider,
  { saml }: Connection,
  formatUri: string | undefined,
): SubjectOf | undefined {
  if (saml === undefined) return undefined;
  const format = formatUri === undefined ? "unspecified" : nameIdFormatName(formatUri);
  const persistent: SubjectOf = ({ id: user }) => {
    if (salt === undefined) return undefined;
    const { value, ...rest } = buildPersistentNameId({
      user,
      nameQualifier: entityId,
      spNameQualifier: saml.entityId,
      salt,
    });
    return { issuer: entityId, subject: value, ...rest };
  };
  if (format === "persistent" && salt !== undefined) return persistent;
  if (format !== "unspecified" && format !== "emailAddress") return undefined;
  return (user) => {
    const { value } = evaluateNameIdSource(saml.nameId, user, undefined);
    if (value === undefined || value === null || Array.isArray(value) || String(value).trim() === "")
      return saml.nameId.whenEmpty === undefined ? undefined : persistent(user);
    const { value: subject, ...rest } = buildMappedNameId(format, String(value));
    return { issuer: entityId, subject, ...rest };
  };
}

/** What the identity provider calls a person at a login: the value of the NameID or `sub`. A transient one is none. */
export function subjectFor(
  provider: IdentityProvider,
  connection: Connection,
  signOn: "saml" | "oidc",
): (user: DirectoryUser) => string {
  const keyOf = subjectKeyFor(provider, connection, signOn);
  return (user) => keyOf(user)?.subject ?? "";
}

/** The same with its issuer, format and qualifiers. */
export function subjectKeyFor(provider: IdentityProvider, connection: Connection, signOn: "saml" | "oidc"): SubjectOf {
  const format = connection.saml?.nameId.format;
  const subject =
    signOn === "oidc"
      ? oidcSubject(provider, connection)
      : samlSubject(provider, connection, format === undefined ? undefined : NAME_ID_FORMAT[format]);
  return subject ?? (() => undefined);
}

/** OpenID Connect Core, section 8. */
function oidcSubject({ origin, pairwiseSalt }: IdentityProvider, { oidc }: Connection): SubjectOf | undefined {
  if (oidc === undefined) return undefined;
  if (oidc.subject === "public") return ({ id }) => ({ issuer: origin, subject: id });
  if (pairwiseSalt === undefined) return undefined;
  return ({ id }) => ({ issuer: origin, subject: buildPairwiseSubject(pairwiseSalt, id, oidc.clientId) });
}
