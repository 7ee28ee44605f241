import type { FunctionSignature, Parameter } from "../dialect.ts";

const MANY = "entra-expressions.md §2 Multi-value, numbers, roles";
const LEGACY = "entra-expressions.md §2 Legacy names";

const many: Parameter = { name: "attribute", type: "list" };
const roles: Parameter = { name: "source", type: "attribute" };

/** Functions on many values, numbers, roles and unique values, and the legacy names, as data. */
export const ROLE_SIGNATURES: readonly FunctionSignature[] = [
  {
    name: "Count",
    parameters: [many],
    result: "number",
    summary: "How many values there are.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "Item",
    parameters: [many, { name: "index", type: "number" }],
    result: "any",
    summary: "One of many values, counted from 1.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "RemoveDuplicates",
    parameters: [many],
    result: "list",
    summary: "Every value once.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "BitAnd",
    parameters: [
      { name: "value1", type: "number" },
      { name: "value2", type: "number" },
    ],
    result: "number",
    summary: "The bits that both numbers have.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "CStr",
    parameters: [{ name: "value", type: "any" }],
    result: "text",
    summary: "A number, a reference or a boolean as a text.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "SingleAppRoleAssignment",
    parameters: [roles],
    result: "text",
    summary: "The name of one role; which of several is not specified.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "AppRoleAssignmentsComplex",
    parameters: [roles],
    result: "list",
    summary: "All roles, each with id, value and displayName; roles are only ever added.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "AssertiveAppRoleAssignmentsComplex",
    parameters: [roles],
    result: "list",
    summary: "All roles, each with id, value and displayName; they replace those that are there.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "SelectUniqueValue",
    parameters: [
      { name: "rule1", type: "any" },
      { name: "rule2", type: "any", repeats: true },
    ],
    result: "text",
    summary: "The first of several values that nobody in the target has yet.",
    certainty: "documented",
    source: MANY,
  },
  {
    name: "Prepend",
    parameters: [
      { name: "prefix", type: "text" },
      { name: "source", type: "text" },
    ],
    result: "text",
    summary: "Puts a prefix before a text.",
    certainty: "json",
    source: LEGACY,
    legacy: true,
  },
  {
    name: "DefaultDomain",
    parameters: [],
    result: "text",
    summary: "The tenant's default domain.",
    certainty: "json",
    source: LEGACY,
    legacy: true,
  },
  {
    name: "IsNothing",
    parameters: [{ name: "source", type: "any" }],
    result: "boolean",
    summary: "Whether there is no value.",
    certainty: "json",
    source: LEGACY,
    legacy: true,
  },
  {
    name: "AppRoleAssignments",
    parameters: [roles],
    result: "list",
    summary: "The names of all roles.",
    certainty: "json",
    source: LEGACY,
    legacy: true,
  },
];
