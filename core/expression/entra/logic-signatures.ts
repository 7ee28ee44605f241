import type { FunctionSignature, Parameter } from "../dialect.ts";

const LOGIC = "entra-expressions.md §2 Logic / null";

const expression: Parameter = { name: "expression", type: "any" };

function test(name: string, summary: string): FunctionSignature {
  return { name, parameters: [expression], result: "boolean", summary, certainty: "documented", source: LOGIC };
}

/** Functions that choose and test, as data (entra-expressions.md, section 2, "Logic / null"). */
export const LOGIC_SIGNATURES: readonly FunctionSignature[] = [
  {
    name: "IIF",
    parameters: [
      { name: "condition", type: "any" },
      { name: "valueIfTrue", type: "any" },
      { name: "valueIfFalse", type: "any" },
    ],
    result: "any",
    summary: "One of two values, by a condition.",
    certainty: "documented",
    source: LOGIC,
  },
  {
    name: "Switch",
    parameters: [
      { name: "source", type: "text" },
      { name: "defaultValue", type: "any", optional: true },
      { name: "key", type: "text", repeats: true },
      { name: "value", type: "any", repeats: true },
    ],
    result: "any",
    summary: "The value of the first key that equals the source, case and all; the default where none does.",
    certainty: "documented",
    source: LOGIC,
  },
  {
    name: "Coalesce",
    parameters: [{ name: "source", type: "any", repeats: true }],
    result: "any",
    summary: "The first value that is not null; the last argument serves as the default.",
    certainty: "documented",
    source: LOGIC,
  },
  test("IsNull", "Whether there is no value."),
  test("IsNullOrEmpty", "Whether there is no value, or an empty text."),
  test("IsPresent", "Whether there is a value that is not an empty text."),
  test("IsString", "Whether the value can be a text."),
  {
    name: "Not",
    parameters: [{ name: "source", type: "any" }],
    result: "boolean",
    summary: "False for `True`; True for anything else.",
    certainty: "documented",
    source: LOGIC,
  },
  {
    name: "CBool",
    parameters: [expression],
    result: "boolean",
    summary: "A comparison, or whether a number is not zero.",
    certainty: "documented",
    source: LOGIC,
  },
  {
    name: "IgnoreFlowIfNullOrEmpty",
    parameters: [expression],
    result: "any",
    summary: "The value; where it is null or an empty text, the target is left alone.",
    certainty: "documented",
    source: LOGIC,
  },
];
