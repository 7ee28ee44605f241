/** Where somebody is in a grid: positions among the rows and columns that are shown. */
export interface Cursor {
  readonly row: number;
  readonly column: number;
  /** Where a selection by Shift began. */
  readonly anchor: number;
}

export const FIRST_CELL: Cursor = { row: 0, column: 0, anchor: 0 };

/** How much there is to move in. `page`: rows that fit on screen. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/**
 * Where a key leads; undefined where it leads nowhere. Home and End are the first and the last row, as in a list of
 * files: rows are what one looks for here. With Shift the anchor stays.
 */
export function moveCursor(
  cursor: Cursor,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  extent: Extent,
): Cursor | undefined {
  const row = rowAfter(cursor.row, key, extent);
  const column = columnAfter(cursor.column, key);
  if (row === undefined && column === undefined) return undefined;
  const to = clamp(row ?? cursor.row, extent.rows);
  return { row: to, column: clamp(column ?? cursor.column, extent.columns), anchor: shiftKey ? cursor.anchor : to };
}

function rowAfter(row: number, key: string, { rows, page }: Extent): number | undefined {
  switch (key) {
    case "ArrowDown":
      return row + 1;
    case "ArrowUp":
      return row - 1;
    case "PageDown":
      return row + page;
    case "PageUp":
      return row - page;
    case "Home":
      return 0;
    case "End":
      return rows - 1;
    default:
      return undefined;
  }
}

function columnAfter(column: number, key: string): number | undefined {
  if (key === "ArrowRight") return column + 1;
  return key === "ArrowLeft" ? column - 1 : undefined;
}

function clamp(position: number, count: number): number {
  return Math.max(0, Math.min(position, count - 1));
}

/** The positions from one to the other, both included, from the top. */
export function rangeBetween(from: number, to: number): readonly number[] {
  const first = Math.min(from, to);
  return Array.from({ length: Math.abs(from - to) + 1 }, (_, index) => first + index);
}
