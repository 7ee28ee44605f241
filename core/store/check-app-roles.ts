import type { DirectoryUser } from "../directory/directory.ts";
import { appRolesOf } from "../idp/assigned-roles.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { ASSIGNED_ROLES, isRoleListTarget, rolesFormOf } from "../mapping/app-role-rows.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { checkAllKnown, checkKnown, checkUnique } from "./check-names.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The roles that an application publishes, who is assigned them, and the rows that send them. What is documented to go wrong
 * with rows (F19) is a warning: a rehearsal may show just that.
 */
export function checkAppRoles(
  connection: Connection,
  path: readonly PathPart[],
  workspace: Workspace,
): readonly Problem[] {
  const { appRoles = [], application, assignment } = connection;
  return [
    ...checkUnique(appRoles, ({ id }) => id, [...path, "appRoles"], "id"),
    ...checkUnique(appRoles, ({ id, value = id }) => value, [...path, "appRoles"], "value"),
    ...(assignment.roles === undefined ? [] : checkAssigned(connection, path, workspace)),
    ...(connection.appRoles === undefined ? checkClaims(connection, path) : []),
    ...checkRows(
      connection,
      path,
      workspace,
      workspace.applications.find(({ id }) => id === application),
    ),
  ];
}

function checkAssigned(
  connection: Connection,
  path: readonly PathPart[],
  { directory }: Workspace,
): readonly Problem[] {
  const { users, groups } = directory;
  return [
    ...checkKind(connection, "users", { path, known: idsOf(users), word: "person" }),
    ...checkKind(connection, "groups", { path, known: idsOf(groups), word: "group" }),
  ];
}

interface Named {
  /** Of the connection. */
  readonly path: readonly PathPart[];
  readonly known: ReadonlySet<string>;
  readonly word: string;
}

function checkKind(
  { appRoles = [], assignment }: Connection,
  kind: "users" | "groups",
  { path, known, word }: Named,
): readonly Problem[] {
  const given = Object.entries(assignment.roles?.[kind] ?? {});
  if (given.length === 0) return [];
  const named = new Set(assignment[kind]);
  const published = idsOf(appRoles);
  const off = new Map(
    appRoles.filter(({ enabled }) => enabled === false).map(({ id, displayName }) => [id, displayName]),
  );
  return given.flatMap(([id, roles]) => {
    const place = [...path, "assignment", "roles", kind, id];
    const message = `The ${word} has an app role but is not among the ${kind} of the assignment, so that it counts for nothing; add ${JSON.stringify(id)} to \`assignment.${kind}\`.`;
    return [
      ...checkKnown(id, known, place, word),
      ...checkAllKnown(roles, published, place, "app role"),
      ...checkTwice(roles, place),
      ...(known.has(id) && !named.has(id) ? [warning("WORKSPACE_APP_ROLE_NOT_ASSIGNED", place, message)] : []),
      ...roles.flatMap((role, index) => checkOff(off.get(role), [...place, index])),
    ];
  });
}

function checkTwice(roles: readonly string[], path: readonly PathPart[]): readonly Problem[] {
  return roles.flatMap((role, index): readonly Problem[] => {
    if (roles.indexOf(role) === index) return [];
    const message = `The app role ${JSON.stringify(role)} is assigned already; once is enough.`;
    return [{ code: "WORKSPACE_DUPLICATE", path: formatPath([...path, index]), message, severity: "error" }];
  });
}

function checkOff(name: string | undefined, path: readonly PathPart[]): readonly Problem[] {
  if (name === undefined) return [];
  const message = `The app role ${name} is switched off. What Entra sends of such an assignment is not documented; here: nothing.`;
  return [warning("WORKSPACE_APP_ROLE_DISABLED", path, message)];
}

/** Claims that are made of app roles, where nobody told which there are. */
function checkClaims(connection: Connection, path: readonly PathPart[]): readonly Problem[] {
  return (["saml", "oidc"] as const).flatMap((protocol) =>
    (connection[protocol]?.claims ?? []).flatMap(({ source, claim }, index): readonly Problem[] => {
      if (!("attribute" in source) || source.attribute !== ASSIGNED_ROLES) return [];
      const message = `The claim ${claim} is made of app roles, and nobody told which there are: it is never sent. ${HOW_TO_TELL}`;
      return [warning("WORKSPACE_APP_ROLES_UNKNOWN", [...path, protocol, "claims", index, "source"], message)];
    }),
  );
}

const HOW_TO_TELL =
  "Import Entra's app-role assignments, or list `appRoles` at the connection, empty where there is none.";

