import type { ScimObject } from "../../scim/resource.ts";
import {
  asMembers,
  type ClientRequest,
  type Dialect,
  equalityFilter,
  GROUP_URN,
  groupPath,
  type MembersChange,
  patchRequest,
  removeByFilter,
  type UserUpdate,
  userPath,
} from "./dialect.ts";

/**
 * What Okta's clients have in common. Accounts are looked for by `userName` alone and deactivated, never deleted. The
 * application's profile of every person, values of rows for creation included, is kept and sent as a whole. Suspending
 * somebody sends nothing.
 */
const COMMON = {
  name: "Okta",
  matching: "userName",
  active: "always",
  deletes: false,
  keepsProfile: true,
  ignoresSuspension: true,
  absentFailsTests: false,
  matchesReturned: true,
  targetGone: "match",
  fillsIn: true,
  beginsAnew: false,
  rolesOnDemand: true,
  groupQuery: "",
  buildFilter: (path, value) => equalityFilter(path, JSON.stringify(value)),
  buildUser: (user) => user,
  buildGroup: (displayName) => ({ schemas: [GROUP_URN], displayName, members: [] }),
  // How a group is renamed is not documented: the form that Okta uses for users is assumed.
  buildGroupName: (id, displayName) => patchRequest(groupPath(id), [{ op: "replace", value: { displayName } }]),
  buildMembers,
} as const satisfies Partial<Dialect>;

/** An application that was made with Okta's wizard: every change is a PUT of the whole user (F32). */
export const OKTA_WIZARD_DIALECT: Dialect = {
  ...COMMON,
  clears: true,
  buildUpdate: (update) => [putUser(update)],
  buildReference: (update) => [putUser(update)],
};

/** An application of Okta's catalogue: PATCH (de)activates, PUT does the rest. */
export const OKTA_CATALOG_DIALECT: Dialect = {
  ...COMMON,
  clears: true,
  buildUpdate: (update) => [...activation(update), ...(isActivation(update) ? [] : [putUser(update)])],
  buildReference: (update) => [putUser(update)],
};

/** An application of Okta's catalogue where every change is a PATCH without a path, of the whole profile. */
export const OKTA_PATCH_DIALECT: Dialect = {
  ...COMMON,
  // What is not in the value of such a PATCH stays as it is.
  clears: false,
  buildUpdate: (update) => (isActivation(update) ? activation(update) : [patchProfile(update)]),
  buildReference: (update) => [patchProfile(update)],
};

function putUser({ id, full }: UserUpdate): ClientRequest {
  return { method: "PUT", path: userPath(id), body: full() };
}

/** Nothing but whether the account is active. */
function isActivation({ changes, active }: UserUpdate): boolean {
  return changes.length === 0 && active !== undefined;
}

/** A replace without a path (F31). */
function activation({ id, active }: UserUpdate): readonly ClientRequest[] {
  return active === undefined ? [] : [patchRequest(userPath(id), [{ op: "replace", value: { active } }])];
}

function patchProfile({ id, full }: UserUpdate): ClientRequest {
  const { schemas: _, ...value }: ScimObject = full();
  return patchRequest(userPath(id), [{ op: "replace", value }]);
}

/** A group that is emptied is sent as a replace of its members by none (F27). */
function buildMembers({ id, kind, members, isEmpty }: MembersChange): ClientRequest {
  const path = groupPath(id);
  if (kind === "add") return patchRequest(path, [{ op: "add", path: "members", value: asMembers(members) }]);
  return patchRequest(path, isEmpty ? [{ op: "replace", path: "members", value: [] }] : removeByFilter(members));
}
