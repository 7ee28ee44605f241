import { type RefCallback, useState } from "react";

/** Something that a button unfolds in its own place, and that folds up into it again. */
export interface Unfolding {
  readonly opened: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** For the button: it has the focus again once it is back. */
  readonly opener: RefCallback<HTMLElement> | undefined;
}

/** Closed to begin with. */
export function useUnfolding(): Unfolding {
  const [opened, setOpened] = useState<boolean>();
  return {
    opened: opened === true,
    open: () => setOpened(true),
    close: () => setOpened(false),
    opener: opened === false ? focusWhenShown : undefined,
  };
}

/** For what is to have the focus as soon as it is there. */
export function focusWhenShown(element: HTMLElement | null): void {
  element?.focus();
}
