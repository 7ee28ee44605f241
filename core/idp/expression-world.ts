import type { DirectoryUser } from "../directory/directory.ts";
import { buildPersonWorld, type ExpressionWorld } from "../mapping/person-world.ts";
import type { Call } from "../party/party.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** What the expressions of claims may ask about a person: the directory, and the clock and randomness of the request. */
export function expressionWorld(
  { directory }: Pick<IdentityProviderWorld, "directory">,
  { now, random }: Pick<Call, "now" | "random">,
  user: DirectoryUser,
): ExpressionWorld {
  return buildPersonWorld({ directory, user, now, randomFor: () => random });
}
