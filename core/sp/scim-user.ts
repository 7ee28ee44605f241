import { hash } from "node:crypto";
import type { Account, KeptMembers, Written } from "../accounts/account.ts";
import type { AccountGroup } from "../accounts/account-group.ts";
import { applyValues, buildAccount, type ValueWrite } from "../accounts/apply-values.ts";
import { type AttributeValue, isList, type Scalar, valuesOf } from "../attribute-value.ts";
import { type BoundPath, clearBound, readBound, writeBound } from "../scim/binding.ts";
import { withSchemas } from "../scim/check-resource.ts";
import { isSameValue, withMember } from "../scim/patch-difference.ts";
import {
  isScimList,
  isUnassigned,
  memberOf,
  type ScimObject,
  type ScimValue,
  selectMembers,
  withMembers,
} from "../scim/resource.ts";
import { keptRoles, showRoles } from "./scim-role-list.ts";
import type { BoundAttribute, ScimShape } from "./scim-shape.ts";

/**
 * An account as a SCIM user, and a SCIM user as an account. What is bound to an attribute of the account is read from
 * there, whoever wrote it; what the account has no attribute for is kept beside it as the client sent it.
 */

/** The user that an account is (RFC 7643, section 4.1). `groups`: those that it is directly in. */
export function buildUser(
  account: Account,
  groups: readonly AccountGroup[],
  shape: ScimShape,
  baseUrl: string,
): ScimObject {
  const isIn = groups.map((group) => describeMembership(group, baseUrl));
  const { id, userName, active, scim = {} } = account;
  // In the order that a person reads them; which schemas there are is seen at the end.
  const own = writeMembers({ schemas: [], id, ...scim, userName, active }, account, shape);
  const members = withMember(own, "groups", isIn);
  return withMeta(withSchemas(members, shape.user), {
    resourceType: "User",
    created: account.createdAt,
    lastModified: lastModified(account),
    location: `${baseUrl}/Users/${encodeURIComponent(account.id)}`,
  });
}

/** Where the members of a user come from, beside what is kept as a client sent it. */
type MemberSources = Pick<ScimShape, "bound" | "roleList">;

/**
 * The user that an account is with nothing but one member in it, such as `emails`; empty where it has none.
 *
 * @param sources those of this member
 */
export function buildMember(account: Account, name: string, sources: MemberSources): ScimObject {
  return writeMembers(
    selectMembers(account.scim ?? {}, (each) => each === name),
    account,
    sources,
  );
}

function writeMembers(kept: ScimObject, account: Account, { bound, roleList }: MemberSources): ScimObject {
  const values = bound.map((each) => ({ path: each.path, value: shownValue(account, each) }));
  const members = writeBound(kept, values);
  return roleList === undefined ? members : withMember(members, roleList.name, showRoles(account, roleList));
}

function describeMembership({ id, displayName }: AccountGroup, baseUrl: string): ScimObject {
  return { value: id, $ref: `${baseUrl}/Groups/${encodeURIComponent(id)}`, display: displayName, type: "direct" };
}

/** The latest of what an account remembers of its values; signing in and being granted a role changes none of them. */
function lastModified({ createdAt, written, changedAt = createdAt }: Account): string {
  let latest = changedAt;
  for (const { at } of Object.values(written)) if (at > latest) latest = at;
  return latest;
}

/**
 * A resource with its `meta`, and in it a weak entity tag (RFC 7644, section 3.14): the same for as long as a client would
 * see the same.
 */
export function withMeta(resource: ScimObject, meta: ScimObject): ScimObject {
  const seen = hash("sha1", JSON.stringify([resource, meta]), "base64url");
  return withMembers(resource, { meta: withMembers(meta, { version: `W/"${seen.slice(0, 16)}"` }) });
}

/**
 * What a client sees of an attribute: as many values as the place takes, each as its schema writes it. Another writer may
 * have left a number, or several values, where SCIM has one text.
 */
function shownValue({ attributes }: Account, { attribute, path }: BoundAttribute): ScimValue | undefined {
  const held = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (held === undefined || held === null) return undefined;
  const isText = (path.sub ?? path.attribute).type !== "boolean";
  if (!isList(held) && !takesSeveral(path)) return asWritten(held, isText);
  const values = valuesOf(held).flatMap((value) => asWritten(value, isText) ?? []);
  return takesSeveral(path) && values.length > 0 ? values : values[0];
}

