import { planEntraClaims } from "./entra-claims.ts";
import type { ImportKind } from "./import-kind.ts";
import { planOidcClient } from "./oidc-client.ts";
import { planOidcDiscovery } from "./oidc-discovery.ts";
import { planOktaSignOn } from "./okta-sign-on.ts";
import type { Planner } from "./plan-import.ts";
import { planIdToken, planSamlResponse } from "./received-identity.ts";
import { planSamlMetadata } from "./saml-metadata.ts";

/** Who works out what a file about sign-on would do. */
export const SIGN_ON_PLANNERS = {
  entraClaims: planEntraClaims,
  oktaSignOn: planOktaSignOn,
  samlMetadata: planSamlMetadata,
  oidcDiscovery: planOidcDiscovery,
  oidcClient: planOidcClient,
  samlResponse: planSamlResponse,
  idToken: planIdToken,
} as const satisfies Partial<Readonly<Record<ImportKind, Planner>>>;
