import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { noteSchema } from "../note.ts";
import { claimRefinementMembers } from "./claim-transformation.ts";
import { sourceSchema } from "./source.ts";

/** How a group is written: the products differ, and an application that expects one form understands no other. */
export const groupFormSchema = z.enum([
  "name",
  "id",
  /** The forms of groups that are synchronised from a domain: the account name alone, or behind the domain's names. */
  "samAccountName",
  "netbiosSamAccountName",
  "dnsSamAccountName",
  "sid",
  /** The name as a path from the top: `/Engineering`. */
  "path",
]);

export type GroupForm = z.infer<typeof groupFormSchema>;

/** What happens where a person is in more groups than a claim can hold. */
const groupLimitSchema = z.strictObject({
  /** The most groups that are sent. */
  most: z.int().min(1),
  above: z.discriminatedUnion("kind", [
    /** The first ones are sent. */
    z.strictObject({ kind: z.literal("truncate") }),
    /** Nothing is sent, and nobody gets in. */
    z.strictObject({ kind: z.literal("refuse") }),
    /** A claim of another name takes the groups' place; `{user}` in its value is the person's id. */
    z.strictObject({ kind: z.literal("link"), claim: nameSchema, url: z.string().min(1) }),
    /** A distributed claim: `_claim_names` and `_claim_sources` (OpenID Connect Core, section 5.6.2). */
    z.strictObject({ kind: z.literal("claimSources"), url: z.string().min(1) }),
  ]),
  /** The filter works for people in at most as many groups; above, it is as if there were too many. */
  filterMost: z.exactOptional(z.int().min(1)),
  /** Above, a token of the implicit flow has `hasgroups` instead. No such token is made here: it is shown, and no more. */
  implicitMost: z.exactOptional(z.int().min(1)),
});

export type GroupLimit = z.infer<typeof groupLimitSchema>;

/**
 * Which of a person's groups become values of a claim, and how each is written. The filter looks at a group's name;
 * `matches`: a regular expression in RE2 syntax that the whole name matches.
 */
export const groupSetSchema = z.strictObject({
  kind: z.literal("groups"),
  emit: groupFormSchema,
  /** What a group becomes that has no such form: its name. Absent: it is left out. */
  otherwise: z.exactOptional(z.literal("name")),
  /** Ids of the only groups that are ever sent; absent: all. */
  chosen: z.exactOptional(z.array(z.string().min(1))),
  /** Only groups that are assigned to the application. */
  assigned: z.exactOptional(z.literal(true)),
  filter: z.exactOptional(
    z.strictObject({ operator: z.enum(["startsWith", "contains", "equals", "matches"]), value: z.string().min(1) }),
  ),
  /** Absent: as many as there are. */
  limit: z.exactOptional(groupLimitSchema),
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
  /**
   * SAML only: how several values are written. `separately`: an Attribute of its own for each, all with the same Name;
   * `joined`: one value, with `;` between. Absent: one Attribute with an AttributeValue for each.
   */
  severalValues: z.exactOptional(z.enum(["separately", "joined"])),
  /** OIDC only: sent only when this scope was granted. */
  scope: z.exactOptional(z.enum(["openid", "profile", "email", "groups"])),
  source: z.discriminatedUnion("kind", [...sourceSchema.options, groupSetSchema]),
  /** Further sources, whose values come behind: a statement in Okta has a list of them. Not for groups. */
  further: z.exactOptional(z.array(sourceSchema).min(1)),
  ...claimRefinementMembers,
  note: z.exactOptional(noteSchema),
});

export type ClaimMapping = z.infer<typeof claimMappingSchema>;
