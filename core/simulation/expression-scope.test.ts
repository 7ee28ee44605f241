import { describe, expect, it } from "vitest";
import type { Condition } from "../mapping/condition.ts";
import { createTestClient, DAY, ENTERPRISE, MINUTE, person, ROWS, row } from "./test-scim-client.ts";

/** Scopes and rows that ask for more than the person: what is decided from them is decided alike everywhere. */

const GROUPS = [
  { id: "g-sales", name: "Sales" },
  { id: "g-legal", name: "Legal" },
];

const inSales: Condition = { expression: { dialect: "okta", text: 'isMemberOfGroupName("Sales")' } };

describe("a scope that is an expression", () => {
  const people = [person("ada", { groups: ["g-sales"] }), person("bo", { groups: ["g-legal"] })];

  it("takes people by their groups, and counts whom a push is about by the same", async () => {
    const client = createTestClient({ people, groups: GROUPS, scope: inSales });
    expect(client.countPushed()).toBe(1);
    const { people: results } = await client.cycle();
    expect(results.map(({ userName, result }) => `${userName} ${result}`)).toEqual([
      "ada@acme.test create",
      "bo@acme.test skip",
    ]);
  });

  it("looks at nobody again while nothing has changed, and at whoever changes groups", async () => {
    const client = createTestClient({ people, groups: GROUPS, scope: inSales });
    await client.cycle();
    client.clock.now += 40 * MINUTE;
    expect(await client.cycle()).toMatchObject({ people: [], requests: 0 });
    client.change("bo", { groups: ["g-sales"] });
    client.change("ada", { groups: [] });
    const { people: results } = await client.cycle();
    expect(results.map(({ userName, result }) => `${userName} ${result}`)).toEqual([
      "ada@acme.test disable",
      "bo@acme.test create",
    ]);
  });

  it("takes whoever its group is renamed to, though nothing about the person has changed", async () => {
    const client = createTestClient({ people, groups: GROUPS, scope: inSales });
    await client.cycle();
    client.setGroups([
      { id: "g-sales", name: "Vendors" },
      { id: "g-legal", name: "Sales" },
    ]);
    const { people: results } = await client.cycle();
    expect(results.map(({ result }) => result)).toEqual(["disable", "create"]);
  });

  it("takes people when their day has come", async () => {
    const begun: Condition = { expression: { dialect: "entra", text: 'CBool(DateDiff("d", [hired], Now()) > 0)' } };
    const client = createTestClient({ people: [person("ada", { attributes: { hired: "2026-03-04" } })], scope: begun });
    expect((await client.cycle()).people).toMatchObject([{ result: "skip" }]);
    client.clock.now += 4 * DAY;
    expect((await client.cycle()).people).toMatchObject([{ result: "create" }]);
  });
});

it("takes a filter on what a person's file does not carry for unknown, before and after", async () => {
  const scope: Condition = {
    entraFilters: [{ title: "No level", clauses: [{ attribute: "level", operator: "IS NULL", values: [] }] }],
  };
  const importedAt = "2026-03-01T09:00:00.000Z";
  const sources = [{ id: "csv", name: "people.csv", importedAt, attributes: ["mail"], groups: false }];
  const client = createTestClient({ people: [person("ada", { source: "csv" })], scope, sources });
  expect(client.countPushed()).toBe(0);
  expect((await client.cycle()).people).toMatchObject([{ result: "skip" }]);
  expect((await client.cycle()).people).toEqual([]);
});

it("finds a manager whom an expression names by asking for others", async () => {
  const text = 'user.getLinkedObject("boss").id';
  const source = { kind: "expression" as const, dialect: "okta" as const, text };
  const rows = [...ROWS.slice(0, 2), row("manager", `${ENTERPRISE}:manager`, "", { source })];
  const people = [person("ada", { attributes: { boss: "u-bo" } }), person("bo")];
  const client = createTestClient({ people, rows });
  await client.cycle();
  expect(client.account("ada")?.attributes.manager).toBe(client.account("bo")?.id);
});
