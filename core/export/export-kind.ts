import { z } from "zod";

/** What can be exported. */
export const exportKindSchema = z.enum([
  "entraSchema",
  "oktaMapping",
  "oktaGroupRules",
  "oktaUserNameTemplate",
  "entraClaims",
  "oktaSignOn",
  "peopleCsv",
  "peopleScim",
  "accountsCsv",
  "samlMetadata",
]);

export type ExportKind = z.infer<typeof exportKindSchema>;

/** The kinds as a person calls them. */
export const EXPORT_KIND_NAMES: Readonly<Record<ExportKind, string>> = {
  entraSchema: "Entra: provisioning schema (JSON)",
  oktaMapping: "Okta: profile mapping (JSON)",
  oktaGroupRules: "Okta: group rules (JSON)",
  oktaUserNameTemplate: "Okta: user name template (JSON)",
  entraClaims: "Entra: claims of an application (JSON)",
  oktaSignOn: "Okta: sign-on settings of an application (JSON)",
  peopleCsv: "People (CSV)",
  peopleScim: "People (SCIM ListResponse)",
  accountsCsv: "Accounts of an application (CSV)",
  samlMetadata: "SAML metadata (XML)",
};
