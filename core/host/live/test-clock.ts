import type { Wake } from "./wake.ts";

/** A machine's clock that moves when it is told to, with the timers that go by it. */
export interface TestClock {
  now(): number;
  readonly wake: Wake;
  /** Lets so much time pass. What is woken on the way ends before the clock goes on: it must ask to be woken again. */
  pass(ms: number): Promise<void>;
  /** Sets the clock, as people do: no timer notices. */
  set(to: number): void;
  /** How many timers wait. */
  waiting(): number;
}

/** A clock that stands at a moment, milliseconds since the epoch. */
export function createTestClock(start: number): TestClock {
  let now = start;
  let elapsed = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let asked = (): void => {};

  /** Whoever was woken has asked to be woken again. */
  async function untilAsked(): Promise<void> {
    if (timers.size > 0) return;
    await new Promise<void>((resolve) => {
      asked = resolve;
    });
  }

  return {
    now: () => now,
    wake(afterMs, run) {
      const timer = { at: elapsed + afterMs, run };
      timers.add(timer);
      asked();
      return () => timers.delete(timer);
    },
    async pass(ms) {
      const end = elapsed + ms;
      for (;;) {
        await untilAsked();
        const [first] = [...timers].toSorted((left, right) => left.at - right.at);
        if (first === undefined || first.at > end) break;
        now += first.at - elapsed;
        elapsed = first.at;
        timers.delete(first);
        first.run();
      }
      now += end - elapsed;
      elapsed = end;
    },
    set(to) {
      now = to;
    },
    waiting: () => timers.size,
  };
}
