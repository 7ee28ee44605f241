import { CSVDE_COLUMNS, POWERSHELL_COLUMNS } from "./ad-columns.ts";
import { ENTRA_COLUMNS, ENTRA_TEMPLATE_COLUMNS } from "./entra-columns.ts";
import { GOOGLE_COLUMNS } from "./google-columns.ts";
import type { ImportKind } from "./import-kind.ts";
import { OKTA_COLUMNS } from "./okta-columns.ts";
import { peopleCsvPlanner } from "./people-csv.ts";
import type { Planner } from "./plan-import.ts";

/** Who works out what a file of people and groups would do. */
export const PEOPLE_PLANNERS = {
  entraUsersCsv: peopleCsvPlanner(ENTRA_COLUMNS),
  entraBulkTemplate: peopleCsvPlanner(ENTRA_TEMPLATE_COLUMNS),
  oktaUsersCsv: peopleCsvPlanner(OKTA_COLUMNS),
  googleUsersCsv: peopleCsvPlanner(GOOGLE_COLUMNS),
  adCsvde: peopleCsvPlanner(CSVDE_COLUMNS),
  adPowerShellCsv: peopleCsvPlanner(POWERSHELL_COLUMNS),
} satisfies Partial<Record<ImportKind, Planner>>;
