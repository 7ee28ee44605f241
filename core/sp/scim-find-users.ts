import type { Account } from "../accounts/account.ts";
import type { AccountReader } from "../accounts/account-store.ts";
import { foldCase } from "../fold-case.ts";
import type { AttributePath } from "../scim/attribute-path.ts";
import type { ComparisonValue } from "../scim/filter.ts";
import { valuesAt } from "../scim/match-filter.ts";
import type { ScimValue } from "../scim/resource.ts";
import { findAttribute, type ScimAttribute } from "../scim/schema.ts";
import type { ScimStoreContext } from "./scim-context.ts";
import type { BoundAttribute, ScimShape } from "./scim-shape.ts";
import { buildMember } from "./scim-user.ts";

/**
 * The accounts whose users may hold a value, without looking at all of them: by id, user name, an attribute that is bound
 * to this very place, a group, or a value of a list such as `emails`. All that hold it are among them, and perhaps others:
 * an index knows no case. Undefined: no index helps.
 */
export function findAccounts(
  path: AttributePath,
  value: ComparisonValue,
  context: ScimStoreContext,
): readonly Account[] | undefined {
  const { accounts, lists, shape } = context;
  // An empty text is a value to SCIM, and none to an index.
  if (value === "") return undefined;
  const name = path.extension === undefined ? path.attribute.name : undefined;
  if (name === "id") return [String(value)].flatMap((id) => accounts.find(id) ?? []);
  if (name === "userName") return accounts.findEqual("userName", value);
  if (name === "groups" && path.sub?.name === "value") return findMembers(String(value), context);
  const list = path.sub?.name === "value" ? lists.get(path.attribute) : undefined;
  if (list !== undefined) return accounts.findEqual(list, value);
  const place = shape.bound.find((each) => isPlace(each, path));
  return place === undefined ? undefined : accounts.findEqual(place.attribute, value);
}

/**
 * Tells whether everybody who has a value at the path has it in the attribute. An element of a list is not the whole of
 * it: others may hold the value too.
 */
function isPlace({ path: { extension, attribute, sub, element } }: BoundAttribute, path: AttributePath): boolean {
  if (element !== undefined) return false;
  return extension === path.extension && attribute === path.attribute && sub === path.sub;
}

/** Everybody who is in a group of this id. */
function findMembers(id: string, { accounts, groups }: ScimStoreContext): readonly Account[] {
  const found = groups.read().filter((group) => foldCase(group.id) === foldCase(id));
  const ids = new Set(found.flatMap(({ members }) => members.map((member) => member.id)));
  return [...ids].flatMap((each) => accounts.find(each) ?? []);
}

/**
 * What reads the values of each list that a user has beside its groups (RFC 7643, section 4.1.2), whoever wrote them, as
 * the user shows them. Made once for an application, so that an index of each stays the same one.
 */
export function buildListReaders(shape: ScimShape): ReadonlyMap<ScimAttribute, AccountReader> {
  const lists = shape.user.schema.attributes.filter(({ name, multiValued }) => multiValued && name !== "groups");
  return new Map(
    lists.flatMap((attribute) => {
      const value = findAttribute(attribute.subAttributes ?? [], "value");
      return value === undefined ? [] : [[attribute, createListReader({ attribute, sub: value }, shape)] as const];
    }),
  );
}

function createListReader(path: AttributePath, { bound, roleList }: ScimShape): AccountReader {
  const { name } = path.attribute;
  const sources = {
    bound: bound.filter((each) => each.path.extension === undefined && each.path.attribute.name === name),
    ...(roleList?.name === name ? { roleList } : {}),
  };
  return (account) => valuesAt(buildMember(account, name, sources), path).filter(isText);
}

function isText(value: ScimValue): value is string {
  return typeof value === "string";
}
