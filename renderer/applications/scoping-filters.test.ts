import { describe, expect, it } from "vitest";
import { addFilter, replaceClause, replaceFilter, type ScopingFilter, withOperator } from "./scoping-filters.ts";

const CLAUSE = { attribute: "department", operator: "EQUALS", values: ["Sales"] };
const STAFF: ScopingFilter = { title: "Staff", clauses: [CLAUSE] };

describe("editing scoping filters", () => {
  it("adds a filter that no other is called like", () => {
    const two = addFilter([{ ...STAFF, title: "Scoping filter 2" }]);
    expect(two.map(({ title }) => title)).toEqual(["Scoping filter 2", "Scoping filter 3"]);
  });

  it("takes a filter away, but never the last", () => {
    expect(replaceFilter([STAFF, { ...STAFF, title: "Guests" }], 0, undefined)).toMatchObject([{ title: "Guests" }]);
    expect(replaceFilter([STAFF], 0, undefined)).toEqual([STAFF]);
  });

  it("takes a filter away with its last clause", () => {
    const both = { ...STAFF, clauses: [CLAUSE, { ...CLAUSE, attribute: "title" }] };
    expect(replaceClause(both, 0, undefined)?.clauses).toEqual([{ ...CLAUSE, attribute: "title" }]);
    expect(replaceClause(STAFF, 0, undefined)).toBeUndefined();
  });

  it("keeps the value from one operator to the next, and none where none is compared", () => {
    expect(withOperator(CLAUSE, "NOT EQUALS")).toEqual({ ...CLAUSE, operator: "NOT EQUALS" });
    expect(withOperator(CLAUSE, "IS NULL")).toEqual({ ...CLAUSE, operator: "IS NULL", values: [] });
    expect(withOperator(withOperator(CLAUSE, "IS NULL"), "EQUALS").values).toEqual([""]);
  });
});
