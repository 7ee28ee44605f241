/** Runs something once, so many milliseconds from now. Gives what takes that back. */
export type Wake = (afterMs: number, run: () => void) => () => void;

/** By the machine's timers. */
export const machineWake: Wake = (afterMs, run) => {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
};
