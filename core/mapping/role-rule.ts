import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { noteSchema } from "../note.ts";
import { conditionSchema } from "./condition.ts";

/** A condition over claims that grants a role. Rules are tried in order; every one that holds grants its role. */
export const roleRuleSchema = z.strictObject({
  id: nameSchema,
  /** Id of one of the application's roles. */
  role: z.string().min(1),
  when: conditionSchema,
  note: z.exactOptional(noteSchema),
});

export type RoleRule = z.infer<typeof roleRuleSchema>;
