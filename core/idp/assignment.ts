import type { DirectoryUser } from "../directory/directory.ts";
import type { Connection } from "./identity-provider.ts";

/** How somebody came to be assigned to an application; undefined: not assigned. */
export type AssignedBy = "everybody" | "user" | { readonly group: string };

/** Tells how the person is assigned to the application: directly, or through a group they are a direct member of. */
export function assignedBy(connection: Connection, user: DirectoryUser): AssignedBy | undefined {
  const { assignment } = connection;
  if (!assignment.required) return "everybody";
  const { users, groups } = indexOf(assignment);
  if (users.has(user.id)) return "user";
  const group = user.groups.find((id) => groups.has(id));
  return group === undefined ? undefined : { group };
}

/** Tells whether a person or a group is named in the assignment. */
export function isAssigned(assignment: Assignment, kind: "users" | "groups", id: string): boolean {
  return indexOf(assignment)[kind].has(id);
}

type Assignment = Connection["assignment"];

interface AssignmentIndex {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** One index for each assignment: settings are never changed in place. Thousands may be assigned one by one. */
const indexes = new WeakMap<Assignment, AssignmentIndex>();

function indexOf(assignment: Assignment): AssignmentIndex {
  const known = indexes.get(assignment);
  if (known !== undefined) return known;
  const made = { users: new Set(assignment.users), groups: new Set(assignment.groups) };
  indexes.set(assignment, made);
  return made;
}
