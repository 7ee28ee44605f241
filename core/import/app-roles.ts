import { isSafeName } from "../attribute-value.ts";
import type { AppRole, AssignedRoles } from "../idp/app-role.ts";
import type { Connection } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import { findRole } from "./imported-account.ts";
import { isJsonObject, type JsonObject, listIn, textIn } from "./json-list.ts";
import type { ReportWriter } from "./report.ts";

/** The app roles that an application publishes, as its manifest and its service principal in Microsoft Graph list them. */
export function readPublishedRoles(json: unknown, report: ReportWriter): readonly AppRole[] {
  if (!isJsonObject(json)) return [];
  return listIn(json, "appRoles").flatMap((entry, at): readonly AppRole[] => {
    const place = `appRoles[${at}]`;
    const role = isJsonObject(entry) ? readRole(entry) : undefined;
    const subject = role?.displayName ?? "";
    const message = role === undefined ? "An app role has an `id` and a `displayName`." : "An app role, published.";
    report.addOne(role === undefined ? "refused" : "taken", () => ({ place, subject, message }));
    return role === undefined ? [] : [role];
  });
}

function readRole(entry: JsonObject): AppRole | undefined {
  const [id, value, description] = ["id", "value", "description"].map((name) => textIn(entry, name));
  const displayName = textIn(entry, "displayName") ?? value;
  if (id === undefined || displayName === undefined || !isSafeName(id)) return undefined;
  return {
    id,
    ...(value === undefined ? {} : { value }),
    displayName,
    ...(description === undefined ? {} : { description }),
    ...(entry.isEnabled === false ? { enabled: false } : {}),
  };
}

/** The connection that publishes these roles too; one that is there already is replaced. */
export function withPublished(connection: Connection, roles: readonly AppRole[]): Connection {
  if (roles.length === 0) return connection;
  const byId = new Map([...(connection.appRoles ?? []), ...roles].map((role) => [role.id, role]));
  return { ...connection, appRoles: [...byId.values()] };
}

/**
 * A role that an assignment names and nobody published: it is called what the entry says, else what the application here calls
 * a role of that id or name.
 */
export function roleOfAssignment(entry: JsonObject, id: string, application: Application): AppRole {
  const [displayName, value] = ["appRoleDisplayName", "appRoleValue"].map((name) => textIn(entry, name));
  const own = findRole(application, id) ?? findRole(application, value ?? displayName ?? id);
  const name = application.roles.find((role) => role.id === own)?.name;
  const sent = value ?? own;
  return { id, ...(sent === undefined ? {} : { value: sent }), displayName: displayName ?? name ?? id };
}

/** Ids of roles by the ids of whom they are assigned to. */
export type RolesByAssignee = ReadonlyMap<string, ReadonlySet<string>>;

/** The roles that are assigned, with these beside them. */
export function addAssignedRoles(
  present: AssignedRoles | undefined,
  users: RolesByAssignee,
  groups: RolesByAssignee,
): AssignedRoles {
  const both = { users: addTo(present?.users, users), groups: addTo(present?.groups, groups) };
  return Object.fromEntries(Object.entries(both).filter(([, each]) => Object.keys(each).length > 0));
}

function addTo(present: AssignedRoles["users"], added: RolesByAssignee): Record<string, string[]> {
  const all = new Map(Object.entries(present ?? {}).map(([id, roles]) => [id, new Set(roles)]));
  for (const [id, roles] of added) all.set(id, new Set([...(all.get(id) ?? []), ...roles]));
  return Object.fromEntries([...all].map(([id, roles]) => [id, [...roles]]));
}
