import { type AttributeValue, showValue, valuesOf } from "../attribute-value.ts";
import type { ClaimTest, Condition } from "./condition.ts";
import { describeName, type Lookup, type NamedValue, readValue } from "./evaluate.ts";
import { parsePattern } from "./pattern.ts";

/** One test of a condition, carried out. */
export interface ClauseResult {
  /** The test in words: "claim `department` equals `Finance`". */
  readonly text: string;
  readonly holds: boolean;
  /** What was found: "found "Sales"". */
  readonly why: string;
  readonly claim: NamedValue;
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
 * and booleans are compared as text. Never throws.
 */
export function evaluateCondition(condition: Condition, lookup: Lookup): ConditionResult {
  if ("operator" in condition) {
    const clause = evaluateTest(condition, lookup);
    return { holds: clause.holds, clauses: [clause], blocking: clause.holds ? [] : [clause] };
  }
  const parts = ("all" in condition ? condition.all : condition.any).map((part) => evaluateCondition(part, lookup));
  const holds = "all" in condition ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  return {
    holds,
    clauses: parts.flatMap((part) => part.clauses),
    blocking: holds ? [] : parts.flatMap((part) => part.blocking),
  };
}

/** A condition in words: "claim `department` equals `Finance` and (claim `title` is present or …)". */
export function describeCondition(condition: Condition): string {
  if ("operator" in condition) return describeTest(condition);
  const [parts, word] = "all" in condition ? [condition.all, "and"] : [condition.any, "or"];
  return parts.map(describePart).join(` ${word} `);
}

/** The tests of a condition, in the order they are written, each with its place below the condition. */
export function testsOf(
  condition: Condition,
  path = "",
): readonly { readonly test: ClaimTest; readonly path: string }[] {
  if ("operator" in condition) return [{ test: condition, path }];
  const [parts, member] = "all" in condition ? [condition.all, "all"] : [condition.any, "any"];
  return parts.flatMap((part, index) => testsOf(part, `${path}.${member}[${index}]`));
}

function describePart(part: Condition): string {
  const compound = !("operator" in part) && ("all" in part ? part.all : part.any).length > 1;
  return compound ? `(${describeCondition(part)})` : describeCondition(part);
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
    return { text, holds: false, why: problem, claim, problem };
  }
  return { text, holds: passes(test, claim.value), why: explainFound(claim.value), claim };
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
