import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { directoryChangeSchema } from "../directory/directory-change.ts";
import {
  assignmentActionSchema,
  editAccountActionSchema,
  loginActionSchema,
  outageActionSchema,
} from "../simulation/action.ts";
import { controlsSchema, modeSchema } from "./mode.ts";

/**
 * Something that happens while ways are compared: to a person, an assignment, an account, or a party; or a login of its
 * own, beside those that everybody does as often as the controls say.
 */
export const eventSchema = z.strictObject({
  /** Minutes since the beginning. */
  after: z.int().min(0).max(5_256_000),
  action: z.discriminatedUnion("type", [
    ...directoryChangeSchema.options,
    ...assignmentActionSchema.options,
    editAccountActionSchema,
    outageActionSchema,
    loginActionSchema,
  ]),
});

export type ComparedEvent = z.infer<typeof eventSchema>;

/** The same events for the same people, through several ways. */
export const compareRequestSchema = z.strictObject({
  modes: z.array(modeSchema).min(1),
  /** Ids of the applications. */
  applications: z.array(nameSchema).min(1),
  /** Ids of the people who are looked at; absent: everybody. */
  people: z.exactOptional(z.array(nameSchema).min(1)),
  events: z.array(eventSchema).max(100_000),
  days: z.int().min(1).max(366),
  controls: controlsSchema,
});

export type CompareRequest = z.infer<typeof compareRequestSchema>;
