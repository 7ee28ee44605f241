import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";

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

/** A condition over claims: one test, or several of which all or any must hold. */
export type Condition = ClaimTest | { all: Condition[] } | { any: Condition[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    claimTestSchema,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
  ]),
);
