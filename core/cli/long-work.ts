import { inOneLine } from "../errors.ts";
import { cancelled, describeCount, type Pace, type Progress } from "../pace.ts";
import type { Terminal } from "./terminal.ts";

/** How long it works before it looks up, in milliseconds. */
const SLICE_MS = 50;

/** What is done sooner needs no words. */
const SILENT_MS = 400;

/**
 * Long work at a terminal: says on one line how far it is, where a person looks on, and gives up when Ctrl+C is pressed.
 * Whatever is pressed then is for the system, which ends the program at once.
 *
 * @param work ends with `CANCELLED` at the next rest of its pace once it was given up
 */
export async function doLongWork<Result>(
  terminal: Terminal,
  { json = false }: { readonly json?: boolean | undefined },
  work: (pace: Pace) => Promise<Result>,
): Promise<Result> {
  let isGivenUp = false;
  const stopListening = terminal.onInterrupt(() => {
    isGivenUp = true;
  });
  const begin = performance.now();
  let since = begin;
  const pace: Pace = {
    isDue: () => performance.now() - since >= SLICE_MS,
    async rest(far) {
      if (far !== undefined && !json && performance.now() - begin >= SILENT_MS) terminal.status(describeFar(far));
      await new Promise((resolve) => setImmediate(resolve));
      if (isGivenUp) throw cancelled();
      since = performance.now();
    },
  };
  try {
    return await work(pace);
  } finally {
    stopListening();
    terminal.status("");
  }
}

function describeFar(far: Progress): string {
  return inOneLine(`${far.doing ?? describeCount(far)} · Ctrl+C cancels`);
}
