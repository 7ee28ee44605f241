import { checkRole } from "../mapping/check.ts";
import { type BoundPath, isSamePlace, parseBoundPath } from "../scim/binding.ts";
import { isAttributeName } from "../scim/resource-types.ts";
import type { ScimResourceType } from "../scim/schema.ts";
import { ScimError } from "../scim/scim-error.ts";
import type { ScimBinding, ScimServerSettings } from "../scim/settings.ts";
import type { Application } from "../sp/application.ts";
import { buildScimSettings } from "../sp/default-scim.ts";
import { buildBindableUser } from "../sp/scim-shape.ts";
import { checkKnown, checkUnique } from "./check-names.ts";
import { formatPath, type PathPart, type Problem } from "./problem.ts";

/** What would keep an application's SCIM server from telling where an attribute stands, or which role is meant. */
export function checkScim(application: Application, path: readonly PathPart[]): readonly Problem[] {
  const { scim } = application;
  if (scim === undefined) return [];
  const place = [...path, "scim"];
  const unbound = unboundAttributes(application, scim);
  const twins = checkCase(unbound.filter(isAttributeName), application, path);
  return [
    ...checkUnique(scim.bindings, ({ attribute }) => attribute, [...place, "bindings"], "attribute"),
    ...scim.bindings.flatMap((binding, index) =>
      checkBoundAttribute(binding, application, [...place, "bindings", index, "attribute"]),
    ),
    ...twins,
    // Without its extension, nobody knows which paths name something.
    ...(twins.length > 0 ? [] : checkPaths(scim.bindings, userType(application, scim), [...place, "bindings"])),
    ...checkNames(unbound, application, path),
    ...checkGrantedRoles(application, scim, place),
  ];
}

/** The groups of an application's accounts, whether it offers SCIM or did so once. */
export function checkAccountGroups({ accounts, groups }: Application, path: readonly PathPart[]): readonly Problem[] {
  if (groups === undefined) return [];
  const known = {
    account: new Set(accounts.map(({ id }) => id)),
    group: new Set(groups.map(({ id }) => id)),
  };
  return [
    ...checkUnique(groups, ({ id }) => id, [...path, "groups"], "id"),
    ...groups.flatMap(({ members }, index) =>
      members.flatMap(({ id, kind }, place) =>
        checkKnown(id, known[kind], [...path, "groups", index, "members", place, "id"], kind),
      ),
    ),
  ];
}

/** What goes to the application's own extension: not bound, and no member that every user has. */
function unboundAttributes({ accountAttributes }: Application, { bindings }: ScimServerSettings): readonly string[] {
  const taken = new Set([...OF_EVERY_USER, ...bindings.map(({ attribute }) => attribute)]);
  return accountAttributes.map(({ name }) => name).filter((name) => !taken.has(name));
}

/** What an account has beside its attributes, each with a place of its own in every user. */
const OF_EVERY_USER = ["userName", "active"];

function checkBoundAttribute(
  { attribute }: ScimBinding,
  { accountAttributes }: Application,
  path: readonly PathPart[],
): readonly Problem[] {
  if (OF_EVERY_USER.includes(attribute)) {
    const message = `\`${attribute}\` has a place in every SCIM user already, and takes no other.`;
    return [problem("WORKSPACE_SCIM_ATTRIBUTE", path, message)];
  }
  // Every account keeps the client's `externalId`, also where no attribute is declared for it.
  const known = new Set([...accountAttributes.map(({ name }) => name), "externalId"]);
  return checkKnown(attribute, known, path, "account attribute");
}

/** SCIM knows no case (RFC 7643, section 2.1): one schema cannot have `Badge` and `badge`. */
function checkCase(
  unbound: readonly string[],
  application: Application,
  path: readonly PathPart[],
): readonly Problem[] {
  const first = new Map<string, string>();
  return unbound.flatMap((name) => {
    const earlier = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), earlier ?? name);
    // The very same name twice is another problem, which is found elsewhere.
    if (earlier === undefined || earlier === name) return [];
    const message = `\`${earlier}\` and \`${name}\` are the same name to SCIM, which knows no case; bind one of them to another place, or rename it.`;
    return [problem("WORKSPACE_SCIM_CASE", placeOfAttribute(name, application, path), message)];
  });
}

