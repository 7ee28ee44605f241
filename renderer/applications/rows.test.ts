import { expect, it } from "vitest";
import { duplicateRow, freshId, moveRow, moveTo, neighbourOf, removeRow } from "./rows.ts";

const ROWS = [{ id: "a" }, { id: "b" }, { id: "c" }] as const;
const ids = (rows: readonly { readonly id: string }[]): string => rows.map(({ id }) => id).join(" ");

it.each([
  ["b", -1, "b a c"],
  ["b", 1, "a c b"],
  ["a", -1, "a b c"],
  ["c", 1, "a b c"],
  ["nobody", 1, "a b c"],
])("moves %s by %i: %s", (id, by, expected) => expect(ids(moveRow(ROWS, id, by))).toBe(expected));

it("moves a row to where it was dropped", () => {
  expect(ids(moveTo(ROWS, "a", 2))).toBe("b c a");
  expect(ids(moveTo(ROWS, "c", 0))).toBe("c a b");
});

it("duplicates a row under an id of its own, next to it", () => {
  expect(ids(duplicateRow(ROWS, "b"))).toBe("a b b-2 c");
  expect(ids(duplicateRow(duplicateRow(ROWS, "b"), "b-2"))).toBe("a b b-2 b-3 c");
});

it("removes a row, and knows where the focus goes", () => {
  expect(ids(removeRow(ROWS, "b"))).toBe("a c");
  expect([neighbourOf(ROWS, "b"), neighbourOf(ROWS, "c"), neighbourOf([{ id: "x" }], "x")]).toEqual([
    "c",
    "b",
    undefined,
  ]);
});

it("makes ids out of what people type", () => {
  expect(freshId(ROWS, "Finance User")).toBe("Finance-User");
  expect(freshId(ROWS, "  !! ")).toBe("row");
  expect(freshId(ROWS, "a")).toBe("a-2");
});
