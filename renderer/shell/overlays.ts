import { create } from "zustand";

/** What lies over the screens, opened from anywhere. */
interface Overlays {
  readonly palette: boolean;
  readonly shortcuts: boolean;
}

export const useOverlays = create<Overlays>(() => ({ palette: false, shortcuts: false }));

/** Opens the command palette. */
export function openPalette(): void {
  useOverlays.setState({ palette: true });
}

/** Closes it. */
export function closePalette(): void {
  useOverlays.setState({ palette: false });
}

/** Opens the list of shortcuts. */
export function openShortcuts(): void {
  useOverlays.setState({ shortcuts: true });
}

/** Closes it. */
export function closeShortcuts(): void {
  useOverlays.setState({ shortcuts: false });
}
