import { z } from "zod";

/** HR as a source of its own: what happens to people is known there first, and to the directory later. */
export const hrSettingsSchema = z.strictObject({
  /** What it is called on screen. */
  name: z.exactOptional(z.string().min(1)),
  /** Minutes until the directory has what HR knows; 0: at once. */
  delayMinutes: z.int().min(0).max(525_600),
});

export type HrSettings = z.infer<typeof hrSettingsSchema>;

/** Days in the recycle bin until somebody who was deleted is gone from the directory (Entra's thirty). */
export const DAYS_IN_RECYCLE_BIN = 30;
