import type { GridColumn } from "./columns.ts";

/** What a grid is sorted by. */
export interface Sort {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

/** Rows as indexes into columns of data. */
export type Rows = Uint32Array | readonly number[];

/** Made once: making a collator costs more than thousands of comparisons. Numbers inside of texts count by their size. */
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Compares two texts as a person would sort them. */
export function compareText(left: string, right: string): number {
  return collator.compare(left, right);
}

/**
 * The rows in order. Equal rows keep their order, and cells without anything in them come last, whichever way it is
 * sorted. Without a sort: the rows as they are.
 */
export function sortRows(rows: Rows, columns: readonly GridColumn[], sort: Sort | undefined): Rows {
  const column = columns.find(({ id }) => id === sort?.column);
  if (sort === undefined || column === undefined) return rows;
  const keyOf = column.sortBy ?? column.text;
  const keyed = Array.from(rows, (row) => ({ row, key: keyOf(row) }));
  const sign = sort.direction === "ascending" ? 1 : -1;
  keyed.sort((left, right) => emptyLast(left.key, right.key) ?? sign * compareKeys(left.key, right.key));
  return Uint32Array.from(keyed, ({ row }) => row);
}

/** Clicking a header: ascending first, then descending, then as it came. */
export function nextSort(sort: Sort | undefined, column: string): Sort | undefined {
  if (sort?.column !== column) return { column, direction: "ascending" };
  return sort.direction === "ascending" ? { column, direction: "descending" } : undefined;
}

function compareKeys(left: string | number, right: string | number): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return collator.compare(String(left), String(right));
}

function emptyLast(left: string | number, right: string | number): number | undefined {
  if (left === "" && right === "") return 0;
  if (left === "") return 1;
  return right === "" ? -1 : undefined;
}
