import { describe, expect, it } from "vitest";
import { moveCursor, rangeBetween } from "./cursor.ts";

const extent = { rows: 100, columns: 4, page: 20 };
const from = { row: 50, column: 1, anchor: 50 };

describe("the cursor of a grid", () => {
  it.each([
    ["ArrowDown", 51, 1],
    ["ArrowUp", 49, 1],
    ["PageDown", 70, 1],
    ["PageUp", 30, 1],
    ["Home", 0, 1],
    ["End", 99, 1],
    ["ArrowRight", 50, 2],
    ["ArrowLeft", 50, 0],
  ])("goes by %s", (key, row, column) => {
    expect(moveCursor(from, { key, shiftKey: false }, extent)).toEqual({ row, column, anchor: row });
  });

  it("stops at the edges", () => {
    expect(moveCursor({ row: 0, column: 0, anchor: 0 }, { key: "PageUp", shiftKey: false }, extent)?.row).toBe(0);
    expect(moveCursor({ row: 99, column: 3, anchor: 0 }, { key: "ArrowRight", shiftKey: false }, extent)?.column).toBe(
      3,
    );
  });

  it("keeps the anchor with Shift", () => {
    expect(moveCursor(from, { key: "PageDown", shiftKey: true }, extent)).toEqual({ row: 70, column: 1, anchor: 50 });
  });

  it("leaves other keys alone", () => {
    expect(moveCursor(from, { key: "x", shiftKey: false }, extent)).toBeUndefined();
  });

  it("selects both ends of a range, whichever comes first", () => {
    expect(rangeBetween(5, 3)).toEqual([3, 4, 5]);
  });
});
