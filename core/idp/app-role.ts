import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";

/**
 * A role that an application publishes at the identity provider, so that people and groups can be assigned it: Entra's
 * app role. What the application makes of it is its own affair; its own roles are another list.
 */
export const appRoleSchema = z.strictObject({
  id: nameSchema,
  /** What is sent of it: in the `roles` claim, and to a SCIM server. Absent: nothing, as of Entra's `msiam_access`. */
  value: z.exactOptional(z.string().min(1)),
  displayName: z.string().min(1),
  description: z.exactOptional(z.string().min(1)),
  /** False: nobody can be assigned it. Whoever was keeps the assignment, of which nothing is sent here. */
  enabled: z.exactOptional(z.boolean()),
});

export type AppRole = z.infer<typeof appRoleSchema>;

const rolesOfEach = z.record(nameSchema, z.array(z.string().min(1)).min(1));

/**
 * Which roles those who are assigned are assigned, as ids of roles by the ids of people and of groups. Whoever is not
 * named here is assigned without any role in particular: Entra's default access.
 */
export const assignedRolesSchema = z.strictObject({
  users: z.exactOptional(rolesOfEach),
  groups: z.exactOptional(rolesOfEach),
});

export type AssignedRoles = z.infer<typeof assignedRolesSchema>;
