import type { AttributePath } from "./attribute-path.ts";
import type { ComparisonOperator, ComparisonValue, Filter, ValueFilter } from "./filter.ts";
import type { ScimAttribute } from "./schema.ts";

/** An `eq` that everything a filter matches has to satisfy, so that an index over the path finds it. Never with null. */
export interface Equality {
  readonly path: AttributePath;
  readonly value: Exclude<ComparisonValue, null>;
}

/** The same inside a value filter. */
export interface ValueEquality {
  readonly sub: ScimAttribute;
  readonly value: Exclude<ComparisonValue, null>;
}

/**
 * Every equality that a match has to satisfy: the filter itself, or one in a chain of `and`s, also in brackets.
 * `emails[type eq "work" and value eq "x"]` gives `emails.type` and `emails.value`. An attribute with several values
 * satisfies it with any of them, and may satisfy two with two different ones: what an index finds has yet to be matched.
 */
export function findEqualities(filter: Filter): readonly Equality[] {
  switch (filter.kind) {
    case "and":
      return [...findEqualities(filter.left), ...findEqualities(filter.right)];
    case "compare": {
      const { path, operator, value } = filter;
      return operator === "eq" && value !== null ? [{ path, value }] : [];
    }
    case "value": {
      const { path } = filter;
      return findValueEqualities(filter.filter).map(({ sub, value }) => ({ path: pathOf(path, sub), value }));
    }
    case "or":
    case "not":
    case "present":
      return [];
  }
}

/** The equalities of a value filter that every match has to satisfy. */
export function findValueEqualities(filter: ValueFilter): readonly ValueEquality[] {
  switch (filter.kind) {
    case "and":
      return [...findValueEqualities(filter.left), ...findValueEqualities(filter.right)];
    case "compare": {
      const { sub, operator, value } = filter;
      return operator === "eq" && value !== null ? [{ sub, value }] : [];
    }
    case "or":
    case "not":
    case "present":
      return [];
  }
}

/** Over simple values, `value` is the attribute itself. */
function pathOf(path: AttributePath, sub: ScimAttribute): AttributePath {
  return path.attribute.type === "complex" ? { ...path, sub } : path;
}

/** Everything that a server may or may not understand in a filter. */
export type FilterOperator = ComparisonOperator | "pr" | "and" | "or" | "not";

/** The operators that a filter is made of, also in brackets: real servers understand a few of them only. */
export function operatorsOf(filter: Filter | ValueFilter): ReadonlySet<FilterOperator> {
  return new Set(listOperators(filter));
}

function listOperators(filter: Filter | ValueFilter): readonly FilterOperator[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return [filter.kind, ...listOperators(filter.left), ...listOperators(filter.right)];
    case "not":
      return ["not", ...listOperators(filter.filter)];
    case "present":
      return ["pr"];
    case "compare":
      return [filter.operator];
    case "value":
      return listOperators(filter.filter);
  }
}
