import { describe, expect, it } from "vitest";
import type { ClaimTest, Condition } from "../../core/contract/model.ts";
import {
  addTest,
  partAt,
  partsOf,
  removePart,
  replacePart,
  setGroupKind,
  setOperator,
  settingOfPart,
} from "./condition.ts";

const test = (claim: string): ClaimTest => ({ operator: "isPresent", claim });
const NESTED: Condition = { all: [test("a"), { any: [test("b"), test("c")] }] };

describe("editing a condition", () => {
  it("finds and replaces a part deep inside", () => {
    expect(partAt(NESTED, [1, 0])).toEqual(test("b"));
    expect(replacePart(NESTED, [1, 0], test("x"))).toEqual({ all: [test("a"), { any: [test("x"), test("c")] }] });
    expect(partAt(NESTED, [0, 3])).toBeUndefined();
  });

  it("names the place of a part as a setting", () => {
    expect(settingOfPart(NESTED, [1, 0])).toEqual(["all", "1", "any", "0"]);
    expect(settingOfPart(NESTED, [])).toEqual([]);
  });

  it("makes a group out of a test that gets company", () => {
    expect(addTest(test("a"), [], test("b"), "any")).toEqual({ any: [test("a"), test("b")] });
    expect(addTest(NESTED, [0], test("x"), "any")).toEqual({
      all: [{ any: [test("a"), test("x")] }, { any: [test("b"), test("c")] }],
    });
  });

  it("adds to the group that is there", () => {
    expect(addTest(NESTED, [1], test("d"))).toEqual({ all: [test("a"), { any: [test("b"), test("c"), test("d")] }] });
  });

  it("dissolves a group that has one test left, and keeps the last test of all", () => {
    expect(removePart(NESTED, [1, 0])).toEqual({ all: [test("a"), test("c")] });
    expect(removePart(removePart(NESTED, [1]), [])).toEqual(test("a"));
    expect(removePart({ all: [test("a")] }, [0])).toEqual({ all: [test("a")] });
  });

  it("turns all into any, and back", () => {
    expect(setGroupKind(NESTED, [1], "all")).toEqual({ all: [test("a"), { all: [test("b"), test("c")] }] });
    expect(setGroupKind(NESTED, [0], "any")).toBe(NESTED);
  });

  it("keeps the value from one operator to the next, and none where none is compared", () => {
    const equals = setOperator(test("a"), "equals");
    expect(equals).toEqual({ operator: "equals", claim: "a", value: "" });
    expect(setOperator({ operator: "equals", claim: "a", value: "x" }, "contains")).toEqual({
      operator: "contains",
      claim: "a",
      value: "x",
    });
    expect(setOperator({ operator: "equals", claim: "a", value: "x" }, "isPresent")).toEqual(test("a"));
  });
});

describe("what was imported in the words of a product", () => {
  const clauses = [{ attribute: "department", operator: "EQUALS", values: ["Sales"] }];
  const filters: Condition = { entraFilters: [{ title: "Staff", clauses }] };

  it("is no group, and has no parts", () => {
    expect(partsOf(filters)).toEqual([]);
    expect(partsOf({ expression: { dialect: "okta", text: "user.a" } })).toEqual([]);
  });

  it("can stand among other tests", () => {
    expect(replacePart({ all: [filters, test("a")] }, [1], test("b"))).toEqual({ all: [filters, test("b")] });
  });
});
