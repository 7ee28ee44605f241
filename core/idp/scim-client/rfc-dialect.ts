import type { ScimObject } from "../../scim/resource.ts";
import {
  type AttributeChange,
  asMembers,
  type Dialect,
  equalityFilter,
  GROUP_URN,
  groupPath,
  patchRequest,
  removeByFilter,
  userPath,
} from "./dialect.ts";
import { isRoleList, roleObjects } from "./role-targets.ts";
import type { Target } from "./targets.ts";

/** A client that sends nothing but what RFC 7644 has an example of, to any server that keeps to it. */
export const RFC_DIALECT: Dialect = {
  name: "The SCIM client",
  matching: "rows",
  active: "always",
  deletes: true,
  clears: true,
  keepsProfile: false,
  ignoresSuspension: false,
  absentFailsTests: false,
  matchesReturned: false,
  targetGone: "match",
  fillsIn: true,
  beginsAnew: false,
  rolesOnDemand: true,
  groupQuery: "excludedAttributes=members",
  buildFilter: (path, value) => equalityFilter(path, JSON.stringify(value)),
  buildUser: (user) => user,
  buildUpdate: ({ id, changes, active }) => {
    const operations = [
      ...changes.map(changeOne),
      ...(active === undefined ? [] : [{ op: "replace", path: "active", value: active }]),
    ];
    return operations.length === 0 ? [] : [patchRequest(userPath(id), operations)];
  },
  buildReference: ({ id, changes }) => [patchRequest(userPath(id), changes.map(changeOne))],
  buildGroup: (displayName, externalId) => ({ schemas: [GROUP_URN], externalId, displayName }),
  buildGroupName: (id, value) => patchRequest(groupPath(id), [{ op: "replace", path: "displayName", value }]),
  buildMembers: ({ id, kind, members }) =>
    patchRequest(
      groupPath(id),
      kind === "add" ? [{ op: "add", path: "members", value: asMembers(members) }] : removeByFilter(members),
    ),
};

/** An element that is not there yet is added whole, and one without a value is removed whole. */
function changeOne({ target, before, value }: AttributeChange): ScimObject {
  const { path, roles } = target;
  if (isRoleList(target) && value !== undefined)
    return { op: roles === "add" ? "add" : "replace", path: target.text, value: roleObjects(value) };
  const { element, attribute, extension, sub } = path;
  const base = `${extension === undefined ? "" : `${extension}:`}${attribute.name}`;
  if (element !== undefined && sub !== undefined) {
    const told = element.sub.type === "boolean" ? element.value.toLowerCase() === "true" : element.value;
    const place = `${base}[${element.sub.name} eq ${JSON.stringify(told)}]`;
    if (value === undefined) return { op: "remove", path: place };
    if (before !== undefined) return { op: "replace", path: `${place}.${sub.name}`, value };
    return { op: "add", path: base, value: [{ [element.sub.name]: told, [sub.name]: value }] };
  }
  if (value === undefined) return { op: "remove", path: wholePath(target, base) };
  return { op: before === undefined ? "add" : "replace", ...placed(target, base, value) };
}

/** Of several values each is an object, and they are replaced together. */
function placed(
  { path, text, isReference }: Target,
  base: string,
  value: NonNullable<AttributeChange["value"]>,
): ScimObject {
  const { sub, attribute } = path;
  if (isReference) return { path: base, value: { value } };
  if (!Array.isArray(value) || sub === undefined || !attribute.multiValued) return { path: text, value };
  return { path: base, value: value.map((each) => ({ [sub.name]: each })) };
}

function wholePath({ path: { sub, attribute }, text, isReference }: Target, base: string): string {
  return isReference || (attribute.multiValued && sub !== undefined) ? base : text;
}
