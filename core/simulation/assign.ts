import type { DirectoryUser } from "../directory/directory.ts";
import { findPerson } from "../directory/directory-change.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import type { AppRole } from "../idp/app-role.ts";
import { appRolesOf, withAssignee, withoutAssignee } from "../idp/assigned-roles.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { Workspace } from "../store/workspace.ts";
import type { AssignmentAction } from "./action.ts";
import { type Connected, findConnected, withConnection } from "./find-in-workspace.ts";
import { setGoingIn } from "./hr-event.ts";
import { pushToApplications } from "./provision.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

/**
 * A person or a group is assigned to an application, or no longer; perhaps with one of its roles.
 * @throws {RehearsalError} ACTION_ASSIGNMENT, ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED, ACTION_APP_ROLE,
 * DIRECTORY_USER_UNKNOWN, DIRECTORY_GROUP_UNKNOWN
 */
export async function changeAssignment(stage: Stage, action: AssignmentAction): Promise<void> {
  const workspace = stage.read();
  const connected = findConnected(workspace, action.application);
  const whom = findWhom(workspace, action);
  const role = action.appRole === undefined ? undefined : findRole(connected, action.appRole, action.type);
  const connection = withAssignment(connected.connection, action.type, whom, role);
  const next = withConnection(workspace, connected.provider.id, connection);
  stage.write(next);
  tell(stage, action.type, connected, { name: whom.name, role });
  const changed = next.directory.users.filter(
    (user) => (assignedBy(connected.connection, user) === undefined) !== (assignedBy(connection, user) === undefined),
  );
  setGoingIn(
    stage,
    { ...connected, connection },
    action.type === "assign" ? "joiner" : "leaver",
    changed,
    next.directory,
  );
  const others = next.directory.users.filter((user) => hasOtherRoles(connected.connection, connection, user));
  const touched = new Set([...changed, ...others].map(({ id }) => id));
  await pushToApplications(stage, [...touched]);
  stage.happened();
}

function hasOtherRoles(before: Connection, after: Connection, user: DirectoryUser): boolean {
  if (before.assignment.roles === undefined && after.assignment.roles === undefined) return false;
  const [had, has] = [before, after].map((connection) =>
    appRolesOf(connection, user)
      ?.map(({ id }) => id)
      .join("\n"),
  );
  return had !== has;
}

/** One of the roles that the application publishes, by its id, else by its value. */
function findRole(
  { connection: { appRoles = [] }, application }: Connected,
  wanted: string,
  type: AssignmentAction["type"],
): AppRole {
  const found = appRoles.find(({ id }) => id === wanted) ?? appRoles.find(({ value }) => value === wanted);
  if (found !== undefined && (found.enabled !== false || type === "unassign")) return found;
  const names = appRoles.filter(({ enabled }) => enabled !== false).map(({ id, value }) => value ?? id);
  const known = names.length === 0 ? "It publishes none." : `There are: ${names.join(", ")}.`;
  const message =
    found === undefined
      ? `${application.name} publishes no app role ${JSON.stringify(wanted)}.${didYouMean(wanted, names)} ${known}`
      : `The app role ${found.displayName} is switched off, so that nobody can be assigned it. ${known}`;
  throw new RehearsalError("ACTION_APP_ROLE", message, { path: "appRole" });
}

type Whom = { readonly kind: "users" | "groups"; readonly id: string; readonly name: string };

function findWhom({ directory }: Workspace, { user, group }: AssignmentAction): Whom {
  if ((user === undefined) === (group === undefined)) {
    const message = "An assignment names one person (`user`) or one group (`group`), and not both.";
    throw new RehearsalError("ACTION_ASSIGNMENT", message, { path: "user" });
  }
  if (user !== undefined) {
    const person = findPerson(directory, user);
    return { kind: "users", id: person.id, name: showName(person) };
  }
  const found = directory.groups.find(({ id }) => id === group);
  if (found !== undefined) return { kind: "groups", id: found.id, name: `the group ${found.name}` };
  const ids = directory.groups.map(({ id }) => id);
  const hint = didYouMean(group ?? "", ids);
  throw new RehearsalError("DIRECTORY_GROUP_UNKNOWN", `No group has the id ${JSON.stringify(group)}.${hint}`, {
    path: "directory.groups",
  });
}

function withAssignment(
  connection: Connection,
  type: AssignmentAction["type"],
  whom: Whom,
  role: AppRole | undefined,
): Connection {
  const change = type === "assign" ? withAssignee : withoutAssignee;
  return { ...connection, assignment: change(connection.assignment, whom, role?.id) };
}

function tell(
  stage: Stage,
  type: AssignmentAction["type"],
  { provider, connection, application }: Connected,
  { name, role }: { readonly name: string; readonly role: AppRole | undefined },
) {
  const isOpen = !connection.assignment.required;
  const who = role === undefined ? name : `${name}, as ${role.displayName},`;
  const changes = role === undefined ? "this changes nothing" : "nothing but the role changes";
  stage.record({
    kind: "notice",
    from: "administrator",
    to: `idp:${provider.id}`,
    phase: "scope",
    status: isOpen ? "warning" : "ok",
    title: `${who} is ${type === "assign" ? "assigned to" : "no longer assigned to"} ${application.name}`,
    why: isOpen
      ? `${application.name} is open to everybody: no assignment is asked for, so that ${changes}.`
      : "Logins go by it from now on; accounts follow in the way that the application is provisioned.",
  });
}
