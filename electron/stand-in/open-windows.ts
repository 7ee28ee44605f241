/** A window, as the app needs it at its end. */
interface OpenWindow {
  end(): Promise<void>;
}

/** The windows that are open, in the order of opening. */
export const openWindows = new Set<OpenWindow>();
