import { describe, expect, test } from "vitest";
import type { AttributeValue } from "../attribute-value.ts";
import type { ClaimMapping } from "./claim-mapping.ts";
import { describeClaim, evaluateClaims, type Person } from "./claims.ts";

const ADA: Person = {
  user: {
    id: "u1",
    userName: "ada@acme.test",
    active: true,
    attributes: { mail: "ada@acme.test", phones: [], nick: null, empty: "", department: "Finance", id: "not this one" },
    groups: ["g1", "g2", "g3"],
  },
  groups: [
    { id: "g1", name: "App-Approvers" },
    { id: "g2", name: "App-Staff" },
    { id: "g3", name: "Everybody" },
  ],
};

function claim(source: ClaimMapping["source"]): ClaimMapping {
  return { id: "row", claim: "it", source };
}

interface ClaimCase {
  readonly title: string;
  readonly source: ClaimMapping["source"];
  readonly value?: AttributeValue;
  readonly result?: string;
  readonly why: string;
}

describe("makes a claim from", () => {
  const cases: readonly ClaimCase[] = [
    {
      title: "an attribute",
      source: { kind: "attribute", attribute: "mail" },
      value: "ada@acme.test",
      why: "The value comes from attribute `mail`.",
    },
    {
      title: "the person's own id, not an attribute of that name",
      source: { kind: "attribute", attribute: "id" },
      value: "u1",
      why: "The value comes from attribute `id`.",
    },
    {
      title: "userName",
      source: { kind: "attribute", attribute: "userName" },
      value: "ada@acme.test",
      why: "The value comes from attribute `userName`.",
    },
    {
      title: "active",
      source: { kind: "attribute", attribute: "active" },
      value: true,
      why: "The value comes from attribute `active`.",
    },
    {
      title: "an empty text, which is a value",
      source: { kind: "attribute", attribute: "empty" },
      value: "",
      why: "The value comes from attribute `empty`.",
    },
    {
      title: "an absent attribute: none",
      source: { kind: "attribute", attribute: "title" },
      result: "absent",
      why: "The person has no attribute `title`, so no claim is sent.",
    },
    {
      title: "a name that only the prototype has: none",
      source: { kind: "attribute", attribute: "toString" },
      result: "absent",
      why: "The person has no attribute `toString`, so no claim is sent.",
    },
    {
      title: "null: none",
      source: { kind: "attribute", attribute: "nick" },
      result: "absent",
      why: "The person's attribute `nick` has no value, so no claim is sent.",
    },
    {
      title: "an empty list: none",
      source: { kind: "attribute", attribute: "phones" },
      result: "absent",
      why: "The person's attribute `phones` has no value, so no claim is sent.",
    },
    {
      title: "a table without the value: none",
      source: { kind: "table", attribute: "department", table: {}, otherwise: "drop" },
      result: "absent",
      why: "No value of `department` is in the table, so no claim is sent.",
    },
    {
      title: "an empty constant: none",
      source: { kind: "constant", value: [] },
      result: "absent",
      why: "The constant is empty, so no claim is sent.",
    },
    {
      title: "all groups by name",
      source: { kind: "groups", emit: "name" },
      value: ["App-Approvers", "App-Staff", "Everybody"],
      why: "Sent: 3 of the person's 3 groups.",
    },
    {
      title: "groups that start with a text, by id",
      source: { kind: "groups", emit: "id", filter: { operator: "startsWith", value: "App-" } },
      value: ["g1", "g2"],
      why: "Sent: 2 of the person's 3 groups.",
    },
    {
      title: "groups that contain a text",
      source: { kind: "groups", emit: "name", filter: { operator: "contains", value: "body" } },
      value: ["Everybody"],
      why: "Sent: 1 of the person's 3 groups.",
    },
    {
      title: "a group by its name",
      source: { kind: "groups", emit: "name", filter: { operator: "equals", value: "Everybody" } },
      value: ["Everybody"],
      why: "Sent: 1 of the person's 3 groups.",
    },
    {
      title: "groups that match a pattern as a whole",
      source: { kind: "groups", emit: "name", filter: { operator: "matches", value: "App-S.*" } },
      value: ["App-Staff"],
      why: "Sent: 1 of the person's 3 groups.",
    },
    {
      title: "groups that none of is let through: none",
      source: { kind: "groups", emit: "name", filter: { operator: "matches", value: "Staff" } },
      result: "absent",
      why: "None of the person's 3 groups passes the filter, so no claim is sent.",
    },
    {
      title: "an invalid pattern: a failure",
      source: { kind: "groups", emit: "name", filter: { operator: "matches", value: "[" } },
      result: "failed",
      why: "The pattern `[` is not valid: missing closing ]: `[`",
    },
  ];
  test.each(cases)("$title", ({ source, value, result, why }) => {
    const { attributes, evaluations } = evaluateClaims([claim(source)], ADA, "idp/claims");
    expect(attributes.map((entry) => entry.value)).toEqual(value === undefined ? [] : [value]);
    expect(evaluations).toMatchObject([
      { id: "row", target: "it", result: result ?? "applied", why, setting: "idp/claims/row" },
    ]);
  });
});

test("sends nothing for a person in no group", () => {
  const result = evaluateClaims([claim({ kind: "groups", emit: "name" })], { ...ADA, groups: [] }, "c");
  expect(result.attributes).toEqual([]);
  expect(result.evaluations[0]?.why).toBe("The person is in no group, so no claim is sent.");
});

test("keeps the order of the rows", () => {
  const rows = ["mail", "title", "userName"].map((attribute): ClaimMapping => {
    return { id: attribute, claim: attribute, source: { kind: "attribute", attribute } };
  });
  const { attributes, evaluations } = evaluateClaims(rows, ADA, "c");
  expect(attributes.map((entry) => entry.mapping.id)).toEqual(["mail", "userName"]);
  expect(evaluations.map((entry) => entry.id)).toEqual(["mail", "title", "userName"]);
});

test("puts a group set in words", () => {
  const filter = { operator: "startsWith", value: "App-" } as const;
  expect(describeClaim({ source: { kind: "groups", emit: "name", filter } })).toBe(
    "groups whose name starts with `App-`, by name",
  );
  expect(describeClaim({ source: { kind: "groups", emit: "id" } })).toBe("all groups, by id");
});
