import { type ExpressionRow, type Person, readsExpression } from "../mapping/claims.ts";
import { oktaRoots } from "../mapping/okta-roots.ts";
import { buildPersonWorld, type ExpressionWorld } from "../mapping/person-world.ts";
import type { Call } from "../party/party.ts";
import { type Connection, defaultDomainOf } from "./identity-provider.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** The rows of a connection that are evaluated. */
export interface AskingRows {
  readonly rows: readonly ExpressionRow[];
  readonly connection: Connection | undefined;
}

/**
 * What the rows of an application may ask about a person beside their attributes: the directory, and the clock and
 * randomness of the request. Undefined where no row is an expression and everything of everybody is known: a login does
 * not pay for what it does not use.
 */
export function expressionWorld(
  world: Pick<IdentityProviderWorld, "directory" | "provider" | "state">,
  { now, random }: Pick<Call, "now" | "random">,
  { user, groups, appRoles }: Person,
  { rows, connection }: AskingRows,
): ExpressionWorld | undefined {
  const { directory, provider } = world;
  if (directory.sources === undefined && !readsExpression(rows)) return undefined;
  const defaultDomain = defaultDomainOf(provider);
  const settings = connection?.expressions;
  const asked = { directory, user, groups, now, randomFor: () => random, settings, defaultDomain, appRoles };
  const built = buildPersonWorld(asked);
  if (connection === undefined) return built;
  const { application: id, oidc } = connection;
  const profile = () => world.state.read().provisioning?.[id]?.links[user.id]?.profile;
  return { root: oktaRoots(() => ({ id, clientId: oidc?.clientId, profile: profile() })), ...built };
}
