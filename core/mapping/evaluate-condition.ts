import { type AttributeValue, showValue, valuesOf } from "../attribute-value.ts";
import type { ClaimTest, Condition, EntraFilters, ExpressionCondition } from "./condition.ts";
import { describeName, type Lookup, type NamedValue, readValue } from "./evaluate.ts";
import { evaluateExpression } from "./expression-source.ts";
import { parsePattern } from "./pattern.ts";
import type { ExpressionWorld } from "./person-world.ts";
import { lookupByProductName } from "./product-names.ts";
import { describeClause, evaluateClause, type FilterClause } from "./scoping-filter.ts";
import { describeNotKnown, valueMember } from "./source-result.ts";

/** One test of a condition, carried out. */
export interface ClauseResult {
  /** The test in words: "claim `department` equals `Finance`"; of a scoping filter `Staff department EQUALS Sales`. */
  readonly text: string;
  readonly holds: boolean;
  /** What was found: "found "Sales"". */
  readonly why: string;
  /** What was read. */
  readonly claims: readonly NamedValue[];
  /** What is wrong with the test itself: a pattern that is not valid. Such a test never holds. */
  readonly problem?: string;
}

/** A condition, carried out with every one of its tests, also those that could no longer change the result. */
export interface ConditionResult {
  readonly holds: boolean;
  /** Every test, in the order they are written. */
  readonly clauses: readonly ClauseResult[];
  /** The tests that stand in the way where it does not hold: those to look at for "why not?". */
  readonly blocking: readonly ClauseResult[];
}

/**
 * Carries out a condition. A claim with several values passes a test when any of them does; `notEquals` passes when
 * none equals. An absent claim has no values: it fails every test but `notEquals`. Comparisons are exact, and numbers
 * and booleans are compared as text. What is in the words of a product goes by its rules; `world` is what an expression
 * may ask beside the attributes. Never throws. `log`: false where nobody wants to know what expressions read on the way.
 */
export function evaluateCondition(
  condition: Condition,
  lookup: Lookup,
  world?: ExpressionWorld,
  log = true,
): ConditionResult {
  if ("operator" in condition) return resultOf([evaluateTest(condition, lookup)]);
  if ("expression" in condition) return resultOf([evaluateExpressionTest(condition, lookup, world, log)]);
  if ("entraFilters" in condition) return evaluateFilters(condition, lookup, world);
  const parts = ("all" in condition ? condition.all : condition.any).map((part) =>
    evaluateCondition(part, lookup, world, log),
  );
  return join("all" in condition ? parts.every(holds) : parts.some(holds), parts);
}

/** Tests that must all hold. */
function resultOf(clauses: readonly ClauseResult[]): ConditionResult {
  const blocking = clauses.filter((clause) => !clause.holds);
  return { holds: blocking.length === 0, clauses, blocking };
}

function join(isMet: boolean, parts: readonly ConditionResult[]): ConditionResult {
  return {
    holds: isMet,
    clauses: parts.flatMap((part) => part.clauses),
    blocking: isMet ? [] : parts.flatMap((part) => part.blocking),
  };
}

function holds(part: { readonly holds: boolean }): boolean {
  return part.holds;
}

/** A condition in words: "claim `department` equals `Finance` and (claim `title` is present or …)". */
export function describeCondition(condition: Condition): string {
  if ("operator" in condition) return describeTest(condition);
  if ("expression" in condition) return describeExpression(condition);
  if ("entraFilters" in condition) return describeFilters(condition);
  const [parts, word] = "all" in condition ? [condition.all, "and"] : [condition.any, "or"];
  return parts.map(describePart).join(` ${word} `);
}

/** The tests of a condition, in the order they are written, each with its place below the condition. */
export function testsOf(
  condition: Condition,
  path = "",
): readonly { readonly test: ClaimTest; readonly path: string }[] {
  return leavesOf(condition, path).flatMap(({ leaf, path: place }) =>
    "operator" in leaf ? [{ test: leaf, path: place }] : [],
  );
}

/** What a condition is put together from, in the order it is written, each with its place below the condition. */
export function leavesOf(
  condition: Condition,
  path = "",
): readonly { readonly leaf: ClaimTest | EntraFilters | ExpressionCondition; readonly path: string }[] {
  if (!("all" in condition) && !("any" in condition)) return [{ leaf: condition, path }];
  const [parts, member] = "all" in condition ? [condition.all, "all"] : [condition.any, "any"];
  return parts.flatMap((part, index) => leavesOf(part, `${path}.${member}[${index}]`));
}

