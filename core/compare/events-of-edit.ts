import { isDeepStrictEqual } from "node:util";
import type { DirectoryUser } from "../directory/directory.ts";
import { changedAttributes, type DirectoryChange } from "../directory/directory-change.ts";
import { rolesIn } from "../idp/assigned-roles.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { AssignmentAction } from "../simulation/action.ts";
import type { Workspace } from "../store/workspace.ts";

/** What an edit did to people and assignments, as things that can happen again. */
export interface EditEvents {
  readonly events: readonly (DirectoryChange | AssignmentAction)[];
  /** False: it did something else as well, which is nobody's event: settings, groups, second factors, notes. */
  readonly whole: boolean;
}

/** Who changes more people than that at once has brought in a new directory. */
const MOST_EVENTS = 10_000;

/** An edit as events: joiners, movers, leavers, and assignments. Undefined: it was none, or too many. */
export function eventsOfEdit(before: Workspace, after: Workspace): EditEvents | undefined {
  const people = pairPeople(before, after);
  const known = new Set(before.directory.groups.map(({ id }) => id));
  const events = [...people.flatMap((pair) => eventsOfPerson(pair, known)), ...eventsOfAssignments(before, after)];
  if (events.length === 0 || events.length > MOST_EVENTS) return undefined;
  const whole = people.every((pair) => isWhole(pair, known)) && isDeepStrictEqual(besides(before), besides(after));
  return { events, whole };
}

/** A person before and after; undefined: there was nobody, or is nobody any more. */
interface PersonPair {
  readonly was: DirectoryUser | undefined;
  readonly is: DirectoryUser | undefined;
}

function pairPeople(before: Workspace, after: Workspace): readonly PersonPair[] {
  if (before.directory.users === after.directory.users) return [];
  const were = new Map(before.directory.users.map((user) => [user.id, user]));
  const are = new Set(after.directory.users.map(({ id }) => id));
  const changed = after.directory.users.filter((user) => were.get(user.id) !== user);
  const gone = before.directory.users.filter(({ id }) => !are.has(id));
  return [...changed.map((is) => ({ was: were.get(is.id), is })), ...gone.map((was) => ({ was, is: undefined }))];
}

/** `known`: ids of the groups there were: nobody can join another one later. */
function eventsOfPerson({ was, is }: PersonPair, known: ReadonlySet<string>): readonly DirectoryChange[] {
  if (is === undefined) return was === undefined ? [] : [{ type: "delete", user: was.userName }];
  const user = is.userName;
  if (was === undefined) {
    const { id, attributes } = is;
    const groups = is.groups.filter((group) => known.has(group));
    return [{ type: "hire", id, userName: user, attributes, groups }, ...eventsOfState(NEW, is)];
  }
  const join = is.groups.filter((group) => known.has(group) && !was.groups.includes(group));
  const leave = was.groups.filter((group) => !is.groups.includes(group));
  const attributes = changedAttributes(was, is).map((name) => [name, is.attributes[name] ?? null] as const);
  return [
    ...(was.userName === user ? [] : [{ type: "rename", user: was.userName, userName: user } as const]),
    ...(attributes.length === 0
      ? []
      : [{ type: "changeAttributes", user, attributes: Object.fromEntries(attributes) } as const]),
    ...(join.length + leave.length === 0 ? [] : [{ type: "changeGroups", user, join, leave } as const]),
    ...eventsOfState(was, is),
  ];
}

type PersonState = Pick<DirectoryUser, "active" | "suspended" | "deletedAt">;

const NEW: PersonState = { active: true };

/** Whoever is let back in a little has returned, and is then kept out by what is left of it. */
function eventsOfState(was: PersonState, is: DirectoryUser): readonly DirectoryChange[] {
  const [before, after] = [obstaclesOf(was), obstaclesOf(is)];
  const isBack = before.some((obstacle) => !after.includes(obstacle));
  const added = isBack ? after : after.filter((obstacle) => !before.includes(obstacle));
  const user = is.userName;
  return [...(isBack ? [{ type: "return", user } as const] : []), ...added.map((type) => ({ type, user }))];
}

