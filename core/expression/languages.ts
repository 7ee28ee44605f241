import type { Dialect, DialectId } from "./dialect.ts";
import { entra } from "./entra/entra.ts";
import { oktaClassic } from "./okta/classic.ts";
import { oktaIdentityEngine } from "./okta/identity-engine.ts";
import { oktaTemplate } from "./okta/template.ts";

const LANGUAGES: Readonly<Record<DialectId, Dialect>> = {
  entra,
  okta: oktaClassic,
  "okta-ie": oktaIdentityEngine,
  "okta-template": oktaTemplate,
};

/** The language of this id. */
export function dialectOf(id: DialectId): Dialect {
  return LANGUAGES[id];
}
