import type { Pace } from "../pace.ts";
import type { CallContext } from "./context.ts";

/** How long the engine works before it lets others in, in milliseconds. */
const SLICE_MS = 10;

/** The pace of the work for one call: it rests after so much time, and ends where the caller gave the call up. */
export function createPace({ options, progress, checkCancelled }: CallContext): Pace {
  let since = options.now();
  return {
    isDue: () => options.now() - since >= SLICE_MS,
    async rest(far) {
      if (far !== undefined) progress(far);
      await options.yieldNow();
      checkCancelled();
      since = options.now();
    },
  };
}
