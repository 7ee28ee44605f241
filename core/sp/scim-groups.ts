import type { AccountGroup, GroupMember } from "../accounts/account-group.ts";
import { foldCase } from "../fold-case.ts";
import type { AttributePath } from "../scim/attribute-path.ts";
import type { ComparisonValue } from "../scim/filter.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "../scim/resource.ts";
import type { ScimResourceStore } from "../scim/resource-store.ts";
import { ScimError } from "../scim/scim-error.ts";
import type { ScimWatch } from "../scim/watch.ts";
import type { ScimStoreContext } from "./scim-context.ts";
import { applyScimRoles } from "./scim-roles.ts";
import { withMeta } from "./scim-user.ts";

/**
 * The groups of an application (RFC 7643, section 4.2). Whoever comes and goes gains and loses the roles of the group. A
 * group may be in a group, but that gives its members nothing: like most applications, this one looks at direct membership
 * only (F28).
 */
export function createGroupStore(context: ScimStoreContext): ScimResourceStore {
  const { groups, writing } = context;
  const asResource = (group: AccountGroup): ScimObject => buildGroup(group, context);
  return {
    count: () => groups.read().length,
    list: (start, end) => groups.read().slice(start, end).map(asResource),
    find(id) {
      const group = groups.read().find((each) => each.id === id);
      return group === undefined ? undefined : asResource(group);
    },
    findEqual(path, value) {
      const found = findGroups(path, value, groups.read());
      return found === undefined ? undefined : { count: found.length, list: () => found.map(asResource) };
    },
    create(resource, watch) {
      const id = `grp-${Buffer.from(context.random.bytes(8)).toString("hex")}`;
      const start: GroupStart = { id, members: [], createdAt: writing.at };
      return asResource(keep(undefined, readGroup(resource, start, context, watch), context, watch));
    },
    replace(id, resource, watch) {
      const before = findGroup(id, context);
      return asResource(keep(before, readGroup(resource, before, context, watch), context, watch));
    },
    remove(id, watch) {
      const before = findGroup(id, context);
      const others = groups.read().filter((group) => group.id !== id);
      groups.write(others.map((group) => withoutMember(group, id, writing.at)));
      watch.note(`The group ${before.displayName} is gone; it had ${countMembers(before.members.length)}.`);
      updateRoles(before.members, context, watch);
    },
  };
}

function findGroup(id: string, { groups }: ScimStoreContext): AccountGroup {
  const group = groups.read().find((each) => each.id === id);
  if (group !== undefined) return group;
  throw new ScimError(404, undefined, `There is no Group with the id \`${id.slice(0, 100)}\`.`);
}

/** By id, name, or member: what clients look for, without building the members of every group. */
function findGroups(
  path: AttributePath,
  value: ComparisonValue,
  groups: readonly AccountGroup[],
): readonly AccountGroup[] | undefined {
  const text = foldCase(String(value));
  const isEqual = (found: string | undefined) => found !== undefined && foldCase(found) === text;
  switch (`${path.attribute.name}.${path.sub?.name ?? ""}`) {
    case "id.":
      return groups.filter(({ id }) => isEqual(id));
    case "displayName.":
      return groups.filter(({ displayName }) => isEqual(displayName));
    case "externalId.":
      return groups.filter(({ externalId }) => isEqual(externalId));
    case "members.value":
      return groups.filter(({ members }) => members.some(({ id }) => isEqual(id)));
    default:
      return undefined;
  }
}

function withoutMember(group: AccountGroup, id: string, at: string): AccountGroup {
  const members = group.members.filter((member) => member.id !== id);
  return members.length === group.members.length ? group : { ...group, members, changedAt: at };
}

function buildGroup(group: AccountGroup, context: ScimStoreContext): ScimObject {
  const { id, displayName, externalId, members, createdAt, changedAt } = group;
  const own: ScimObject = {
    schemas: [context.shape.group.schema.id],
    id,
    displayName,
    ...(externalId === undefined ? {} : { externalId }),
    ...(members.length === 0 ? {} : { members: members.map((member) => describeMember(member, context)) }),
  };
  return withMeta(own, {
    resourceType: "Group",
    created: createdAt,
    lastModified: changedAt,
    location: `${context.baseUrl}/Groups/${encodeURIComponent(id)}`,
  });
}

