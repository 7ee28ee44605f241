import { type AttributeValue, isBlank, isList, type Scalar, valuesOf } from "../../attribute-value.ts";
import { isRoleListTarget, type RolesForm, rolesFormOf } from "../../mapping/app-role-rows.ts";
import type { ProvisioningMapping } from "../../provisioning/settings.ts";
import { type BoundPath, parseBoundPath, readBound, writeBound } from "../../scim/binding.ts";
import { withSchemas } from "../../scim/check-resource.ts";
import { ENTERPRISE_USER_SCHEMA } from "../../scim/enterprise-user-schema.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "../../scim/resource.ts";
import { buildResourceTypes } from "../../scim/resource-types.ts";
import { attribute, type ScimResourceType, type ScimSchema } from "../../scim/schema.ts";
import { ScimError } from "../../scim/scim-error.ts";
import { isRoleList, ROLE_TYPE, roleObjects } from "./role-targets.ts";

/** A value as it goes over the wire. */
export type SentValue = string | boolean | string[];

/** The target of a row: a place in the application's SCIM user. */
export interface Target {
  /** As the row has it. */
  readonly text: string;
  readonly path: BoundPath;
  /** Its value is the id of another user: a manager. It is sent in a pass of its own. */
  readonly isReference: boolean;
  /** It takes app roles: one of them, or the list of all of them. */
  readonly roles?: RolesForm;
}

