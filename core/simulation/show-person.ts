import type { DirectoryUser } from "../directory/directory.ts";
import type { Workspace } from "../store/workspace.ts";

/** What a person is called on screen. */
export function showName({ attributes, userName }: Pick<DirectoryUser, "attributes" | "userName">): string {
  const { displayName } = attributes;
  return typeof displayName === "string" && displayName !== "" ? displayName : userName;
}

/** The lane in which the directory is: that of the first identity provider. */
export function directoryActor({ identityProviders }: Pick<Workspace, "identityProviders">): string {
  const [first] = identityProviders;
  return first === undefined ? "hr" : `idp:${first.id}`;
}
