import { type DueRun, keyOfDue, runDue } from "../../engine/live-due.ts";
import { cancelled, isCancelled, type Pace } from "../../pace.ts";
import type { Random } from "../../random.ts";
import { type Due, dueOf } from "../../simulation/due.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Wake } from "./wake.ts";

/** Lets what is due happen by itself, when its time comes. */
export interface DueClock {
  readonly running: boolean;
  /** Begins, with what is overdue. Nothing where it runs already. */
  start(): void;
  /**
   * Nothing begins any more. What is under way ends at its next rest and leaves nothing behind: it is still due. Resolves
   * once it has ended.
   */
  stop(): Promise<void>;
  /**
   * Looks again at once, as if nothing had happened yet: everything is put back to where it began. What is under way ends
   * as it does with {@link stop}.
   */
  startOver(): void;
}

export interface DueClockOptions {
  /**
   * Runs something between two requests, with the workspace as it is then and the machine's time as its clock, and goes
   * on from what it leaves behind.
   */
  readonly happen: (what: (workspace: Workspace) => Promise<DueRun | undefined>) => Promise<void>;
  /** The machine's clock, milliseconds since the epoch. */
  readonly now: () => number;
  readonly wake: Wake;
  readonly random: Random;
  /** Told why something could not happen. It is left alone from then on, so that the rest can. */
  readonly onFault: (error: unknown) => void;
}

/** The machine may have slept, or its clock may have been set: timers know nothing of that. */
const LONGEST_SLEEP_MS = 30_000;

/** How long it works before it lets others in. */
const SLICE_MS = 10;

/** Nothing is set to come again sooner. What wants to all the same would leave no time for anything else. */
const REST_MS = 60_000;

/**
 * A clock that does not run yet. It lets one thing happen and then looks again, so that requests that came meanwhile are
 * answered first, and each thing is a run of its own.
 */
export function createDueClock({ happen, now, wake, random, onFault }: DueClockOptions): DueClock {
  /** When what has happened may happen again, by its key. */
  const rests = new Map<string, number>();
  let running = false;
  /** What was begun before it was stopped or started over goes by another number. */
  let start = 0;
  let takeBack = (): void => {};
  let ringing = Promise.resolve();

  /** Lets the first thing happen whose time has come. Gives when the next may have come. */
  async function happenNext(own: number): Promise<number> {
    let next = Number.POSITIVE_INFINITY;
    await happen(async (workspace) => {
      const at = Date.parse(workspace.clock.now);
      for (const [key, until] of rests) if (until <= at) rests.delete(key);
      const first = firstOf(workspace, rests);
      next = first?.at ?? next;
      if (first === undefined || first.at > at || own !== start) return undefined;
      rests.set(keyOfDue(first.due), at + REST_MS);
      return carryOut(workspace, first.due, own);
    });
    return next;
  }

  async function carryOut(workspace: Workspace, due: Due, own: number): Promise<DueRun | undefined> {
    try {
      return await runDue(workspace, due, { random, pace: createDuePace(now, () => own !== start) });
    } catch (error) {
      if (isCancelled(error)) return undefined;
      rests.set(keyOfDue(due), Number.POSITIVE_INFINITY);
      onFault(error);
      return undefined;
    }
  }

  async function ring(own: number): Promise<void> {
    const next = await happenNext(own).catch((error: unknown) => {
      onFault(error);
      return Number.POSITIVE_INFINITY;
    });
    if (own === start) wakeAt(next);
  }

  function wakeAt(at: number): void {
    const own = start;
    takeBack = wake(Math.max(0, Math.min(at - now(), LONGEST_SLEEP_MS)), () => {
      ringing = ring(own);
    });
  }

  function begin(): void {
    takeBack();
    start += 1;
    if (running) wakeAt(now());
  }

  return {
    get running() {
      return running;
    },
    start() {
      if (running) return;
      running = true;
      rests.clear();
      begin();
    },
    async stop() {
      running = false;
      begin();
      await ringing;
    },
    startOver() {
      rests.clear();
      begin();
    },
  };
}

/** Long work lets requests in at its door, though they are answered after it, and a signal to end. */
function createDuePace(now: () => number, isStopped: () => boolean): Pace {
  let since = now();
  return {
    isDue: () => now() - since >= SLICE_MS,
    async rest() {
      await new Promise((resolve) => setImmediate(resolve));
      if (isStopped()) throw cancelled();
      since = now();
    },
  };
}

/** What comes next and does not rest, and when it may happen: milliseconds since the epoch. */
function firstOf(
  workspace: Workspace,
  rests: ReadonlyMap<string, number>,
): { readonly due: Due; readonly at: number } | undefined {
  let first: { readonly due: Due; readonly at: number } | undefined;
  for (const due of dueOf(workspace)) {
    // The soonest come first: whatever rests comes later than it is due.
    if (first !== undefined && due.at >= first.at) break;
    const at = Math.max(due.at, rests.get(keyOfDue(due)) ?? due.at);
    if (first === undefined || at < first.at) first = { due, at };
  }
  return first;
}
