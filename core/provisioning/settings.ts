import { z } from "zod";
import { attributeValueSchema, nameSchema } from "../attribute-value.ts";
import { conditionSchema } from "../mapping/condition.ts";
import { sourceSchema } from "../mapping/source.ts";
import { noteSchema } from "../note.ts";

/**
 * How an identity provider gets accounts into one application apart from logins. Just-in-time provisioning is the
 * application's own policy, and may go on beside it.
 */

/** One row on the identity provider's side: a value of a person to a member of the application's SCIM user. */
export const provisioningMappingSchema = z.strictObject({
  id: nameSchema,
  /**
   * `userName`, `active`, `externalId`, `name.givenName`, `emails[type eq "work"].value`, or an extension's
   * `urn:…:User:department`. `…:User:manager` takes the id of another person of the directory, whose account is meant.
   */
  target: z.string().min(1).max(300),
  /** What the vendor's own API calls the target, where SCIM stands in for that API. */
  vendorTarget: z.exactOptional(z.string().min(1).max(300)),
  /**
   * Reads the person: `id`, `userName`, `active` (false too while suspended, deleted or out of scope) or an attribute.
   */
  source: sourceSchema,
  /** `create`: sent only when the account is made. */
  apply: z.enum(["always", "create"]),
  /** Used where nothing, null, an empty text or an empty list comes out. */
  defaultIfNull: z.exactOptional(attributeValueSchema),
  /** Nobody is provisioned without a value. */
  required: z.exactOptional(z.boolean()),
  /** Accounts are matched by this row, the lowest number first. */
  matching: z.exactOptional(z.int().min(1)),
  note: z.exactOptional(noteSchema),
});

export type ProvisioningMapping = z.infer<typeof provisioningMappingSchema>;

/**
 * Whose requests the SCIM client's look like. `entra`: as Entra sends them unless told otherwise; `entraScim062020`: with
 * `aadOptscim062020` in the tenant URL; `oktaWizard`: an application made with Okta's wizard, which is always PUT;
 * `oktaCatalog`: one of Okta's catalogue; `rfc`: nothing but RFC 7644.
 */
export const scimDialectSchema = z.enum(["entra", "entraScim062020", "oktaWizard", "oktaCatalog", "rfc"]);

export type ScimDialect = z.infer<typeof scimDialectSchema>;

/** What the identity provider's SCIM client does. */
export const scimClientSchema = z.strictObject({
  dialect: scimDialectSchema,
  /** Sent as `Authorization: Bearer`; absent: the token that the application has. */
  bearerToken: z.exactOptional(z.string().min(1)),
  /** `events`: as soon as something changes (Okta). `cycle`: every so many minutes (Entra: 40). */
  runs: z.discriminatedUnion("on", [
    z.strictObject({ on: z.literal("events") }),
    z.strictObject({ on: z.literal("cycle"), everyMinutes: z.int().min(1).max(525_600) }),
  ]),
  /** What it may do to accounts. `delete`: when somebody is gone from the directory for good. */
  actions: z.strictObject({ create: z.boolean(), update: z.boolean(), disable: z.boolean(), delete: z.boolean() }),
  /** Ids of the groups that are pushed with their members; empty: none. */
  groups: z.array(z.string().min(1)),
  /** More deactivations and deletions than this in one cycle put the connection in quarantine, and none is sent. */
  deletionThreshold: z.exactOptional(z.int().min(1)),
  /** People who fall out of scope keep their accounts as they are (Entra's SkipOutOfScopeDeletions). */
  skipOutOfScopeDeletions: z.exactOptional(z.boolean()),
  /** Entra only: provision on demand of somebody who is back makes another account, and the old one stays behind (F37). */
  onDemandForgets: z.exactOptional(z.boolean()),
  /** Okta's catalogue only: every change is a PATCH. */
  patchOnly: z.exactOptional(z.boolean()),
});

export type ScimClientSettings = z.infer<typeof scimClientSchema>;

/** What the ways other than logins have in common. */
const commonMembers = {
  mappings: z.array(provisioningMappingSchema),
  /** Among the people who are assigned, only those for whom this holds. `claim` names an attribute of the person. */
  scope: z.exactOptional(conditionSchema),
} as const;

/** When a batch runs, by the simulated clock in UTC. */
export const scheduleSchema = z.discriminatedUnion("on", [
  z.strictObject({ on: z.literal("interval"), everyMinutes: z.int().min(1).max(525_600) }),
  /** `02:00` */
  z.strictObject({ on: z.literal("daily"), at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }),
]);

export type Schedule = z.infer<typeof scheduleSchema>;

/** What happens in HR's view: somebody begins, changes place, or goes. */
export const hrEventSchema = z.enum(["joiner", "mover", "leaver"]);

export type HrEvent = z.infer<typeof hrEventSchema>;

/** A rule of a policy workflow: at this event, for whom it holds, after so long, do this to the account. */
export const workflowRuleSchema = z.strictObject({
  id: nameSchema,
  on: hrEventSchema,
  when: z.exactOptional(conditionSchema),
  afterMinutes: z.exactOptional(z.int().min(0).max(525_600)),
  /** `provision`: made, or brought up to date; `deactivate`; `remove`. */
  action: z.enum(["provision", "deactivate", "remove"]),
  note: z.exactOptional(noteSchema),
});

export type WorkflowRule = z.infer<typeof workflowRuleSchema>;

/** The way in which accounts come to be, apart from logins. */
export const provisioningSchema = z.discriminatedUnion("way", [
  /** The identity provider speaks SCIM to the application. */
  z.strictObject({ way: z.literal("scim"), ...commonMembers, client: scimClientSchema }),
  /** A batch brings every account up to date. */
  z.strictObject({ way: z.literal("scheduled"), ...commonMembers, schedule: scheduleSchema }),
  /** A ticket at each HR event, done by an administrator in working hours (Monday to Friday, 09:00 to 17:00 UTC). */
  z.strictObject({
    way: z.literal("manual"),
    ...commonMembers,
    /** Working hours until a ticket is done. */
    delayHours: z.number().min(0).max(2_000),
    /** The share of tickets that nobody ever does, from 0 to 1. */
    slipRate: z.number().min(0).max(1),
  }),
  /** Rules that act on the HR event. */
  z.strictObject({ way: z.literal("workflow"), ...commonMembers, rules: z.array(workflowRuleSchema) }),
]);

export type Provisioning = z.infer<typeof provisioningSchema>;

/** The settings without the client's token, for whoever may not see it. */
export function withoutClientToken(provisioning: Provisioning): Provisioning {
  if (provisioning.way !== "scim") return provisioning;
  const { bearerToken: _, ...client } = provisioning.client;
  return { ...provisioning, client };
}
export type ProvisioningWay = Provisioning["way"];