function checkNames(
  unbound: readonly string[],
  application: Application,
  path: readonly PathPart[],
): readonly Problem[] {
  return unbound.flatMap((name): readonly Problem[] => {
    if (isAttributeName(name)) return [];
    const message = `SCIM cannot name \`${name}\`, so no client sees or sets it; bind it to a place of a user, or call it by letters, digits, \`_\`, \`-\` and \`$\`.`;
    const found = problem("WORKSPACE_SCIM_NO_PLACE", placeOfAttribute(name, application, path), message);
    return [{ ...found, severity: "warning" }];
  });
}

function placeOfAttribute(
  attribute: string,
  { accountAttributes }: Application,
  path: readonly PathPart[],
): readonly PathPart[] {
  const index = accountAttributes.findLastIndex(({ name }) => name === attribute);
  return [...path, "accountAttributes", index, "name"];
}

/** The users of the application, with its extension: which attributes are bound decides what is in it, and not where to. */
function userType(application: Application, scim: ScimServerSettings): ScimResourceType {
  const bindings = scim.bindings.map(({ attribute }) => ({ attribute, path: "displayName" }));
  const names = application.accountAttributes.map(({ name }) => name);
  const accountAttributes = application.accountAttributes.filter(({ name }, index) => names.indexOf(name) === index);
  return buildBindableUser({ ...application, accountAttributes }, { ...scim, bindings });
}

/**
 * Finds the place in an application's SCIM users that a path names, or says why it names none. Undefined where two of its
 * attributes have the same name to SCIM.
 */
export function placesIn(application: Application): ((path: string) => BoundPath | string) | undefined {
  const scim = application.scim ?? buildScimSettings(application);
  const unbound = unboundAttributes(application, scim).filter(isAttributeName);
  if (checkCase(unbound, application, []).length > 0) return undefined;
  const user = userType(application, scim);
  return (path) => lookUp(path, user);
}

function checkPaths(
  bindings: readonly ScimBinding[],
  user: ScimResourceType,
  path: readonly PathPart[],
): readonly Problem[] {
  const places = bindings.map(({ path: text }) => findPlace(text, user));
  return places.flatMap((place, index) => {
    const at = [...path, index, "path"];
    if (typeof place === "string") return [problem("WORKSPACE_SCIM_PATH", at, place)];
    const earlier = places.slice(0, index).findIndex((other) => typeof other !== "string" && isSamePlace(other, place));
    if (earlier < 0) return [];
    const message = `\`${place.text}\` is the place of ${formatPath([...path, earlier])} already; each needs its own.`;
    return [problem("WORKSPACE_SCIM_PATH_TAKEN", at, message)];
  });
}

/** The place that a binding names, or a sentence about why it names none. */
function findPlace(text: string, user: ScimResourceType): BoundPath | string {
  const place = lookUp(text, user);
  if (typeof place === "string") return place;
  const isOwn = place.extension === undefined && [...OF_EVERY_USER, "schemas"].includes(place.attribute.name);
  return isOwn ? `\`${text}\` is a member that every user has; no attribute can stand there.` : place;
}

function lookUp(text: string, user: ScimResourceType): BoundPath | string {
  try {
    return parseBoundPath(text, user);
  } catch (error) {
    if (error instanceof ScimError) return error.message;
    throw error;
  }
}

function checkGrantedRoles(
  { roles }: Application,
  { roles: granted, defaultRole }: ScimServerSettings,
  path: readonly PathPart[],
): readonly Problem[] {
  const places: readonly (readonly [string, readonly PathPart[]])[] = [
    ...(defaultRole === undefined ? [] : [[defaultRole, [...path, "defaultRole"]] as const]),
    ...(granted.from === "groups"
      ? granted.groups.map(({ role }, index) => [role, [...path, "roles", "groups", index, "role"]] as const)
      : []),
  ];
  return places.flatMap(([role, place]) =>
    checkRole(role, roles, formatPath(place)).map((found): Problem => ({ ...found, severity: "error" })),
  );
}

function problem(code: string, path: readonly PathPart[], message: string): Problem {
  return { code, path: formatPath(path), message, severity: "error" };
}
