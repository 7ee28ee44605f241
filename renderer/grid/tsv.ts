import type { GridColumn } from "./columns.ts";

/**
 * Rows as text with tabs between cells and a line for each, the titles first: what spreadsheets take from the
 * clipboard. Tabs and line ends inside of a cell become spaces. A cell that a spreadsheet would take for a formula
 * (`=`, `+`, `-`, `@` first) gets an apostrophe before it.
 */
export function buildTsv(columns: readonly GridColumn[], rows: Iterable<number>): string {
  const lines = [columns.map(({ title }) => cell(title))];
  for (const row of rows) lines.push(columns.map(({ text }) => cell(text(row))));
  return lines.map((line) => line.join("\t")).join("\n");
}

function cell(text: string): string {
  const flat = text.replace(/[\t\r\n\u2028\u2029]+/g, " ");
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
}
