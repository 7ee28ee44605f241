import type { Account, RoleGrant } from "../accounts/account.ts";
import { isSafeName } from "../attribute-value.ts";
import type { AppRole } from "../idp/app-role.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import {
  addAssignedRoles,
  type RolesByAssignee,
  readPublishedRoles,
  roleOfAssignment,
  withPublished,
} from "./app-roles.ts";
import { withAssigned } from "./assigned.ts";
import { type Walk, walkAtPace } from "./at-pace.ts";
import { askForApplication, type FoundConnection, findConnection } from "./find-application.ts";
import type { ImportPlan } from "./import-plan.ts";
import { findRole } from "./imported-account.ts";
import { isJsonObject, type JsonEntry, type JsonObject, readJsonList, tellMorePages, textIn } from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";

/** What Entra writes for "no role in particular". */
const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/**
 * Works out what the app-role assignments of Microsoft Graph would do: who is assigned to the application with which of its
 * app roles, and the application's own roles of those whose accounts are known. An assignment makes no account:
 * provisioning does.
 */
export async function planEntraRoleAssignments(input: PlannerInput): Promise<ImportPlan> {
  const { json, file, kind, workspace, pace } = input;
  const report = createReport();
  const { entries, placeOf } = readJsonList(json, { file, members: ["value", "appRoleAssignedTo"], report });
  const names = entries.slice(0, 1).flatMap(({ value }) => textIn(value, "resourceDisplayName") ?? []);
  const found = findConnection(input, [...names, ...(isJsonObject(json) ? (textIn(json, "displayName") ?? []) : [])]);
  if (found === undefined) return askForApplication(input);
  tellMorePages(json, report);
  const published = withPublished(found.connection, readPublishedRoles(json, report)).appRoles ?? [];
  const reading = { workspace, application: found.application, published, placeOf, report };
  const read = await readAssignments(entries, reading, { pace, what: "assignments" });
  const assigned = withAssigned(workspace, found, read, report);
  const next = grantRoles(withAppRoles(assigned, found, read), found, read, { file, at: workspace.clock.now });
  const what = `${countOf(read.users.size, "person", "people")} and ${countOf(read.groups.size, "group", "groups")} assigned to ${found.application.name} from ${file}`;
  return { kind, what, report: report.finish(), questions: [], next };
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

interface Reading {
  readonly workspace: Workspace;
  readonly application: Application;
  /** The app roles that are known so far. */
  readonly published: readonly AppRole[];
  readonly placeOf: (at: number) => string;
  readonly report: ReportWriter;
}

interface ReadAssignments {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** All that are known, with those that the assignments name. */
  readonly appRoles: readonly AppRole[];
  readonly rolesOfUsers: RolesByAssignee;
  readonly rolesOfGroups: RolesByAssignee;
}

async function readAssignments(entries: readonly JsonEntry[], reading: Reading, walk: Walk): Promise<ReadAssignments> {
  const { placeOf, report } = reading;
  const { directory } = reading.workspace;
  const known = {
    User: new Set(directory.users.map(({ id }) => id)),
    Group: new Set(directory.groups.map(({ id }) => id)),
  };
  const [users, groups] = [new Set<string>(), new Set<string>()];
  const [rolesOfUsers, rolesOfGroups] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const appRoles = new Map(reading.published.map((role) => [role.id, role]));
  await walkAtPace(entries, walk, ({ at, value }) => {
    const id = textIn(value, "principalId") ?? "";
    const subject = textIn(value, "principalDisplayName") ?? id;
    const place = placeOf(at);
    const kind = kindOf(id, known);
    if (kind === undefined) {
      const message = "Neither a person nor a group here has this id; import them first.";
      report.addOne("notUnderstood", () => ({ place, subject, message }));
      return;
    }
    const role = roleIn(value, appRoles, { ...reading, place, subject });
    (kind === "User" ? users : groups).add(id);
    if (role !== undefined) addTo(kind === "User" ? rolesOfUsers : rolesOfGroups, id, role.id);
    report.addOne("taken", () => ({ place, subject, message: describeTaken(kind, role) }));
  });
  return { users, groups, appRoles: [...appRoles.values()], rolesOfUsers, rolesOfGroups };
}

function describeTaken(kind: "User" | "Group", role: AppRole | undefined): string {
  return `${kind === "User" ? "Assigned" : "A group, assigned"}${role === undefined ? "" : ` as ${role.displayName}`}.`;
}

function kindOf(
  id: string,
  known: { readonly User: ReadonlySet<string>; readonly Group: ReadonlySet<string> },
): "User" | "Group" | undefined {
  if (known.User.has(id)) return "User";
  return known.Group.has(id) ? "Group" : undefined;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, new Set([value]));
  else present.add(value);
}

