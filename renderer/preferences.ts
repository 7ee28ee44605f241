import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

/** How somebody likes to see the app. Kept on this computer, in the storage of the window. */
export interface Preferences {
  readonly theme: "auto" | "light" | "dark";
  /** Single letters as shortcuts; off for whoever speaks to their computer (WCAG 2.2, 2.1.4). */
  readonly singleKeys: boolean;
  /** Names beside the icons on the left. */
  readonly labels: boolean;
}

interface PreferencesStore extends Preferences {
  readonly change: (changes: Partial<Preferences>) => void;
}

export const usePreferences = create<PreferencesStore>()(
  persist((set) => ({ theme: "auto", singleKeys: true, labels: false, change: (changes) => set(changes) }), {
    name: "rehearsal.preferences",
    version: 1,
    storage: createJSONStorage(() => window.localStorage),
    partialize: ({ theme, singleKeys, labels }) => ({ theme, singleKeys, labels }),
  }),
);
