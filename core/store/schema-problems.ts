import type { z } from "zod";
import { nearestName } from "../errors.ts";
import { describeValue, formatPath, type PathPart, type Problem, printable, valueAt } from "./problem.ts";
import { membersAt } from "./schema-members.ts";

/** More are not worth reading: the first ones are often the cause of the others. */
const MOST_PROBLEMS = 20;

/** What a document breaks of a schema, each in one sentence that names what was found and what would be right. */
export function describeSchemaProblems(schema: z.ZodType, document: unknown, error: z.ZodError): readonly Problem[] {
  const issues = error.issues.flatMap((issue) => flatten(issue, document, []));
  // A misspelt member first: it is also why another one is missing.
  const unknownFirst = issues.toSorted((left, right) => Number(isUnknown(right)) - Number(isUnknown(left)));
  return unknownFirst.slice(0, MOST_PROBLEMS).map(({ issue, path }) =>
    printable({
      code: "WORKSPACE_INVALID",
      path: formatPath(path),
      message: describeIssue(issue, path, schema, document),
      severity: "error",
    }),
  );
}

function isUnknown({ issue }: PlacedIssue): boolean {
  return issue.code === "unrecognized_keys";
}

interface PlacedIssue {
  readonly issue: z.core.$ZodIssue;
  readonly path: readonly PathPart[];
}

/** An issue with its full path. Of a union, the issues of the form that the value comes nearest to. */
function flatten(issue: z.core.$ZodIssue, document: unknown, prefix: readonly PathPart[]): readonly PlacedIssue[] {
  const path = [...prefix, ...(issue.path as readonly PathPart[])];
  if (issue.code !== "invalid_union") return [{ issue, path }];
  const nearest = nearestForm(issue.errors, valueAt(document, path));
  return nearest === undefined ? [{ issue, path }] : nearest.flatMap((inner) => flatten(inner, document, path));
}

/** How far a value is from a form that it could not be at all. */
const ANOTHER_KIND = 100;

/** The issues of the form that was meant; undefined where the value is of another kind than each of them. */
function nearestForm(
  forms: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] | undefined {
  const [nearest] = forms
    .map((issues) => ({ issues, distance: distanceOf(issues, value) }))
    .sort((left, right) => left.distance - right.distance);
  return nearest === undefined || nearest.distance >= ANOTHER_KIND ? undefined : nearest.issues;
}

function distanceOf(issues: readonly z.core.$ZodIssue[], value: unknown): number {
  return issues.reduce((sum, issue) => sum + distanceOfIssue(issue, value), 0);
}

/** A member that is missing or unknown speaks more against a form than a member with a wrong value. */
function distanceOfIssue(issue: z.core.$ZodIssue, value: unknown): number {
  const inner = valueAt(value, issue.path as readonly PathPart[]);
  if (issue.code === "unrecognized_keys") return 3 * issue.keys.length;
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return Math.min(...issue.errors.map((form) => distanceOf(form, inner)));
  }
  if (issue.path.length === 0) return ANOTHER_KIND;
  return inner === undefined ? 3 : 1;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  path: readonly PathPart[],
  schema: z.ZodType,
  document: unknown,
): string {
  const value = valueAt(document, path);
  const found = describeValue(value);
  if (value === undefined && issue.code !== "unrecognized_keys")
    return `Is missing; ${describeWanted(issue)} belongs here.`;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => describeUnknownMember(key, membersAt(schema, document, path))).join(" ");
    case "invalid_value":
      return `Found ${found}; ${describeWanted(issue)} would be right.${didYouMean(value, issue.values.map(String))}`;
    case "invalid_union":
      return `Found ${found}; ${describeWanted(issue)} would be right.${didYouMean(value, optionsOf(issue))}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? "This name cannot be used.";
    case "custom":
      return issue.message;
    case "invalid_format":
      return Object.hasOwn(FORMAT_NAMES, issue.format)
        ? `Found ${found}; ${describeWanted(issue)} would be right.`
        : issue.message;
    default:
      return `Found ${found}; ${describeWanted(issue)} would be right.`;
  }
}

function describeUnknownMember(key: string, members: readonly string[]): string {
  const near = nearestName(key, members);
  return near === undefined
    ? `There is no member ${JSON.stringify(key)} here; there are ${members.join(", ")}.`
    : `There is no member ${JSON.stringify(key)} here; did you mean ${JSON.stringify(near)}?`;
}

function didYouMean(value: unknown, candidates: readonly string[]): string {
  const near = typeof value === "string" ? nearestName(value, candidates) : undefined;
  return near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
}

/** What would be right, as a noun: `a text`, `a whole number of at least 1`, `"jit" or "scim"`. */
function describeWanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? `a value of type ${issue.expected}`;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "invalid_union":
      return describeForms(issue);
    case "invalid_format":
      return FORMAT_NAMES[issue.format] ?? issue.message;
    case "too_small":
      return describeLimit(issue.origin, issue.minimum, "at least", issue.inclusive ?? true);
    case "too_big":
      return describeLimit(issue.origin, issue.maximum, "at most", issue.inclusive ?? true);
    default:
      return "something else";
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  url: "a complete `http` or `https` URL such as `https://idp.acme.test`",
  datetime: "an instant in UTC such as `2026-03-02T09:00:00Z`",
  base64: "base64",
};

function describeLimit(origin: string, limit: number | bigint, words: string, inclusive: boolean): string {
  const bound = inclusive ? `${words} ${limit}` : `${words === "at least" ? "more" : "less"} than ${limit}`;
  if (origin === "string") return limit === 1 ? "a text that is not empty" : `a text of ${bound} characters`;
  if (origin === "array") return limit === 1 ? "a list with at least one entry" : `a list of ${bound} entries`;
  return `a number of ${bound}`;
}

/** The forms of a union: the values that tell them apart, or their kinds. */
function describeForms(issue: z.core.$ZodIssueInvalidUnion): string {
  const options = optionsOf(issue).map((option) => JSON.stringify(option));
  const kinds = issue.errors.flatMap((form) => form.filter((inner) => inner.path.length === 0).map(describeWanted));
  return [...new Set([...options, ...kinds])].join(" or ");
}

/** The values that a discriminated union knows for the member that tells its forms apart. */
function optionsOf(issue: z.core.$ZodIssue): readonly string[] {
  return "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}
