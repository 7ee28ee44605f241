import type { ProvisioningCode } from "./codes.ts";
import type { Escrow, ProvisioningState } from "./state.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Why somebody's provisioning failed. */
export interface ProvisioningFailure {
  readonly code: ProvisioningCode;
  readonly reason: string;
  /** When the application said that it may be asked again, milliseconds since the epoch. */
  readonly retryAt?: number;
  /** Only a reference to somebody else failed: a manager. */
  readonly isReference?: true;
}

/**
 * How long somebody waits after so many tries. The gaps grow, as Entra's do; by how much nobody says: here they double,
 * from one cycle to a day.
 *
 * @param cycleMinutes the time between cycles
 */
export function escrowGapMs(tries: number, cycleMinutes: number): number {
  const cycle = cycleMinutes * MINUTE_MS;
  return Math.max(cycle, Math.min(cycle * 2 ** Math.min(tries - 1, 20), DAY_MS));
}

/** Puts somebody aside to be tried again. `source`: the fingerprint of what could not be sent. */
export function putInEscrow(
  before: Escrow | undefined,
  failure: ProvisioningFailure,
  source: string,
  now: number,
  cycleMinutes: number,
): Escrow {
  const tries = (before?.tries ?? 0) + 1;
  return {
    since: before?.since ?? now,
    tries,
    nextAt: failure.retryAt ?? now + escrowGapMs(tries, cycleMinutes),
    code: failure.code,
    reason: failure.reason,
    source,
    ...(failure.isReference === true ? { isReference: true } : {}),
  };
}

/** Tells whether somebody who waits is tried now: their time has come, or something about them has changed. */
export function isDue(escrow: Escrow, source: string, now: number): boolean {
  return escrow.nextAt <= now || escrow.source !== source;
}

/** When somebody who waits is to be tried next; undefined: nobody waits. For clients that go by events, not by cycles. */
export function nextRetryAt({ escrow }: Pick<ProvisioningState, "escrow">): number | undefined {
  const times = Object.values(escrow).map(({ nextAt }) => nextAt);
  return times.length === 0 ? undefined : times.reduce((soonest, at) => Math.min(soonest, at));
}

/** Ids of those whose time has come. */
export function peopleToRetry({ escrow }: Pick<ProvisioningState, "escrow">, now: number): readonly string[] {
  return Object.entries(escrow)
    .filter(([, { nextAt }]) => nextAt <= now)
    .map(([id]) => id);
}
