import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { GridColumn } from "./columns.ts";
import { type Cursor, FIRST_CELL, rangeBetween } from "./cursor.ts";
import type { Rows } from "./sort.ts";

/** The height of a row and of the header, in pixels. As `--row` in the theme. */
export const ROW_HEIGHT = 26;
export const HEADER_HEIGHT = 28;

/** What a grid is asked to show and whom it tells. */
export interface GridProps {
  /** Keeps the arrangement of its columns apart from that of other grids. */
  readonly name: string;
  /** What it is a list of, for whoever cannot see it. */
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** What the rows were chosen by: where that changes, the list begins at its top again. */
  readonly scope?: string;
  /** In the order in which they came; the grid sorts them. */
  readonly rows: Rows;
  /** What a row is called whatever place it has: an id. */
  readonly keyOf: (row: number) => string;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (keys: ReadonlySet<string>) => void;
  /** The row that the inspector shows. */
  readonly inspected: string | undefined;
  /** `rest`: somebody came to rest on the row. `open`: they asked for it, by Enter. */
  readonly onInspect: (key: string, how: "rest" | "open") => void;
  /** What can be done with a row; absent: nothing, and rows have no button for it. */
  readonly menu?: GridMenu;
}

/** A menu that every row has, of which there is but one: opened by its button, a right click, the menu key or Shift F10. */
export interface GridMenu {
  /** "What to do with Ada Lovelace". */
  readonly labelOf: (row: number) => string;
  /** Items of a Mantine menu. */
  readonly items: (row: number) => ReactNode;
}

/** Where the menu of a row is opened, in pixels of the window. */
export interface MenuPlace {
  /** The row's position among those that are shown. */
  readonly position: number;
  readonly x: number;
  readonly y: number;
}

/** A grid at work: the rows in their order, where somebody is, and what can be done there. */
export interface GridState {
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly cursor: Cursor;
  readonly editing: boolean;
  readonly setEditing: (editing: boolean) => void;
  /** The menu that is open. */
  readonly menuAt: MenuPlace | undefined;
  readonly openMenu: (at: MenuPlace | undefined) => void;
  readonly moveTo: (cursor: Cursor) => void;
  readonly keyAt: (position: number) => string | undefined;
  readonly toggle: (position: number) => void;
  readonly selectRange: (from: number, to: number) => void;
}

/** State and moves of a grid whose rows are `rows`, in the order in which they are shown. */
export function useGridState(props: GridProps, rows: Rows): GridState {
  const { keyOf, selected, onSelect, inspected } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [kept, setCursor] = useState<Cursor>(FIRST_CELL);
  const [editing, setEditing] = useState(false);
  const [menuAt, openMenu] = useState<MenuPlace>();
  const cursor = { ...kept, row: Math.max(0, Math.min(kept.row, rows.length - 1)) };
  const virtualizer = useRowVirtualizer(scroll, rows.length, cursor.row);
  const keyAt = (position: number): string | undefined => {
    const row = rows[position];
    return row === undefined ? undefined : keyOf(row);
  };
  useTop(props.scope, () => {
    setCursor(FIRST_CELL);
    virtualizer.scrollToOffset(0);
  });
  useFollow(inspected, keyAt(cursor.row), rows, keyOf, (position) => {
    setCursor((now) => ({ ...now, row: position, anchor: position }));
    virtualizer.scrollToIndex(position);
  });

  const moveTo = (next: Cursor): void => {
    setCursor(next);
    virtualizer.scrollToIndex(next.row);
  };
  const toggle = (position: number): void => {
    const key = keyAt(position);
    if (key !== undefined) onSelect(toggled(selected, key));
  };
  const selectRange = (from: number, to: number): void => {
    onSelect(new Set(rangeBetween(from, to).flatMap((position) => keyAt(position) ?? [])));
  };
  return { scroll, virtualizer, cursor, editing, setEditing, menuAt, openMenu, moveTo, keyAt, toggle, selectRange };
}

function useRowVirtualizer(scroll: RefObject<HTMLDivElement | null>, count: number, cursor: number) {
  // The row of the cursor is always there: `aria-activedescendant` names one of its cells.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return cursor >= count || shown.includes(cursor) ? shown : [...shown, cursor].sort((a, b) => a - b);
    },
    [cursor, count],
  );
  return useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    rangeExtractor,
    useFlushSync: false,
  });
}

function useTop(scope: string | undefined, goToTop: () => void): void {
  const last = useRef(scope);
  const latest = useRef(goToTop);
  latest.current = goToTop;
  useEffect(() => {
    if (last.current === scope) return;
    last.current = scope;
    latest.current();
  }, [scope]);
}

/** Goes to the row that is inspected when that was chosen elsewhere: by a link, or because it was just made. */
function useFollow(
  inspected: string | undefined,
  here: string | undefined,
  rows: Rows,
  keyOf: (row: number) => string,
  goTo: (position: number) => void,
): void {
  const latest = useRef({ here, rows, keyOf, goTo });
  latest.current = { here, rows, keyOf, goTo };
  const some = rows.length > 0;
  useEffect(() => {
    const { here: now, rows: all, keyOf: key, goTo: go } = latest.current;
    if (inspected === undefined || !some || now === inspected) return;
    const position = all.findIndex((row) => key(row) === inspected);
    if (position >= 0) go(position);
  }, [inspected, some]);
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
