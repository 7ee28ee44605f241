import { describe, expect, it } from "vitest";
import { findLeftOut, type GridColumn, toggleHidden, visibleColumns } from "./columns.ts";

const column = (id: string, width: number, more: Partial<GridColumn> = {}): GridColumn => ({
  id,
  title: id,
  width,
  text: String,
  ...more,
});
const columns = [
  column("name", 200, { least: 100, fixed: true }),
  column("title", 80, { spare: true }),
  column("state", 80),
  column("groups", 60, { spare: true }),
];

describe("the columns of a grid", () => {
  it.each([
    { width: 320, leftOut: [] },
    { width: 319, leftOut: ["groups"] },
    { width: 260, leftOut: ["groups"] },
    { width: 259, leftOut: ["groups", "title"] },
    { width: 0, leftOut: ["groups", "title"] },
  ])("are left out where $width pixels have no room for them, the last first: $leftOut", ({ width, leftOut }) => {
    expect(findLeftOut(columns, width)).toEqual(leftOut);
  });

  it("are shown and hidden as somebody chooses, but for the one that names the row", () => {
    const hidden = toggleHidden(toggleHidden(["groups"], "name"), "title");
    expect(visibleColumns(columns, { widths: {}, hidden }).map(({ id }) => id)).toEqual(["name", "state"]);
    expect(toggleHidden(hidden, "groups")).toEqual(["name", "title"]);
  });
});
