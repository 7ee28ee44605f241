import { create } from "zustand";
import type { OneChange } from "../../core/contract/methods.ts";

/**
 * What was changed for each what-if run of this window, by the run's id: with it, the change can be made for good. A
 * what-if itself is gone when the engine ends, so nothing of this is kept.
 */
export const useWhatIfs = create<Readonly<Record<string, OneChange>>>(() => ({}));

/** Remembers the change of a what-if. */
export function rememberWhatIf(run: string, change: OneChange): void {
  useWhatIfs.setState({ [run]: change });
}
