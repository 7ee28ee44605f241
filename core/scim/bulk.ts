import type { HttpHeaders, HttpRequest } from "../http/message.ts";
import { type Answer, locationOf } from "./answer.ts";
import {
  inOrderOfReferences,
  referenceIn,
  referencesIn,
  resolveReference,
  resolveReferences,
  withoutReferences,
} from "./bulk-references.ts";
import { type BulkLine, parseBulkRequest } from "./bulk-request.ts";
import { versionOf } from "./entity-tag.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { buildErrorBody, ScimError } from "./scim-error.ts";
import type { ScimOperation, ScimServer } from "./server.ts";
import { splitPath } from "./split-path.ts";

const RESPONSE_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** A bulk request on its way. */
interface Bulk {
  readonly server: ScimServer;
  readonly operation: ScimOperation;
  readonly carryOut: (operation: ScimOperation) => Answer;
  /** The ids of what was made so far, by their `bulkId`. */
  readonly ids: Map<string, string>;
  /** The `bulkId`s of what is still to be made. */
  readonly unmade: Set<string>;
  /** What was made without its references to what is still to be made, and the path of each. */
  readonly unfinished: Map<BulkLine, string>;
  readonly results: Map<BulkLine, ScimObject>;
  readonly failed: Set<BulkLine>;
}

/**
 * Carries several operations out, in the order that their references to one another ask for (RFC 7644, section 3.7). One
 * that fails leaves the others; after `failOnErrors` failures the rest is left. Where resources refer to each other in a
 * circle, the first is made without the reference, which is added once the others are there (section 3.7.1); where that
 * fails, it is deleted again.
 *
 * @param carryOut answers one operation. It throws a {@link ScimError} where it refuses it
 */
export function answerBulk(
  server: ScimServer,
  operation: ScimOperation,
  carryOut: (operation: ScimOperation) => Answer,
): Answer {
  const { watch } = operation;
  const { lines, failOnErrors } = watch.check("SCIM_BODY", () => parseBulkRequest(operation.body()));
  const bulk: Bulk = {
    server,
    operation,
    carryOut,
    ids: new Map(),
    unmade: new Set(lines.flatMap(({ method, bulkId = [] }) => (method === "POST" ? bulkId : []))),
    unfinished: new Map(),
    results: new Map(),
    failed: new Set(),
  };
  for (const line of inOrderOfReferences(lines)) {
    if (bulk.failed.size >= failOnErrors) break;
    bulk.results.set(line, carryOutLine(line, bulk));
    if (line.method === "POST") bulk.unmade.delete(line.bulkId ?? "");
    finishThose(bulk);
  }
  bulk.unmade.clear();
  finishThose(bulk);
  watch.note(`${bulk.results.size} of ${lines.length} operations were tried; ${bulk.failed.size} failed.`);
  const done = lines.flatMap((line) => bulk.results.get(line) ?? []);
  return { status: 200, body: { schemas: [RESPONSE_SCHEMA], Operations: done } };
}

function carryOutLine(line: BulkLine, bulk: Bulk): ScimObject {
  const { method, bulkId } = line;
  return answerLine(line, bulk, () => {
    const isEarly = method === "POST" && referencesIn(line.data).some((each) => bulk.unmade.has(each));
    const data = isEarly ? withoutReferences(line.data, bulk.unmade) : line.data;
    const answer = bulk.carryOut(buildOperation({ ...line, data }, bulk));
    const id = answer.resource === undefined ? undefined : memberOf(answer.resource, "id");
    if (method === "POST" && bulkId !== undefined && typeof id === "string") {
      bulk.ids.set(bulkId, id);
      if (isEarly) bulk.unfinished.set(line, `${line.path}/${encodeURIComponent(id)}`);
    }
    return answer;
  });
}

/** Adds the references to what was made without them, as soon as everything that it refers to was tried. */
function finishThose(bulk: Bulk): void {
  for (const [line, path] of bulk.unfinished) {
    if (referencesIn(line.data).some((each) => bulk.unmade.has(each))) continue;
    bulk.unfinished.delete(line);
    bulk.results.set(line, finish(line, path, bulk));
  }
}

function finish(line: BulkLine, path: string, bulk: Bulk): ScimObject {
  const { version: _, ...whole } = line;
  return answerLine(line, bulk, () => {
    try {
      const answer = bulk.carryOut(buildOperation({ ...whole, method: "PUT", path }, bulk));
      return { ...answer, status: 201 };
    } catch (error) {
      bulk.ids.delete(line.bulkId ?? "");
      bulk.carryOut(buildOperation({ ...whole, method: "DELETE", path }, bulk));
      throw error;
    }
  });
}

function answerLine(line: BulkLine, bulk: Bulk, carryOut: () => Answer): ScimObject {
  const { method, bulkId } = line;
  const about = { method, ...(bulkId === undefined ? {} : { bulkId }) };
  try {
    const { status, resource } = carryOut();
    return { ...whereabouts(resource, line, bulk), ...about, status: String(status) };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    bulk.failed.add(line);
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
    path: splitPath(line.path).map((part) => resolveReference(part, ids)),
    query: new URLSearchParams(),
    request,
    body: () => resolveReferences(data, ids),
    watch: operation.watch.part(`Operation ${line.number}`),
  };
}

/** The RFC's own example sends the bare operations (section 3.7), where elsewhere they stand in a message. */
function asPatchRequest(data: ScimValue): ScimValue {
  if (isScimList(data)) return { schemas: [PATCH_SCHEMA], Operations: data };
  if (!isScimObject(data) || memberOf(data, "schemas") !== undefined) return data;
  return { schemas: [PATCH_SCHEMA], ...data };
}
