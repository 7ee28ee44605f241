import type { DirectoryUser } from "../directory/directory.ts";
import type { Connection } from "./identity-provider.ts";

/** How somebody came to be assigned to an application; undefined: not assigned. */
export type AssignedBy = "everybody" | "user" | { readonly group: string };

/** Tells how the person is assigned to the application: directly, or through a group they are a direct member of. */
export function assignedBy(connection: Connection, user: DirectoryUser): AssignedBy | undefined {
  const { assignment } = connection;
  if (!assignment.required) return "everybody";
  if (assignment.users.includes(user.id)) return "user";
  const group = user.groups.find((id) => assignment.groups.includes(id));
  return group === undefined ? undefined : { group };
}
