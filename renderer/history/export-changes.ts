import type { HistoryChanges } from "../../core/contract/results.ts";
import { buildCsv } from "../components/csv.ts";

const COLUMNS = [
  "at",
  "writer",
  "application",
  "account",
  "userName",
  "person",
  "what",
  "before",
  "after",
  "why",
  "run",
  "step",
] as const;

/** Rows as a table for a spreadsheet: values that are lists or no text are written as JSON. */
export function buildChangesCsv(changes: HistoryChanges, rows: Iterable<number>): string {
  const lines: (readonly string[])[] = [COLUMNS];
  for (const row of rows) lines.push(COLUMNS.map((column) => cellOf(changes[column][row])));
  return buildCsv(lines);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Rows as JSON, one to a line (https://jsonlines.org). */
export function buildChangesJsonLines(changes: HistoryChanges, rows: Iterable<number>): string {
  const lines: string[] = [];
  for (const row of rows) {
    lines.push(JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, changes[column][row] ?? null]))));
  }
  return lines.map((line) => `${line}\n`).join("");
}
