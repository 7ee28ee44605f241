import type { ScimObject, ScimValue } from "../../scim/resource.ts";
import {
  type AttributeChange,
  asMembers,
  type ClientRequest,
  type Dialect,
  equalityFilter,
  GROUP_URN,
  groupPath,
  patchRequest,
  removeByFilter,
  userPath,
} from "./dialect.ts";
import { isRoleList } from "./role-targets.ts";
import { asScim } from "./targets.ts";

/** What Entra lists in a group's `schemas` beside RFC 7643's. */
const ENTRA_GROUP_URN = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/** What Entra's clients have in common, whatever the flag in the tenant URL. */
const COMMON = {
  name: "Entra",
  matching: "rows",
  active: "row",
  deletes: true,
  clears: false,
  keepsProfile: false,
  ignoresSuspension: false,
  absentFailsTests: true,
  matchesReturned: false,
  targetGone: "fail",
  fillsIn: false,
  beginsAnew: true,
  rolesOnDemand: false,
  groupQuery: "excludedAttributes=members",
  // Only `eq` and `and` are used, and special characters are not escaped: they break the filter (a known issue).
  buildFilter: (path, value) => equalityFilter(path, `"${value}"`),
  buildUser: (user) => user,
  buildGroup: (displayName, externalId) => ({ schemas: [GROUP_URN, ENTRA_GROUP_URN], externalId, displayName }),
} as const satisfies Partial<Dialect>;

/**
 * Entra as it is unless told otherwise: capitalised operations, one for each attribute, `active` as a text (F29), a manager
 * as a bare text (F18), and members removed by value (F25).
 */
export const ENTRA_DIALECT: Dialect = {
  ...COMMON,
  buildUpdate: ({ id, changes, active }) => {
    const operations = [...eachOnce(changes).map(replaceOne), ...(active === undefined ? [] : [replaceActive(active)])];
    return patchUser(id, operations);
  },
  buildReference: ({ id, changes }) => patchUser(id, changes.map(replaceReference)),
  buildGroupName: (id, value) => patchRequest(groupPath(id), [{ op: "Replace", path: "displayName", value }]),
  buildMembers: ({ id, kind, members }) =>
    patchRequest(groupPath(id), [
      { op: kind === "add" ? "Add" : "Remove", path: "members", value: asMembers(members) },
    ]),
};

/**
 * Entra with `aadOptscim062020` in the tenant URL: lower-case operations, real booleans, simple attributes together in a
 * replace without a path, under dotted names (F31), and members removed by a filter. What has a filter in its path stays
 * an operation of its own.
 */
export const ENTRA_062020_DIALECT: Dialect = {
  ...COMMON,
  buildUpdate: ({ id, changes, active }) => patchUser(id, operationsOf(changes, active)),
  // A manager's form with the flag is not documented: the one that Entra is known by is assumed to stay.
  buildReference: ({ id, changes }) =>
    patchUser(
      id,
      changes.map(({ target: { text }, before, value }) =>
        value === undefined
          ? { op: "remove", path: text }
          : { op: before === undefined ? "add" : "replace", path: text, value },
      ),
    ),
  buildGroupName: (id, displayName) => patchRequest(groupPath(id), [{ op: "replace", value: { displayName } }]),
  buildMembers: ({ id, kind, members }) =>
    patchRequest(
      groupPath(id),
      kind === "add" ? [{ op: "add", path: "members", value: asMembers(members) }] : removeByFilter(members),
    ),
};

function patchUser(id: string, operations: readonly ScimObject[]): readonly ClientRequest[] {
  return operations.length === 0 ? [] : [patchRequest(userPath(id), operations)];
}

/** Several parts of a single role are sent as one: the role as a whole. Its type goes with it. */
function eachOnce(changes: readonly AttributeChange[]): readonly AttributeChange[] {
  const first = changes.find(({ role }) => role !== undefined);
  return first === undefined ? changes : changes.filter((each) => each.target.roles !== "single" || each === first);
}

/**
 * App roles are JSON in a text, and the path is the whole list (F19). That a single role is added, beside the one that was
 * there, is what Microsoft's only sample shows.
 */
function replaceOne(change: AttributeChange): ScimObject {
  const { target, before, value, role } = change;
  const { text, path, roles } = target;
  if (role !== undefined) return { op: "Add", path: path.attribute.name, value: [{ value: role }] };
  if (isRoleList(target)) {
    const texts = Array.isArray(value) ? value : [];
    return { op: roles === "add" ? "Add" : "Replace", path: text, value: texts.map((each) => ({ value: each })) };
  }
  return { op: before === undefined ? "Add" : "Replace", path: text, value: asText(value ?? "") };
}

/** Booleans are sent as texts, capitalised. */
function asText(value: NonNullable<AttributeChange["value"]>): ScimValue {
  if (typeof value !== "boolean") return value;
  return value ? "True" : "False";
}

function replaceActive(active: boolean): ScimObject {
  return { op: "Replace", path: "active", value: asText(active) };
}

/** A manager is a bare text, and an empty one takes the manager away (F18). */
function replaceReference({ target: { text }, before, value }: AttributeChange): ScimObject {
  return { op: before === undefined ? "Add" : "Replace", path: text, value: value ?? "" };
}

function operationsOf(changes: readonly AttributeChange[], active: boolean | undefined): readonly ScimObject[] {
  const isComplex = ({ target }: AttributeChange) => target.path.element !== undefined || isRoleList(target);
  const simple = changes.filter((change) => !isComplex(change));
  const value = Object.fromEntries(simple.map((change): [string, ScimValue] => [change.target.text, sentOf(change)]));
  return [
    ...changes.filter(isComplex).map((change) => ({
      op: verbOf(change),
      path: change.target.text,
      value: sentOf(change),
    })),
    ...(simple.length === 0 ? [] : [{ op: "replace", value }]),
    ...(active === undefined ? [] : [{ op: "replace", path: "active", value: active }]),
  ];
}

function verbOf({ target: { roles }, before }: AttributeChange): "add" | "replace" {
  if (roles === "add" || roles === "replace") return roles;
  return before === undefined ? "add" : "replace";
}

/**
 * Entra sends no attribute without a value. The one null that it writes, by the bug of `Switch`, is sent as an empty text,
 * as a manager who is taken away is (F18): in which form is not documented.
 */
function sentOf({ target, value }: AttributeChange): ScimValue {
  return asScim(target, value) ?? "";
}
