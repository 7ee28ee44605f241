import { z } from "zod";
import { attributeValueSchema, nameSchema } from "../attribute-value.ts";
import { noteSchema } from "../note.ts";
import { sourceSchema } from "./source.ts";

/** One row on the application's side: claim to account attribute. In its source, `subject` names the NameID or `sub`. */
export const attributeMappingSchema = z.strictObject({
  id: nameSchema,
  /** `userName`, `active` or an attribute of the application's accounts. */
  target: nameSchema,
  source: sourceSchema,
  /** `create`: written only when the account is made. */
  apply: z.enum(["always", "create"]),
  /** The login is refused where nothing comes out. */
  required: z.exactOptional(z.boolean()),
  /** Used where nothing, null, an empty text or an empty list comes out. */
  defaultIfNull: z.exactOptional(attributeValueSchema),
  note: z.exactOptional(noteSchema),
});

export type AttributeMapping = z.infer<typeof attributeMappingSchema>;
