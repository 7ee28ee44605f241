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

/** Opens the list of shortcuts. */
export function openShortcuts(): void {
  useOverlays.setState({ shortcuts: true });
}
