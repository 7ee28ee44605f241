import { z } from "zod";
import { attributeValueSchema, nameSchema } from "../attribute-value.ts";
import { directoryChangeSchema } from "../directory/directory-change.ts";
import { instantSchema } from "../time.ts";

/** Somebody logs in to an application, in a browser of their own that holds no cookies yet. */
export const loginActionSchema = z.strictObject({
  type: z.literal("login"),
  /** The person's userName. */
  user: z.string().min(1),
  /** The application's id. */
  application: nameSchema,
  protocol: z.enum(["saml", "oidc"]),
  /** Who begins: the application, or the identity provider (SAML only). */
  startAt: z.enum(["application", "identityProvider"]),
});

/**
 * Somebody logs in to an application by its own protocol, and in the same browser out again. The login is part of it:
 * parties keep no more than hashes of cookies, so that no browser of an earlier action can be opened again as it was.
 */
const logoutActionSchema = z.strictObject({
  type: z.literal("logout"),
  /** The person's userName. */
  user: z.string().min(1),
  /** The application's id. */
  application: nameSchema,
});

/**
 * A person or a group is assigned to an application, or no longer. Exactly one of `user` (a userName) and `group` (an id).
 * `appRole`: with this one of the roles that the application publishes, by its id or its value; whoever loses the last
 * role is not assigned any more.
 */
const assignmentMembers = {
  application: nameSchema,
  user: z.exactOptional(z.string().min(1)),
  group: z.exactOptional(z.string().min(1)),
  appRole: z.exactOptional(z.string().min(1)),
} as const;

export const assignmentActionSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("assign"), ...assignmentMembers }),
  z.strictObject({ type: z.literal("unassign"), ...assignmentMembers }),
]);

/** An administrator changes an account in the application itself. */
export const editAccountActionSchema = z.strictObject({
  type: z.literal("editAccount"),
  application: nameSchema,
  /** Its id or its user name. */
  account: z.string().min(1),
  /** By the names of the application's attributes, and `userName`; null: taken away. */
  attributes: z.exactOptional(z.record(nameSchema, attributeValueSchema)),
  active: z.exactOptional(z.boolean()),
  /** Ids of roles. */
  grant: z.exactOptional(z.array(nameSchema)),
  revoke: z.exactOptional(z.array(nameSchema)),
  /** An account for an emergency, which signs in on the application's own page too. */
  localSignIn: z.exactOptional(z.boolean()),
  /** It is made: `account` is then its user name. */
  create: z.exactOptional(z.literal(true)),
  /** It is removed altogether. */
  remove: z.exactOptional(z.literal(true)),
});

/** A party cannot be reached, or can be again. */
export const outageActionSchema = z.strictObject({
  type: z.literal("outage"),
  /** Id of an identity provider or an application. */
  party: nameSchema,
  /** False: it is back. */
  down: z.boolean(),
});

/** Somebody signs in on the application's own page, without the identity provider: a break-glass account. */
export const localLoginActionSchema = z.strictObject({
  type: z.literal("localLogin"),
  application: nameSchema,
  /** The account's user name. */
  account: z.string().min(1),
});

/** The identity provider provisions one application now: a SCIM cycle, or whatever its way does in a batch. */
const cycleActionSchema = z.strictObject({
  type: z.literal("cycle"),
  application: nameSchema,
  /** As if for the first time: what is remembered of people, failures and quarantine is dropped, links stay. */
  restart: z.exactOptional(z.boolean()),
  /** Deactivations and deletions that were held back are sent. */
  allowDeletes: z.exactOptional(z.boolean()),
  /** Only this person (a userName): provision on demand. */
  user: z.exactOptional(z.string().min(1)),
});

/** The simulated clock goes on: so many minutes, until a moment, or to whatever is due next. */
const passTimeActionSchema = z.strictObject({
  type: z.literal("passTime"),
  by: z.union([
    z.strictObject({ minutes: z.int().min(1).max(5_256_000) }),
    z.strictObject({ until: instantSchema }),
    z.strictObject({ toNextEvent: z.literal(true) }),
  ]),
});

/** The accounts of an application are read and held against the directory; with `repair`, put right. */
const reconcileActionSchema = z.strictObject({
  type: z.literal("reconcile"),
  application: nameSchema,
  repair: z.boolean(),
});

/** The active group rules of an identity provider are worked out for everybody: as when one is activated. */
const applyGroupRulesActionSchema = z.strictObject({
  type: z.literal("applyGroupRules"),
  identityProvider: nameSchema,
});

/** One thing that happens. */
export const actionSchema = z.discriminatedUnion("type", [
  loginActionSchema,
  logoutActionSchema,
  ...directoryChangeSchema.options,
  ...assignmentActionSchema.options,
  editAccountActionSchema,
  cycleActionSchema,
  passTimeActionSchema,
  outageActionSchema,
  localLoginActionSchema,
  reconcileActionSchema,
  applyGroupRulesActionSchema,
]);

export type Action = z.infer<typeof actionSchema>;
export type LoginAction = z.infer<typeof loginActionSchema>;
export type LogoutAction = z.infer<typeof logoutActionSchema>;
export type AssignmentAction = Extract<Action, { readonly type: "assign" | "unassign" }>;
export type EditAccountAction = z.infer<typeof editAccountActionSchema>;
export type CycleAction = z.infer<typeof cycleActionSchema>;
export type PassTimeAction = z.infer<typeof passTimeActionSchema>;
export type ReconcileAction = z.infer<typeof reconcileActionSchema>;
export type ApplyGroupRulesAction = z.infer<typeof applyGroupRulesActionSchema>;
export type OutageAction = z.infer<typeof outageActionSchema>;
export type LocalLoginAction = z.infer<typeof localLoginActionSchema>;
