import { planEntraSchema } from "./entra-schema.ts";
import { planEntraJob, planEntraSecrets } from "./entra-settings.ts";
import type { ImportKind } from "./import-kind.ts";
import { PEOPLE_PLANNERS } from "./people-planners.ts";
import type { Planner } from "./plan-import.ts";

/** Who works out what a file of each kind would do. */
export const PLANNERS: Readonly<Partial<Record<ImportKind, Planner>>> = {
  ...PEOPLE_PLANNERS,
  entraSchema: planEntraSchema,
  entraSecrets: planEntraSecrets,
  entraJob: planEntraJob,
};
