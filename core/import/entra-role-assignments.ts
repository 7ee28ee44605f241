import type { Account, RoleGrant } from "../accounts/account.ts";
import type { Application } from "../sp/application.ts";
import type { Workspace } from "../store/workspace.ts";
import { withAssigned } from "./assigned.ts";
import { askForApplication, type FoundConnection, findConnection } from "./find-application.ts";
import type { ImportPlan } from "./import-plan.ts";
import { findRole } from "./imported-account.ts";
import { type JsonEntry, type JsonObject, readJsonList, tellMorePages, textIn } from "./json-list.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";

/** What Entra writes for "no role in particular". */
const DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

/**
 * Works out what the app-role assignments of Microsoft Graph would do: who is assigned to the application, and the roles of
 * those whose accounts are known. An assignment makes no account: provisioning does.
 */
export async function planEntraRoleAssignments(input: PlannerInput): Promise<ImportPlan> {
  const { json, file, kind, workspace } = input;
  const report = createReport();
  const { entries, placeOf } = readJsonList(json, { file, members: ["value"], report });
  const found = findConnection(
    input,
    entries.slice(0, 1).flatMap(({ value }) => textIn(value, "resourceDisplayName") ?? []),
  );
  if (found === undefined) return askForApplication(input);
  tellMorePages(json, report);
  const read = readAssignments(entries, { workspace, application: found.application, placeOf, report });
  const assigned = withAssigned(workspace, found, read, report);
  const next = withRoles(assigned, found, read.roles, { file, at: workspace.clock.now });
  const what = `${countOf(read.users.size, "person", "people")} and ${countOf(read.groups.size, "group", "groups")} assigned to ${found.application.name} from ${file}`;
  return { kind, what, report: report.finish(), questions: [], next };
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

interface Reading {
  readonly workspace: Workspace;
  readonly application: Application;
  readonly placeOf: (at: number) => string;
  readonly report: ReportWriter;
}

function readAssignments(entries: readonly JsonEntry[], { workspace, application, placeOf, report }: Reading) {
  const { directory } = workspace;
  const known = {
    User: new Set(directory.users.map(({ id }) => id)),
    Group: new Set(directory.groups.map(({ id }) => id)),
  };
  const [users, groups] = [new Set<string>(), new Set<string>()];
  const roles = new Map<string, Set<string>>();
  for (const { at, value } of entries) {
    const id = textIn(value, "principalId") ?? "";
    const subject = textIn(value, "principalDisplayName") ?? id;
    const place = placeOf(at);
    const kind = kindOf(id, known);
    if (kind === undefined) {
      const message = "Neither a person nor a group here has this id; import them first.";
      report.addOne("notUnderstood", () => ({ place, subject, message }));
      continue;
    }
    (kind === "User" ? users : groups).add(id);
    const role = readRole(value, { application, place, subject, report });
    if (role !== undefined && kind === "User") addTo(roles, id, role);
    report.addOne("taken", () => ({ place, subject, message: kind === "User" ? "Assigned." : "A group, assigned." }));
  }
  return { users, groups, roles };
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

interface RoleReading {
  readonly application: Application;
  readonly place: string;
  readonly subject: string;
  readonly report: ReportWriter;
}

/** A role by its id, or by its name where somebody asked for that. */
function readRole(value: JsonObject, { application, place, subject, report }: RoleReading): string | undefined {
  const id = textIn(value, "appRoleId");
  if (id === undefined || id === DEFAULT_ACCESS) return undefined;
  const names = [id, textIn(value, "appRoleDisplayName"), textIn(value, "appRoleValue")];
  const role = names
    .map((name) => (name === undefined ? undefined : findRole(application, name)))
    .find((each) => each !== undefined);
  if (role !== undefined) return role;
  const message = `${application.name} has no role with the id ${id}; the assignment is taken without it.`;
  report.addOne("notUnderstood", () => ({ place, subject, message }));
  return undefined;
}

/** Grants the roles to the accounts that provisioning knows to be these people's. */
function withRoles(
  workspace: Workspace,
  { application, provider }: FoundConnection,
  roles: ReadonlyMap<string, ReadonlySet<string>>,
  { file, at }: { readonly file: string; readonly at: string },
): Workspace {
  const state = new Map(Object.entries(workspace.runtime.identityProviders)).get(provider.id)?.provisioning ?? {};
  const links = (Object.hasOwn(state, application.id) ? state[application.id] : undefined)?.links ?? {};
  const byAccount = new Map(
    Object.entries(links).flatMap(([person, { target }]) => {
      const own = roles.get(person);
      return own === undefined ? [] : [[target, own] as const];
    }),
  );
  if (byAccount.size === 0) return workspace;
  const grant = (account: Account): Account => {
    const held = new Set(account.roles.map(({ role }) => role));
    const added = [...(byAccount.get(account.id) ?? [])].filter((role) => !held.has(role));
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
