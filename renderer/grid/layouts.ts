import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { type ColumnLayout, UNCHANGED_LAYOUT } from "./columns.ts";

interface Layouts {
  /** By the name of the grid. */
  readonly layouts: Readonly<Record<string, ColumnLayout>>;
}

/** How somebody has arranged each grid. Kept on this computer, in the storage of the window. */
const useLayouts = create<Layouts>()(
  persist((): Layouts => ({ layouts: {} }), {
    name: "rehearsal.grids",
    version: 1,
    storage: createJSONStorage(() => window.localStorage),
  }),
);

/** The layout of one grid, and how it is changed. */
export function useColumnLayout(
  name: string,
): readonly [ColumnLayout, (change: (layout: ColumnLayout) => ColumnLayout) => void] {
  const layout = useLayouts(({ layouts }) => layouts[name] ?? UNCHANGED_LAYOUT);
  return [layout, (change) => changeLayout(name, change)];
}

function changeLayout(name: string, change: (layout: ColumnLayout) => ColumnLayout): void {
  useLayouts.setState(({ layouts }) => ({
    layouts: { ...layouts, [name]: change(layouts[name] ?? UNCHANGED_LAYOUT) },
  }));
}
