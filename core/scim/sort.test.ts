import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { showPath } from "./attribute-path.ts";
import { compileFilter } from "./match-filter.ts";
import type { ScimObject, ScimValue } from "./resource.ts";
import { ScimError } from "./scim-error.ts";
import { parseSortPath, sortResources } from "./sort.ts";
import { arbitraryResource } from "./test-filter.ts";
import { ENTERPRISE, testType } from "./test-schema.ts";

interface Case {
  readonly sortBy: string;
  readonly resources: readonly ScimObject[];
  /** The ids, in order. */
  readonly ascending: string;
  readonly descending: string;
}

function email(value: string, primary?: boolean): ScimValue {
  return primary === undefined ? { value } : { value, primary };
}

test.each<Case>([
  {
    sortBy: "userName",
    resources: [
      { id: "1", userName: "b" },
      { id: "2", userName: "C" },
      { id: "3", userName: "A" },
    ],
    ascending: "3 1 2",
    descending: "2 1 3",
  },
  {
    sortBy: "nick",
    resources: [
      { id: "1", nick: "b" },
      { id: "2", nick: "C" },
      { id: "3", nick: "A" },
    ],
    ascending: "3 2 1",
    descending: "1 2 3",
  },
  {
    sortBy: "level",
    resources: [
      { id: "1", level: 10 },
      { id: "2", level: 9 },
      { id: "3", level: -1 },
    ],
    ascending: "3 2 1",
    descending: "1 2 3",
  },
  {
    sortBy: "hired",
    resources: [
      { id: "1", hired: "2026-03-02T09:00:00Z" },
      { id: "2", hired: "2026-03-02T09:30:00+02:00" },
    ],
    ascending: "2 1",
    descending: "1 2",
  },
  {
    sortBy: "active",
    resources: [{ id: "1", active: true }, { id: "2", active: false }, { id: "3" }],
    ascending: "2 1 3",
    descending: "3 1 2",
  },
  {
    sortBy: "NAME.familyName",
    resources: [
      { id: "1", name: { familyName: "b" } },
      { id: "2", name: { givenName: "x" } },
      { id: "3", name: { familyName: "a" } },
    ],
    ascending: "3 1 2",
    descending: "2 1 3",
  },
  {
    sortBy: "emails",
    resources: [
      { id: "1", emails: [email("a"), email("z", true)] },
      { id: "2", emails: [email("m"), email("a")] },
      { id: "3", emails: [] },
      { id: "4", emails: [email("b", false)] },
    ],
    ascending: "4 2 1 3",
    descending: "3 1 2 4",
  },
  {
    sortBy: "tags",
    resources: [
      { id: "1", tags: ["b", "a"] },
      { id: "2", tags: ["a", "z"] },
      { id: "3", tags: null },
    ],
    ascending: "2 1 3",
    descending: "3 1 2",
  },
  {
    sortBy: `${ENTERPRISE}:manager`,
    resources: [
      { id: "1", [ENTERPRISE]: { manager: { value: "b" } } },
      { id: "2", [ENTERPRISE]: { manager: { value: "a" } } },
    ],
    ascending: "2 1",
    descending: "1 2",
  },
  {
    sortBy: "title",
    resources: [{ id: "1", title: "x" }, { id: "2" }, { id: "3", title: "X" }, { id: "4" }, { id: "5", title: "x" }],
    ascending: "1 3 5 2 4",
    descending: "2 4 1 3 5",
  },
])("by $sortBy: $ascending, and $descending", ({ sortBy, resources, ascending, descending }) => {
  const path = parseSortPath(sortBy, testType);
  const ids = (sorted: readonly ScimObject[]) => sorted.map(({ id }) => id).join(" ");
  expect(ids(sortResources(resources, path, "ascending"))).toBe(ascending);
  expect(ids(sortResources(resources, path, "descending"))).toBe(descending);
});

describe("what cannot be sorted by", () => {
  test.each([
    { sortBy: "nobody", detail: "`nobody` is no attribute of User." },
    { sortBy: "__proto__", detail: "`__proto__` is no attribute of User." },
    {
      sortBy: "name",
      detail: "`sortBy`: `name` is complex; name one of its sub-attributes, such as `name.familyName`.",
    },
    { sortBy: "password", detail: "`sortBy` is `password`, which is never returned." },
    { sortBy: "emails.pin", detail: "`sortBy` is `emails.pin`, which is never returned." },
  ])("$sortBy", ({ sortBy, detail }) => {
    expect(() => parseSortPath(sortBy, testType)).toThrow(new ScimError(400, "invalidValue", detail));
  });
});

test("keeps every resource, and puts none before one that is greater", () => {
  const paths = ["userName", "nick", "level", "hired"].map((text) => parseSortPath(text, testType));
  fc.assert(
    fc.property(fc.array(arbitraryResource), fc.constantFrom(...paths), (resources, path) => {
      const sorted = sortResources(resources, path, "ascending");
      expect(sorted).toHaveLength(resources.length);
      expect(resources.every((resource) => sorted.includes(resource))).toBe(true);
      for (const [index, before] of sorted.entries()) {
        const after = sorted[index + 1];
        const value = after?.[path.attribute.name];
        if (typeof value !== "string" && typeof value !== "number") continue;
        const isNotGreater = compileFilter({ kind: "compare", path, operator: "le", value });
        expect([showPath(path), before, isNotGreater(before)]).toEqual([showPath(path), before, true]);
      }
    }),
  );
});
