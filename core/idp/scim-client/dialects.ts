import type { ScimClientSettings } from "../../provisioning/settings.ts";
import type { Dialect } from "./dialect.ts";
import { ENTRA_062020_DIALECT, ENTRA_DIALECT } from "./entra-dialect.ts";
import { OKTA_CATALOG_DIALECT, OKTA_PATCH_DIALECT, OKTA_WIZARD_DIALECT } from "./okta-dialect.ts";
import { RFC_DIALECT } from "./rfc-dialect.ts";

/** How a client of these settings writes its requests. Entra's flag has no effect in provision on demand. */
export function dialectOf(
  { dialect, patchOnly }: Pick<ScimClientSettings, "dialect" | "patchOnly">,
  onDemand: boolean,
): Dialect {
  switch (dialect) {
    case "entra":
      return ENTRA_DIALECT;
    case "entraScim062020":
      return onDemand ? ENTRA_DIALECT : ENTRA_062020_DIALECT;
    case "oktaWizard":
      return OKTA_WIZARD_DIALECT;
    case "oktaCatalog":
      return patchOnly === true ? OKTA_PATCH_DIALECT : OKTA_CATALOG_DIALECT;
    case "rfc":
      return RFC_DIALECT;
  }
}
