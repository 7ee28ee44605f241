import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { worldOfPerson } from "../idp/scim-client/known-person.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import type { Connected } from "./find-in-workspace.ts";

/**
 * What the expressions of a provisioning row may ask about one person after another, in a cycle at this moment
 * (milliseconds since the epoch): what is random is what that cycle would draw.
 */
export function createCycleWorlds(
  { provider, connection }: Pick<Connected, "provider" | "connection">,
  { directory, now }: { readonly directory: Directory; readonly now: number },
): (user: DirectoryUser) => ExpressionWorld {
  const side = { provider, connection, directory, now };
  return (user) => worldOfPerson(side, user);
}
