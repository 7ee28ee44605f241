import { CSVDE_COLUMNS, POWERSHELL_COLUMNS } from "./ad-columns.ts";
import { planAdLdif } from "./ad-ldif.ts";
import { finishAdPeople } from "./ad-people.ts";
import { ENTRA_COLUMNS, ENTRA_TEMPLATE_COLUMNS } from "./entra-columns.ts";
import { GOOGLE_COLUMNS } from "./google-columns.ts";
import { planGraphUsers } from "./graph-users.ts";
import { planEntraGroupMembersCsv, planEntraGroupsCsv, planGoogleGroupMembersCsv } from "./group-csv.ts";
import { planHrCsv } from "./hr-csv.ts";
import type { ImportKind } from "./import-kind.ts";
import { OKTA_COLUMNS } from "./okta-columns.ts";
import { planOktaUsers } from "./okta-users.ts";
import { peopleCsvPlanner } from "./people-csv.ts";
import type { Planner } from "./plan-import.ts";
import { planGraphGroups, planOktaGroups, planScimGroups } from "./read-groups.ts";
import { planScimUsers } from "./scim-people.ts";

/** Who works out what a file of people and groups would do. */
export const PEOPLE_PLANNERS = {
  entraUsersCsv: peopleCsvPlanner(ENTRA_COLUMNS),
  entraBulkTemplate: peopleCsvPlanner(ENTRA_TEMPLATE_COLUMNS),
  entraGroupsCsv: planEntraGroupsCsv,
  entraGroupMembersCsv: planEntraGroupMembersCsv,
  graphUsers: planGraphUsers,
  graphGroups: planGraphGroups,
  oktaUsersCsv: peopleCsvPlanner(OKTA_COLUMNS),
  oktaUsers: planOktaUsers,
  oktaGroups: planOktaGroups,
  googleUsersCsv: peopleCsvPlanner(GOOGLE_COLUMNS),
  googleGroupMembersCsv: planGoogleGroupMembersCsv,
  adLdif: planAdLdif,
  adCsvde: peopleCsvPlanner(CSVDE_COLUMNS, finishAdPeople),
  adPowerShellCsv: peopleCsvPlanner(POWERSHELL_COLUMNS, finishAdPeople),
  hrCsv: planHrCsv,
  scimUsers: planScimUsers,
  scimGroups: planScimGroups,
} satisfies Partial<Record<ImportKind, Planner>>;
