import { create } from "zustand";

/** What may happen to a person, as the dialog offers it. */
export type HappeningKind =
  | "hire"
  | "changeAttributes"
  | "changeGroups"
  | "rename"
  | "suspend"
  | "leave"
  | "delete"
  | "return"
  | "assign"
  | "unassign";

/** What the dialog starts with. */
export interface HappeningWish {
  readonly kind?: HappeningKind | undefined;
  /** Id of the person. */
  readonly person?: string | undefined;
  /** Id of the application, for an assignment. */
  readonly application?: string | undefined;
}

interface LifecycleDialogs {
  /** The dialog in which something happens to somebody; open while there is a wish. */
  readonly wish: HappeningWish | undefined;
  /** How far time is to go, and how HR and the clock are set. */
  readonly open: "until" | "hr" | undefined;
}

/** What lies over the screens because of the clock. */
export const useLifecycleDialogs = create<LifecycleDialogs>(() => ({ wish: undefined, open: undefined }));

/** Opens the dialog in which something happens to somebody, from anywhere. */
export function letSomethingHappen(wish: HappeningWish = {}): void {
  useLifecycleDialogs.setState({ wish });
}

/** Opens one of the dialogs of the clock. */
export function openLifecycle(open: "until" | "hr"): void {
  useLifecycleDialogs.setState({ open });
}

/** Closes whatever is open. */
export function closeLifecycle(): void {
  useLifecycleDialogs.setState({ wish: undefined, open: undefined });
}
