import { type RefObject, useEffect, useMemo } from "react";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { type ColumnLayout, findLeftOut, type GridColumn, UNCHANGED_LAYOUT } from "./columns.ts";

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

/** The columns that have no room now, by the name of the grid. */
const useLeftOut = create<Readonly<Record<string, readonly string[]>>>(() => ({}));

const NONE: readonly string[] = [];

/** A layout with what is really not shown: hidden by somebody, or left out since there is no room for it. */
export type ShownLayout = ColumnLayout & Required<Pick<ColumnLayout, "hidden">>;

/** The layout of one grid, and how it is changed. */
export function useColumnLayout(
  name: string,
): readonly [ShownLayout, (change: (layout: ColumnLayout) => ColumnLayout) => void] {
  const layout = useLayouts(({ layouts }) => layouts[name] ?? UNCHANGED_LAYOUT);
  const leftOut = useLeftOut((grids) => grids[name] ?? NONE);
  const shown = useMemo(() => ({ ...layout, hidden: layout.hidden ?? leftOut }), [layout, leftOut]);
  return [shown, (change) => changeLayout(name, change)];
}

function changeLayout(name: string, change: (layout: ColumnLayout) => ColumnLayout): void {
  useLayouts.setState(({ layouts }) => ({
    layouts: { ...layouts, [name]: change(layouts[name] ?? UNCHANGED_LAYOUT) },
  }));
}

/** Finds out which columns have no room, again whenever the grid becomes wider or narrower. `taken`: pixels for no column. */
export function useRoom(
  name: string,
  grid: RefObject<HTMLElement | null>,
  columns: readonly GridColumn[],
  taken = 0,
): void {
  useEffect(() => {
    if (grid.current === null) return;
    // It is told the first width too, before anything is painted.
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) noteLeftOut(name, findLeftOut(columns, entry.contentRect.width - taken));
    });
    observer.observe(grid.current);
    return () => observer.disconnect();
  }, [name, grid, columns, taken]);
}

function noteLeftOut(name: string, leftOut: readonly string[]): void {
  const known = useLeftOut.getState()[name] ?? NONE;
  if (known.join() !== leftOut.join()) useLeftOut.setState({ [name]: leftOut });
}
