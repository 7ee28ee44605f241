import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

/** A filter that somebody gave a name. */
export interface SavedFilter {
  readonly name: string;
  readonly text: string;
}

interface SavedFilters {
  /** By the name of the grid. */
  readonly filters: Readonly<Record<string, readonly SavedFilter[]>>;
}

/** Filters with names, of each grid. Kept on this computer, in the storage of the window. */
const useAllFilters = create<SavedFilters>()(
  persist((): SavedFilters => ({ filters: {} }), {
    name: "rehearsal.filters",
    version: 1,
    storage: createJSONStorage(() => window.localStorage),
  }),
);

const NONE: readonly SavedFilter[] = [];

/** The filters of one grid that have a name, in the order of their names. */
export function useSavedFilters(grid: string): readonly SavedFilter[] {
  return useAllFilters(({ filters }) => filters[grid] ?? NONE);
}

/** Keeps a filter; another one of the same name is replaced. */
export function saveFilter(grid: string, filter: SavedFilter): void {
  change(grid, (saved) =>
    [...saved.filter(({ name }) => name !== filter.name), filter].toSorted((left, right) =>
      left.name.localeCompare(right.name, "en"),
    ),
  );
}

/** Forgets a filter. */
export function dropFilter(grid: string, name: string): void {
  change(grid, (saved) => saved.filter((filter) => filter.name !== name));
}

function change(grid: string, by: (saved: readonly SavedFilter[]) => readonly SavedFilter[]): void {
  useAllFilters.setState(({ filters }) => ({ filters: { ...filters, [grid]: by(filters[grid] ?? NONE) } }));
}
