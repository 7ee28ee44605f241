import type { DirectoryUser } from "../directory/directory.ts";
import { buildPersonWorld, type ExpressionWorld } from "../mapping/person-world.ts";
import type { Call } from "../party/party.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** What the expressions of an application's claims may ask about a person: the directory, and the clock and randomness of the request. */
export function expressionWorld(
  { directory, provider }: Pick<IdentityProviderWorld, "directory" | "provider">,
  { now, random }: Pick<Call, "now" | "random">,
  user: DirectoryUser,
  application: string,
): ExpressionWorld {
  const settings = provider.connections.find((each) => each.application === application)?.expressions;
  return buildPersonWorld({ directory, user, now, randomFor: () => random, settings });
}
