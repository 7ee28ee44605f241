import { z } from "zod";
import { attributesSchema } from "../attribute-value.ts";

/**
 * What an identity provider remembers of provisioning one application: plain JSON. Times are milliseconds since the epoch;
 * people are named by the ids of the directory.
 */

const epochMs = z.int().min(0);

/** A person's account over there, as the client knows it. */
const provisioningLinkSchema = z.strictObject({
  /** `id` of the SCIM user. */
  target: z.string().min(1),
  /** Hash of everything that the person's last request was made from: where it is the same, nothing is to be done. */
  source: z.string(),
  /** Whether the account was left active. */
  active: z.boolean(),
  /** Deactivated because the person was unassigned or fell out of scope: no longer managed, no DELETE follows (F39). */
  unmanaged: z.exactOptional(z.boolean()),
  /** Values that came out of the rows last, by their targets: Okta's app-user profile; what a change is told from. */
  profile: attributesSchema,
});

export type ProvisioningLink = z.infer<typeof provisioningLinkSchema>;

/** A pushed group over there. */
const groupLinkSchema = z.strictObject({
  target: z.string().min(1),
  displayName: z.string(),
  /** People who were made members, by their ids. */
  members: z.array(z.string()),
  /** Members who were out of scope: Entra does not look at them again until a restart (F28). */
  leftOut: z.exactOptional(z.array(z.string())),
});

export type GroupLink = z.infer<typeof groupLinkSchema>;

/** Somebody whose provisioning failed, and who is tried again (Entra's escrow). */
const escrowSchema = z.strictObject({
  since: epochMs,
  tries: z.int().min(1),
  nextAt: epochMs,
  code: z.string(),
  reason: z.string(),
  /** Fingerprint of what could not be sent: somebody who has changed since is tried at once. */
  source: z.string(),
  /** Only a reference to somebody else failed: it counts less towards quarantine. */
  isReference: z.exactOptional(z.literal(true)),
});

export type Escrow = z.infer<typeof escrowSchema>;

export const provisioningStateSchema = z.strictObject({
  /** Cycles that ran. The first after 0 is the initial one. */
  cycles: z.int().min(0),
  lastCycleAt: z.exactOptional(epochMs),
  /** When the next cycle is due; absent before the first, and for a client that goes by events. */
  nextCycleAt: z.exactOptional(epochMs),
  links: z.record(z.string(), provisioningLinkSchema),
  groupLinks: z.record(z.string(), groupLinkSchema),
  escrow: z.record(z.string(), escrowSchema),
  /**
   * Hashes of the attributes that the rows read of each linked person when they were last provisioned, by attribute: what
   * tells which of them have changed. Kept only where expressions ask for that.
   */
  reads: z.exactOptional(z.record(z.string(), z.record(z.string(), z.string()))),
  /** Fingerprints of people who were passed over and have no link, so that they are not looked at again for nothing. */
  passedOver: z.exactOptional(z.record(z.string(), z.string())),
  /** Something is so wrong that cycles come seldom: credentials, too many failures, too many deletions. */
  quarantine: z.exactOptional(
    z.strictObject({ since: epochMs, tries: z.int().min(0), code: z.string(), reason: z.string() }),
  ),
  /** The job is switched off: four weeks in quarantine. */
  disabledAt: z.exactOptional(epochMs),
  /** Deactivations and deletions that wait for an administrator's word, by person. */
  staged: z.exactOptional(z.array(z.string())),
});

export type ProvisioningState = z.infer<typeof provisioningStateSchema>;

/** Nothing has been provisioned yet. */
export const EMPTY_PROVISIONING_STATE: ProvisioningState = { cycles: 0, links: {}, groupLinks: {}, escrow: {} };
