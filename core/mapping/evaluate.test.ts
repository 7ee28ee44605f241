import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AttributeValue, attributeValueSchema } from "../attribute-value.ts";
import { describeSource, evaluateSource, type Lookup } from "./evaluate.ts";
import { type Source, sourceSchema } from "./source.ts";

function lookupIn(values: Readonly<Record<string, AttributeValue>>): Lookup {
  return (name) => (Object.hasOwn(values, name) ? values[name] : undefined);
}

function table(otherwise: Extract<Source, { kind: "table" }>["otherwise"]): Source {
  return { kind: "table", attribute: "department", table: { Finance: "Finance User", "7": "Seven" }, otherwise };
}

describe("evaluates a source", () => {
  const cases: readonly { title: string; source: Source; department?: AttributeValue; value?: AttributeValue }[] = [
    { title: "an attribute", source: { kind: "attribute", attribute: "department" }, department: "IT", value: "IT" },
    {
      title: "an attribute with several values",
      source: { kind: "attribute", attribute: "department" },
      department: ["a", "b"],
      value: ["a", "b"],
    },
    {
      title: "an attribute that is null",
      source: { kind: "attribute", attribute: "department" },
      department: null,
      value: null,
    },
    { title: "an attribute that is absent", source: { kind: "attribute", attribute: "department" } },
    { title: "a constant", source: { kind: "constant", value: 7 }, value: 7 },
    { title: "a value in a table", source: table("drop"), department: "Finance", value: "Finance User" },
    { title: "a number in a table", source: table("drop"), department: 7, value: "Seven" },
    { title: "a value outside a table that drops", source: table("drop"), department: "IT" },
    { title: "a value outside a table that keeps", source: table("keep"), department: "IT", value: "IT" },
    {
      title: "a value outside a table with another value",
      source: table({ value: "Guest" }),
      department: "IT",
      value: "Guest",
    },
    {
      title: "several values, one by one, dropping",
      source: table("drop"),
      department: ["IT", "Finance"],
      value: ["Finance User"],
    },
    {
      title: "several values, one by one, keeping",
      source: table("keep"),
      department: ["IT", "Finance"],
      value: ["IT", "Finance User"],
    },
    { title: "several values that are all dropped", source: table("drop"), department: ["IT"], value: [] },
    { title: "null through a table", source: table({ value: "Guest" }), department: null, value: null },
    { title: "nothing through a table", source: table({ value: "Guest" }) },
    { title: "a value named like an object's own method", source: table("drop"), department: "toString" },
    { title: "a value that names the prototype", source: table("drop"), department: "__proto__" },
  ];
  test.each(cases)("$title", ({ source, department, value }) => {
    const result = evaluateSource(source, lookupIn(department === undefined ? {} : { department }));
    expect(result.value).toEqual(value);
    expect(Object.hasOwn(result, "value")).toBe(value !== undefined);
  });
});

test("says what it read and what became of each value", () => {
  expect(evaluateSource(table("keep"), lookupIn({ department: ["Finance", "IT"] }))).toEqual({
    value: ["Finance User", "IT"],
    inputs: [{ name: "department", value: ["Finance", "IT"] }],
    intermediate: [
      { text: "`Finance` is in the table", value: "Finance User" },
      { text: "`IT` is not in the table and is kept", value: "IT" },
    ],
  });
});

test("puts sources in words, for either side", () => {
  expect(describeSource(table("drop"), "attribute")).toBe("attribute `department` through a table");
  expect(describeSource({ kind: "attribute", attribute: "mail" }, "claim")).toBe("claim `mail`");
  expect(describeSource({ kind: "attribute", attribute: "subject" }, "claim")).toBe("the subject");
  expect(describeSource({ kind: "attribute", attribute: "subject" }, "attribute")).toBe("attribute `subject`");
  expect(describeSource({ kind: "constant", value: "x" }, "claim")).toBe('the constant "x"');
});

test("never throws, and gives plain JSON, whatever the table and the value", () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const value = fc.oneof(scalar, fc.constant(null), fc.array(scalar));
  const rows = fc.dictionary(fc.string(), fc.string());
  const otherwise = fc.oneof(
    fc.constant("keep" as const),
    fc.constant("drop" as const),
    fc.record({ value: fc.string() }),
  );
  fc.assert(
    fc.property(rows, otherwise, value, (entries, rest, input) => {
      const source = sourceSchema.parse({ kind: "table", attribute: "a", table: entries, otherwise: rest });
      const result = evaluateSource(source, lookupIn({ a: input }));
      expect(result.value === undefined || attributeValueSchema.safeParse(result.value).success).toBe(true);
    }),
  );
});
