import type { Connection, IdentityProvider } from "../idp/identity-provider.ts";
import { checkJitPolicy } from "../jit/check-policy.ts";
import { checkClaimMappings, checkMappings } from "../mapping/check.ts";
import { checkRefinement } from "../mapping/check-refinement.ts";
import type { Application } from "../sp/application.ts";
import { checkAgenda } from "./check-agenda.ts";
import { checkAppRoles } from "./check-app-roles.ts";
import { checkClaimConditions } from "./check-claim-conditions.ts";
import { checkClaims } from "./check-claims.ts";
import { checkGroupRules } from "./check-group-rules.ts";
import { checkCertificate, checkCertificates, checkKeyPair, checkKeys } from "./check-keys.ts";
import { checkConnectionLogout, checkLogout } from "./check-logout.ts";
import { checkAllKnown, checkKnown, checkUnique } from "./check-names.ts";
import { checkProvisioning } from "./check-provisioning.ts";
import { checkAccountGroups, checkScim } from "./check-scim.ts";
import { formatPath, type PathPart, type Problem, printable } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Whether the parts of a workspace fit together, which no schema can say. `error`: it names something that is not
 * there, or cannot be used. `warning`: it can be rehearsed, and a login will show what comes of it.
 */
export function checkWorkspace(workspace: Workspace): readonly Problem[] {
  const { identityProviders, applications } = workspace;
  const problems = [
    ...checkDirectory(workspace),
    ...checkUnique(identityProviders, ({ id }) => id, ["identityProviders"], "id"),
    ...checkUnique(identityProviders, ({ entityId }) => entityId, ["identityProviders"], "entityId"),
    ...checkUnique(applications, ({ id }) => id, ["applications"], "id"),
    ...checkOrigins(workspace),
    ...identityProviders.flatMap((provider, index) => checkIdentityProvider(provider, index, workspace)),
    ...applications.flatMap((application, index) => checkApplication(application, index, workspace)),
    ...checkAgenda(workspace),
  ];
  return problems.map(printable);
}

function checkDirectory({ directory: { users, groups } }: Workspace): readonly Problem[] {
  const groupIds = idsOf(groups);
  return [
    ...checkUnique(users, ({ id }) => id, ["directory", "users"], "id"),
    ...checkUnique(users, ({ userName }) => userName.toLowerCase(), ["directory", "users"], "userName"),
    ...checkUnique(groups, ({ id }) => id, ["directory", "groups"], "id"),
    ...users.flatMap((user, index) =>
      checkAllKnown(user.groups, groupIds, ["directory", "users", index, "groups"], "group"),
    ),
  ];
}

/** Requests find their party by scheme, host and port: two parties cannot share them. */
function checkOrigins({ identityProviders, applications }: Workspace): readonly Problem[] {
  const parties = [
    ...identityProviders.map(({ origin }, index) => ({ origin, path: ["identityProviders", index, "origin"] })),
    ...applications.map(({ origin }, index) => ({ origin, path: ["applications", index, "origin"] })),
  ];
  return parties.flatMap(({ origin, path }, index) => {
    const earlier = parties.slice(0, index).find((party) => party.origin === origin);
    if (earlier === undefined) return [];
    const message = `${formatPath(earlier.path)} is ${origin} already; every party needs an origin of its own.`;
    return [problem("WORKSPACE_DUPLICATE_ORIGIN", path, message)];
  });
}

function checkIdentityProvider(provider: IdentityProvider, index: number, workspace: Workspace): readonly Problem[] {
  const path = ["identityProviders", index];
  const { connections } = provider;
  return [
    ...checkKeys(provider.keys, [...path, "keys"]),
    ...checkUnique(connections, ({ application }) => application, [...path, "connections"], "application"),
    ...checkGroupRules(provider, path, workspace),
    ...connections.flatMap((connection, place) =>
      checkConnection(connection, [...path, "connections", place], provider, workspace),
    ),
    ...connections.flatMap((connection, place) =>
      checkConnectionLogout(connection, [...path, "connections", place], workspace),
    ),
  ];
}

function checkConnection(
  connection: Connection,
  path: readonly PathPart[],
  provider: IdentityProvider,
  workspace: Workspace,
): readonly Problem[] {
  const { application, assignment, saml, oidc } = connection;
  const { applications, directory } = workspace;
  return [
    ...checkKnown(application, idsOf(applications), [...path, "application"], "application"),
    ...checkAllKnown(assignment.users, idsOf(directory.users), [...path, "assignment", "users"], "person"),
    ...checkAllKnown(assignment.groups, idsOf(directory.groups), [...path, "assignment", "groups"], "group"),
    ...checkAppRoles(connection, path, workspace),
    ...checkProvisioning(connection, path, workspace),
    ...checkClaimConditions(connection, path, workspace),
    ...(saml === undefined ? [] : checkSamlConnection(saml, [...path, "saml"], provider)),
    ...(oidc === undefined ? [] : checkOidcConnection(oidc, [...path, "oidc"], provider)),
  ];
}

