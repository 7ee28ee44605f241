import { describe, expect, it } from "vitest";
import { changesAttribute, countChanged, groupsOfSome } from "./bulk.ts";
import { testAda, testTable } from "./test-directory.ts";

const everybody = [0, 1, 2];

describe("counting who really changes", () => {
  it.each([
    [{ kind: "joinGroup", group: "g-finance" } as const, 1],
    [{ kind: "leaveGroup", group: "g-finance" } as const, 2],
    [{ kind: "active", value: false } as const, 2],
    [{ kind: "active", value: true } as const, 1],
    [{ kind: "attribute", name: "department", value: "Finance" } as const, 2],
  ])("%j", (change, count) => {
    expect(countChanged(testTable, everybody, change)).toBe(count);
  });

  it("does not guess at what the table does not tell", () => {
    expect(countChanged(testTable, everybody, { kind: "attribute", name: "mail", value: "x" })).toBeUndefined();
    expect(countChanged(testTable, everybody, { kind: "attribute", name: "department", value: null })).toBeUndefined();
  });

  it("tells from a person whether an attribute would change", () => {
    expect(changesAttribute(testAda, "department", "Finance")).toBe(false);
    expect(changesAttribute(testAda, "department", "Sales")).toBe(true);
    expect(changesAttribute(testAda, "mail", null)).toBe(false);
    expect(changesAttribute(testAda, "department", null)).toBe(true);
  });

  it("knows the groups that somebody can leave", () => {
    expect([...groupsOfSome(testTable, [0, 2])]).toEqual(["g-finance"]);
  });
});
