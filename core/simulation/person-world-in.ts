import { appRolesOf } from "../idp/assigned-roles.ts";
import { defaultDomainOf } from "../idp/identity-provider.ts";
import { buildPersonWorld, type ExpressionWorld, type PersonWorldInput } from "../mapping/person-world.ts";
import type { Connected } from "./find-in-workspace.ts";

/**
 * The world of a person as one application's rows, scope and rules ask about it: with what its connection says of roles and
 * of how expressions are taken, and the tenant's default domain.
 */
export function personWorldIn(
  { provider, connection }: Pick<Connected, "provider" | "connection">,
  person: Pick<PersonWorldInput, "directory" | "user" | "now" | "randomFor">,
): ExpressionWorld {
  return buildPersonWorld({
    ...person,
    settings: connection.expressions,
    defaultDomain: defaultDomainOf(provider),
    appRoles: appRolesOf(connection, person.user),
  });
}
