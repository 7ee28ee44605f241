import { create } from "zustand";

interface Following {
  /** The workspace whose requests are followed. */
  readonly workspace?: string | undefined;
  /** The newest run when it began, or the one that was jumped to last. */
  readonly seen?: string | undefined;
}

/** Whether the screen jumps to the run of every request as it comes. */
export const useFollowing = create<Following>(() => ({}));

/** Jumps to every request that comes after this run; undefined: to all of them. */
export function follow(workspace: string, seen: string | undefined): void {
  useFollowing.setState({ workspace, seen });
}

/** Stays wherever one is. */
export function stopFollowing(): void {
  useFollowing.setState({ workspace: undefined, seen: undefined });
}
