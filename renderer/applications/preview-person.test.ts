import { expect, it } from "vitest";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { stepIn, walkOf } from "./preview-person.ts";

const TABLE: Pick<DirectoryTable, "id"> = { id: ["a", "b", "c"] };
const walk = walkOf(TABLE as DirectoryTable, [{ person: "c", why: "Something failed." }]);

it("walks those worth a look first, and everybody once", () => {
  expect(walk).toEqual(["c", "a", "b"]);
  expect(walkOf(undefined)).toEqual([]);
});

it("steps round both ends, and begins at one where nobody was picked", () => {
  expect([stepIn(walk, "c", 1), stepIn(walk, "b", 1), stepIn(walk, "c", -1)]).toEqual(["a", "c", "b"]);
  expect([stepIn(walk, undefined, 1), stepIn(walk, "nobody", -1), stepIn([], "a", 1)]).toEqual(["c", "b", undefined]);
});
