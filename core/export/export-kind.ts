import { z } from "zod";

/** What can be exported. */
export const exportKindSchema = z.enum([
  "entraSchema",
  "oktaMapping",
  "oktaGroupRules",
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
  peopleCsv: "People (CSV)",
  peopleScim: "People (SCIM ListResponse)",
  accountsCsv: "Accounts of an application (CSV)",
  samlMetadata: "SAML metadata (XML)",
};