/** The rows of the provisioning that read app roles. */
function checkRows(
  connection: Connection,
  path: readonly PathPart[],
  workspace: Workspace,
  application: Application | undefined,
): readonly Problem[] {
  const { provisioning } = connection;
  if (provisioning === undefined || application === undefined) return [];
  const place = [...path, "provisioning", "mappings"];
  const reading = [...provisioning.mappings.entries()].filter(([, { source }]) => readsRoles(source));
  if (reading.length === 0) return [];
  const ofRows = reading.flatMap(([index, row]) => [
    ...checkKnownRoles(connection, [...place, index, "source", "text"]),
    ...checkTarget(row, [...place, index, "target"]),
    ...checkSingle(row, connection, [...place, index, "source", "text"], workspace),
    ...checkTaken(row, connection, [...place, index], application),
  ]);
  return [...checkScope(connection, [...path, "assignment", "required"]), ...ofRows];
}

function readsRoles(source: ProvisioningMapping["source"]): boolean {
  return (
    source.kind === "expression" && source.dialect === "entra" && namesReadBy(source).includes("appRoleAssignments")
  );
}

function checkKnownRoles({ appRoles }: Connection, path: readonly PathPart[]): readonly Problem[] {
  if (appRoles !== undefined) return [];
  const message = `The row reads which app roles people are assigned, and nobody told which there are: it cannot tell, and nobody is provisioned. ${HOW_TO_TELL}`;
  return [warning("WORKSPACE_APP_ROLES_UNKNOWN", path, message)];
}

/** F19: "not compatible with setting scope to Sync All users and groups". */
function checkScope({ assignment }: Connection, path: readonly PathPart[]): readonly Problem[] {
  if (assignment.required) return [];
  const message =
    "Everybody is assigned, and Microsoft says that app roles are not provisioned then (F19): only assigned people and groups should be.";
  return [warning("WORKSPACE_PROVISIONING_ROLES_SCOPE", path, message)];
}

function checkTarget({ source, target }: ProvisioningMapping, path: readonly PathPart[]): readonly Problem[] {
  const form = rolesFormOf(source);
  if (form === undefined) return [];
  const isList = isRoleListTarget(target);
  if (form === "single" && isList) {
    const message = `A single app role goes to \`roles[primary eq "True"].value\`; \`${target}\` is the list of all roles.`;
    return [warning("WORKSPACE_PROVISIONING_ROLES_TARGET", path, message)];
  }
  if (form === "single" || isList) return [];
  const message = `All app roles go to \`roles\`; \`${target}\` takes each as JSON in a text.`;
  return [warning("WORKSPACE_PROVISIONING_ROLES_TARGET", path, message)];
}

/** F19: "There's no guarantee which role is provisioned." */
function checkSingle(
  { source }: ProvisioningMapping,
  connection: Connection,
  path: readonly PathPart[],
  { directory: { users } }: Workspace,
): readonly Problem[] {
  if (rolesFormOf(source) !== "single" || connection.expressions?.entraSingleRole !== undefined) return [];
  const several = users.filter((user) => hasSeveral(connection, user));
  const [first] = several;
  if (first === undefined) return [];
  const whom =
    several.length === 1 ? `${first.userName} is` : `${several.length} people, ${first.userName} among them, are`;
  const message = `${whom} assigned several app roles, and nobody is told which one SingleAppRoleAssignment sends (F19); AssertiveAppRoleAssignmentsComplex sends all of them.`;
  return [warning("WORKSPACE_PROVISIONING_ROLES_SEVERAL", path, message)];
}

function hasSeveral(connection: Connection, user: DirectoryUser): boolean {
  return (appRolesOf(connection, user)?.length ?? 0) > 1;
}

/** F19: a PATCH has app roles as JSON in a text. */
function checkTaken(
  { source }: ProvisioningMapping,
  { provisioning }: Connection,
  path: readonly PathPart[],
  { name, scim }: Application,
): readonly Problem[] {
  const isText = provisioning?.way === "scim" && provisioning.client.dialect === "entra";
  if (!isText || rolesFormOf(source) === undefined || scim?.roles.from !== "roles") return [];
  if (scim.behaviour.lenientRoles === true) return [];
  const message = `A PATCH of Entra's has an app role as JSON in a text (F19), which ${name} does not read: a role that changes is not granted. With \`aadOptscim062020\` in the tenant URL it comes as an object.`;
  return [warning("WORKSPACE_PROVISIONING_ROLES_TEXT", path, message)];
}

function idsOf(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}

function warning(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "warning" };
}
