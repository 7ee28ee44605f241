import type { EntraFilters } from "../../core/contract/model.ts";

export type ScopingFilter = EntraFilters["entraFilters"][number];
export type FilterClause = ScopingFilter["clauses"][number];

/** The operators of Entra's scoping filters, as its portal lists them (entra-expressions.md, section 4). */
export const FILTER_OPERATORS = [
  "EQUALS",
  "NOT EQUALS",
  "IS TRUE",
  "IS FALSE",
  "IS NULL",
  "IS NOT NULL",
  "REGEX MATCH",
  "NOT REGEX MATCH",
  "GREATER THAN",
  "GREATER THAN OR EQUALS",
  "INCLUDES",
  "ENDS WITH",
  "&",
  "!&",
] as const;

const WITHOUT_VALUE: ReadonlySet<string> = new Set(["IS TRUE", "IS FALSE", "IS NULL", "IS NOT NULL"]);

/** Tells whether an operator compares with a value; one that is not known may. */
export function takesValue(operator: string): boolean {
  return !WITHOUT_VALUE.has(operator);
}

/** A clause to begin with. */
export const NEW_CLAUSE: FilterClause = { attribute: "department", operator: "EQUALS", values: [""] };

/** The filters with one more, which no other is called like. */
export function addFilter(filters: readonly ScopingFilter[]): ScopingFilter[] {
  const titles = new Set(filters.map(({ title }) => title));
  let number = filters.length + 1;
  while (titles.has(`Scoping filter ${number}`)) number += 1;
  return [...filters, { title: `Scoping filter ${number}`, clauses: [NEW_CLAUSE] }];
}

/** The filters with another one at a place; the last of them stays. */
export function replaceFilter(
  filters: readonly ScopingFilter[],
  index: number,
  filter: ScopingFilter | undefined,
): ScopingFilter[] {
  if (filter === undefined && filters.length === 1) return [...filters];
  return filters.flatMap((each, place) => (place === index ? (filter ?? []) : each));
}

/** A filter with another clause at a place; undefined takes it away, and with its last one the filter. */
export function replaceClause(
  filter: ScopingFilter,
  index: number,
  clause: FilterClause | undefined,
): ScopingFilter | undefined {
  const clauses = filter.clauses.flatMap((each, place) => (place === index ? (clause ?? []) : each));
  return clauses.length === 0 ? undefined : { ...filter, clauses };
}

/** A clause by another operator; the value is kept where there is one. */
export function withOperator(clause: FilterClause, operator: string): FilterClause {
  if (!takesValue(operator)) return { ...clause, operator, values: [] };
  return { ...clause, operator, values: clause.values.length === 0 ? [""] : clause.values };
}
