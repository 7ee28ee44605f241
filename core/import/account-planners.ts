import { planAccountsCsv } from "./accounts-csv.ts";
import { planAccountsScim } from "./accounts-scim.ts";
import { planEntraRoleAssignments } from "./entra-role-assignments.ts";
import type { ImportKind } from "./import-kind.ts";
import { planOktaAppUsers } from "./okta-app-users.ts";
import type { Planner } from "./plan-import.ts";

/** Who works out what a file about the accounts and assignments of one application would do. */
export const ACCOUNT_PLANNERS = {
  accountsCsv: planAccountsCsv,
  accountsScim: planAccountsScim,
  oktaAppUsers: planOktaAppUsers,
  entraAppRoleAssignments: planEntraRoleAssignments,
} satisfies Partial<Record<ImportKind, Planner>>;
