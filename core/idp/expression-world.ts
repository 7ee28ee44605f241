import { type ExpressionRow, type Person, readsExpression } from "../mapping/claims.ts";
import { buildPersonWorld, type ExpressionWorld, type PersonWorldInput } from "../mapping/person-world.ts";
import type { Call } from "../party/party.ts";
import { defaultDomainOf } from "./identity-provider.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** The rows of a connection that are evaluated, and how it takes what the products leave open. */
export interface AskingRows extends Pick<PersonWorldInput, "settings"> {
  readonly rows: readonly ExpressionRow[];
}

/**
 * What the rows of an application may ask about a person beside their attributes: the directory, and the clock and
 * randomness of the request. Undefined where no row is an expression and everything of everybody is known: a login does
 * not pay for what it does not use.
 */
export function expressionWorld(
  { directory, provider }: Pick<IdentityProviderWorld, "directory" | "provider">,
  { now, random }: Pick<Call, "now" | "random">,
  { user, groups, appRoles }: Person,
  { rows, settings }: AskingRows,
): ExpressionWorld | undefined {
  if (directory.sources === undefined && !readsExpression(rows)) return undefined;
  const defaultDomain = defaultDomainOf(provider);
  return buildPersonWorld({ directory, user, groups, now, randomFor: () => random, settings, defaultDomain, appRoles });
}
