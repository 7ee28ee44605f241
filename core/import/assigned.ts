import type { Connection } from "../idp/identity-provider.ts";
import type { Workspace } from "../store/workspace.ts";
import type { FoundConnection } from "./find-application.ts";
import type { ReportWriter } from "./report.ts";

/** Who is assigned to an application, as a file says. */
export interface Assigned {
  /** Ids of people. */
  readonly users: ReadonlySet<string>;
  /** Ids of groups. */
  readonly groups: ReadonlySet<string>;
}

/**
 * The workspace in which these people and groups are assigned too. Where everybody was, only who is assigned is from now on:
 * a file that lists them says so. An application that no identity provider knows has no assignments.
 */
export function withAssigned(
  workspace: Workspace,
  { provider, application }: FoundConnection,
  { users, groups }: Assigned,
  report: ReportWriter,
): Workspace {
  if (users.size + groups.size === 0) return workspace;
  const isMeant = (each: Connection): boolean => each.application === application.id;
  const present = workspace.identityProviders.find(({ id }) => id === provider.id)?.connections.find(isMeant);
  const place = "assignments";
  if (present === undefined) {
    const message = `${provider.name} does not know ${application.name}, so that nobody can be assigned. Connect them first.`;
    report.add({ result: "refused", place, subject: application.name, message });
    return workspace;
  }
  const { assignment } = present;
  if (!assignment.required) {
    const message = "Everybody was assigned; from now on those are whom the file names.";
    report.add({ result: "adapted", place, subject: application.name, message });
  }
  const next: Connection = {
    ...present,
    assignment: {
      ...assignment,
      required: true,
      users: [...new Set([...assignment.users, ...users])],
      groups: [...new Set([...assignment.groups, ...groups])],
    },
  };
  const isSame =
    assignment.required &&
    next.assignment.users.length === assignment.users.length &&
    next.assignment.groups.length === assignment.groups.length;
  if (isSame) return workspace;
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((each) =>
      each.id === provider.id
        ? { ...each, connections: each.connections.map((other) => (isMeant(other) ? next : other)) }
        : each,
    ),
  };
}
