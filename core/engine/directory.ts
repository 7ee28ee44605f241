import type { Method } from "../contract/methods.ts";
import type { PersonApplication, PersonDetail } from "../contract/results.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { appRolesOf } from "../idp/assigned-roles.ts";
import { assignedBy } from "../idp/assignment.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import type { Application } from "../sp/application.ts";
import type { HistoryEntry } from "../store/journal.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Handlers } from "./context.ts";
import { changePeople, findPerson, nameOf, removeGroup, removePeople, saveGroup, savePeople } from "./people.ts";
import { buildPeopleTable } from "./people-table.ts";
import type { Session } from "./session.ts";

/** The people of the identity provider, and their groups. */
export const directoryHandlers: Handlers<Extract<Method, `directory.${string}`>> = {
  "directory.table": async ({ sessions }, { workspace }) =>
    buildPeopleTable((await sessions.open(workspace)).workspace),

  "directory.person": async ({ sessions }, { workspace, person }) => {
    return describePerson(await sessions.open(workspace), person);
  },

  "directory.savePeople": async ({ sessions }, { workspace, people }) => {
    const pathOf = (index: number): string => `people[${index}]`;
    return (await sessions.open(workspace)).edit((now) => savePeople(now, { people, pathOf }));
  },

  "directory.changePeople": async ({ sessions }, { workspace, people, change }) => {
    return (await sessions.open(workspace)).edit((now) => changePeople(now, people, change));
  },

  "directory.removePeople": async ({ sessions }, { workspace, people }) => {
    return (await sessions.open(workspace)).edit((now) => removePeople(now, people));
  },

  "directory.saveGroup": async ({ sessions }, { workspace, group }) => {
    return (await sessions.open(workspace)).edit((now) => saveGroup(now, group));
  },

  "directory.removeGroup": async ({ sessions }, { workspace, group }) => {
    return (await sessions.open(workspace)).edit((now) => removeGroup(now, group));
  },
};

function describePerson(session: Session, id: string): PersonDetail {
  const { workspace } = session;
  const person = findPerson(workspace, id);
  return {
    person,
    applications: workspace.applications.map((application) => standingWith(workspace, application, person)),
    history: session.store.history().filter(mentions(session, person)).toReversed(),
  };
}

function standingWith(workspace: Workspace, application: Application, person: DirectoryUser): PersonApplication {
  const ownerOf = ownersIn(workspace, application.id);
  const account = application.accounts.find((each) => ownerOf(each)?.id === person.id);
  return {
    application: application.id,
    name: application.name,
    ...assignmentOf(workspace, application.id, person),
    ...(account === undefined ? {} : { account }),
  };
}

function assignmentOf(
  { identityProviders }: Workspace,
  application: string,
  person: DirectoryUser,
): Pick<PersonApplication, "assigned" | "group" | "appRoles"> {
  const connections = identityProviders
    .flatMap((provider) => provider.connections)
    .filter((connection) => connection.application === application);
  const connection = connections.find((each) => assignedBy(each, person) !== undefined);
  const by = connection && assignedBy(connection, person);
  if (connection === undefined || by === undefined) return { assigned: "no" };
  const names = (appRolesOf(connection, person) ?? []).map(({ displayName }) => displayName);
  const appRoles = names.length === 0 ? {} : { appRoles: names };
  if (by === "everybody") return { assigned: "everybody", ...appRoles };
  return by === "user" ? { assigned: "directly", ...appRoles } : { assigned: "byGroup", group: by.group, ...appRoles };
}

/**
 * Tells which entries are about a person: runs by the user name, edits of this session by whom they set, and earlier
 * ones by their sentence, where nobody else has the same name.
 */
function mentions({ workspace, edited }: Session, person: DirectoryUser): (entry: HistoryEntry) => boolean {
  const name = nameOf(person);
  const isOnlyOne = workspace.directory.users.filter((user) => nameOf(user) === name).length === 1;
  const userName = person.userName.toLowerCase();
  return (entry) => {
    if (entry.type === "action") return String(entry.action.user ?? "").toLowerCase() === userName;
    if (entry.type !== "edit") return false;
    const known = edited.get(entry.id);
    return known === undefined ? isOnlyOne && entry.what.includes(name) : known.has(person.id);
  };
}