/** The places that the rows of an application name. */
export interface UserTargets {
  readonly type: ScimResourceType;
  /** In the order of the rows, each once: without `active`, references, and what names no place. */
  readonly plain: readonly Target[];
  /** The row's target that says whether an account is active, if there is one. */
  readonly active: Target | undefined;
  readonly reference: Target | undefined;
  /** What is wrong with the targets that name no place. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Reads the targets of rows. A client is told by its settings what the application's schema has: no schema is asked for. */
export function readTargets(mappings: readonly ProvisioningMapping[]): UserTargets {
  const known = read.get(mappings);
  if (known !== undefined) return known;
  const made = parseTargets(mappings);
  read.set(mappings, made);
  return made;
}

/** Settings are never changed in place. */
const read = new WeakMap<readonly ProvisioningMapping[], UserTargets>();

function parseTargets(mappings: readonly ProvisioningMapping[]): UserTargets {
  const texts = [...new Set(mappings.map(({ target }) => target))];
  const forms = new Map(mappings.map(({ target, source }) => [target, rolesFormOf(source)]));
  const type = buildUserType(texts);
  const refused = new Map<string, string>();
  const targets = texts.flatMap((text): readonly Target[] => {
    try {
      return [parseTarget(text, type, forms.get(text))];
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      refused.set(text, error.message);
      return [];
    }
  });
  const active = targets.find(isActive);
  const reference = targets.find(({ isReference }) => isReference);
  const plain = targets.filter((target) => target !== active && !target.isReference);
  return { type, plain, active, reference, refused };
}

function parseTarget(text: string, type: ScimResourceType, form: RolesForm | undefined): Target {
  if (form !== undefined && form !== "single" && isRoleListTarget(text)) return parseRoleList(text, type, form);
  const isWhole = text.toLowerCase() === MANAGER.toLowerCase();
  const path = parseBoundPath(isWhole ? `${text}.value` : text, type);
  const isReference = path.extension === ENTERPRISE_USER_SCHEMA.id && path.attribute.name === "manager";
  const isSingleRole = form === "single" && path.element !== undefined && isRoleListTarget(path.attribute.name);
  return { text, path, isReference, ...(isSingleRole ? { roles: form } : {}) };
}

function parseRoleList(text: string, type: ScimResourceType, roles: RolesForm): Target {
  const { sub: _, ...path } = parseBoundPath(`${text}.value`, type);
  return { text, path, isReference: false, roles };
}

const MANAGER = `${ENTERPRISE_USER_SCHEMA.id}:manager`;

function isActive({ path }: Target): boolean {
  return path.extension === undefined && path.attribute.name === "active";
}

/** The core user, and an extension for each further URN that a target begins with. */
function buildUserType(texts: readonly string[]): ScimResourceType {
  const { user } = buildResourceTypes();
  const known = [user.schema, ...user.extensions.map(({ schema }) => schema)];
  const names = new Map<string, string[]>();
  for (const text of texts) {
    const end = text.lastIndexOf(":");
    const urn = text.slice(0, Math.max(0, end));
    if (!/^urn:/i.test(urn) || known.some(({ id }) => text.toLowerCase().startsWith(`${id.toLowerCase()}:`))) continue;
    names.set(urn, [...(names.get(urn) ?? []), text.slice(end + 1)]);
  }
  const own = [...names].map(([id, attributes]): ScimSchema => {
    return { id, name: id, description: id, attributes: attributes.map((name) => attribute(name, name)) };
  });
  return { ...user, extensions: [...user.extensions, ...own.map((schema) => ({ schema, required: false }))] };
}

/**
 * A row's value as its place takes it: true or false, one text, or several. Undefined where it does not fit.
 *
 * @param value not blank
 */
export function shapeValue({ path, roles }: Target, value: AttributeValue): SentValue | undefined {
  const last = path.sub ?? path.attribute;
  if (roles === "single" && last.name === "type") return ROLE_TYPE;
  if (last.type === "boolean") return BOOLEANS.get(String(valuesOf(value)[0]).toLowerCase());
  const texts = valuesOf(value)
    .filter((each) => each !== "")
    .map(String);
  if (takesSeveral(path) || (isList(value) && isOwnAttribute(path))) return texts;
  return texts[0];
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

function takesSeveral({ attribute: { multiValued }, element }: BoundPath): boolean {
  return multiValued && element === undefined;
}

/** What an application has of its own may hold several values: nobody but the row's value tells. */
function isOwnAttribute({ extension }: BoundPath): boolean {
  return extension !== undefined && extension !== ENTERPRISE_USER_SCHEMA.id;
}

/** What a user that was read holds at a place; undefined where it holds nothing that this client would send. */
export function readSent(user: ScimObject, target: Target): SentValue | undefined {
  const value = readBound(user, target.path);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (!isScimList(value)) return undefined;
  const texts = value
    .map((each) => (isRoleList(target) && isScimObject(each) ? memberOf(each, "value") : each))
    .filter((each) => typeof each === "string");
  return texts.length === 0 ? undefined : texts;
}

/** A user with these values, by the texts of their targets, and with the `schemas` that it is made of. */
export function buildUserResource(
  { type, plain, reference }: UserTargets,
  values: ReadonlyMap<string, SentValue>,
  active: boolean | undefined,
): ScimObject {
  const bound = [...plain, ...(reference === undefined ? [] : [reference])].map((target) => ({
    path: target.path,
    value: asScim(target, values.get(target.text)),
  }));
  const role = plain.find(({ roles, text }) => roles === "single" && values.has(text));
  const all = role === undefined ? bound : [{ path: roleTypePath(role.path), value: ROLE_TYPE }, ...bound];
  const { schemas: _, ...members } = writeBound({ schemas: [type.schema.id] }, all);
  const user = active === undefined ? members : { ...members, active };
  return { schemas: schemasOf(user, type), ...user };
}

/** A value as a server takes it at a target. */
export function asScim(target: Target, value: SentValue | undefined): ScimValue | undefined {
  return value !== undefined && isRoleList(target) ? roleObjects(value) : value;
}

/** Where the type of the element stands that a single role is written to. */
function roleTypePath(path: BoundPath): BoundPath {
  const sub = path.attribute.subAttributes?.find(({ name }) => name === "type");
  return sub === undefined ? path : { ...path, sub };
}

function schemasOf(user: ScimObject, type: ScimResourceType): readonly string[] {
  const { schemas } = withSchemas(user, type);
  return isScimList(schemas) ? schemas.filter((each) => typeof each === "string") : [];
}

/** Tells whether two values are the same to the letter: an application that changes the case of a value is seen to (F07). */
export function isSameSent(left: SentValue | undefined, right: SentValue | undefined): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((each, index) => each === right[index]);
}

/** A remembered value as it was sent. */
export function asSent(value: AttributeValue | undefined): SentValue | undefined {
  if (value === undefined || isBlank(value)) return undefined;
  if (isList(value)) return value.map(asText);
  return typeof value === "number" || value === null ? String(value) : value;
}

function asText(value: Scalar): string {
  return String(value);
}
