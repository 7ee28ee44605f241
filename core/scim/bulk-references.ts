import type { BulkLine } from "./bulk-request.ts";
import { isScimList, isScimObject, type ScimValue } from "./resource.ts";
import { ScimError } from "./scim-error.ts";
import { splitPath } from "./split-path.ts";

/** The ids of what a bulk request has made so far, by their `bulkId`. */
export type BulkIds = ReadonlyMap<string, string>;

const REFERENCE = "bulkId:";

/** The `bulkId` that a text refers to, if it does (RFC 7644, section 3.7.2). */
export function referenceIn(text: string): string | undefined {
  return text.startsWith(REFERENCE) ? text.slice(REFERENCE.length) : undefined;
}

/** Every `bulkId` that a value refers to, at any depth. */
export function referencesIn(value: ScimValue): readonly string[] {
  if (typeof value === "string") {
    const bulkId = referenceIn(value);
    return bulkId === undefined ? [] : [bulkId];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each: ScimValue) => referencesIn(each));
}

/**
 * Puts ids in the place of `bulkId:…`, at any depth.
 *
 * @throws {ScimError} 409 for one that nothing was made for (RFC 7644, section 3.7.1)
 */
export function resolveReferences(value: ScimValue, ids: BulkIds): ScimValue {
  if (typeof value === "string") return resolveReference(value, ids);
  if (isScimList(value)) return value.map((each) => resolveReferences(each, ids));
  if (!isScimObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolveReferences(each, ids)]));
}

/** The id that a text refers to; any other text as it is. @throws {ScimError} 409 */
export function resolveReference(text: string, ids: BulkIds): string {
  const bulkId = referenceIn(text);
  if (bulkId === undefined) return text;
  const id = ids.get(bulkId);
  if (id !== undefined) return id;
  const detail = `\`${text.slice(0, 100)}\` names nothing that this request made: no operation has that bulkId, or it failed.`;
  throw new ScimError(409, undefined, detail);
}

/** A resource without the values that refer to what is not made yet: of several values the others stay. */
export function withoutReferences(data: ScimValue, unmade: ReadonlySet<string>): ScimValue {
  if (!isScimObject(data)) return data;
  const isMade = (value: ScimValue) => !referencesIn(value).some((bulkId) => unmade.has(bulkId));
  const members = Object.entries(data).flatMap(([name, value]): (readonly [string, ScimValue])[] => {
    if (isScimList(value)) return [[name, value.filter(isMade)]];
    return isMade(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(members);
}

/** What others refer to first, where it can be; the order of the request otherwise. No deeper than there are lines. */
export function inOrderOfReferences(lines: readonly BulkLine[]): readonly BulkLine[] {
  const makers = new Map(
    lines.flatMap((line) =>
      line.method === "POST" && line.bulkId !== undefined ? [[line.bulkId, line] as const] : [],
    ),
  );
  const ordered = new Set<BulkLine>();
  const visiting = new Set<BulkLine>();
  const visit = (line: BulkLine): void => {
    if (visiting.has(line)) return;
    visiting.add(line);
    for (const bulkId of [...referencesIn(splitPath(line.path)), ...referencesIn(line.data)]) {
      const maker = makers.get(bulkId);
      if (maker !== undefined) visit(maker);
    }
    ordered.add(line);
  };
  for (const line of lines) visit(line);
  return [...ordered];
}
