import { findPerson } from "../directory/directory-change.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
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
 * A person or a group is assigned to an application, or no longer.
 * @throws {RehearsalError} ACTION_ASSIGNMENT, ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED, DIRECTORY_USER_UNKNOWN,
 * DIRECTORY_GROUP_UNKNOWN
 */
export async function changeAssignment(stage: Stage, action: AssignmentAction): Promise<void> {
  const workspace = stage.read();
  const connected = findConnected(workspace, action.application);
  const whom = findWhom(workspace, action);
  const connection = withAssignment(connected.connection, action.type === "assign", whom);
  const next = withConnection(workspace, connected.provider.id, connection);
  stage.write(next);
  tell(stage, action, connected, whom.name);
  const changed = next.directory.users.filter(
    (user) => (assignedBy(connected.connection, user) === undefined) !== (assignedBy(connection, user) === undefined),
  );
  setGoingIn(stage, { ...connected, connection }, action.type === "assign" ? "joiner" : "leaver", changed);
  await pushToApplications(
    stage,
    changed.map(({ id }) => id),
  );
  stage.happened();
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

function withAssignment(connection: Connection, assign: boolean, { kind, id }: Whom): Connection {
  const others = connection.assignment[kind].filter((each) => each !== id);
  return { ...connection, assignment: { ...connection.assignment, [kind]: assign ? [...others, id] : others } };
}

function tell(
  stage: Stage,
  { type }: AssignmentAction,
  { provider, connection, application }: Connected,
  name: string,
) {
  const isOpen = !connection.assignment.required;
  stage.record({
    kind: "notice",
    from: "administrator",
    to: `idp:${provider.id}`,
    phase: "scope",
    status: isOpen ? "warning" : "ok",
    title: `${name} is ${type === "assign" ? "assigned to" : "no longer assigned to"} ${application.name}`,
    why: isOpen
      ? `${application.name} is open to everybody: no assignment is asked for, so that this changes nothing.`
      : "Logins go by it from now on; accounts follow in the way that the application is provisioned.",
  });
}