function describePart(part: Condition): string {
  return isCompound(part) ? `(${describeCondition(part)})` : describeCondition(part);
}

function isCompound(part: Condition): boolean {
  if ("all" in part) return part.all.length > 1;
  if ("any" in part) return part.any.length > 1;
  return "entraFilters" in part;
}

function describeFilters({ entraFilters }: EntraFilters): string {
  const shown = entraFilters.map(
    ({ title, clauses }) => `the filter \`${title}\` (${clauses.map(describeClause).join(" and ")})`,
  );
  return shown.join(" or ");
}

function describeExpression({ expression }: ExpressionCondition): string {
  return `the expression \`${expression.text}\` gives true`;
}

const OPERATOR_WORDS = {
  equals: "equals",
  notEquals: "does not equal",
  contains: "contains",
  startsWith: "starts with",
  matches: "matches",
  isMemberOf: "has the member",
} as const satisfies Record<Exclude<ClaimTest["operator"], "isPresent">, string>;

function describeTest(test: ClaimTest): string {
  const claim = describeName(test.claim, "claim");
  if (test.operator === "isPresent") return `${claim} is present`;
  return `${claim} ${OPERATOR_WORDS[test.operator]} \`${test.value}\``;
}

function evaluateTest(test: ClaimTest, lookup: Lookup): ClauseResult {
  const claim = readValue(test.claim, lookup);
  const text = describeTest(test);
  const pattern = test.operator === "matches" ? parsePattern(test.value) : undefined;
  if (pattern?.ok === false) {
    const problem = `the pattern is not valid: ${pattern.problem}`;
    return { text, holds: false, why: problem, claims: [claim], problem };
  }
  return { text, holds: passes(test, claim.value), why: explainFound(claim.value), claims: [claim] };
}

function passes(test: ClaimTest, value: AttributeValue | undefined): boolean {
  const values = valuesOf(value).map(String);
  switch (test.operator) {
    case "isPresent":
      return values.some((entry) => entry !== "");
    case "equals":
    case "isMemberOf":
      return values.includes(test.value);
    case "notEquals":
      return !values.includes(test.value);
    case "contains":
      return values.some((entry) => entry.includes(test.value));
    case "startsWith":
      return values.some((entry) => entry.startsWith(test.value));
    case "matches": {
      const pattern = parsePattern(test.value);
      return pattern.ok && values.some(pattern.matches);
    }
  }
}

function explainFound(value: AttributeValue | undefined): string {
  return value === undefined ? "the claim did not come" : `found ${showValue(value)}`;
}

/** Any of the filters holds; of each, all clauses. */
function evaluateFilters({ entraFilters }: EntraFilters, lookup: Lookup, world?: ExpressionWorld): ConditionResult {
  const parts = entraFilters.map(({ title, clauses }) =>
    resultOf(clauses.map((clause) => evaluateFilterClause(title, clause, lookup, world))),
  );
  return join(parts.some(holds), parts);
}

function evaluateFilterClause(
  title: string,
  clause: FilterClause,
  lookup: Lookup,
  world: ExpressionWorld | undefined,
): ClauseResult {
  const { attribute } = clause;
  const value = lookupByProductName("entra", attribute, lookup);
  const text = `${title} ${describeClause(clause)}`.trim();
  const claims = [{ name: attribute, ...valueMember(value) }];
  const file = value === undefined ? world?.notKnownFrom?.(attribute) : undefined;
  if (file === undefined) return { text, claims, ...evaluateClause(clause, value) };
  const problem = describeNotKnown(attribute, file);
  return { text, claims, holds: false, why: problem, problem };
}

function evaluateExpressionTest(
  condition: ExpressionCondition,
  lookup: Lookup,
  world: ExpressionWorld | undefined,
  log: boolean,
): ClauseResult {
  const { dialect, text: written } = condition.expression;
  const source = { kind: "expression", dialect, text: written } as const;
  const { value, inputs: claims, problem } = evaluateExpression(source, lookup, world, log);
  const text = describeExpression(condition);
  if (problem !== undefined) return { text, claims, holds: false, why: problem, problem };
  // Entra has no booleans but as texts.
  const isTrue = value === true || (dialect === "entra" && value === "True");
  return { text, claims, holds: isTrue, why: `it gives ${showValue(value)}` };
}
