import type { AccountAttribute } from "../accounts/account.ts";
import { type BoundPath, parseBoundPath } from "../scim/binding.ts";
import { buildExtensionSchema, buildResourceTypes, isAttributeName } from "../scim/resource-types.ts";
import type { ScimResourceType } from "../scim/schema.ts";
import type { ScimBinding, ScimServerSettings } from "../scim/settings.ts";
import type { Application } from "./application.ts";
import { describeRoleList, type RoleList, withRoleList } from "./scim-role-list.ts";

/** An attribute of the accounts, and the place in a SCIM user that holds it. */
export interface BoundAttribute {
  readonly attribute: string;
  /** The account keeps a list, however many values there are. */
  readonly multiValued: boolean;
  readonly path: BoundPath;
}

/** What an application's SCIM resources look like: made once from its settings. */
export interface ScimShape {
  readonly user: ScimResourceType;
  readonly group: ScimResourceType;
  /** Every attribute of the accounts that SCIM can name, each once. */
  readonly bound: readonly BoundAttribute[];
  /** The list of an account's roles; absent where an attribute stands there. */
  readonly roleList?: RoleList;
}

/** The part of an application that its resources depend on. */
export type ShapedApplication = Pick<Application, "id" | "name" | "accountAttributes" | "roles">;

/**
 * The resource types of an application, and where its accounts' attributes stand in them: where a binding says, and the
 * others in an extension of the application's own.
 *
 * @throws {ScimError} `invalidPath` for a binding that names no place
 * @throws {RehearsalError} `SCIM_ATTRIBUTE_TWICE` for two attributes that SCIM takes for one
 */
export function buildScimShape(application: ShapedApplication, settings: ScimServerSettings): ScimShape {
  const bindings = withExternalId(settings.bindings);
  const user = buildBindableUser(application, settings);
  const urn = extensionUrn(application.id);
  const own = application.accountAttributes.filter((each) => isOwn(each, bindings));
  const all = [...bindings, ...own.map(({ name }) => ({ attribute: name, path: `${urn}:${name}` }))];
  const bound = all.map(({ attribute, path }): BoundAttribute => {
    const declared = application.accountAttributes.find(({ name }) => name === attribute);
    return { attribute, multiValued: declared?.multiValued === true, path: parseBoundPath(path, user) };
  });
  const { group } = buildResourceTypes();
  const roleList = describeRoleList(settings, application.roles);
  const isTaken = bound.some(({ path }) => path.extension === undefined && path.attribute.name === roleList.name);
  return isTaken ? { user, group, bound } : { user: withRoleList(user, roleList), group, bound, roleList };
}

/**
 * The users of an application before it is known which attributes stand where: what bindings may name.
 *
 * @throws {RehearsalError} `SCIM_ATTRIBUTE_TWICE` for two attributes that SCIM takes for one
 */
export function buildBindableUser(application: ShapedApplication, settings: ScimServerSettings): ScimResourceType {
  const bindings = withExternalId(settings.bindings);
  const own = application.accountAttributes.filter((each) => isOwn(each, bindings)).map(describeAttribute);
  const schema = buildExtensionSchema(extensionUrn(application.id), `${application.name} user`, own);
  const { user } = buildResourceTypes(own.length === 0 ? {} : { userExtension: schema });
  return isUserNameExact(application, settings) ? withExactUserName(user) : user;
}

/** The URN of what an application adds to its users. */
export function extensionUrn(application: string): string {
  return `urn:rehearsal:scim:schemas:extension:${application.replace(/[^A-Za-z0-9-]/g, "-")}:2.0:User`;
}

/** Tells whether user names that differ by case are different ones (F07). */
export function isUserNameExact(
  { accountAttributes }: Pick<ShapedApplication, "accountAttributes">,
  { behaviour }: Pick<ScimServerSettings, "behaviour">,
): boolean {
  const isDeclared = accountAttributes.some(({ name, caseExact }) => name === "userName" && caseExact === true);
  return isDeclared || behaviour.userNameCaseExact === true;
}

/** The path of an attribute as a client knows it, for sentences about it. */
export function pathOfAttribute({ bound }: ScimShape, name: string): string {
  return bound.find(({ attribute }) => attribute === name)?.path.text ?? name;
}

/** Neither bound to a place of its own nor a member that every user has. */
function isOwn({ name }: AccountAttribute, bindings: readonly ScimBinding[]): boolean {
  if (name === "userName" || name === "active" || !isAttributeName(name)) return false;
  return bindings.every(({ attribute }) => attribute !== name);
}

function describeAttribute({ name, label, multiValued, unique, caseExact }: AccountAttribute) {
  return {
    name,
    ...(label === undefined ? {} : { label }),
    ...(multiValued === undefined ? {} : { multiValued }),
    ...(unique === undefined ? {} : { unique }),
    ...(caseExact === undefined ? {} : { caseExact }),
  };
}

/** `externalId` is kept with every account, so that a client finds it again. */
function withExternalId(bindings: readonly ScimBinding[]): readonly ScimBinding[] {
  const isBound = bindings.some(
    ({ attribute, path }) => path.toLowerCase() === "externalid" || attribute === "externalId",
  );
  return isBound ? bindings : [...bindings, { attribute: "externalId", path: "externalId" }];
}

function withExactUserName(type: ScimResourceType): ScimResourceType {
  const attributes = type.schema.attributes.map((each) =>
    each.name === "userName" ? { ...each, caseExact: true } : each,
  );
  return { ...type, schema: { ...type.schema, attributes } };
}
