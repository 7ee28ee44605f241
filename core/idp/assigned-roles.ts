import type { DirectoryUser } from "../directory/directory.ts";
import type { InputAppRole } from "../mapping/app-role-rows.ts";
import type { AppRole, AssignedRoles } from "./app-role.ts";
import { isAssigned } from "./assignment.ts";
import type { Connection } from "./identity-provider.ts";

/** What a connection knows of roles, and who is assigned them. */
type RoleSettings = Pick<Connection, "appRoles" | "assignment">;

/**
 * The application's roles that a person is assigned, directly or by a group that they are a direct member of: each once,
 * in the order in which the application publishes them. Undefined where the connection does not say which roles there
 * are: nobody can tell. Roles that are switched off are left out.
 */
export function appRolesOf(connection: RoleSettings, user: DirectoryUser): readonly InputAppRole[] | undefined {
  const { appRoles } = connection;
  if (appRoles === undefined) return undefined;
  const held = heldRoles(connection, user);
  return held === undefined ? NONE : appRoles.filter(({ id, enabled }) => enabled !== false && held.has(id));
}

const NONE: readonly InputAppRole[] = [];

/** Ids of the roles; undefined where there is none. */
function heldRoles({ assignment }: RoleSettings, user: DirectoryUser): ReadonlySet<string> | undefined {
  const { roles } = assignment;
  if (roles === undefined) return undefined;
  let held: Set<string> | undefined;
  const take = (ids: readonly string[]) => {
    held ??= new Set();
    for (const id of ids) held.add(id);
  };
  const own = rolesIn(roles.users, user.id);
  if (own !== undefined && isAssigned(assignment, "users", user.id)) take(own);
  if (roles.groups === undefined) return held;
  for (const group of user.groups) {
    const given = rolesIn(roles.groups, group);
    if (given !== undefined && isAssigned(assignment, "groups", group)) take(given);
  }
  return held;
}

/** The ids of the roles that a person or a group is assigned; undefined: none in particular. */
export function rolesIn(roles: AssignedRoles["users"], id: string): readonly string[] | undefined {
  return roles !== undefined && Object.hasOwn(roles, id) ? roles[id] : undefined;
}

type Assignment = Connection["assignment"];

/** Whom an assignment is about: a person or a group, by its id. */
export interface Assignee {
  readonly kind: "users" | "groups";
  readonly id: string;
}

/** The assignment in which somebody has these roles and no others; without any, none in particular. */
export function withRoles(assignment: Assignment, { kind, id }: Assignee, roleIds: readonly string[]): Assignment {
  const { roles = {}, ...rest } = assignment;
  const { [id]: _, ...others } = roles[kind] ?? {};
  const given = roleIds.length === 0 ? others : { ...others, [id]: [...new Set(roleIds)] };
  const { [kind]: __, ...otherKind } = roles;
  const next = Object.keys(given).length === 0 ? otherKind : { ...otherKind, [kind]: given };
  return Object.keys(next).length === 0 ? rest : { ...rest, roles: next };
}

/** The assignment in which somebody is named, with this role beside those that they have; without a role: as they are. */
export function withAssignee(assignment: Assignment, assignee: Assignee, role?: string): Assignment {
  const { kind, id } = assignee;
  const named = assignment[kind].filter((each) => each !== id);
  const next = { ...assignment, [kind]: [...named, id] };
  return role === undefined
    ? next
    : withRoles(next, assignee, [...(rolesIn(assignment.roles?.[kind], id) ?? []), role]);
}

/**
 * The assignment without somebody; with a role, without that role alone. As in Entra, where each role is an assignment
 * of its own, whoever loses the last one is not assigned any more.
 */
export function withoutAssignee(assignment: Assignment, assignee: Assignee, role?: string): Assignment {
  const { kind, id } = assignee;
  const left = (rolesIn(assignment.roles?.[kind], id) ?? []).filter((each) => role !== undefined && each !== role);
  if (left.length > 0) return withRoles(assignment, assignee, left);
  return keepAssignees(assignment, kind, (each) => each !== id);
}

/** The assignment with those people, or groups, alone who are to stay, and their roles. */
export function keepAssignees(
  assignment: Assignment,
  kind: Assignee["kind"],
  stays: (id: string) => boolean,
): Assignment {
  const { roles = {}, ...rest } = assignment;
  const named = { ...rest, [kind]: assignment[kind].filter(stays) };
  const kept = Object.entries(roles[kind] ?? {}).filter(([id]) => stays(id));
  const { [kind]: _, ...otherKind } = roles;
  const next = kept.length === 0 ? otherKind : { ...otherKind, [kind]: Object.fromEntries(kept) };
  return Object.keys(next).length === 0 ? named : { ...named, roles: next };
}

/** The name of a role for people; its id where the application publishes no such role. */
export function nameOfRole({ appRoles = [] }: { readonly appRoles?: readonly AppRole[] }, id: string): string {
  return appRoles.find((role) => role.id === id)?.displayName ?? id;
}

/** The assignment in which nobody has this role. Whoever had no other one is assigned without any in particular. */
export function withoutRole(assignment: Assignment, role: string): Assignment {
  return (["users", "groups"] as const).reduce((next, kind) => {
    const holders = Object.entries(assignment.roles?.[kind] ?? {}).filter(([, held]) => held.includes(role));
    return holders.reduce(
      (each, [id, held]) =>
        withRoles(
          each,
          { kind, id },
          held.filter((other) => other !== role),
        ),
      next,
    );
  }, assignment);
}
