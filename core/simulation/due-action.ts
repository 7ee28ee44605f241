import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { instantSchema } from "../time.ts";

/** Something whose time has come, in live mode: what its record in the journal says of it. */
export const dueActionSchema = z.strictObject({
  type: z.literal("due"),
  what: z.enum(["hrChange", "ticket", "workflow", "cycle", "batch", "retry", "purge", "expiry"]),
  /** When it was due. It happened later where live mode did not run then. */
  since: instantSchema,
  /** The application's id, where it is about one. */
  application: z.exactOptional(nameSchema),
  /** The person's userName; of whom the directory does not know, the id. */
  user: z.exactOptional(z.string().min(1)),
});

export type DueAction = z.infer<typeof dueActionSchema>;
