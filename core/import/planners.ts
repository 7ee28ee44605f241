import type { ImportKind } from "./import-kind.ts";
import type { Planner } from "./plan-import.ts";

/** Who works out what a file of each kind would do. */
export const PLANNERS: Readonly<Partial<Record<ImportKind, Planner>>> = {};
