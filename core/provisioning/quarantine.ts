import type { ProvisioningState } from "./state.ts";

/**
 * Quarantine, by Entra's numbers: cycles come seldom while something is wrong with the whole connection, and after four
 * weeks not at all.
 */

const HOUR_MS = 3_600_000;

/** How long until the next try: 6 hours, then 12, then 24, and a day from then on. */
const GAPS_MS = [6 * HOUR_MS, 12 * HOUR_MS] as const;
const DAY_MS = 24 * HOUR_MS;

/** After so long in quarantine the job is switched off. */
export const QUARANTINE_LIMIT_MS = 28 * DAY_MS;

/** From so many failures on, their share counts. */
const FEWEST_FAILURES = 5_000;
const WORST_SHARE = 0.4;
const MOST_FAILURES = 40_000;
/** Failures of references counted too. */
const MOST_WITH_REFERENCES = 60_000;

/** Why a connection is in quarantine. */
export type QuarantineCode =
  /** The credentials are refused, or nobody answers at the endpoint. */
  | "EncounteredQuarantineException"
  /** Too many people fail. */
  | "EncounteredEscrowProportionThreshold"
  /** Too many deactivations and deletions in one cycle. Our own name: the source gives none. */
  | "DeletionThresholdExceeded";

export type Quarantine = NonNullable<ProvisioningState["quarantine"]>;

/** How many people wait in escrow, and of how many. */
export interface FailureCounts {
  /** Without those of whom only a reference failed. */
  readonly failures: number;
  readonly referenceFailures: number;
  /** Everybody in scope. */
  readonly people: number;
}

/** Tells whether too many people fail. */
export function hasTooManyFailures({ failures, referenceFailures, people }: FailureCounts): boolean {
  if (failures + referenceFailures >= MOST_WITH_REFERENCES) return true;
  if (failures < FEWEST_FAILURES) return false;
  return failures > MOST_FAILURES || failures / Math.max(1, people) > WORST_SHARE;
}

/** Puts a connection in quarantine, or keeps it there after another try. */
export function putInQuarantine(
  before: Quarantine | undefined,
  code: QuarantineCode,
  reason: string,
  now: number,
): Quarantine {
  if (before === undefined) return { since: now, tries: 0, code, reason };
  return { since: before.since, tries: before.tries + 1, code, reason };
}

/** When it is tried again, or, should that be sooner, when the four weeks are over. */
export function nextTryAt({ since, tries }: Quarantine, now: number): number {
  const gap = GAPS_MS[tries] ?? DAY_MS;
  return Math.min(now + gap, Math.max(now, since + QUARANTINE_LIMIT_MS));
}

/** Tells whether the four weeks are over. */
export function isQuarantineOver({ since }: Quarantine, now: number): boolean {
  return now - since >= QUARANTINE_LIMIT_MS;
}
