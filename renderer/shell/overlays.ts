import { create } from "zustand";

/** What lies over the screens, opened from anywhere. */
interface Overlays {
  readonly palette: boolean;
  /** What was typed since the palette was opened. */
  readonly typed: string;
  readonly shortcuts: boolean;
}

export const useOverlays = create<Overlays>(() => ({ palette: false, typed: "", shortcuts: false }));

/** Opens the command palette, with nothing typed yet. */
export function openPalette(): void {
  useOverlays.setState({ palette: true, typed: "" });
}

/** Has this stand in its field. */
export function typeInPalette(typed: string): void {
  useOverlays.setState({ typed });
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
