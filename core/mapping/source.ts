import { z } from "zod";
import { attributeValueSchema, nameSchema } from "../attribute-value.ts";
import { dialectIdSchema } from "../expression/dialect.ts";
import { LONGEST } from "../expression/tree.ts";

/** How expressions are taken where the documentation of their products is silent. */
export { type ExpressionSettings, expressionSettingsSchema } from "../expression/dialect.ts";

/** Where a mapped value comes from. Whoever evaluates a source goes through {@link file://./evaluate.ts} and never looks inside. */
export const sourceSchema = z.discriminatedUnion("kind", [
  /** The value of one attribute (or claim), as it is. */
  z.strictObject({ kind: z.literal("attribute"), attribute: nameSchema }),
  /** Always the same value. */
  z.strictObject({ kind: z.literal("constant"), value: attributeValueSchema }),
  /** The value of one attribute looked up in a table; several values are looked up one by one. */
  z.strictObject({
    kind: z.literal("table"),
    attribute: nameSchema,
    table: z.record(z.string(), z.string()),
    /** What a value that is not in the table becomes: itself (`keep`), nothing (`drop`), or a fixed value. */
    otherwise: z.union([z.enum(["keep", "drop"]), z.strictObject({ value: z.string() })]),
  }),
  /** An expression in the language of a product, as it stands there. */
  z.strictObject({
    kind: z.literal("expression"),
    dialect: dialectIdSchema,
    text: z.string().min(1).max(LONGEST),
  }),
]);

export type Source = z.infer<typeof sourceSchema>;