function obstaclesOf({ active, suspended, deletedAt }: PersonState): readonly ("suspend" | "leave" | "delete")[] {
  if (deletedAt !== undefined) return suspended === true ? ["suspend", "delete"] : ["delete"];
  return [...(suspended === true ? (["suspend"] as const) : []), ...(active ? [] : (["leave"] as const))];
}

/** Nothing of the person changed that is no event. Somebody who is removed altogether is deleted. */
function isWhole({ was, is }: PersonPair, known: ReadonlySet<string>): boolean {
  if (is === undefined) return true;
  return is.groups.every((group) => known.has(group)) && isDeepStrictEqual(otherMembers(was), otherMembers(is));
}

function otherMembers(user: DirectoryUser | undefined): object {
  return Object.fromEntries(Object.entries(user ?? {}).filter(([name]) => !MEMBERS_OF_EVENTS.has(name)));
}

const MEMBERS_OF_EVENTS: ReadonlySet<string> = new Set<keyof DirectoryUser>([
  "id",
  "userName",
  "active",
  "suspended",
  "deletedAt",
  "attributes",
  "groups",
]);

/** Who and which groups were assigned to which applications, or are not any more. Whoever is gone needs no word. */
function eventsOfAssignments(before: Workspace, after: Workspace): readonly AssignmentAction[] {
  const were = new Map(connectionsOf(before).map((connection) => [connection.application, connection]));
  const changed = connectionsOf(after).flatMap((is) => {
    const was = were.get(is.application);
    return was === undefined || was.assignment === is.assignment ? [] : [{ was, is }];
  });
  if (changed.length === 0) return [];
  const userNames = new Map(after.directory.users.map(({ id, userName }) => [id, userName]));
  return changed.flatMap(({ was, is }) => eventsOfAssignment(was, is, userNames));
}

function eventsOfAssignment(
  was: Connection,
  is: Connection,
  userNames: ReadonlyMap<string, string>,
): readonly AssignmentAction[] {
  const { application } = is;
  const change = (type: "assign" | "unassign", on: Connection, off: Connection): readonly AssignmentAction[] => [
    ...missing(on.assignment.users, off.assignment.users).flatMap((id) => {
      const user = userNames.get(id);
      return user === undefined ? [] : [{ type, application, user }];
    }),
    ...missing(on.assignment.groups, off.assignment.groups).map((group) => ({ type, application, group })),
  ];
  return [...change("assign", is, was), ...eventsOfRoles(was, is, userNames), ...change("unassign", was, is)];
}

/** Roles that came and went. Whoever is not assigned any more needs no word, and a role that is new cannot happen again. */
function eventsOfRoles(
  was: Connection,
  is: Connection,
  userNames: ReadonlyMap<string, string>,
): readonly AssignmentAction[] {
  if (was.assignment.roles === is.assignment.roles) return [];
  const { application, assignment } = is;
  const known = new Set(was.appRoles?.map(({ id }) => id));
  return (["users", "groups"] as const).flatMap((kind) =>
    assignment[kind].flatMap((id): readonly AssignmentAction[] => {
      const whom = kind === "groups" ? { group: id } : { user: userNames.get(id) ?? id };
      const [had, has] = [was, is].map((each) => rolesIn(each.assignment.roles?.[kind], id) ?? []);
      const come = missing(has ?? [], had ?? []).filter((role) => known.has(role));
      const gone = missing(had ?? [], has ?? []).filter((role) => known.has(role));
      return [
        ...come.map((appRole): AssignmentAction => ({ type: "assign", application, ...whom, appRole })),
        ...gone.map((appRole): AssignmentAction => ({ type: "unassign", application, ...whom, appRole })),
        // Whoever loses the last role is not assigned any more, unless somebody says so.
        ...(gone.length > 0 && has?.length === 0 ? [{ type: "assign", application, ...whom } as const] : []),
      ];
    }),
  );
}

function missing(ids: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return ids.filter((id) => !known.has(id));
}

function connectionsOf({ identityProviders }: Workspace): readonly Connection[] {
  return identityProviders.flatMap(({ connections }) => connections);
}

/** All that no event is of: the workspace without its people, and without who is assigned. */
function besides({ directory, identityProviders, ...workspace }: Workspace): object {
  const { users: _, ...others } = directory;
  const providers = identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((connection) => ({
      ...connection,
      assignment: { required: connection.assignment.required },
    })),
  }));
  return { ...workspace, others, providers };
}
