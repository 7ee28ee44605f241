import { findImported } from "../imported-document.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { builtInNames } from "../mapping/product-names.ts";
import type { RowTarget } from "../provisioning/entra-row.ts";
import { appAttributesOf, type OktaAppAttribute, oktaAppUserSchemaSchema } from "../provisioning/okta-app-user.ts";
import type { OktaRowContext } from "../provisioning/okta-row.ts";
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
    if (application.scim?.bindings.some((binding) => binding.path === found.target) === true)
      return { target: found.target };
    const known = wellKnownPlace(name);
    return known === undefined ? found : { target: known };
  };
}