interface RolePlace extends Pick<Reading, "application" | "report"> {
  readonly place: string;
  readonly subject: string;
}

/** The app role of an assignment; one that nobody published is added to those that are known. Undefined: none in particular. */
function roleIn(
  value: JsonObject,
  known: Map<string, AppRole>,
  { application, place, subject, report }: RolePlace,
): AppRole | undefined {
  const id = textIn(value, "appRoleId");
  if (id === undefined || id === DEFAULT_ACCESS || !isSafeName(id)) return undefined;
  const present = known.get(id);
  if (present !== undefined) return present;
  const made = roleOfAssignment(value, id, application);
  known.set(id, made);
  const sent =
    made.value === undefined
      ? "Its value is not in the file: nothing is sent of it until it has one."
      : `It is sent as ${JSON.stringify(made.value)}.`;
  const message = `What the app role ${id} is, the file does not say: it is called ${made.displayName} here. ${sent}`;
  report.addOne("adapted", () => ({ place, subject, message }));
  return made;
}

/** The workspace whose connection publishes the roles, and has them assigned. */
function withAppRoles(
  workspace: Workspace,
  { application, provider }: FoundConnection,
  read: ReadAssignments,
): Workspace {
  const { appRoles, rolesOfUsers, rolesOfGroups } = read;
  const change = (connection: Connection): Connection => {
    if (connection.application !== application.id) return connection;
    const roles = addAssignedRoles(connection.assignment.roles, rolesOfUsers, rolesOfGroups);
    const { roles: _, ...assignment } = connection.assignment;
    const isNone = Object.keys(roles).length === 0;
    return {
      ...connection,
      appRoles: [...appRoles],
      assignment: isNone ? assignment : { ...assignment, roles },
    };
  };
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((each) =>
      each.id === provider.id ? { ...each, connections: each.connections.map(change) } : each,
    ),
  };
}

/** Grants the application's own roles to the accounts that provisioning knows to be these people's. */
function grantRoles(
  workspace: Workspace,
  { application, provider }: FoundConnection,
  { appRoles, rolesOfUsers }: ReadAssignments,
  { file, at }: { readonly file: string; readonly at: string },
): Workspace {
  const state = new Map(Object.entries(workspace.runtime.identityProviders)).get(provider.id)?.provisioning ?? {};
  const links = (Object.hasOwn(state, application.id) ? state[application.id] : undefined)?.links ?? {};
  const ownRoles = new Map(appRoles.map((role) => [role.id, ownRoleOf(role, application)]));
  const byAccount = new Map(
    Object.entries(links).flatMap(([person, { target }]) => {
      const own = [...(rolesOfUsers.get(person) ?? [])].flatMap((role) => ownRoles.get(role) ?? []);
      return own.length === 0 ? [] : [[target, own] as const];
    }),
  );
  if (byAccount.size === 0) return workspace;
  const grant = (account: Account): Account => {
    const held = new Set(account.roles.map(({ role }) => role));
    const added = [...new Set(byAccount.get(account.id) ?? [])].filter((role) => !held.has(role));
    if (added.length === 0) return account;
    const grants = added.map((role): RoleGrant => ({ role, writer: "scim", at, why: `Imported from ${file}.` }));
    return { ...account, roles: [...account.roles, ...grants] };
  };
  return {
    ...workspace,
    applications: workspace.applications.map((each) =>
      each.id === application.id ? { ...each, accounts: each.accounts.map(grant) } : each,
    ),
  };
}

/** The application's own role that an app role stands for: the one of its id, value or name. */
function ownRoleOf({ id, value, displayName }: AppRole, application: Application): string | undefined {
  for (const text of [id, value, displayName]) {
    const found = text === undefined ? undefined : findRole(application, text);
    if (found !== undefined) return found;
  }
  return undefined;
}
