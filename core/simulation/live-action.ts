import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";

/** A request from outside, in live mode: what its record in the journal says of it. */
export const liveActionSchema = z.strictObject({
  type: z.literal("live"),
  /** Whom it was for: `idp:<id>`, `app:<id>`. */
  party: z.string().min(1),
  /** The application's id, where it was for one. */
  application: z.exactOptional(nameSchema),
  method: z.string(),
  /** Without its query, which may hold secrets. */
  path: z.string(),
  status: z.int(),
});

export type LiveAction = z.infer<typeof liveActionSchema>;
