import { describe, expect, it } from "vitest";
import { filterPeople } from "./filter-people.ts";
import { testApplications, testTable } from "./test-directory.ts";
import { buildTree } from "./tree.ts";

const found = (filter: string): readonly string[] =>
  [...filterPeople(testTable, filter, testApplications).rows].map((row) => testTable.id[row]?.slice(2) ?? "");

describe("filtering people", () => {
  it.each([
    ["", ["ada", "mara", "liam"]],
    ["okaf", ["mara"]],
    ["dept:fin", ["ada", "mara"]],
    ['dept:"Finance"', ["ada"]],
    ['dept:""', ["liam"]],
    ["group:app-admins", ["mara"]],
    ["account:slack account:jira", ["mara", "liam"]],
    ["no-account:slack", ["ada"]],
    ["account:slack state:disabled", ["liam"]],
    ["has:note", ["ada"]],
    ["no-has:group", ["liam"]],
  ])("%s", (filter, people) => {
    expect(found(filter)).toEqual(people);
  });

  it.each([
    ["state:gone", "A state is active, suspended or disabled."],
    ["group:nope", 'No group is called "nope".'],
    ["account:zoom", 'No application is called "zoom".'],
    ["has:hat", "has: takes note, account or group."],
  ])("explains %s, and passes everybody", (filter, message) => {
    expect(filterPeople(testTable, filter, testApplications).problems.map((problem) => problem.message)).toEqual([
      message,
    ]);
    expect(found(filter)).toHaveLength(3);
  });

  it("finds as many people as the tree says, for every line of it", () => {
    const lines = buildTree(testTable).flatMap((node) => [node, ...node.children]);
    const counted = lines.filter(({ filter }) => filter !== undefined);
    expect(counted.map(({ filter }) => found(filter ?? "").length)).toEqual(counted.map(({ count }) => count));
    expect(counted).toHaveLength(6);
  });
});
