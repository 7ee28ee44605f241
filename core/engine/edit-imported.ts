import type { DirectorySource } from "../directory/directory.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Part, Replacement } from "./edit.ts";

/** An identity provider without what edits of their own set. */
type ProviderSettings = Omit<IdentityProvider, "connections" | "signOnPolicy">;

/**
 * What only an import sets: where people come from, and what an identity provider is. The `id` of the first two says
 * nothing: there is one of each.
 */
export type ImportedPart =
  | Part<"origin", Workspace["people"]>
  | Part<"sources", DirectorySource[]>
  | Part<"provider", ProviderSettings>;

/** Sets the parts that only an import sets. Each that is set puts what takes it back on `inverse`. */
export function applyImported(
  workspace: Workspace,
  replacements: readonly Replacement[],
  inverse: Replacement[],
): Workspace {
  return replacements.reduce((before, change) => {
    switch (change.part) {
      case "origin":
        return applyOrigin(before, change, inverse);
      case "sources":
        return applySources(before, change, inverse);
      case "provider":
        return applyProvider(before, change, inverse);
      default:
        return before;
    }
  }, workspace);
}

function applyOrigin(workspace: Workspace, { id, value }: Part<"origin", Workspace["people"]>, inverse: Replacement[]) {
  inverse.push({ part: "origin", id, value: workspace.people });
  return { ...workspace, people: value ?? workspace.people };
}

/** Without a list there is none: so a file that never had one is as it was. */
function applySources(
  workspace: Workspace,
  { id, value }: Part<"sources", DirectorySource[]>,
  inverse: Replacement[],
): Workspace {
  const { sources, ...directory } = workspace.directory;
  inverse.push({ part: "sources", id, ...(sources === undefined ? {} : { value: sources }) });
  return { ...workspace, directory: value === undefined ? directory : { ...directory, sources: value } };
}

function applyProvider(
  workspace: Workspace,
  { id, value }: Part<"provider", ProviderSettings>,
  inverse: Replacement[],
): Workspace {
  if (value === undefined) return workspace;
  const identityProviders = workspace.identityProviders.map((provider) => {
    if (provider.id !== id) return provider;
    inverse.push({ part: "provider", id, value: settingsOfProvider(provider) });
    return { ...value, connections: provider.connections, signOnPolicy: provider.signOnPolicy };
  });
  return { ...workspace, identityProviders };
}

/** An identity provider without its connections and its sign-on policy. */
export function settingsOfProvider({
  connections: _,
  signOnPolicy: __,
  ...settings
}: IdentityProvider): ProviderSettings {
  return settings;
}