function describeMember({ id, kind }: GroupMember, { baseUrl, accounts, groups }: ScimStoreContext): ScimObject {
  const isAccount = kind === "account";
  const display = isAccount ? accounts.find(id)?.userName : groups.read().find((group) => group.id === id)?.displayName;
  return {
    value: id,
    $ref: `${baseUrl}/${isAccount ? "Users" : "Groups"}/${encodeURIComponent(id)}`,
    type: isAccount ? "User" : "Group",
    ...(display === undefined ? {} : { display }),
  };
}

/** What a group was before, or what a new one starts with. */
type GroupStart = Pick<AccountGroup, "id" | "members" | "createdAt">;

function readGroup(
  resource: ScimObject,
  before: GroupStart,
  context: ScimStoreContext,
  watch: ScimWatch,
): AccountGroup {
  const externalId = memberOf(resource, "externalId");
  const displayName = memberOf(resource, "displayName");
  return {
    id: before.id,
    displayName: typeof displayName === "string" ? displayName : "",
    ...(typeof externalId === "string" && externalId !== "" ? { externalId } : {}),
    members: watch.check("SCIM_MEMBERS", () => readMembers(memberOf(resource, "members"), before, context)),
    createdAt: before.createdAt,
    changedAt: context.writing.at,
  };
}

/** A member that was there stays as it was put there; a new one has to exist. */
function readMembers(value: ScimValue | undefined, before: GroupStart, context: ScimStoreContext): GroupMember[] {
  const present = new Map(before.members.map((member) => [member.id, member]));
  const members = new Map<string, GroupMember>();
  const listed = isScimList(value) ? value.filter(isScimObject) : [];
  for (const [index, each] of listed.entries()) {
    const id = memberOf(each, "value");
    if (typeof id !== "string") {
      throw new ScimError(400, "invalidValue", `\`members[${index}]\` has no \`value\`: the id of a user or a group.`);
    }
    members.set(id, present.get(id) ?? newMember(id, index, before.id, context));
  }
  return [...members.values()];
}

function newMember(id: string, index: number, self: string, context: ScimStoreContext): GroupMember {
  const written = { writer: "scim", at: context.writing.at } as const;
  if (context.accounts.find(id) !== undefined) return { id, kind: "account", ...written };
  const place = `\`members[${index}].value\` is \`${id.slice(0, 100)}\``;
  if (id === self)
    throw new ScimError(400, "invalidValue", `${place}: the group itself, which is no member of itself.`);
  if (context.groups.read().some((group) => group.id === id)) return { id, kind: "group", ...written };
  throw new ScimError(400, "invalidValue", `${place}, which is the id of no user and no group.`);
}

function keep(
  before: AccountGroup | undefined,
  after: AccountGroup,
  context: ScimStoreContext,
  watch: ScimWatch,
): AccountGroup {
  if (before !== undefined && isSameGroup(before, after)) return before;
  const all = context.groups.read();
  const index = before === undefined ? -1 : all.indexOf(before);
  context.groups.write(index < 0 ? [...all, after] : all.with(index, after));
  tellMembers(before, after, watch);
  updateRoles([...(before?.members ?? []), ...after.members], context, watch);
  return after;
}

function isSameGroup(before: AccountGroup, after: AccountGroup): boolean {
  const { displayName, externalId, members } = after;
  if (displayName !== before.displayName || externalId !== before.externalId) return false;
  return members.length === before.members.length && members.every((member, at) => member === before.members[at]);
}

/** Who is in which group is in no change of the trace, which is about accounts. */
function tellMembers(before: AccountGroup | undefined, after: AccountGroup, watch: ScimWatch): void {
  const [was, is] = [new Set(before?.members.map(({ id }) => id)), new Set(after.members.map(({ id }) => id))];
  const came = [...is].filter((id) => !was.has(id)).length;
  const left = [...was].filter((id) => !is.has(id)).length;
  const { displayName } = after;
  if (before === undefined) watch.note(`The group ${displayName} is new; it has ${countMembers(came)}.`);
  else if (came + left > 0) watch.note(`${came} came into the group ${displayName}, and ${left} left it.`);
}

function countMembers(count: number): string {
  return count === 1 ? "1 member" : `${count} members`;
}

/** Everybody who came, went, or is in a group whose name changed. */
function updateRoles(members: readonly GroupMember[], context: ScimStoreContext, watch: ScimWatch): void {
  if (context.settings.roles.from !== "groups") return;
  for (const id of new Set(members.filter(({ kind }) => kind === "account").map((member) => member.id))) {
    const account = context.accounts.find(id);
    if (account === undefined) continue;
    const after = applyScimRoles(account, {}, context, watch);
    if (after === account) continue;
    context.accounts.put(after);
    context.changed(account, after);
  }
}
