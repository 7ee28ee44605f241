import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";

/**
 * How an application's server differs from the letter of RFC 7644. Each switch names the failure in the field that it
 * reproduces (`F29` and the like, as in the list of failure modes), or that the RFC leaves the choice to the server. What
 * is absent keeps to the RFC.
 */
export const scimBehaviourSchema = z.strictObject({
  /**
   * What a PATCH is answered with: 200 and the resource, or 204. A client that asks for attributes always gets 200. No
   * failure: RFC 7644, section 3.5.2 has both.
   */
  patchAnswer: z.exactOptional(z.enum(["resource", "noContent"])),
  /** Takes `"True"` and `"False"` for booleans, as Entra sends them unless told otherwise (F29). */
  lenientBooleans: z.exactOptional(z.boolean()),
  /** Takes `Add`, `Replace` and `Remove` (F29). */
  lenientOperations: z.exactOptional(z.boolean()),
  /** Takes a manager as a bare text (F18). */
  lenientManager: z.exactOptional(z.boolean()),
  /** Takes a role whose value is JSON in a text, `{"id":"…","value":"Admin"}`, as Entra PATCHes app roles (F19). */
  lenientRoles: z.exactOptional(z.boolean()),
  /** Takes names with dots in a PATCH without path, such as `"name.givenName"` (F31). */
  lenientDottedNames: z.exactOptional(z.boolean()),
  /** Takes an empty text for "no value" (F18). */
  emptyClears: z.exactOptional(z.boolean()),
  /** `remove` of `members` with a value takes only those away; the RFC takes all of them (F25). */
  removesMembersByValue: z.exactOptional(z.boolean()),
  /** Makes the element that `emails[type eq "work"].value` names where there is none (F30). */
  createsMissingElement: z.exactOptional(z.boolean()),
  /** `soft`: DELETE deactivates the account, and its user name stays taken (F36). */
  deletion: z.exactOptional(z.enum(["hard", "soft"])),
  /** Searches pass deactivated accounts over, so that a client takes them for missing (F36). */
  hidesInactive: z.exactOptional(z.boolean()),
  /** A deactivated account is never activated again: whoever asks for it is refused (F37). */
  refusesReactivation: z.exactOptional(z.boolean()),
  /** PUT leaves what it omits as it is, instead of clearing it (F32). */
  putKeepsOmitted: z.exactOptional(z.boolean()),
  /** `userName` is compared with regard to case (F07). */
  userNameCaseExact: z.exactOptional(z.boolean()),
  /** A taken value is refused without `scimType: uniqueness` (F08). */
  plainConflicts: z.exactOptional(z.boolean()),
  /** The most resources on one page: a client that reads one page takes the others for missing (F10). */
  maxResults: z.exactOptional(z.int().min(1).max(10_000)),
  /** More requests than this within a minute are answered with 429 (F42). */
  requestsPerMinute: z.exactOptional(z.int().min(1)),
  /**
   * The filter operators that are understood; all of them where absent. Without `and` and `or`, no filter chooses an element
   * by two of its parts (F30).
   */
  filterOperators: z.exactOptional(
    z.array(z.enum(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr", "and", "or", "not"])).min(1),
  ),
  /** No `/Bulk`. No failure: RFC 7644, section 3.7 leaves it to the server. */
  noBulk: z.exactOptional(z.boolean()),
});

export type ScimBehaviour = z.infer<typeof scimBehaviourSchema>;

/** Which member of a SCIM user holds an attribute of the application's accounts. */
export const scimBindingSchema = z.strictObject({
  /** Of the account: any attribute but `userName` and `active`, which have one place each. */
  attribute: nameSchema,
  /** A path such as `name.givenName`, `emails[type eq "work"].value` or an extension's `urn:…:User:department`. */
  path: z.string().min(1).max(300),
});

export type ScimBinding = z.infer<typeof scimBindingSchema>;

/** Where the roles of somebody whom SCIM provisions come from. */
export const scimRolesSchema = z.discriminatedUnion("from", [
  /** Membership of a group of this name grants the role. */
  z.strictObject({
    from: z.literal("groups"),
    groups: z.array(z.strictObject({ displayName: z.string().min(1), role: nameSchema })),
  }),
  /** The values of `roles` or `entitlements` are the ids of roles. */
  z.strictObject({ from: z.enum(["roles", "entitlements"]) }),
  /** The application's own role rules grant them, with the account's attributes in the place of a login's claims. */
  z.strictObject({ from: z.literal("rules") }),
  /** No role comes by SCIM. */
  z.strictObject({ from: z.literal("none") }),
]);

export type ScimRoles = z.infer<typeof scimRolesSchema>;

/** An application as a SCIM service provider. */
export const scimServerSchema = z.strictObject({
  /** What a client proves itself with (RFC 6750); absent in a copy that was made to be shared: nobody gets in. */
  bearerToken: z.exactOptional(z.string().min(1)),
  bindings: z.array(scimBindingSchema),
  roles: scimRolesSchema,
  /** Id of the role of an account that nothing else gives one; absent: such an account holds none. */
  defaultRole: z.exactOptional(nameSchema),
  behaviour: scimBehaviourSchema,
});

export type ScimServerSettings = z.infer<typeof scimServerSchema>;
