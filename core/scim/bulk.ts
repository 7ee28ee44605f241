import type { HttpHeaders, HttpRequest } from "../http/message.ts";
import { type Answer, locationOf } from "./answer.ts";
import { versionOf } from "./entity-tag.ts";
import { checkMessage } from "./list-query.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { buildErrorBody, ScimError } from "./scim-error.ts";
import type { ScimOperation, ScimServer } from "./server.ts";
import { splitPath } from "./split-path.ts";

/** The most operations of one bulk request. */
export const MAX_BULK_OPERATIONS = 1000;

const REQUEST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** One line of a bulk request (RFC 7644, section 3.7). */
interface BulkLine {
  /** 1-based. */
  readonly number: number;
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL: `/Users/2819c223`. */
  readonly path: string;
  readonly bulkId?: string;
  readonly version?: string;
  readonly data: ScimValue;
}

/** A bulk request on its way: what it belongs to, and the ids of what it has made so far, by their `bulkId`. */
interface Bulk {
  readonly server: ScimServer;
  readonly operation: ScimOperation;
  readonly carryOut: (operation: ScimOperation) => Answer;
  readonly ids: Map<string, string>;
}

/**
 * Carries several operations out, in the order that their references to one another ask for (RFC 7644, section 3.7). One
 * that fails leaves the others; after `failOnErrors` failures the rest is left.
 *
 * @param carryOut answers one operation. It throws a {@link ScimError} where it refuses it
 */
export function answerBulk(
  server: ScimServer,
  operation: ScimOperation,
  carryOut: (operation: ScimOperation) => Answer,
): Answer {
  const { watch } = operation;
  const { lines, failOnErrors } = watch.check("SCIM_BODY", () => parseBulk(operation.body()));
  const bulk: Bulk = { server, operation, carryOut, ids: new Map() };
  const results = new Map<BulkLine, ScimObject>();
  let failures = 0;
  for (const line of inOrder(lines)) {
    if (failures >= failOnErrors) break;
    const result = carryOutLine(line, bulk);
    results.set(line, result);
    if (Number(result.status) >= 400) failures += 1;
  }
  watch.note(`${results.size} of ${lines.length} operations were tried; ${failures} failed.`);
  const done = lines.flatMap((line) => results.get(line) ?? []);
  return { status: 200, body: { schemas: [RESPONSE_SCHEMA], Operations: done } };
}

function carryOutLine(line: BulkLine, bulk: Bulk): ScimObject {
  const { method, bulkId } = line;
  const about = { method, ...(bulkId === undefined ? {} : { bulkId }) };
  try {
    const { status, resource } = bulk.carryOut(buildOperation(line, bulk));
    const id = resource === undefined ? undefined : memberOf(resource, "id");
    if (method === "POST" && bulkId !== undefined && typeof id === "string") bulk.ids.set(bulkId, id);
    return { ...whereabouts(resource, line, bulk), ...about, status: String(status) };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    const where = method === "POST" ? {} : whereabouts(undefined, line, bulk);
    return { ...where, ...about, status: String(error.status), response: buildErrorBody(error) };
  }
}

/** Where the resource is: told always, but where none was made (RFC 7644, section 3.7). */
function whereabouts(resource: ScimObject | undefined, { path }: BulkLine, { server, ids }: Bulk): ScimObject {
  if (resource === undefined) {
    const parts = path.split("/").map((part) => ids.get(referenceIn(part) ?? "") ?? part);
    return { location: `${server.baseUrl}${parts.join("/")}` };
  }
  const [location, version] = [locationOf(resource), versionOf(resource)];
  return { ...(location === undefined ? {} : { location }), ...(version === undefined ? {} : { version }) };
}

function buildOperation(line: BulkLine, { operation, ids }: Bulk): ScimOperation {
  const { "if-match": _match, "if-none-match": _none, ...others } = operation.request.headers;
  const headers: HttpHeaders = line.version === undefined ? others : { ...others, "if-match": line.version };
  const request: HttpRequest = { ...operation.request, method: line.method, headers };
  const data = line.method === "PATCH" ? asPatchRequest(line.data) : line.data;
  return {
    method: line.method,
    path: splitPath(line.path).map((part) => resolveText(part, ids)),
    query: new URLSearchParams(),
    request,
    body: () => resolve(data, ids),
    watch: operation.watch.part(`Operation ${line.number}`),
  };
}

/** The RFC's own example sends the bare operations (section 3.7), where elsewhere they stand in a message. */
function asPatchRequest(data: ScimValue): ScimValue {
  if (isScimList(data)) return { schemas: [PATCH_SCHEMA], Operations: data };
  if (!isScimObject(data) || memberOf(data, "schemas") !== undefined) return data;
  return { schemas: [PATCH_SCHEMA], ...data };
}

/** Puts ids in the place of `bulkId:…`, at any depth. */
function resolve(value: ScimValue, ids: ReadonlyMap<string, string>): ScimValue {
  if (typeof value === "string") return resolveText(value, ids);
  if (isScimList(value)) return value.map((each) => resolve(each, ids));
  if (!isScimObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolve(each, ids)]));
}

function resolveText(text: string, ids: ReadonlyMap<string, string>): string {
  const bulkId = referenceIn(text);
  if (bulkId === undefined) return text;
  const id = ids.get(bulkId);
  if (id !== undefined) return id;
  // RFC 7644, section 3.7.1.
  const shown = text.slice(0, 100);
  const detail = `\`${shown}\` names nothing that this request made before: no operation has that bulkId, or it failed, or the two refer to each other.`;
  throw new ScimError(409, undefined, detail);
}

/** The `bulkId` that a text refers to, if it does. */
function referenceIn(text: string): string | undefined {
  return text.startsWith(REFERENCE) ? text.slice(REFERENCE.length) : undefined;
}

const REFERENCE = "bulkId:";

/** What others refer to first, where it can be; the order of the request otherwise. No deeper than there are lines. */
function inOrder(lines: readonly BulkLine[]): readonly BulkLine[] {
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

function referencesIn(value: ScimValue): readonly string[] {
  if (typeof value === "string") {
    const bulkId = referenceIn(value);
    return bulkId === undefined ? [] : [bulkId];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each: ScimValue) => referencesIn(each));
}

function parseBulk(body: unknown): { readonly lines: readonly BulkLine[]; readonly failOnErrors: number } {
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
    if (seen.has(bulkId))
      throw invalid(number, `\`bulkId\` \`${bulkId.slice(0, 100)}\` is taken by another operation.`);
    seen.add(bulkId);
  }
}

function invalid(number: number, what: string): ScimError {
  return new ScimError(400, "invalidSyntax", `In operation ${number}: ${what}`);
}
