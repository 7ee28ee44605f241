import { describe, expect, it } from "vitest";
import { completeFilter } from "./complete-filter.ts";
import { filterPeople } from "./filter-people.ts";
import { testTable, testWorkspace } from "./test-directory.ts";

const { applications } = testWorkspace;
const ends = (filter: string) => completeFilter(filter, testTable, applications).map(({ end }) => end);

describe("completing a filter", () => {
  it("offers the names of conditions once their first letter is there", () => {
    expect(ends("")).toEqual([]);
    expect(ends("ada ")).toEqual([]);
    expect(ends("d")).toEqual(["dept:"]);
    expect(ends("ada no-a")).toEqual(["no-account:"]);
  });

  it("offers the values that there are, by any part of them", () => {
    expect(ends("state:")).toEqual(['state:"active"', 'state:"disabled"', 'state:"suspended"']);
    expect(ends("no-state:ABL")).toEqual(['no-state:"disabled"']);
    expect(ends('has:"no')).toEqual(['has:"note"']);
    expect(ends("account:").length).toBe(applications.length);
  });

  it("keeps what was typed before", () => {
    expect(completeFilter("ada state:act", testTable, applications)).toEqual([
      { filter: 'ada state:"active"', end: 'state:"active"' },
    ]);
  });

  it("writes conditions that the filter understands", () => {
    for (const name of ["dept", "title", "group", "account", "state", "has"]) {
      for (const { filter } of completeFilter(`${name}:`, testTable, applications)) {
        expect(filterPeople(testTable, filter, applications).problems, filter).toEqual([]);
      }
    }
  });

  it("has nothing to say to what is finished, or to what it does not know", () => {
    expect(ends('dept:"Sales"')).toEqual([]);
    expect(ends("boss:a")).toEqual([]);
  });
});
