import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { directoryChangeSchema } from "../directory/directory-change.ts";
import { instantSchema } from "../time.ts";
import { hrEventSchema } from "./settings.ts";

/** What every entry of the agenda says: when, and about whom. */
const dueBase = {
  /** Unique in the agenda: `d1`, `d2`, … in the order in which they were written. */
  id: z.string().min(1),
  at: instantSchema,
  /** Id of the person of the directory. */
  person: nameSchema,
} as const;

/** Something that has been set going and is due later. What is due by itself (cycles, batches, purges) is in no list. */
export const dueItemSchema = z.discriminatedUnion("kind", [
  /** HR's change reaches the directory. */
  z.strictObject({ kind: z.literal("hrChange"), ...dueBase, change: directoryChangeSchema }),
  /** An administrator does a ticket. */
  z.strictObject({ kind: z.literal("ticket"), ...dueBase, application: nameSchema, event: hrEventSchema }),
  /** A rule of a policy workflow acts. */
  z.strictObject({ kind: z.literal("workflow"), ...dueBase, application: nameSchema, rule: nameSchema }),
]);

export type DueItem = z.infer<typeof dueItemSchema>;

/** An entry that has no id yet. */
export type NewDueItem = DueItem extends infer Kind ? (Kind extends DueItem ? Omit<Kind, "id"> : never) : never;

/** The agenda with these entries more. */
export function withDueItems(agenda: readonly DueItem[], items: readonly NewDueItem[]): DueItem[] {
  const last = agenda.reduce((most, { id }) => Math.max(most, Number(/^d(\d{1,15})$/.exec(id)?.[1] ?? 0)), 0);
  return [...agenda, ...items.map((item, index) => ({ id: `d${last + 1 + index}`, ...item }))];
}
