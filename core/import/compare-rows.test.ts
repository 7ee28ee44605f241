import { describe, expect, it } from "vitest";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import { compareRows } from "./compare-rows.ts";

function row(id: string, attribute: string, more: Partial<ProvisioningMapping> = {}): ProvisioningMapping {
  return { id, target: id, source: { kind: "attribute", attribute }, apply: "always", ...more };
}

const note = { kind: "decision", text: "Agreed with HR." } as const;

describe("the rows of a file beside those that are there", () => {
  const before = [
    row("title", "jobTitle"),
    row("city", "city", { note }),
    row("nick", "nickName", { note }),
    row("old-id", "department", { target: "department" }),
  ];
  const after = [
    row("title", "jobTitle"),
    row("city", "town", { apply: "create" }),
    row("department", "department"),
    row("phone", "telephoneNumber"),
  ];
  const compared = compareRows(before, after);

  it.each([
    ["title", "The row that is there, unchanged."],
    ["city", "Changed: source, when it is sent."],
    ["department", "The row that is there, unchanged."],
    ["phone", "A new row."],
  ])("%s", (id, says) => expect(compared.describe(id)).toBe(says));

  it("go where the file has no such row, each with a line", () => {
    expect(compared.removed).toEqual([
      {
        result: "adapted",
        place: "provisioning/mappings/nick",
        subject: "nick",
        message: "Removed: the file has no such row. Its note goes with it: Agreed with HR.",
      },
    ]);
    expect(compared.counts).toBe(": 1 new, 1 changed, 2 unchanged, 1 removed");
  });

  it("keep the notes that stood on them", () => {
    expect(compared.rows.map((each) => each.note)).toEqual([undefined, note, undefined, undefined]);
  });

  it("are not compared where there was none", () => {
    const first = compareRows([], after);
    expect([first.describe("title"), first.removed, first.counts]).toEqual([undefined, [], ""]);
  });

  it("are each found once, however many give the same target", () => {
    const two = [row("a", "x", { target: "title" }), row("b", "y", { target: "title" })];
    expect(compareRows(two, [row("b", "y", { target: "title" })]).removed.map(({ place }) => place)).toEqual([
      "provisioning/mappings/a",
    ]);
  });
});
