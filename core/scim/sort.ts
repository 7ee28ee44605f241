import { type AttributePath, findPath, valueAt } from "./attribute-path.ts";
import { comparedPath, describeComplex } from "./check-comparison.ts";
import { type ComparisonKey, compareKeys, comparisonKeyOf } from "./compare-values.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import type { ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/**
 * Finds what `sortBy` names (RFC 7644, section 3.4.2.3). A complex attribute stands for its `value` where it has one, as
 * in filters; otherwise a sub-attribute has to be named.
 *
 * @throws {ScimError} 400 `invalidValue` where it names nothing that can be sorted by, or what is never returned
 */
export function parseSortPath(text: string, type: ScimResourceType): AttributePath {
  const path = findPath(text, type, "invalidValue");
  const compared = comparedPath(path);
  if (compared === undefined) throw new ScimError(400, "invalidValue", `\`sortBy\`: ${describeComplex(path)}.`);
  const { attribute, sub } = compared;
  if (attribute.returned !== "never" && sub?.returned !== "never") return compared;
  throw new ScimError(400, "invalidValue", `\`sortBy\` is \`${text}\`, which is never returned.`);
}

/**
 * Sorts resources (RFC 7644, section 3.4.2.3): by the primary value of an attribute with several, or else by its first;
 * with regard to case where the schema says so. Those without a value come last in ascending order and first in
 * descending order. Those that are equal stay in the order they had.
 */
export function sortResources(
  resources: readonly ScimObject[],
  path: AttributePath,
  order: "ascending" | "descending",
): readonly ScimObject[] {
  const keyOf = sortKeyOf(path);
  const keyed = resources.map((resource) => ({ resource, key: keyOf(resource) }));
  return sortByKey(keyed, order).map(({ resource }) => resource);
}

/** What a resource is sorted by; undefined where it has no value. */
export function sortKeyOf(path: AttributePath): (resource: ScimObject) => ComparisonKey | undefined {
  const keyOf = comparisonKeyOf(path.sub ?? path.attribute);
  return (resource) => keyOf(sortedValue(resource, path));
}

/** Sorts what has a key of {@link sortKeyOf}, as {@link sortResources} does: for lists of resources of several types. */
export function sortByKey<Item extends { readonly key: ComparisonKey | undefined }>(
  items: readonly Item[],
  order: "ascending" | "descending",
): readonly Item[] {
  const sign = order === "ascending" ? 1 : -1;
  return items.toSorted((left, right) => sign * compareLast(left.key, right.key));
}

function compareLast(left: ComparisonKey | undefined, right: ComparisonKey | undefined): number {
  if (left !== undefined && right !== undefined) {
    // Resources of several types may hold a number and a text by the same name: numbers first.
    return typeof left === typeof right ? compareKeys(left, right) : compareKeys(typeof left, typeof right);
  }
  return Number(left === undefined) - Number(right === undefined);
}

function sortedValue(resource: ScimObject, path: AttributePath): ScimValue | undefined {
  const value = chosenOf(valueAt(resource, path));
  const { sub } = path;
  if (sub === undefined || value === undefined) return value;
  return isScimObject(value) ? chosenOf(memberOf(value, sub.name)) : undefined;
}

function chosenOf(value: ScimValue | undefined): ScimValue | undefined {
  return isScimList(value) ? (value.find(isPrimary) ?? value[0]) : value;
}

function isPrimary(value: ScimValue): boolean {
  return isScimObject(value) && memberOf(value, "primary") === true;
}
