import { z } from "zod";
import { type AttributeValue, isBlank, isList, type Scalar, showValue } from "../attribute-value.ts";
import { nearestName } from "../errors.ts";
import { parseTextPattern, TextTooLong } from "../expression/parse-text-pattern.ts";

/** One clause of a scoping filter of Entra. */
export const filterClauseSchema = z.strictObject({
  /** As Entra calls it: `department`, `userPrincipalName`. */
  attribute: z.string().min(1),
  /** As it is written: `EQUALS`, `IS NOT NULL`, `Greater_Than`. One that is not known never holds. */
  operator: z.string().min(1),
  /** None for `IS NULL` and the like. */
  values: z.array(z.string()),
});

/** A scoping filter of Entra, in its own words: all of its clauses hold (entra-expressions.md, section 4). */
export const scopingFilterSchema = z.strictObject({
  title: z.string(),
  clauses: z.array(filterClauseSchema).min(1),
});

export type FilterClause = z.infer<typeof filterClauseSchema>;

export type ScopingFilter = z.infer<typeof scopingFilterSchema>;

/** The operators, with blanks in the place of `_`. */
export type FilterOperator =
  | "EQUALS"
  | "NOT EQUALS"
  | "IS TRUE"
  | "IS FALSE"
  | "IS NULL"
  | "IS NOT NULL"
  | "REGEX MATCH"
  | "NOT REGEX MATCH"
  | "GREATER THAN"
  | "GREATER THAN OR EQUALS"
  | "INCLUDES"
  | "ENDS WITH"
  | "&"
  | "!&";

/** Whether one value, which is not blank, passes against what the clause names. */
type Test = (value: Scalar, operand: string) => boolean;

interface OperatorRule {
  /** Undefined: the clause looks at whether there is a value, or needs no operand. */
  readonly test?: Test;
  readonly holds?: (value: Scalar) => boolean;
  /** It holds where the test does not. */
  readonly negated?: true;
  readonly takes?: "pattern" | "integer";
}

/** `IS NULL` and `IS NOT NULL` are told apart by themselves: they alone look at whether there is a value. */
const OPERATORS: Readonly<Record<FilterOperator, OperatorRule>> = {
  EQUALS: { test: isSame },
  "NOT EQUALS": { test: isSame, negated: true },
  "IS TRUE": { holds: (value) => textOf(value).toLowerCase() === "true" },
  "IS FALSE": { holds: (value) => textOf(value).toLowerCase() === "false" },
  "IS NULL": {},
  "IS NOT NULL": {},
  "REGEX MATCH": { test: matches, takes: "pattern" },
  "NOT REGEX MATCH": { test: matches, negated: true, takes: "pattern" },
  "GREATER THAN": { test: (value, operand) => BigInt(textOf(value)) > BigInt(operand), takes: "integer" },
  "GREATER THAN OR EQUALS": { test: (value, operand) => BigInt(textOf(value)) >= BigInt(operand), takes: "integer" },
  INCLUDES: { test: (value, operand) => textOf(value).includes(operand) },
  "ENDS WITH": { test: (value, operand) => textOf(value).endsWith(operand) },
  "&": { test: (value, operand) => operand.includes(textOf(value)) },
  "!&": { test: (value, operand) => operand.includes(textOf(value)), negated: true },
};

/** The operator that a name stands for: case does not count, and `_` is a blank. Undefined for one that is not known. */
export function operatorOf(name: string): FilterOperator | undefined {
  const wanted = name
    .toUpperCase()
    .replace(/[_\s]+/g, " ")
    .trim();
  return isOperator(wanted) ? wanted : undefined;
}

function isOperator(name: string): name is FilterOperator {
  return Object.hasOwn(OPERATORS, name);
}

/** A clause as Entra lists it: `department EQUALS Sales`. */
export function describeClause({ attribute, operator, values }: FilterClause): string {
  return [attribute, operator, values.join(", ")].filter((part) => part !== "").join(" ");
}

/** Why a clause cannot hold for anybody, in one sentence; undefined where it can. */
export function findClauseProblem(clause: FilterClause): string | undefined {
  const operator = operatorOf(clause.operator);
  if (operator === undefined) return describeUnknown(clause.operator);
  const { test, takes } = OPERATORS[operator];
  if (test === undefined) return undefined;
  if (clause.values.length === 0) return `\`${clause.operator}\` compares with a value, and there is none.`;
  if (takes === "integer" && !clause.values.every(isInteger))
    return `\`${clause.operator}\` compares integers only; ${showValue(clause.values)} is none.`;
  return takes === "pattern" ? findPatternProblem(clause.values) : undefined;
}