function checkSamlConnection(
  saml: NonNullable<Connection["saml"]>,
  path: readonly PathPart[],
  provider: IdentityProvider,
): readonly Problem[] {
  const { requestCertificates, encryptionCertificate } = saml;
  return [
    ...checkActiveKey("RS256", path, provider),
    ...checkCertificates(requestCertificates, [...path, "requestCertificates"]),
    ...(encryptionCertificate === undefined
      ? []
      : checkCertificate(encryptionCertificate, [...path, "encryptionCertificate"])),
    ...asErrors(checkClaimMappings(saml.claims, formatPath([...path, "claims"]))),
    ...asErrors(checkRefinement(saml.nameId, formatPath([...path, "nameId"]))),
  ];
}

function checkOidcConnection(
  oidc: NonNullable<Connection["oidc"]>,
  path: readonly PathPart[],
  provider: IdentityProvider,
): readonly Problem[] {
  return [
    ...checkActiveKey(oidc.idTokenAlgorithm, [...path, "idTokenAlgorithm"], provider),
    ...asErrors(checkClaimMappings(oidc.claims, formatPath([...path, "claims"]))),
  ];
}

/** SAML messages are signed with RSA-SHA256, ID tokens with the connection's algorithm. */
function checkActiveKey(
  algorithm: "RS256" | "ES256",
  path: readonly PathPart[],
  { keys, id }: IdentityProvider,
): readonly Problem[] {
  if (keys.some((key) => key.status === "active" && key.algorithm === algorithm)) return [];
  return [
    problem(
      "WORKSPACE_NO_ACTIVE_KEY",
      path,
      `This needs an active key for ${algorithm}; identity provider \`${id}\` has none.`,
    ),
  ];
}

function checkApplication(application: Application, index: number, workspace: Workspace): readonly Problem[] {
  const path = ["applications", index];
  return [
    ...checkSignOn(application, path),
    ...checkTrust(application, path, workspace),
    ...(application.saml?.key === undefined ? [] : checkKeyPair(application.saml.key, [...path, "saml", "key"])),
    ...asErrors(checkMappings(application, formatPath(path))),
    ...asErrors(checkJitPolicy(application, formatPath(path))),
    ...checkClaims(application, path, workspace),
    ...checkLogout(application, path, workspace),
    ...checkScim(application, path),
    ...checkAccounts(application, path),
    ...checkAccountGroups(application, path),
  ];
}

function checkSignOn(application: Application, path: readonly PathPart[]): readonly Problem[] {
  if (application[application.signOn] !== undefined) return [];
  return [
    problem(
      "WORKSPACE_SIGN_ON",
      [...path, "signOn"],
      `Sign-on is by ${application.signOn}, but there are no \`${application.signOn}\` settings.`,
    ),
  ];
}

/** An application may well trust somebody who is not here; its logins then show how that fails. */
function checkTrust(
  { saml, oidc }: Application,
  path: readonly PathPart[],
  { identityProviders }: Workspace,
): readonly Problem[] {
  const entityIds = new Set(identityProviders.map(({ entityId }) => entityId));
  const issuers = new Set(identityProviders.map(({ origin }) => origin));
  const certificates = saml?.trust.kind === "pinned" ? saml.trust.certificates : [];
  const names = [
    ...(saml === undefined
      ? []
      : checkKnown(saml.trust.entityId, entityIds, [...path, "saml", "trust", "entityId"], "identity provider")),
    ...(oidc === undefined ? [] : checkKnown(oidc.issuer, issuers, [...path, "oidc", "issuer"], "identity provider")),
  ];
  return [
    ...names.map((found): Problem => ({ ...found, code: "WORKSPACE_UNKNOWN_ISSUER", severity: "warning" })),
    ...checkCertificates(certificates, [...path, "saml", "trust", "certificates"]),
  ];
}

/** Two accounts of one name happen in the field, and a login then shows what comes of it. */
function checkAccounts({ accounts, roles }: Application, path: readonly PathPart[]): readonly Problem[] {
  const roleIds = idsOf(roles);
  return [
    ...checkUnique(accounts, ({ id }) => id, [...path, "accounts"], "id"),
    ...checkUnique(accounts, ({ userName }) => userName.toLowerCase(), [...path, "accounts"], "userName").map(
      (found): Problem => ({ ...found, severity: "warning" }),
    ),
    ...accounts.flatMap((account, index) =>
      checkAllKnown(
        account.roles.map(({ role }) => role),
        roleIds,
        [...path, "accounts", index, "roles"],
        "role",
      ),
    ),
  ];
}

function idsOf(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}

function asErrors(found: readonly Omit<Problem, "severity">[]): readonly Problem[] {
  return found.map((entry) => ({ ...entry, severity: "error" }));
}

function problem(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "error" };
}
