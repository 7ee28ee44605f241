import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AttributeValue } from "../attribute-value.ts";
import { evaluateAccountValues, lookupInClaims, type TargetAttribute } from "./account-values.ts";
import type { AttributeMapping } from "./attribute-mapping.ts";

const ATTRIBUTES: readonly TargetAttribute[] = [
  { name: "email" },
  { name: "phones", multiValued: true },
  { name: "nick", maxLength: 3 },
  { name: "nicks", multiValued: true, maxLength: 3 },
];

function evaluate(mappings: readonly AttributeMapping[], claims: Readonly<Record<string, AttributeValue>>) {
  return evaluateAccountValues(mappings, ATTRIBUTES, lookupInClaims("ada", claims), "applications/acme/mappings");
}

function row(target: string, parts: Partial<AttributeMapping> = {}): AttributeMapping {
  return { id: "row", target, source: { kind: "attribute", attribute: "it" }, apply: "always", ...parts };
}

interface RowCase {
  readonly title: string;
  readonly mapping: AttributeMapping;
  readonly claim?: AttributeValue;
  readonly result: string;
  readonly value?: AttributeValue;
  readonly why: string;
  readonly missing?: boolean;
}

describe("maps", () => {
  const cases: readonly RowCase[] = [
    {
      title: "a claim",
      mapping: row("email"),
      claim: "a@b",
      result: "applied",
      value: "a@b",
      why: "Row `row`: claim `it`.",
    },
    {
      title: "the subject",
      mapping: row("email", { source: { kind: "attribute", attribute: "subject" } }),
      result: "applied",
      value: "ada",
      why: "Row `row`: the subject.",
    },
    {
      title: "nothing",
      mapping: row("email"),
      result: "absent",
      why: "Nothing came from claim `it`, so the attribute is left as it is.",
    },
    {
      title: "nothing, though required",
      mapping: row("email", { required: true }),
      result: "failed",
      why: "Row `row` is required, and nothing came from claim `it`.",
      missing: true,
    },
    {
      title: "an empty text, though required",
      mapping: row("email", { required: true }),
      claim: "",
      result: "failed",
      why: "Row `row` is required, and nothing came from claim `it`.",
      missing: true,
    },
    {
      title: "nothing, with a default",
      mapping: row("email", { required: true, defaultIfNull: "x" }),
      result: "default",
      value: "x",
      why: "Nothing came from claim `it`, so row `row` uses its default.",
    },
    {
      title: "null, with a default",
      mapping: row("email", { defaultIfNull: "x" }),
      claim: null,
      result: "default",
      value: "x",
      why: "Nothing came from claim `it`, so row `row` uses its default.",
    },
    {
      title: "an empty text, with a default",
      mapping: row("email", { defaultIfNull: "x" }),
      claim: "",
      result: "default",
      value: "x",
      why: "Nothing came from claim `it`, so row `row` uses its default.",
    },
    {
      title: "null",
      mapping: row("email"),
      claim: null,
      result: "applied",
      value: null,
      why: "Row `row`: claim `it` came empty. The attribute is emptied.",
    },
    {
      title: "an empty list",
      mapping: row("phones"),
      claim: [],
      result: "applied",
      value: null,
      why: "Row `row`: claim `it` came empty. The attribute is emptied.",
    },
    {
      title: "an empty text",
      mapping: row("email"),
      claim: "",
      result: "applied",
      value: "",
      why: "Row `row`: claim `it` came empty.",
    },
    {
      title: "several values to room for one",
      mapping: row("email"),
      claim: ["a", "b"],
      result: "applied",
      value: "a",
      why: "Row `row`: claim `it`. 2 values came; the attribute holds one, so the first is used.",
    },
    {
      title: "several values, the first of them empty",
      mapping: row("email"),
      claim: ["", "b"],
      result: "applied",
      value: "b",
      why: "Row `row`: claim `it`. 2 values came; the attribute holds one, so the first is used.",
    },
    {
      title: "a list of one to room for one",
      mapping: row("email"),
      claim: ["a"],
      result: "applied",
      value: "a",
      why: "Row `row`: claim `it`.",
    },
    {
      title: "several values to room for several",
      mapping: row("phones"),
      claim: ["1", "2"],
      result: "applied",
      value: ["1", "2"],
      why: "Row `row`: claim `it`.",
    },
    {
      title: "one value to room for several",
      mapping: row("phones"),
      claim: "1",
      result: "applied",
      value: ["1"],
      why: "Row `row`: claim `it`.",
    },
    {
      title: "a value as long as may be, in characters",
      mapping: row("nick"),
      claim: "a😀b",
      result: "applied",
      value: "a😀b",
      why: "Row `row`: claim `it`.",
    },
    {
      title: "a value that is too long",
      mapping: row("nick"),
      claim: "abcd",
      result: "failed",
      why: "The value has 4 characters; the attribute holds at most 3.",
    },
    {
      title: "a required value that is too long",
      mapping: row("nick", { required: true }),
      claim: "abcd",
      result: "failed",
      why: "The value has 4 characters; the attribute holds at most 3.",
      missing: true,
    },
    {
      title: "a second value that is too long but not used",
      mapping: row("nick"),
      claim: ["abc", "abcd"],
      result: "applied",
      value: "abc",
      why: "Row `row`: claim `it`. 2 values came; the attribute holds one, so the first is used.",
    },
    {
      title: "a list with one value that is too long",
      mapping: row("nicks"),
      claim: ["abc", "abcd"],
      result: "failed",
      why: "The value has 4 characters; the attribute holds at most 3.",
    },
    {
      title: "to an attribute that does not exist",
      mapping: row("emial"),
      claim: "x",
      result: "failed",
      why: "The application's accounts have no attribute `emial`.",
    },
    {
      title: "a number to userName",
      mapping: row("userName"),
      claim: 7,
      result: "applied",
      value: "7",
      why: "Row `row`: claim `it`.",
    },
    {
      title: "null to userName",
      mapping: row("userName"),
      claim: null,
      result: "failed",
      why: "A userName cannot be empty, so it is left as it is.",
    },
    {
      title: "a text to active",
      mapping: row("active"),
      claim: "false",
      result: "applied",
      value: false,
      why: "Row `row`: claim `it`.",
    },
    {
      title: "nonsense to active",
      mapping: row("active"),
      claim: "yes",
      result: "failed",
      why: "`active` takes true or false, so it is left as it is.",
    },
  ];
  test.each(cases)("$title", ({ mapping, claim, result, value, why, missing }) => {
    const mapped = evaluate([mapping], claim === undefined ? {} : { it: claim });
    expect(mapped.evaluations).toMatchObject([{ id: "row", target: mapping.target, result, why }]);
    expect(mapped.values.map((entry) => entry.value)).toEqual(value === undefined ? [] : [value]);
    expect(mapped.missing.map((entry) => entry.why)).toEqual(missing === true ? [why] : []);
  });
});