function describeUnknown(name: string): string {
  const near = nearestName(name.replaceAll("_", " "), Object.keys(OPERATORS));
  const hint = near === undefined ? "" : ` Did you mean \`${near}\`?`;
  return `The operator \`${name}\` is not known, so that the clause never holds.${hint}`;
}

function findPatternProblem(patterns: readonly string[]): string | undefined {
  for (const text of patterns) {
    const parsed = parseTextPattern("dotnet", text);
    if (!parsed.ok) return `The pattern \`${text}\` cannot be used: ${parsed.problem}`;
  }
  return undefined;
}

/**
 * What Microsoft's documentation leaves open about a clause, and how it is taken here; undefined where nothing is open.
 */
export function findOpenQuestion(clause: FilterClause): string | undefined {
  const operator = operatorOf(clause.operator);
  const rule = operator === undefined ? undefined : OPERATORS[operator];
  if (rule?.takes === "pattern" && !clause.values.every((text) => /^\^.*\$$/s.test(text)))
    return `Whether \`${clause.operator}\` looks at the whole value is not documented; here the pattern may match anywhere in it, as .NET's IsMatch does.`;
  if (rule?.test !== undefined && clause.values.length > 1)
    return `What \`${clause.operator}\` does with several values is not documented; here any of them will do.`;
  return undefined;
}

/** What came of a clause. */
export interface ClauseOutcome {
  readonly holds: boolean;
  /** What was found: `found "Sales"`. */
  readonly why: string;
  /** What is wrong with the clause, or with comparing by it. */
  readonly problem?: string;
}

/**
 * Carries out a clause on an attribute's value. Without a value (absent, null, empty) none holds but `IS NULL`, not even
 * one that asks for something else. Never throws.
 */
export function evaluateClause(clause: FilterClause, value: AttributeValue | undefined): ClauseOutcome {
  const problem = findClauseProblem(clause);
  if (problem !== undefined) return failed(problem);
  const operator = operatorOf(clause.operator);
  if (operator === "IS NULL" || operator === "IS NOT NULL")
    return { holds: isBlank(value) === (operator === "IS NULL"), why: describeFound(value) };
  if (operator === undefined || value === undefined || value === null || isBlank(value))
    return { holds: false, why: `${describeFound(value)}, and without a value only \`IS NULL\` holds` };
  if (isList(value)) return failed("Scoping filters do not support attributes with several values.");
  return compare(OPERATORS[operator], clause, value);
}

function failed(problem: string): ClauseOutcome {
  return { holds: false, why: problem, problem };
}

function compare({ test, holds, negated, takes }: OperatorRule, clause: FilterClause, value: Scalar): ClauseOutcome {
  const why = describeFound(value);
  if (takes === "integer" && !isInteger(textOf(value))) return { holds: false, why: `${why}, which is no integer` };
  if (test === undefined) return { holds: holds?.(value) ?? false, why };
  try {
    const passes = clause.values.some((operand) => test(value, operand));
    return { holds: passes !== (negated === true), why };
  } catch (error) {
    if (error instanceof TextTooLong) return failed(error.message);
    throw error;
  }
}

function describeFound(value: AttributeValue | undefined): string {
  return value === undefined ? "the person has no such attribute" : `found ${showValue(value)}`;
}

/** Case counts; but a boolean is compared as one, however `True` is written. */
function isSame(value: Scalar, operand: string): boolean {
  if (typeof value === "boolean") return String(value) === operand.toLowerCase();
  return textOf(value) === operand;
}

function matches(value: Scalar, pattern: string): boolean {
  const parsed = parseTextPattern("dotnet", pattern);
  return parsed.ok && parsed.pattern.find(textOf(value)) !== undefined;
}

/** Twenty digits hold every 64-bit integer; more are nothing that a directory has. */
function isInteger(text: string): boolean {
  return /^[+-]?\d{1,20}$/.test(text.trim());
}

/** Booleans as Entra writes them. */
function textOf(value: Scalar): string {
  if (typeof value !== "boolean") return String(value);
  return value ? "True" : "False";
}
