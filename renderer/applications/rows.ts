/** Rows of a list by their ids. What cannot be done leaves the list as it is. */

/** A list in which the row stands `by` places further down (negative: further up). */
export function moveRow<Row extends { readonly id: string }>(rows: readonly Row[], id: string, by: number): Row[] {
  const from = rows.findIndex((row) => row.id === id);
  return from < 0 ? [...rows] : moveTo(rows, id, from + by);
}

/** A list in which the row stands at an index. */
export function moveTo<Row extends { readonly id: string }>(rows: readonly Row[], id: string, index: number): Row[] {
  const row = rows.find((each) => each.id === id);
  if (row === undefined || index < 0 || index >= rows.length) return [...rows];
  const others = rows.filter((each) => each !== row);
  return [...others.slice(0, index), row, ...others.slice(index)];
}

/** A list with a copy of the row after it, under an id of its own. */
export function duplicateRow<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row[] {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (row === undefined) return [...rows];
  return [...rows.slice(0, index + 1), { ...row, id: freshId(rows, id) }, ...rows.slice(index + 1)];
}

/** A list without the row. */
export function removeRow<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row[] {
  return rows.filter((row) => row.id !== id);
}

/** An id that no row has: `wish`, or `wish-2` and so on. Signs that no id should have become hyphens. */
export function freshId(rows: readonly { readonly id: string }[], wish: string): string {
  const base =
    wish
      .trim()
      .replace(/[^\p{L}\p{N}._-]+/gu, "-")
      .replace(/^-+|-+$/g, "") || "row";
  const stem = base.replace(/-\d+$/, "");
  const taken = new Set(rows.map(({ id }) => id));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** The row that the focus goes to once a row is removed: the next one, else the one before. */
export function neighbourOf(rows: readonly { readonly id: string }[], id: string): string | undefined {
  const index = rows.findIndex((row) => row.id === id);
  return (rows[index + 1] ?? rows[index - 1])?.id;
}
