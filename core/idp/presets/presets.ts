import { ADFS } from "./adfs.ts";
import { ENTRA } from "./entra.ts";
import { GOOGLE } from "./google.ts";
import { JUMPCLOUD } from "./jumpcloud.ts";
import { KEYCLOAK } from "./keycloak.ts";
import { OKTA } from "./okta.ts";
import { ONELOGIN } from "./onelogin.ts";
import { PING } from "./ping.ts";
import type { Product, ProductPreset } from "./preset.ts";

/** No product in particular: nothing is preset, and every claim is called what the application calls it. */
const PLAIN: ProductPreset = {
  id: "plain",
  name: "Plain",
  saml: { claims: [], usual: [] },
  oidc: { claims: [], usual: [] },
  notCovered: [],
};

/** What each product does before anybody changes it. */
export const PRESETS: Readonly<Record<Product, ProductPreset>> = {
  entra: ENTRA,
  okta: OKTA,
  google: GOOGLE,
  onelogin: ONELOGIN,
  ping: PING,
  jumpcloud: JUMPCLOUD,
  adfs: ADFS,
  keycloak: KEYCLOAK,
  plain: PLAIN,
};
