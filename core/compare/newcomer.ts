import type { AttributeValue } from "../attribute-value.ts";
import { type DirectoryUser, findUserByUserName } from "../directory/directory.ts";
import type { DirectoryChange } from "../directory/directory-change.ts";
import { connectedApplications } from "../simulation/find-in-workspace.ts";
import type { Workspace } from "../store/workspace.ts";

/** A hire, as the directory is told of it. */
export type Hire = Extract<DirectoryChange, { readonly type: "hire" }>;

const FIRST_NAME = "Gina";
const LAST_NAMES = ["Torres", "Keller", "Okoye", "Virtanen", "Moreau", "Nguyen", "Silva", "Haddad"];

/**
 * Somebody new beside a colleague: in the same department and groups of assignments, with a name, an address and a
 * number that nobody has. What only the colleague has is left out.
 */
export function buildNewcomer(workspace: Workspace, colleague: DirectoryUser): Hire {
  const { directory } = workspace;
  const domain = /@([^@]+)$/.exec(colleague.userName)?.[1]?.toLowerCase() ?? "example.test";
  const lastName = LAST_NAMES.find((name) => isFree(workspace, idOf(name), userNameOf(name, domain))) ?? "Newcomer";
  const userName = userNameOf(lastName, domain);
  const assigned = new Set(connectedApplications(workspace).flatMap(({ connection }) => connection.assignment.groups));
  const shared = Object.entries(colleague.attributes).filter(([name, value]) =>
    directory.users.some((user) => user.id !== colleague.id && user.attributes[name] === value),
  );
  const own = ownAttributes(lastName, userName);
  const named = Object.keys(colleague.attributes).flatMap((name): readonly [string, AttributeValue][] => {
    const value = Object.hasOwn(own, name) ? own[name] : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return {
    type: "hire",
    id: idOf(lastName),
    userName,
    attributes: {
      ...Object.fromEntries(shared),
      displayName: `${FIRST_NAME} ${lastName}`,
      ...Object.fromEntries(named),
    },
    groups: colleague.groups.filter((group) => assigned.has(group)),
  };
}

/** By the names that directories have for them. */
function ownAttributes(lastName: string, userName: string): Readonly<Record<string, AttributeValue>> {
  return {
    givenName: FIRST_NAME,
    firstName: FIRST_NAME,
    surname: lastName,
    sn: lastName,
    lastName,
    familyName: lastName,
    mail: userName,
    email: userName,
    emailAddress: userName,
    userPrincipalName: userName,
    mailNickname: userName.split("@")[0] ?? userName,
    employeeId: "900001",
    employeeNumber: "900001",
  };
}

function idOf(lastName: string): string {
  return `u-${FIRST_NAME}-${lastName}`.toLowerCase();
}

function userNameOf(lastName: string, domain: string): string {
  return `${FIRST_NAME}.${lastName}@${domain}`.toLowerCase();
}

function isFree({ directory }: Workspace, id: string, userName: string): boolean {
  return directory.users.every((user) => user.id !== id) && findUserByUserName(directory, userName) === undefined;
}
