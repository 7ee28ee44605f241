import { describe, expect, it } from "vitest";
import type { GridColumn } from "./columns.ts";
import { nextSort, sortRows } from "./sort.ts";

const names = ["zoe", "Ada 10", "", "Ada 2", "Émile"];
const columns: readonly GridColumn[] = [
  { id: "name", title: "Name", width: 100, text: (row) => names[row] ?? "" },
  { id: "size", title: "Size", width: 100, text: (row) => String(row), sortBy: (row) => (row * 7) % 5 },
];
const rows = Uint32Array.of(0, 1, 2, 3, 4);
const sorted = (column: string, direction: "ascending" | "descending") =>
  [...sortRows(rows, columns, { column, direction })].map((row) => names[row]);

describe("sorting a grid", () => {
  it("puts texts in a person's order, numbers in them by size, and nothing last", () => {
    expect(sorted("name", "ascending")).toEqual(["Ada 2", "Ada 10", "Émile", "zoe", ""]);
    expect(sorted("name", "descending")).toEqual(["zoe", "Émile", "Ada 10", "Ada 2", ""]);
  });

  it("goes by what a column is sorted by, not by what it shows", () => {
    expect(sorted("size", "ascending")).toEqual(["zoe", "Ada 2", "Ada 10", "Émile", ""]);
  });

  it("leaves the rows as they are without a sort", () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows);
  });

  it("goes from ascending to descending to none", () => {
    const first = nextSort(undefined, "name");
    const second = nextSort(first, "name");
    expect([first?.direction, second?.direction, nextSort(second, "name")]).toEqual([
      "ascending",
      "descending",
      undefined,
    ]);
    expect(nextSort(second, "size")).toEqual({ column: "size", direction: "ascending" });
  });
});
