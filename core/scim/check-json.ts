import { isSafeName } from "../attribute-value.ts";
import { ScimError } from "./scim-error.ts";

/** How deep a resource may be nested. One that keeps to its schemas needs four levels; what is unknown may need more. */
export const MAX_DEPTH = 16;

/** How many values a resource may hold, lists and objects counted too: enough for a group of 50,000. */
export const MAX_VALUES = 250_000;

/**
 * Refuses JSON that no resource is: nested too deep, holding too much, or with a name that reaches an object's prototype.
 * What comes after it may walk the value without care.
 *
 * @throws {ScimError} 400 `invalidSyntax`
 */
export function checkJson(value: unknown): void {
  spend(MAX_VALUES, value, 1);
}

/** Walks a value, and tells how many more there may be after it. */
function spend(budget: number, value: unknown, level: number): number {
  if (budget === 0) throw refused(`The body holds more than ${MAX_VALUES} values.`);
  if (typeof value !== "object" || value === null) return budget - 1;
  if (level > MAX_DEPTH) throw refused(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  if (!Array.isArray(value)) checkNames(value);
  let left = budget - 1;
  for (const each of Object.values(value)) left = spend(left, each, level + 1);
  return left;
}

function checkNames(value: object): void {
  for (const name of Object.keys(value)) {
    if (!isSafeName(name)) throw refused(`\`${name}\` cannot be the name of a member.`);
  }
}

function refused(detail: string): ScimError {
  return new ScimError(400, "invalidSyntax", detail);
}