test("lets the first row that gives a value win", () => {
  const rows = [
    row("email", { id: "none", source: { kind: "attribute", attribute: "absent" } }),
    row("email", { id: "first" }),
    row("email", { id: "second", required: true, source: { kind: "constant", value: "x" } }),
  ];
  const mapped = evaluate(rows, { it: "a@b" });
  expect(mapped.values).toMatchObject([{ mapping: { id: "first" }, value: "a@b" }]);
  expect(mapped.evaluations[2]).toMatchObject({ result: "skipped", why: "Row `first` above sets `email` already." });
  expect(mapped.missing).toEqual([]);
});

test("finds no claim that only an object's prototype has, and takes `subject` for the subject", () => {
  const lookup = lookupInClaims("ada", { subject: "a claim" });
  expect(lookup("subject")).toBe("ada");
  expect(lookup("toString")).toBeUndefined();
});

test("gives each attribute at most one value, and a required row either a value or a complaint", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  const mapping = fc.record({
    target: fc.constantFrom("userName", "active", "email", "phones", "nick", "ghost"),
    required: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(mapping), value, (parts, it) => {
      const rows = parts.map((part, index) => row(part.target, { id: `r${index}`, required: part.required }));
      const { values, missing } = evaluate(rows, { it });
      const targets = values.map((entry) => entry.mapping.target);
      expect(new Set(targets).size).toBe(targets.length);
      for (const { required, target, id } of rows) {
        if (required) expect(targets.includes(target) || missing.some((entry) => entry.mapping.id === id)).toBe(true);
      }
    }),
  );
});
