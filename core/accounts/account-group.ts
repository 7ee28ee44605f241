import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { instantSchema } from "../time.ts";
import { writerSchema } from "./account.ts";

/** Somebody in a group of an application, and who put them there. */
export const groupMemberSchema = z.strictObject({
  /** Id of an account, or of another group. */
  id: z.string().min(1),
  kind: z.enum(["account", "group"]),
  writer: writerSchema,
  at: instantSchema,
});

export type GroupMember = z.infer<typeof groupMemberSchema>;

/** A group that an application keeps of its accounts; membership may grant a role. */
export const accountGroupSchema = z.strictObject({
  id: nameSchema,
  displayName: z.string().min(1),
  /** The identifier that whoever provisions it gave it. */
  externalId: z.exactOptional(z.string().min(1)),
  members: z.array(groupMemberSchema),
  createdAt: instantSchema,
  changedAt: instantSchema,
});

export type AccountGroup = z.infer<typeof accountGroupSchema>;
