import { type AttributePath, valueAt } from "./attribute-path.ts";
import { compileComparison } from "./compare-values.ts";
import type { ComparisonOperator, ComparisonValue, Filter, ValueFilter } from "./filter.ts";
import { isScimList, isScimObject, isUnassigned, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import type { ScimAttribute } from "./schema.ts";

/**
 * Compiles a filter to a test of resources (RFC 7644, section 3.4.2.2). Case, dates and numbers are compared as the
 * schema says. An attribute with several values passes a comparison **when any of its values does**, with `ne` too:
 * `emails.type ne "work"` asks for an address that is not for work. That is the letter of the section ("matches if any
 * of the values … match"), and what `emails[type ne "work"]` says; "no address for work" is
 * `not (emails.type eq "work")`. Some servers read `ne` as the latter.
 *
 * An attribute without a value is equal to null and differs from everything else; every other comparison with it is
 * false. `eq null` is the opposite of `pr`, and `ne null` the same as `pr`. An empty text is a value (RFC 7643, section 2.5).
 */
export function compileFilter(filter: Filter): (resource: ScimObject) => boolean {
  switch (filter.kind) {
    case "and":
      return both(compileFilter(filter.left), compileFilter(filter.right));
    case "or":
      return either(compileFilter(filter.left), compileFilter(filter.right));
    case "not":
      return opposite(compileFilter(filter.filter));
    case "present": {
      const { path } = filter;
      return (resource) => valuesAt(resource, path).some(isPresent);
    }
    case "compare": {
      const { path } = filter;
      const test = compileTest(path.sub ?? path.attribute, filter);
      return (resource) => test(valuesAt(resource, path));
    }
    case "value": {
      const { path } = filter;
      const test = compileValueFilter(filter.filter);
      return (resource) => entriesOf(valueAt(resource, path)).some(test);
    }
  }
}

/**
 * Compiles a value filter to a test of one value of the attribute that it was parsed for: of a complex value by its
 * sub-attributes, of a simple one by itself, as `value`.
 */
export function compileValueFilter(filter: ValueFilter): (value: ScimValue) => boolean {
  switch (filter.kind) {
    case "and":
      return both(compileValueFilter(filter.left), compileValueFilter(filter.right));
    case "or":
      return either(compileValueFilter(filter.left), compileValueFilter(filter.right));
    case "not":
      return opposite(compileValueFilter(filter.filter));
    case "present": {
      const { sub } = filter;
      return (value) => subValues(value, sub).some(isPresent);
    }
    case "compare": {
      const { sub } = filter;
      const test = compileTest(sub, filter);
      return (value) => test(subValues(value, sub));
    }
  }
}

/** Compiles the test of all the values that a resource has at a path. */
function compileTest(
  attribute: ScimAttribute,
  { operator, value }: { readonly operator: ComparisonOperator; readonly value: ComparisonValue },
): (values: readonly ScimValue[]) => boolean {
  if (value === null) return (values) => values.some(isPresent) === (operator === "ne");
  const test = compileComparison(attribute, operator, value);
  return (values) => (values.length === 0 ? operator === "ne" : values.some(test));
}

type Test<Subject> = (subject: Subject) => boolean;

function both<Subject>(left: Test<Subject>, right: Test<Subject>): Test<Subject> {
  return (subject) => left(subject) && right(subject);
}

function either<Subject>(left: Test<Subject>, right: Test<Subject>): Test<Subject> {
  return (subject) => left(subject) || right(subject);
}

function opposite<Subject>(test: Test<Subject>): Test<Subject> {
  return (subject) => !test(subject);
}

/** The values that a resource has at a path: one, several, or none. */
export function valuesAt(resource: ScimObject, path: AttributePath): readonly ScimValue[] {
  const entries = entriesOf(valueAt(resource, path));
  const { sub } = path;
  return sub === undefined ? entries : entries.flatMap((entry) => subValues(entry, sub));
}

function subValues(value: ScimValue, sub: ScimAttribute): readonly ScimValue[] {
  if (isScimObject(value)) return entriesOf(memberOf(value, sub.name));
  return sub.name === "value" ? entriesOf(value) : NONE;
}

const NONE: readonly ScimValue[] = [];

/** The values that there are: one, several, or none. */
function entriesOf(value: ScimValue | undefined): readonly ScimValue[] {
  if (isUnassigned(value)) return NONE;
  return isScimList(value) ? value.filter((entry) => !isUnassigned(entry)) : [value];
}

/** A complex value is there where any of its members is. */
function isPresent(value: ScimValue): boolean {
  return isScimObject(value) ? Object.values(value).some((member) => !isUnassigned(member)) : !isUnassigned(value);
}
