import type { IdentityProvider } from "../idp/identity-provider.ts";
import type { PresetContext } from "../idp/preset-settings.ts";
import type { PersonFact } from "../idp/product.ts";
import type { Workspace } from "../store/workspace.ts";
import { directoryAttribute } from "./directory-attributes.ts";

/** What the presets of a product are filled in with here: the provider's own names, and the directory's attributes. */
export function presetContext(workspace: Workspace, { origin, tenant }: IdentityProvider): PresetContext {
  return {
    origin,
    tenant: tenant ?? "",
    attributeFor: (fact: PersonFact) =>
      fact === "id" || fact === "userName" ? fact : directoryAttribute(workspace, fact),
  };
}
