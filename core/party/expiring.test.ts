import { describe, expect, it } from "vitest";
import { keepRecord, withoutRecord } from "./expiring.ts";

const NOW = 100;
const of = (person: string, expiresAt = NOW + 1) => ({ person, expiresAt });

describe("a record that is kept", () => {
  it("stands behind the others", () => {
    const kept = keepRecord({ a: of("ada") }, "b", of("bob"), NOW, []);
    expect(Object.entries(kept)).toEqual([
      ["a", of("ada")],
      ["b", of("bob")],
    ]);
  });

  it("drops those that have ended by now", () => {
    const kept = keepRecord({ a: of("ada", NOW), b: of("ada", NOW + 1) }, "c", of("ada"), NOW, []);
    expect(Object.keys(kept)).toEqual(["b", "c"]);
  });

  it.each([
    { limits: [{ most: 3 }], keys: ["b", "c", "d"], what: "the oldest of all beyond a limit" },
    {
      limits: [{ most: 2, belongs: ({ person }: { person: string }) => person === "ada" }],
      keys: ["b", "c", "d"],
      what: "the oldest of those that belong together",
    },
    {
      limits: [{ most: 1, belongs: ({ person }: { person: string }) => person === "ada" }, { most: 2 }],
      keys: ["b", "d"],
      what: "what either of two limits names",
    },
    { limits: [{ most: 4 }], keys: ["a", "b", "c", "d"], what: "nobody where there is room" },
  ])("drops $what", ({ limits, keys }) => {
    const records = { a: of("ada"), b: of("bob"), c: of("ada") };
    expect(Object.keys(keepRecord(records, "d", of("ada"), NOW, limits))).toEqual(keys);
  });

  it("leaves the records that it was given as they were", () => {
    const records = { a: of("ada", NOW) };
    keepRecord(records, "b", of("bob"), NOW, [{ most: 1 }]);
    expect(Object.keys(records)).toEqual(["a"]);
  });
});

describe("a record that is taken out", () => {
  it("is gone, and the others stay", () => {
    expect(withoutRecord({ a: of("ada"), b: of("bob") }, "a")).toEqual({ b: of("bob") });
  });

  it("leaves the very same records where it was not among them", () => {
    const records = { a: of("ada") };
    expect(withoutRecord(records, "toString")).toBe(records);
  });
});
