import { create } from "zustand";

interface Presenting {
  readonly on: boolean;
}

/** Whether the screen is laid out for a projector: a run with the window to itself, large and without what distracts. */
export const usePresenting = create<Presenting>(() => ({ on: false }));

/** Begins or ends presenting. */
export function present(on: boolean): void {
  usePresenting.setState({ on });
}