function asWritten(value: Scalar, isText: boolean): Scalar | undefined {
  if (isText) return String(value);
  return typeof value === "boolean" ? value : undefined;
}

function takesSeveral({ attribute, element }: BoundPath): boolean {
  return attribute.multiValued && element === undefined;
}

/** Why an account is written by SCIM. */
export interface ScimWriting {
  /** An ISO instant. */
  readonly at: string;
  /** One sentence, such as "The SCIM client sent PATCH." */
  readonly why: string;
}

/** A new account out of a user that was checked. */
export function makeAccount(id: string, resource: ScimObject, shape: ScimShape, writing: ScimWriting): Account {
  const written: Written = { writer: "scim", ...writing };
  const account = buildAccount({
    id,
    userName: textIn(resource, "userName"),
    at: writing.at,
    written,
    values: writesOf(undefined, resource, shape, writing),
    roles: [],
    links: [],
    held: false,
  });
  const kept = keptMembers(resource, shape);
  return Object.keys(kept).length === 0 ? account : Object.assign({}, account, { scim: kept });
}

/**
 * The account as a user that was checked wants it: the very same one where it wants nothing else.
 *
 * @param shown the user that the account is
 */
export function changeAccount(
  before: Account,
  shown: ScimObject,
  resource: ScimObject,
  shape: ScimShape,
  writing: ScimWriting,
): Account {
  const written: Written = { writer: "scim", ...writing };
  const userName = { name: "userName", value: textIn(resource, "userName"), written };
  const account = applyValues(before, [userName, ...writesOf(before, resource, shape, writing)]);
  const kept = keptMembers(resource, shape);
  // What a client was shown may be less than what is kept: a value's type is told only while there is a value.
  if (isSameValue(kept, before.scim ?? {}) || isSameValue(kept, keptMembers(shown, shape))) return account;
  const { scim: _, ...others } = account;
  const changed = { ...others, changedAt: writing.at };
  return Object.keys(kept).length === 0 ? changed : { ...changed, scim: kept };
}

/** What the user says otherwise than it was shown. A value that stays the same keeps its writer. */
function writesOf(
  before: Account | undefined,
  resource: ScimObject,
  { bound }: ScimShape,
  writing: ScimWriting,
): readonly ValueWrite[] {
  const { at, why } = writing;
  const written = (cause: string): Written => ({ writer: "scim", at, why, cause });
  const active = memberOf(resource, "active");
  const writes: ValueWrite[] =
    typeof active === "boolean" ? [{ name: "active", value: active, written: written("active") }] : [];
  for (const each of bound) {
    const value = readBound(resource, each.path);
    const shown = before === undefined ? undefined : shownValue(before, each);
    if (isSameValue(value, shown)) continue;
    writes.push({ name: each.attribute, value: toAttributeValue(value, each), written: written(each.path.text) });
  }
  return writes;
}

/** One value where the account keeps one; a complex value has no place in an attribute, and bindings name none. */
function toAttributeValue(value: ScimValue | undefined, { multiValued }: BoundAttribute): AttributeValue {
  if (isUnassigned(value)) return null;
  const values = (isScimList(value) ? value : [value]).filter(isScalar);
  return values.length === 1 && !multiValued ? (values[0] ?? null) : values;
}

function isScalar(value: ScimValue): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** What the server itself answers for, or never keeps. */
const NOT_KEPT: ReadonlySet<string> = new Set(["id", "schemas", "meta", "groups", "password", "userName", "active"]);

/** What the account has no attribute for. */
function keptMembers(resource: ScimObject, { bound, roleList }: ScimShape): KeptMembers {
  const kept = clearBound(
    selectMembers(resource, (name) => !NOT_KEPT.has(name)),
    bound,
  );
  if (roleList === undefined) return kept;
  return withMember(kept, roleList.name, roleList.isWritten ? keptRoles(resource, roleList) : undefined);
}

function textIn(resource: ScimObject, name: string): string {
  const value = memberOf(resource, name);
  return typeof value === "string" ? value : "";
}
