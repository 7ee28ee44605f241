import type { CallContext } from "./context.ts";

/** How long the engine works before it lets others in, in milliseconds. */
const SLICE_MS = 10;

/** The pace of long work that goes from one thing to the next. */
export interface Pace {
  /** It is time to {@link rest}: asked at every thing, since a promise for each would take longer than the work. */
  isDue(): boolean;
  /**
   * Says that this many are done, and lets others in.
   * @throws RehearsalError `CANCELLED` where the caller gave it up meanwhile
   */
  rest(done: number): Promise<void>;
  /** Says that all are done. */
  end(): void;
}

/** A pace for `total` things, which progress calls `what`. */
export function createPace({ options, progress, checkCancelled }: CallContext, total: number, what: string): Pace {
  let since = options.now();
  return {
    isDue: () => options.now() - since >= SLICE_MS,
    async rest(done) {
      progress(done, total, what);
      await options.yieldNow();
      checkCancelled();
      since = options.now();
    },
    end: () => progress(total, total, what),
  };
}
