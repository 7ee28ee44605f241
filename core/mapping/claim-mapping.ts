import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { noteSchema } from "../note.ts";
import { sourceSchema } from "./source.ts";

/**
 * Which of a person's groups become values of a claim, and how each is written. The filter looks at a group's name;
 * `matches`: a regular expression in RE2 syntax that the whole name matches.
 */
export const groupSetSchema = z.strictObject({
  kind: z.literal("groups"),
  emit: z.enum(["name", "id"]),
  filter: z.exactOptional(
    z.strictObject({ operator: z.enum(["startsWith", "contains", "equals", "matches"]), value: z.string().min(1) }),
  ),
});

export type GroupSet = z.infer<typeof groupSetSchema>;

/** One row on the identity provider's side: attribute or group set to claim. */
export const claimMappingSchema = z.strictObject({
  id: nameSchema,
  /** SAML: the Attribute's `Name`. OIDC: the member of the ID token and of userinfo. */
  claim: nameSchema,
  /** SAML only. */
  friendlyName: z.exactOptional(z.string().min(1)),
  /** SAML only: the Attribute's `NameFormat`; left out of the message where absent. */
  nameFormat: z.exactOptional(z.string().min(1)),
  /** OIDC only: sent only when this scope was granted. */
  scope: z.exactOptional(z.enum(["openid", "profile", "email", "groups"])),
  source: z.discriminatedUnion("kind", [...sourceSchema.options, groupSetSchema]),
  note: z.exactOptional(noteSchema),
});

export type ClaimMapping = z.infer<typeof claimMappingSchema>;
