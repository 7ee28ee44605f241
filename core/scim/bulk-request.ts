import { checkMessage } from "./list-query.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { ScimError } from "./scim-error.ts";

/** The most operations of one bulk request. */
export const MAX_BULK_OPERATIONS = 1000;

const REQUEST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/** One line of a bulk request (RFC 7644, section 3.7). */
export interface BulkLine {
  /** 1-based. */
  readonly number: number;
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL: `/Users/2819c223`. */
  readonly path: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly data: ScimValue;
}

/** A bulk request that was read. */
export interface BulkRequest {
  readonly lines: readonly BulkLine[];
  /** After so many failures the rest is left; infinite where the client does not say. */
  readonly failOnErrors: number;
}

/**
 * Reads the body of a bulk request (RFC 7644, section 3.7). One that is not well formed is refused before any of it is
 * carried out.
 *
 * @throws {ScimError} 400 that names the member and the operation; 413 for more operations than are taken
 */
export function parseBulkRequest(body: unknown): BulkRequest {
  checkMessage(body, REQUEST_SCHEMA, "a bulk request");
  const operations = memberOf(body, "Operations");
  if (!isScimList(operations)) throw new ScimError(400, "invalidSyntax", "`Operations` is a list of operations.");
  if (operations.length > MAX_BULK_OPERATIONS) {
    const detail = `The request holds ${operations.length} operations; at most ${MAX_BULK_OPERATIONS} are taken.`;
    throw new ScimError(413, undefined, detail);
  }
  const lines = operations.map((line, index) => parseLine(line, index + 1));
  checkBulkIds(lines);
  return { lines, failOnErrors: parseFailOnErrors(memberOf(body, "failOnErrors")) };
}

function parseFailOnErrors(value: ScimValue | undefined): number {
  if (value === undefined || value === null) return Number.POSITIVE_INFINITY;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1) return value;
  throw new ScimError(400, "invalidValue", "`failOnErrors` is a whole number from 1 on.");
}

function parseLine(line: ScimValue, number: number): BulkLine {
  if (!isScimObject(line)) throw invalid(number, "an operation is a JSON object.");
  const method = parseMethod(memberOf(line, "method"));
  if (method === undefined) throw invalid(number, "`method` is POST, PUT, PATCH or DELETE.");
  const path = memberOf(line, "path");
  if (typeof path !== "string" || !path.startsWith("/")) throw invalid(number, "`path` is a text such as `/Users`.");
  const data = memberOf(line, "data");
  if (method !== "DELETE" && data === undefined) throw invalid(number, `a ${method} has \`data\`.`);
  const bulkId = textIn(line, "bulkId", number);
  if (method === "POST" && bulkId === undefined) throw invalid(number, "a POST has a `bulkId`.");
  const version = textIn(line, "version", number);
  return {
    number,
    method,
    path,
    data: data ?? null,
    ...(bulkId === undefined ? {} : { bulkId }),
    ...(version === undefined ? {} : { version }),
  };
}

function textIn(line: ScimObject, name: "bulkId" | "version", number: number): string | undefined {
  const value = memberOf(line, name);
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  throw invalid(number, `\`${name}\` is text.`);
}

function parseMethod(value: ScimValue | undefined): BulkLine["method"] | undefined {
  const method = typeof value === "string" ? value.toUpperCase() : "";
  return (["POST", "PUT", "PATCH", "DELETE"] as const).find((known) => known === method);
}

function checkBulkIds(lines: readonly BulkLine[]): void {
  const seen = new Set<string>();
  for (const { number, bulkId, method } of lines) {
    if (bulkId === undefined || method !== "POST") continue;
    if (seen.has(bulkId)) {
      throw invalid(number, `\`bulkId\` \`${bulkId.slice(0, 100)}\` is taken by another operation.`);
    }
    seen.add(bulkId);
  }
}

function invalid(number: number, what: string): ScimError {
  return new ScimError(400, "invalidSyntax", `In operation ${number}: ${what}`);
}
