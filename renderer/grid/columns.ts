import type { ReactNode } from "react";

/** One column of a {@link file://./DataGrid.tsx}. A row is an index into columns of data. */
export interface GridColumn {
  /** Unique in its grid. */
  readonly id: string;
  readonly title: string;
  /** Pixels, before somebody resizes it; where it shares the pane's width, its part of that. */
  readonly width: number;
  /** Pixels: it shares the pane's width with the others that do, and is never narrower than this. */
  readonly least?: number;
  /** The cell as text: what is copied, and shown where `render` is absent. */
  readonly text: (row: number) => string;
  /** The cell as it is shown: plain elements, since hundreds are made while scrolling. */
  readonly render?: (row: number) => ReactNode;
  /** What it is sorted by: numbers by size, texts as a person would. Absent: `text`. */
  readonly sortBy?: (row: number) => string | number;
  /** Numbers stand at the end of the cell. */
  readonly align?: "end";
  /** The first column cannot be hidden: it names the row. */
  readonly fixed?: boolean;
  /** Left out where there is no room for all columns, the last first, unless somebody has chosen the columns. */
  readonly spare?: boolean;
  /** How the cell is edited in place; absent: it is not. */
  readonly edit?: (row: number, text: string) => void;
}

/** How a person has arranged the columns of one grid. */
export interface ColumnLayout {
  /** Widths in pixels, by column; only those that were changed. */
  readonly widths: Readonly<Record<string, number>>;
  /** Ids of the columns that are not shown. Absent: nobody has chosen, and those are shown that have room. */
  readonly hidden?: readonly string[];
}

export const UNCHANGED_LAYOUT: ColumnLayout = { widths: {} };

/** No column is narrower: its title must be recognisable, and its edge graspable. */
export const MINIMUM_WIDTH = 56;

/** The columns that are shown. */
export function visibleColumns(columns: readonly GridColumn[], layout: ColumnLayout): readonly GridColumn[] {
  return columns.filter(({ id, fixed }) => fixed === true || layout.hidden?.includes(id) !== true);
}

/** Ids of the columns that a grid `width` pixels wide is better without: with them it would scroll sideways. */
export function findLeftOut(columns: readonly GridColumn[], width: number): readonly string[] {
  const spare = columns.findLast((column) => column.spare === true);
  if (spare === undefined || totalWidth(columns, UNCHANGED_LAYOUT) <= width) return [];
  return [
    spare.id,
    ...findLeftOut(
      columns.filter((column) => column !== spare),
      width,
    ),
  ];
}

/** The width of a column in pixels; of one that shares the pane's width, the least. */
export function widthOf({ id, width, least }: GridColumn, layout: ColumnLayout): number {
  return Math.max(MINIMUM_WIDTH, layout.widths[id] ?? least ?? width);
}

/** Nobody has resized it, and it takes its part of the pane's width: how wide it is, only the screen tells. */
export function isShared({ id, least }: GridColumn, layout: ColumnLayout): boolean {
  return least !== undefined && layout.widths[id] === undefined;
}

/** The layout with one column `width` pixels wide. */
export function resizeColumn(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  return { ...layout, widths: { ...layout.widths, [id]: Math.max(MINIMUM_WIDTH, Math.round(width)) } };
}

/** The hidden columns with one that is shown instead, or hidden where it was shown. */
export function toggleHidden(hidden: readonly string[], id: string): readonly string[] {
  return hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id];
}

/** The width of the button that opens the menu of a row, in pixels. */
export const MENU_WIDTH = 30;

/** The columns as the value of CSS `grid-template-columns`. */
export function buildTemplate(columns: readonly GridColumn[], layout: ColumnLayout): string {
  return columns
    .map((column) => {
      const width = `${widthOf(column, layout)}px`;
      return isShared(column, layout) ? `minmax(${width}, ${column.width}fr)` : width;
    })
    .join(" ");
}

/** The width of all columns together, in pixels: below it the grid scrolls sideways. */
export function totalWidth(columns: readonly GridColumn[], layout: ColumnLayout): number {
  return columns.reduce((sum, column) => sum + widthOf(column, layout), 0);
}
