import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { dialectIdSchema } from "../expression/dialect.ts";
import { LONGEST } from "../expression/tree.ts";
import { scopingFilterSchema } from "./scoping-filter.ts";

/**
 * One test on one claim; `subject` names the NameID or `sub`. `matches`: a regular expression in RE2 syntax that the
 * whole value matches. `isMemberOf`: the claim has this very value among its values.
 */
export const claimTestSchema = z.discriminatedUnion("operator", [
  z.strictObject({
    operator: z.enum(["equals", "notEquals", "contains", "startsWith", "matches", "isMemberOf"]),
    claim: nameSchema,
    value: z.string(),
  }),
  z.strictObject({ operator: z.literal("isPresent"), claim: nameSchema }),
]);

export type ClaimTest = z.infer<typeof claimTestSchema>;

/** Scoping filters of Entra, as they stand there: any of them holds. */
export const entraFiltersSchema = z.strictObject({ entraFilters: z.array(scopingFilterSchema).min(1) });

export type EntraFilters = z.infer<typeof entraFiltersSchema>;

/** An expression in the language of a product, as it stands there: it holds where it gives true. */
export const expressionConditionSchema = z.strictObject({
  expression: z.strictObject({ dialect: dialectIdSchema, text: z.string().min(1).max(LONGEST) }),
});

export type ExpressionCondition = z.infer<typeof expressionConditionSchema>;

/** A condition over claims: one test, or several of which all or any must hold; or in the words of a product. */
export type Condition = ClaimTest | { all: Condition[] } | { any: Condition[] } | EntraFilters | ExpressionCondition;

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    claimTestSchema,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    entraFiltersSchema,
    expressionConditionSchema,
  ]),
);
