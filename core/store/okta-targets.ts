import type { Connection } from "../idp/identity-provider.ts";
import { findImported } from "../imported-document.ts";
import { builtInNames } from "../mapping/product-names.ts";
import { standardAttributes } from "../mapping/standard-attributes.ts";
import type { RowTarget } from "../provisioning/entra-row.ts";
import { appAttributesOf, type OktaAppAttribute, oktaAppUserSchemaSchema } from "../provisioning/okta-app-user.ts";
import type { OktaRowContext } from "../provisioning/okta-row.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { wellKnownPlace } from "../sp/default-scim.ts";
import { createTargetFinder } from "./vendor-target.ts";
import type { Workspace } from "./workspace.ts";

/** What reading Okta's mapping for an application depends on: its places, its profile, and what people here have. */
export function createOktaRowContext(
  { directory: { users, sources = [] } }: Pick<Workspace, "directory">,
  application: Application,
  connection: Connection,
): OktaRowContext {
  const profile = findOktaProfile(connection);
  const names = [
    ...builtInNames("okta"),
    ...users.flatMap(({ attributes }) => Object.keys(attributes)),
    ...sources.flatMap(({ attributes }) => attributes),
  ];
  return {
    targetOf: createOktaTargetFinder(application, profile),
    ...(users.length === 0 ? {} : { attributes: new Set(names) }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** The profile of people in an application by the names of its attributes; undefined where no schema was imported. */
export function findOktaProfile({ imported }: Connection): ReadonlyMap<string, OktaAppAttribute> | undefined {
  const parsed = oktaAppUserSchemaSchema.safeParse(findImported(imported, "oktaAppUserSchema")?.document);
  if (!parsed.success) return undefined;
  return new Map(appAttributesOf(parsed.data).map((attribute) => [attribute.name, attribute]));
}

/**
 * Finds where the attributes of people's profiles in an application stand in its SCIM users: where the application's user
 * schema says, else at the place of that name, at the one where the application keeps the attribute, or at the one that a
 * well-known name stands for. What has no place at all is an attribute of the application's own.
 */
export function createOktaTargetFinder(
  application: Application,
  profile: ReadonlyMap<string, OktaAppAttribute> | undefined,
): (name: string) => RowTarget {
  const findPlace = createTargetFinder(application, true);
  const findAny = createTargetFinder(application, false);
  return (name) => {
    const path = profile?.get(name)?.path;
    const declared = path === undefined ? undefined : findPlace(path);
    if (declared !== undefined && "target" in declared) return declared;
    const found = findAny(name);
    if ("problem" in found || found.vendorTarget === undefined) return found;
    const isBound = application.scim?.bindings.some((binding) => binding.path === found.target) === true;
    const place = isBound ? found.target : wellKnownPlace(name);
    return place === undefined ? found : { target: asRowTarget(place) };
  };
}

/** A row names a manager as a whole: the value is the id of a person, whose account is meant. */
function asRowTarget(path: string): string {
  return path.replace(/:manager\.value$/, ":manager");
}

/**
 * The name of Okta's that stands for a row's target: one that would be read as that target again. Undefined where there is
 * none, so that only the application's user schema could give it one.
 */
export function findOktaName(
  { target, vendorTarget, id }: Pick<ProvisioningMapping, "target" | "vendorTarget" | "id">,
  application: Application,
  profile: ReadonlyMap<string, OktaAppAttribute> | undefined,
): string | undefined {
  const targetOf = createOktaTargetFinder(application, profile);
  const candidates = [
    vendorTarget ?? "",
    ...(profile?.keys() ?? []),
    target,
    target.replace(/^.*[.:]/, ""),
    ...(application.scim?.bindings.map(({ attribute }) => attribute) ?? []),
    ...standardAttributes("okta"),
    id,
  ];
  return candidates.find((name) => {
    const found = /^[A-Za-z]\w*$/.test(name) ? targetOf(name) : undefined;
    return found !== undefined && "target" in found && found.target === target;
  });
}
