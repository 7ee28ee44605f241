import { ACCOUNT_PLANNERS } from "./account-planners.ts";
import { planEntraSchema } from "./entra-schema.ts";
import { planEntraJob, planEntraSecrets } from "./entra-settings.ts";
import type { ImportKind } from "./import-kind.ts";
import { planOktaAppUserSchema } from "./okta-app-user.ts";
import { planOktaGroupRules } from "./okta-group-rules.ts";
import { planOktaMapping } from "./okta-mapping.ts";
import { planOktaUserNameTemplate } from "./okta-user-name.ts";
import { PEOPLE_PLANNERS } from "./people-planners.ts";
import type { Planner } from "./plan-import.ts";
import { SIGN_ON_PLANNERS } from "./sign-on-planners.ts";

/** Who works out what a file of each kind would do. */
export const PLANNERS: Readonly<Record<ImportKind, Planner>> = {
  ...PEOPLE_PLANNERS,
  ...ACCOUNT_PLANNERS,
  ...SIGN_ON_PLANNERS,
  entraSchema: planEntraSchema,
  entraSecrets: planEntraSecrets,
  entraJob: planEntraJob,
  oktaMapping: planOktaMapping,
  oktaGroupRules: planOktaGroupRules,
  oktaAppUserSchema: planOktaAppUserSchema,
  oktaUserNameTemplate: planOktaUserNameTemplate,
};
