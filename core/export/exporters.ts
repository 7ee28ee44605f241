import { exportAccountsCsv } from "./accounts-csv.ts";
import { exportEntraClaims } from "./entra-claims.ts";
import { exportEntraSchema } from "./entra-schema.ts";
import type { ExportKind } from "./export-kind.ts";
import type { Exporter } from "./exported.ts";
import { exportOktaGroupRules } from "./okta-group-rules.ts";
import { exportOktaMapping } from "./okta-mapping.ts";
import { exportOktaSignOn } from "./okta-sign-on.ts";
import { exportOktaUserName } from "./okta-user-name.ts";
import { exportPeopleCsv } from "./people-csv.ts";
import { exportPeopleScim } from "./people-scim.ts";
import { exportSamlMetadata } from "./saml-metadata.ts";

/** Who writes each kind. */
export const EXPORTERS: Readonly<Partial<Record<ExportKind, Exporter>>> = {
  entraSchema: exportEntraSchema,
  oktaMapping: exportOktaMapping,
  samlMetadata: exportSamlMetadata,
  oktaGroupRules: exportOktaGroupRules,
  oktaUserNameTemplate: exportOktaUserName,
  entraClaims: exportEntraClaims,
  oktaSignOn: exportOktaSignOn,
  peopleCsv: exportPeopleCsv,
  peopleScim: exportPeopleScim,
  accountsCsv: exportAccountsCsv,
};
