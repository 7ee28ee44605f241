import { describe, expect, it } from "vitest";
import { answerList } from "./list-endpoint.ts";
import { type ListQuery, parseListQuery } from "./list-query.ts";
import type { ScimObject } from "./resource.ts";
import type { ScimResourceStore } from "./resource-store.ts";
import { attribute, type ScimAttribute, type ScimResourceType } from "./schema.ts";
import type { ScimCollection, ScimServer } from "./server.ts";
import { refusalOf } from "./test-refusal.ts";
import { UNWATCHED } from "./watch.ts";

function buildCollection(
  name: string,
  level: Partial<ScimAttribute>,
  resources: readonly ScimObject[],
): ScimCollection {
  const attributes = [attribute("level", "How high.", level), attribute(`only${name}`, "Its own.")];
  const schema = { id: `urn:test:${name}`, name, description: name, attributes };
  const type: ScimResourceType = { id: name, name, description: name, endpoint: `/${name}`, schema, extensions: [] };
  const refuse = () => {
    throw new Error("A list writes nothing.");
  };
  const store: ScimResourceStore = {
    count: () => resources.length,
    list: (start, end) => resources.slice(start, end),
    find: (id) => resources.find((each) => each.id === id),
    findEqual: () => undefined,
    create: refuse,
    replace: refuse,
    remove: refuse,
  };
  return { type, store };
}

/** By one name, a number here and a text there. */
const COLLECTIONS = [
  buildCollection("Floors", { type: "integer" }, [
    { id: "f2", level: 2, onlyFloors: "x" },
    { id: "f1", level: 1 },
  ]),
  buildCollection("Skills", {}, [{ id: "sb", level: "b", onlySkills: "x" }, { id: "sa", level: "A" }, { id: "s0" }]),
];

const SERVER: ScimServer = {
  baseUrl: "https://acme.test/scim/v2",
  settings: { bindings: [], roles: { from: "none" }, behaviour: {} },
  collections: COLLECTIONS,
  rate: { read: () => ({ since: 0, requests: 0 }), write: () => undefined },
};

function idsOf(query: Readonly<Record<string, string>>): readonly unknown[] {
  const wanted: ListQuery = parseListQuery(new URLSearchParams(query));
  const { body } = answerList(SERVER, COLLECTIONS, () => wanted, UNWATCHED);
  const resources = (body?.Resources ?? []) as readonly ScimObject[];
  return resources.map(({ id }) => id);
}

describe("a list of several types", () => {
  it.each([
    { filter: 'level eq "b"', found: ["sb"] },
    { filter: 'level sw "a"', found: ["sa"] },
    { filter: "level eq 2", found: ["f2"] },
    { filter: "level ge 1", found: ["f2", "f1"] },
    { filter: "level pr", found: ["f2", "f1", "sb", "sa"] },
    { filter: 'level eq "b" or onlyFloors pr', found: ["f2", "sb"] },
    { filter: 'level ne "b"', found: ["f2", "f1", "sa", "s0"] },
    { filter: 'onlySkills eq "x"', found: ["sb"] },
    { filter: "urn:test:Skills:level pr", found: ["sb", "sa"] },
    { filter: "urn:test:Floors:level pr", found: ["f2", "f1"] },
  ])("with $filter holds $found", ({ filter, found }) => {
    expect(idsOf({ filter })).toEqual(found);
  });

  it("has numbers before texts, and at its end what has neither", () => {
    expect(idsOf({ sortBy: "level" })).toEqual(["f1", "f2", "sa", "sb", "s0"]);
    expect(idsOf({ sortBy: "level", sortOrder: "descending" })).toEqual(["s0", "sb", "sa", "f2", "f1"]);
    expect(idsOf({ sortBy: "onlySkills", count: "1" })).toEqual(["sb"]);
  });

  it.each([
    { query: { filter: 'level eq "b" and level eq 2' }, scimType: "invalidFilter" },
    { query: { filter: 'onlyDoors eq "x"' }, scimType: "invalidFilter" },
    { query: { sortBy: "onlyDoors" }, scimType: "invalidValue" },
  ])("refuses what no type understands: $query", ({ query, scimType }) => {
    expect(refusalOf(() => idsOf(query))).toMatchObject({ status: 400, scimType });
  });
});
