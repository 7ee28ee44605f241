import { z } from "zod";

/** What somebody wrote beside a person, an application, a mapping row or a rule: a decision, an assumption or an open question. */
export const noteSchema = z.strictObject({
  kind: z.enum(["decision", "assumption", "question"]),
  text: z.string().min(1),
  owner: z.exactOptional(z.string().min(1)),
});

export type Note = z.infer<typeof noteSchema>;
